"""An `__init__` that was not called, or that is not called so: then its attributes are missing."""

import ast

from knowledge.absence.nones import body_start
from knowledge.calling.calls import bases_of, methods_of
from knowledge.calling.returning import Def
from knowledge.cause import Cause, Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.names.lacking import Lacking
from knowledge.names.own_class import calls_base_init, init_of, setters_of
from knowledge.near import nearest
from knowledge.program import Program, first_line
from knowledge.telling.edits import is_alone, line_before

type Told = Cause | None


def immediate(kind: ast.ClassDef, found: Lacking) -> str:
    """What happened, in one sentence."""
    return f"this `{kind.name}` object has no attribute `{found.name}`"


def skipped_base_init(facts: Facts, found: Lacking, kind: ast.ClassDef) -> Told:
    """The base class's `__init__` sets it, and the derived one does not call that."""
    own = init_of(kind)
    base = next(
        (one for one in bases_of(facts.program, kind) if setter_in_init(facts, one, found.name)), None
    )
    if own is None or base is None or calls_base_init(own):
        return None
    theirs = init_of(base)
    words = f"Call `super().__init__(…)` first in the `__init__` of `{kind.name}`"
    fixes: tuple[Fix, ...] = ()
    names = [argument.arg for argument in theirs.args.args[1:]] if theirs else []
    ours = {argument.arg for argument in (*own.args.args, *own.args.kwonlyargs)}
    first = body_start(own)
    if is_alone(facts.program, first) and set(names) <= ours:
        call = f"super().__init__({', '.join(names)})"
        fixes = (
            Fix(f"Call `{call}` in line {first_line(first)}", (line_before(facts.program, first, call),)),
        )
    return Cause(
        "missing-super-init",
        f"`{found.name}` is set in the `__init__` of `{base.name}`, which the `__init__` of `{kind.name}` "
        f"does not call",
        facts.program.source.line_span(own.lineno),
        immediate=immediate(kind, found),
        suggestions=tuple(fix.words for fix in fixes) or (words,),
        fixes=fixes,
    )


def setter_in_init(facts: Facts, kind: ast.ClassDef, name: str) -> bool:
    """Whether a class's own `__init__` sets an attribute."""
    init = init_of(kind)
    return init is not None and any(one.function is init for one in setters_of(facts.program, kind, name))


def misspelt_init(facts: Facts, found: Lacking, kind: ast.ClassDef) -> Told:
    """A method that is nearly called `__init__` would have set it."""
    if any(function.name == "__init__" for function in methods_of(facts.program, kind)):
        return None
    for one in setters_of(facts.program, kind, found.name):
        if one.function and looks_like_init(one.function.name):
            name = one.function.name
            span = name_span(facts.program, one.function)
            words = f"Rename `{name}` in line {one.function.lineno} to `__init__`"
            return Cause(
                "misspelt-init",
                f"`{name}` in line {one.function.lineno} sets `{found.name}`, but only `__init__` is called",
                span,
                immediate=immediate(kind, found),
                suggestions=(words,),
                fixes=(Fix(words, (Edit(span, "__init__"),)),),
            )
    return None


def looks_like_init(name: str) -> bool:
    """Whether a method's name can have been meant as `__init__`."""
    return nearest(name, ["__init__"]) is not None or name.strip("_").lower() in ("init", "constructor")


def name_span(program: Program, function: Def) -> Span:
    """Where the name stands in the line of a `def`."""
    line = program.source.sent_lines[function.lineno - 1]
    start = line.index(function.name, line.index("def ") + 4)
    return Span(function.lineno, start, function.lineno, start + len(function.name))
