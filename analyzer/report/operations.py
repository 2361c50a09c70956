"""What worked before the failure, in sentences made from what really ran."""

import ast
from collections.abc import Iterator, Sequence

from analyzer.report.lines import last_line
from analyzer.report.progress import Progress, is_silent
from analyzer.report.told import is_data, one_line
from executor.child.tracing import MOST_RETURNS
from knowledge.program import first_line
from knowledge.run import Return

MOST = 10
MOST_NAMES = 6
LONGEST_VALUE = 60
LOOPS = ast.For | ast.AsyncFor | ast.While
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def operations_of(progress: Progress) -> tuple[str, ...]:
    """Tell up to `MOST` things that worked: the module's own statements in order, then its functions.

    Where there are more, the last ones count: they are nearest to the failure.
    """
    body = progress.lines.program.tree.body
    done = [sentence for group in grouped(body, progress) for sentence in told(group, progress)]
    returns = [returned(one) for one in progress.run.trace.returns if is_named(one.function)]
    told_returns = returns[: max(MOST - len(done), MOST // 3)]
    return (*done[-(MOST - len(told_returns)) :], *told_returns)


def grouped(body: Sequence[ast.stmt], progress: Progress) -> Iterator[list[ast.stmt]]:
    """Yield what ran, neighbours of a kind that is told in one sentence together."""
    group: list[ast.stmt] = []
    for statement in body:
        if is_silent(statement) or not ran(statement, progress):
            continue
        if group and not is_told_together(group[-1], statement):
            yield group
            group = []
        group.append(statement)
    if group:
        yield group


def ran(statement: ast.stmt, progress: Progress) -> bool:
    """Whether there is something to tell: it completed, or is a loop that completed some rounds."""
    done = first_line(statement) in progress.completed
    return done or (isinstance(statement, LOOPS) and rounds(statement, progress) > 1)


def is_told_together(one: ast.stmt, other: ast.stmt) -> bool:
    """Whether two neighbours fit into one sentence."""
    kinds = (ast.Import | ast.ImportFrom, FUNCTIONS, ast.ClassDef)
    return any(isinstance(one, kind) and isinstance(other, kind) for kind in kinds)


def told(group: Sequence[ast.stmt], progress: Progress) -> Iterator[str]:
    """Tell one group."""
    first = group[0]
    match first:
        case ast.Import() | ast.ImportFrom():
            yield f"Imported {listed([name for one in group for name in imported(one)])}"
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            kind = "class" if isinstance(first, ast.ClassDef) else "function"
            names = [getattr(one, "name", "") for one in group]
            plural = ("es" if kind == "class" else "s") if len(names) > 1 else ""
            yield f"Defined {kind}{plural} {listed(names)}"
        case _:
            for statement in group:
                yield single(statement, progress)


def single(statement: ast.stmt, progress: Progress) -> str:
    """Tell one statement."""
    match statement:
        case ast.Assign() | ast.AnnAssign():
            return assigned(statement, progress)
        case ast.AugAssign(target=target):
            return f"Updated `{text(target, progress)}`"
        case ast.For() | ast.AsyncFor() | ast.While():
            return looped(statement, progress)
        case ast.Expr(value=ast.Call() as call):
            return f"Called `{text(call, progress)}`"
        case ast.With() | ast.AsyncWith():
            return f"Ran the `with` block in {place(statement)}"
        case ast.If() | ast.Match() | ast.Try() | ast.TryStar():
            word = {ast.If: "if", ast.Match: "match"}.get(type(statement), "try")
            return f"Ran the `{word}` in {place(statement)}"
        case _:
            return f"Ran `{text(statement, progress)}`"


def assigned(statement: ast.Assign | ast.AnnAssign, progress: Progress) -> str:
    """Tell an assignment, with the value where the name still has the one that it got here."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    names = listed([text(target, progress) for target in targets])
    match targets:
        case [ast.Name(id=name)] if is_bound_once(name, progress):
            value = progress.run.variables.get(name)
            if value and is_data(value):
                return f"Assigned {names} = {one_line(value.text, LONGEST_VALUE)}"
    return f"Assigned {names}"


def is_bound_once(name: str, progress: Progress) -> bool:
    """Whether the module gives this name a value in one place only."""
    return len(progress.lines.program.scopes.root.bindings.get(name, [])) == 1


def looped(loop: ast.For | ast.AsyncFor | ast.While, progress: Progress) -> str:
    """Tell a loop: how often it went round, and whether it came to its end."""
    times = rounds(loop, progress)
    at_least = "at least " if times >= progress.run.trace.cap else ""
    if first_line(loop) in progress.completed:
        return f"Ran the loop in {place(loop)} for {at_least}{counted(times, 'iteration')}"
    done = times if at_least else times - 1
    return f"Completed {at_least}{counted(done, 'iteration')} of the loop in {place(loop)}"


def rounds(loop: ast.For | ast.AsyncFor | ast.While, progress: Progress) -> int:
    """How many rounds of a loop were begun, up to the trace's bound."""
    inner = loop.body[0]
    if not isinstance(inner, LOOPS):
        return progress.hits(inner) or 1
    heads = progress.hits(loop)
    return max(heads - 1, 1) if first_line(loop) in progress.completed else heads


def returned(done: Return) -> str:
    """Tell what a function gave back."""
    value = one_line(done.value.text, LONGEST_VALUE)
    if done.count == 1:
        return f"`{done.function}` returned {value}"
    at_least = "at least " if done.count >= MOST_RETURNS else ""
    return f"`{done.function}` returned {at_least}{counted(done.count, 'time')}, last {value}"


def imported(statement: ast.stmt) -> list[str]:
    """Name what an import brings in."""
    match statement:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names):
            return [f"{module or '.'}.{alias.name}" for alias in names]
        case _:
            return []


def listed(names: Sequence[str]) -> str:
    """Put names into one phrase: `a`, `b` and `c`; the rest of many as a number."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > MOST_NAMES:
        quoted = [*quoted[: MOST_NAMES - 1], f"{len(quoted) - MOST_NAMES + 1} more"]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def counted(number: int, noun: str) -> str:
    """Say a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def place(statement: ast.stmt) -> str:
    """The lines of a statement."""
    first, last = first_line(statement), last_line(statement)
    return f"line {first}" if first == last else f"lines {first}-{last}"


def text(node: ast.AST, progress: Progress) -> str:
    """The text of a node on one short line."""
    return one_line(progress.lines.program.text(node), LONGEST_VALUE)


def is_named(function: str) -> bool:
    """Whether this is a function or method with a name of its own."""
    return all(part.isidentifier() for part in function.split("."))
