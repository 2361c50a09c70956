"""A text that is gone through like a list: each of its characters is a text again, so that has no end."""

import ast
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

TEXTS = frozenset({"str", "bytes"})
ITERABLES = frozenset({"Iterable", "Sequence", "Collection", "Container"})
BARE = (ast.If, ast.While, ast.IfExp, ast.comprehension)
"""What takes a test as a whole, so that it needs no brackets."""


@slip(rank=0)
def text_taken_apart(facts: Facts) -> Iterator[Fix]:
    """Take texts out of the test for what is gone through."""
    if facts.fault is None or not facts.fault.is_a("RecursionError"):
        return
    for test in facts.program.by_type.get(ast.Call, []):
        match test:
            case ast.Call(
                func=ast.Name(id="isinstance" | "hasattr"), args=[ast.Name(id=name) as thing, kind]
            ):
                if facts.reached(test.lineno) and was_text(facts, name):
                    yield from without_texts(facts.program, test, thing, kind)
            case _:
                continue


def was_text(facts: Facts, name: str) -> bool:
    """Whether a variable of this name held a text on the failing stack."""
    frames = facts.fault.frames if facts.fault else ()
    seen = (frame.variables.get(name) for frame in frames if frame.in_program)
    return any(value is not None and value.type in TEXTS for value in seen)


def without_texts(program: Program, test: ast.Call, thing: ast.Name, kind: ast.expr) -> Iterator[Fix]:
    """Yield the test that lets no text through."""
    match kind:
        case ast.Tuple(elts=kinds) if TEXTS & {name_of(one) for one in kinds}:
            rest = [program.text(one) for one in kinds if name_of(one) not in TEXTS]
            if rest:
                written = rest[0] if len(rest) == 1 else f"({', '.join(rest)})"
                yield told(program, test, thing, replaced(program, kind, written))
        case ast.Constant(value="__iter__" | "__len__" | "__getitem__"):
            yield narrowed(program, test, thing)
        case ast.Name() | ast.Attribute() if name_of(kind) in ITERABLES:
            yield narrowed(program, test, thing)
        case _:
            return


def name_of(kind: ast.expr) -> str:
    """The last word of a class's name."""
    return kind.id if isinstance(kind, ast.Name) else kind.attr if isinstance(kind, ast.Attribute) else ""


def narrowed(program: Program, test: ast.Call, thing: ast.Name) -> Fix:
    """Write `and not isinstance(…, str)` behind the test."""
    text = program.text(test)
    written = f"{text} and not isinstance({thing.id}, str)"
    if not isinstance(program.parent(test), BARE):
        written = f"({written})"
    return told(program, test, thing, replaced(program, test, written))


def told(program: Program, test: ast.Call, thing: ast.Name, edit: Edit) -> Fix:
    """Word the change."""
    old = program.source.segment(edit.span)
    return Fix(
        f"Let no text through: {quoted(edit.text, 60)} instead of {quoted(old, 40)} in line {test.lineno}",
        (edit,),
        birth=program.span(test),
        because=f"{quoted(program.text(test), 50)} in line {test.lineno} is true for a text as well, and "
        f"each character of `{thing.id}` is a text again",
    )
