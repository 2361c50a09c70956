"""Why the run went past what would have given a name its value, and how to make it not."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from knowledge.absence.neutral import empty_like
from knowledge.backward.place import frames, runs
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.names.unbound import Unbound
from knowledge.program import first_line
from knowledge.scopes import FUNCTIONS, Binding
from knowledge.telling.edits import is_alone, line_before
from knowledge.telling.wording import at_lines, listed, quoted

type Loop = ast.For | ast.AsyncFor | ast.While

BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.Match)


@dataclass(frozen=True, slots=True)
class Missed:
    """Why a name was not set: code, sentence, place, advice and edits."""

    code: str
    because: str
    span: Span
    suggestions: tuple[str, ...]
    fixes: tuple[Fix, ...] = ()


def line_of(facts: Facts, binding: Binding) -> int:
    """The line of a binding."""
    return facts.program.span(binding.node).line


def passed_by(facts: Facts, found: Unbound, before: list[Binding]) -> Missed:
    """Bindings stand above, but the run went past them: another function, a loop, a branch, a `try`."""
    binding = before[-1]
    setter = facts.program.function(binding.node)
    if isinstance(setter, ast.FunctionDef) and setter not in facts.program.ancestors(found.node):
        return by_function(facts, found, binding, setter)
    around = missed_block(facts, found, binding)
    match around:
        case ast.For() | ast.AsyncFor() | ast.While():
            return by_loop(facts, found, binding, around)
        case ast.If() | ast.Match():
            return by_branch(facts, found, before)
        case ast.Try():
            return by_try(facts, found, binding, around)
        case _:
            line = line_of(facts, binding)
            because = f"line {line} sets `{found.name}`, but was not reached before line {found.node.lineno}"
            advice = f"Set `{found.name}` before line {found.node.lineno}"
            return Missed("used-before-assignment", because, facts.program.span(binding.node), (advice,))


def free_blocks(facts: Facts, found: Unbound, binding: Binding) -> list[ast.stmt]:
    """The blocks around a binding that do not hold the failing name, outermost first; else all around it."""
    around = (binding.owner, *facts.program.ancestors(binding.owner))
    inside = list(takewhile(lambda one: not isinstance(one, FUNCTIONS), around))
    blocks: list[ast.stmt] = [one for one in reversed(inside) if isinstance(one, BLOCKS)]
    holding = set(facts.program.ancestors(found.node))
    return [one for one in blocks if one not in holding] or blocks


def missed_block(facts: Facts, found: Unbound, binding: Binding) -> ast.stmt | None:
    """The outermost block around a binding whose body did not run; else the innermost one."""
    free = free_blocks(facts, found, binding)
    return next((one for one in free if not body_ran(facts, one, binding)), free[-1] if free else None)


def body_ran(facts: Facts, block: ast.stmt, binding: Binding) -> bool:
    """Whether the run came into the part of a block that holds the binding."""
    if binding.owner is block:
        return False
    parts: list[list[ast.stmt]] = [getattr(block, name, []) for name in ("body", "orelse", "finalbody")]
    parts += [case.body for case in getattr(block, "cases", [])]
    parts += [handler.body for handler in getattr(block, "handlers", [])]
    inside = set(facts.program.ancestors(binding.owner)) | {binding.owner}
    part = next((part for part in parts if any(statement in inside for statement in part)), None)
    return part is not None and facts.reached(first_line(part[0])) and not isinstance(block, ast.Try)


def by_loop(
    facts: Facts, found: Unbound, binding: Binding, loop: ast.For | ast.AsyncFor | ast.While
) -> Missed:
    """The loop went round no time."""
    program = facts.program
    over = loop.test if isinstance(loop, ast.While) else loop.iter
    text = quoted(program.text(over), 40)
    is_while = isinstance(loop, ast.While)
    why = f"{text} was false at once" if is_while else f"{text} gave no items"
    return Missed(
        "loop-never-ran",
        f"`{found.name}` is set only inside the loop in line {loop.lineno}, and {why}",
        program.source.line_span(loop.lineno),
        (
            f"Give `{found.name}` a value before the loop in line {loop.lineno}",
            f"Find out why {text} is {'false' if is_while else 'empty'} in line {loop.lineno}",
        ),
        tuple(start_before(facts, found, binding)),
    )


def by_branch(facts: Facts, found: Unbound, before: list[Binding]) -> Missed:
    """None of the branches that set the name was taken."""
    lines = sorted({line_of(facts, binding) for binding in before})
    binding = before[-1]
    test = innermost_test(facts, binding)
    head = first_line(free_blocks(facts, found, binding)[0])
    if len(lines) == 1:
        under = f", under {quoted(facts.program.text(test), 40)} in line {test.lineno}" if test else ""
        because = f"`{found.name}` is set only in line {lines[0]}{under}, which was not taken"
    else:
        because = f"`{found.name}` is set only in lines {some(lines)}, and none of these branches was taken"
    return Missed(
        "branch-not-taken",
        because,
        facts.program.span(found.node),
        (f"Set `{found.name}` on every path: before line {head}, or in an `else`",),
        tuple(start_before(facts, found, binding)),
    )


def some(lines: list[int]) -> str:
    """The first few lines, and how many more there are."""
    return listed([*lines[:4], f"{len(lines) - 4} more"] if len(lines) > 4 else lines)


def innermost_test(facts: Facts, binding: Binding) -> ast.expr | None:
    """The test of the branch that a binding stands in."""
    child = binding.owner
    for above in facts.program.ancestors(binding.owner):
        if isinstance(above, ast.If) and child in above.body:
            return above.test
        if isinstance(above, FUNCTIONS):
            return None
        child = above
    return None


def by_try(facts: Facts, found: Unbound, binding: Binding, around: ast.Try) -> Missed:
    """The statements of a `try` were left by an exception before they came to the binding."""
    line = line_of(facts, binding)
    handler = next((one for one in around.handlers if facts.reached(first_line(one.body[0]))), None)
    went = f" and went on in line {handler.lineno}" if handler else ""
    place = handler.body[-1] if handler else binding.node
    return Missed(
        "failed-try",
        f"the `try` in line {around.lineno} failed before line {line} had set `{found.name}`{went}",
        facts.program.span(place),
        (
            f"Set `{found.name}` in the `except` too, or before the `try` in line {around.lineno}",
            f"Move what needs `{found.name}` into the `try`, or leave after the exception",
        ),
        tuple(start_before(facts, found, binding)),
    )


def by_function(facts: Facts, found: Unbound, binding: Binding, setter: ast.FunctionDef) -> Missed:
    """A function sets the name under `global`, and was not called before."""
    line = line_of(facts, binding)
    statement = facts.program.statement(found.node)
    fixes: tuple[Fix, ...] = ()
    words = f"Call `{setter.name}` before line {found.node.lineno}"
    needed = len(setter.args.args) + len(setter.args.posonlyargs) - len(setter.args.defaults)
    inside = facts.program.function(found.node)
    if statement and inside is None and needed <= 0 and is_alone(facts.program, statement):
        fixes = (Fix(words, (line_before(facts.program, statement, f"{setter.name}()"),)),)
    because = f"`{found.name}` is set by `{setter.name}` in line {line}, which was not called before"
    return Missed("used-before-assignment", because, facts.program.span(found.node), (words,), fixes)


def start_before(facts: Facts, found: Unbound, binding: Binding) -> Iterator[Fix]:
    """Set the name to an empty value of the same type before all that may pass by."""
    blocks = free_blocks(facts, found, binding)
    empty = (empty_like(binding.value) if binding.value is not None else None) or "None"
    if blocks and is_alone(facts.program, blocks[0]):
        text = f"{found.name} = {empty}"
        words = f"Set `{text}` before line {first_line(blocks[0])}"
        yield Fix(words, (line_before(facts.program, blocks[0], text),))


def set_later(facts: Facts, found: Unbound, binding: Binding) -> Missed:
    """The binding stands below the reading."""
    line, needed = line_of(facts, binding), needing_line(facts, found)
    fixes = tuple(moved_up(facts, binding, needed))
    verb = {"def": "defined", "class": "defined", "import": "imported"}.get(binding.kind, "set")
    because = f"`{found.name}` is {verb} in line {line}, after line {needed} needs it"
    return Missed(
        "defined-later",
        because,
        facts.program.source.line_span(needed),
        tuple(fix.words for fix in fixes) or (f"Give `{found.name}` its value before line {needed}",),
        fixes,
    )


def needing_line(facts: Facts, found: Unbound) -> int:
    """The line, in the scope that the name belongs to, that was running when the name was read."""
    home = found.use.scope.resolve(found.name)
    for frame in frames(facts):
        if home and home.kind == "module" and frame.in_program:
            return frame.line
        if home and isinstance(home.node, FUNCTIONS) and runs(frame, home.node):
            return frame.line
    return found.node.lineno


def moved_up(facts: Facts, binding: Binding, needed: int) -> Iterator[Fix]:
    """Move a whole definition above the statement that needs it, where both stand in one block."""
    program, owner = facts.program, binding.owner
    needing: ast.AST | None = program.statement_at(needed)
    while needing is not None and program.parent(needing) is not program.parent(owner):
        needing = program.parent(needing)
    if not isinstance(needing, ast.stmt) or not isinstance(owner, ast.stmt) or not is_alone(program, owner):
        return
    first, last, start = first_line(owner), owner.end_lineno or owner.lineno, first_line(needing)
    if start >= first:
        return
    lines = program.source.sent_lines
    block = "".join(f"{line}\n" for line in lines[first - 1 : last])
    gone = Span(first, 0, last + 1, 0) if last < len(lines) else Span(first, 0, last, len(lines[last - 1]))
    words = f"Move {at_lines(first, last)} above line {start}"
    yield Fix(words, (Edit(Span(start, 0, start, 0), block), Edit(gone, "")))
