"""Cutting a program where it failed, so that what remains is what ran.

Everything is cut out of the text, by lines and columns: that keeps comments and layout, and costs nothing
beside the tree that is there already (libcst would take 0.3 s to import and ten times as long to parse).
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analyzer.recovery.stopping import Level, block_of, inside, levels_of
from knowledge.finding import Edit, Span
from knowledge.imports.importing import importing
from knowledge.program import Program, first_line
from knowledge.run import Run
from knowledge.source import Source

BRANCHES = (ast.If, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
ISLICE = "islice"
LONGEST = 60
HEADING = "# The part that worked:"


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a program, and what it is."""

    text: str
    description: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to leave out: the ends of some blocks, and the turns of a loop behind the given number.

    Of some statements only a call is left; `place` is where the part that worked ends.
    """

    removed: tuple[list[ast.stmt], ...]
    place: ast.stmt
    calls: tuple[tuple[ast.stmt, ast.expr], ...] = ()
    loop: ast.For | None = None
    turns: int = 0


def cuts(program: Program, run: Run) -> Iterator[Cut]:
    """Yield what ran: first as far inside the failing statement as can be cut, then what stands before it."""
    levels = levels_of(program, run)
    if not levels:
        return
    inner = within(program, run, levels)
    top = inside(program, levels[0].statement)[0]
    for plan in (inner, Plan((from_here(program, top),), top)):
        text = written(unwrapped(program), plan) if plan else ""
        if plan and text:
            yield Cut(text, description_of(program, plan))


def unwrapped(program: Program) -> Program:
    """The same tree over the bare program, without what was wrapped around it when it was sent."""
    text = program.source.text
    return Program(Source(text, text, (0,) * len(program.source.lines)), program.tree)


def within(program: Program, run: Run, levels: tuple[Level, ...]) -> Plan | None:
    """Plan a cut inside the failing statement of the first level; None where there is none.

    The call of a function that ran once is kept, without what was done with its value, and the function
    is cut instead.
    """
    statement, rest = levels[0].statement, levels[1:]
    chain = inside(program, statement)
    loop = next((node for node in chain if isinstance(node, LOOPS)), None)
    if loop is not None:
        turns = turns_of(program, run, loop, statement)
        later = tuple(followers(program, chain[: chain.index(loop) + 1]))
        return Plan(later, loop, loop=loop, turns=turns) if turns and isinstance(loop, ast.For) else None
    call = call_of(program, run, levels)
    below = within(program, run, rest) if call else None
    if below and call:
        removed = (*below.removed, *followers(program, chain))
        return replace(below, removed=removed, calls=((statement, call), *below.calls))
    return shortened(program, chain)


def call_of(program: Program, run: Run, levels: tuple[Level, ...]) -> ast.expr | None:
    """The call that failed in the first level, where its function ran only this once and can be cut."""
    call = levels[0].node
    if len(levels) == 1 or not isinstance(call, ast.Call | ast.Await) or not is_simple(levels[0].statement):
        return None
    return call if ran_once(program, run, levels[0], levels[1]) else None


def shortened(program: Program, chain: list[ast.stmt]) -> Plan | None:
    """Cut a block behind the last statement that ran in it, where there is such a block on the way."""
    while chain and (block_of(program, chain[-1])[0] is chain[-1] or not all_branches(chain[:-1])):
        chain = chain[:-1]
    if not chain or isinstance(program.parent(chain[-1]), ast.Module):
        return None
    removed = (from_here(program, chain[-1]), *followers(program, chain[:-1]))
    return Plan(removed, chain[-1])


def all_branches(around: list[ast.stmt]) -> bool:
    """Whether all statements around are such that a shorter block runs once, as it did."""
    return all(isinstance(node, BRANCHES) for node in around)


def followers(program: Program, chain: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Yield what follows each of these statements in its block."""
    yield from (later for node in chain if (later := from_here(program, node)[1:]))


def from_here(program: Program, statement: ast.stmt) -> list[ast.stmt]:
    """A statement and those that follow it in its block."""
    block = block_of(program, statement)
    return block[block.index(statement) :]


def is_simple(statement: ast.stmt) -> bool:
    """Whether a statement holds no others and can be replaced by one of its expressions."""
    return not hasattr(statement, "body") and not isinstance(statement, ast.Match)


def ran_once(program: Program, run: Run, caller: Level, level: Level) -> bool:
    """Whether the function of a level ran only this one time, as far as its lines can tell.

    A lambda or a generator stands inside the statement that calls it, and cannot be cut by itself.
    """
    function = program.function(level.statement)
    if not isinstance(function, DEFINITIONS) or function is program.function(caller.statement):
        return False
    steady = [node for node in function.body if not isinstance(node, LOOPS) and node.lineno > function.lineno]
    return any(run.trace.hits.get(first_line(node)) == 1 for node in steady)


def turns_of(program: Program, run: Run, loop: ast.stmt, failing: ast.stmt) -> int:
    """How many turns of a loop ran to their end; 0 where the trace does not tell, or a cut would not do."""
    if not isinstance(loop, ast.For) or loop.orelse or first_line(loop.body[0]) <= loop.lineno:
        return 0
    begun = run.trace.hits.get(first_line(loop.body[0]), 0)
    taken = any(ISLICE in scope.bindings for scope in program.scopes.all)
    if taken or begun >= run.trace.cap:
        return 0
    return begun if failing is loop else max(begun - 1, 0)


def written(program: Program, plan: Plan) -> str:
    """Write what a plan leaves; an empty text where it leaves nothing."""
    edits = [removal(program, block[0], block[-1]) for block in plan.removed]
    edits += [Edit(program.span(node), alone(program.text(call))) for node, call in plan.calls]
    if plan.loop:
        edits += limits_of(program, plan.loop, plan.turns)
        edits.append(importing(program, f"from itertools import {ISLICE}"))
    text = tidy(program.source.edited(edits))
    return f"{HEADING}\n{text}" if text else ""


def alone(call: str) -> str:
    """A call as a statement of its own; on several lines it may have relied on brackets around it."""
    return f"({call})" if "\n" in call else call


def removal(program: Program, first: ast.stmt, last: ast.stmt) -> Edit:
    """Take the end of a block out: with the comments above it, or the separator if it shares its line."""
    lines, span, line = program.source.lines, program.span(first), first_line(first)
    end_line, end = program.span(last).end_line, program.span(last).end_column
    before = lines[line - 1][: span.column] if line == span.line else ""
    end = rest_of(lines[end_line - 1], end)
    if before.strip():
        start = len(before.rstrip().removesuffix(";").rstrip())
        return Edit(Span(line, start, end_line, end), "")
    while line > 1 and lines[line - 2].lstrip().startswith("#"):
        line -= 1
    return Edit(Span(line, 0, end_line + 1, 0), "")


def rest_of(line: str, column: int) -> int:
    """Where a statement's separator ends, if one follows it."""
    rest = line[column:].lstrip()
    return len(line) - len(rest[1:].lstrip()) if rest.startswith(";") else column


def limits_of(program: Program, loop: ast.For, turns: int) -> list[Edit]:
    """Wrap what a loop runs over."""
    span = program.span(loop.iter)
    bare = isinstance(loop.iter, ast.Tuple) and not program.text(loop.iter).startswith("(")
    left, right = ("((", "), ") if bare else ("(", ", ")
    return [
        Edit(Span(span.line, span.column, span.line, span.column), f"{ISLICE}{left}"),
        Edit(Span(span.end_line, span.end_column, span.end_line, span.end_column), f"{right}{turns})"),
    ]


def tidy(text: str) -> str:
    """Without empty lines at both ends, and without comments that nothing follows."""
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "\n".join(lines).strip("\n") + "\n" if lines else ""


def description_of(program: Program, plan: Plan) -> str:
    """Say what was kept."""
    if plan.loop:
        turns = "the first turn" if plan.turns == 1 else f"the first {plan.turns} turns"
        return f"Run only what worked, with {turns} of the loop in line {plan.loop.lineno}"
    head = program.text(plan.place).partition("\n")[0].strip()
    code = head if len(head) <= LONGEST else f"{head[: LONGEST - 1]}…"
    return f"Run only what worked: what stands before `{code}` in line {plan.place.lineno}"
