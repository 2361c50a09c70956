"""The way a program took, told as a person would: `line 1`, `lines 4-6 (3 times)`, `line 10 (failed)`."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analyzer.report.lines import Loop, last_line
from analyzer.report.marks import MODULE, Mark, named
from analyzer.report.progress import Progress
from knowledge.run import Frame

LONGEST = 20
HEAD = 8
LONGEST_PERIOD = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one function that were run one after the other, so many times, or at least so many."""

    function: str
    low: int
    high: int
    times: int = 1
    at_least: bool = False


def path_of(progress: Progress) -> tuple[str, ...]:
    """Tell the way to the failure in at most `LONGEST` steps."""
    way = tuple(told(progress.marks, Loops.of(progress)))
    if not progress.stack:
        return tuple(map(in_words, bounded(repeated(way))))
    crash, callers = step_of(progress, progress.stack[-1]), progress.stack[:-1]
    way = repeated(way[:-1] if way and way[-1] == crash else way)
    left_out = [step for frame in callers if (step := step_of(progress, frame)) not in way]
    place = replace(crash, low=progress.stack[-1].line, high=progress.stack[-1].line)
    ending = f"{in_words(place)} ({'failed' if progress.run.fault else 'stopped'})"
    return (*map(in_words, bounded(extended(way, left_out))), ending)


def extended(way: tuple[Stretch, ...], left_out: list[Stretch]) -> tuple[Stretch, ...]:
    """Add the callers that the trace had stopped to count; those that go on with its last stretch join it."""
    last = way[-1] if way else None
    if last and left_out and all(goes_on(last, step) for step in left_out):
        return (*way[:-1], replace(last, at_least=True))
    return (*way, *repeated(left_out))


def goes_on(stretch: Stretch, step: Stretch) -> bool:
    """Whether a step repeats part of a stretch."""
    return step.function == stretch.function and stretch.low <= step.low <= stretch.high


def step_of(progress: Progress, frame: Frame) -> Stretch:
    """The step that a frame stands at."""
    line = progress.lines.start(frame.line)
    return Stretch(named(frame.function), line, line)


@dataclass(frozen=True, slots=True)
class Loops:
    """The loops of a program, how often each line was reached, and where counting stopped."""

    by_line: Mapping[int, Loop]
    hits: Mapping[int, int]
    cap: int
    failed: bool

    @classmethod
    def of(cls, progress: Progress) -> "Loops":
        """Take what is needed from a run."""
        trace = progress.run.trace
        return cls(progress.lines.loops, trace.hits, trace.cap, bool(progress.stack))


def told(way: Sequence[Mark], loops: Loops, *, to_the_end: bool = True) -> Iterator[Stretch]:
    """Tell a way, its loops as one stretch each."""
    row = 0
    while row < len(way):
        loop = loops.by_line.get(way[row].line)
        end = leaving(way, row, loop) if loop else row + 1
        if loop and end > row + 1:
            broken_off = loops.failed and to_the_end and end == len(way)
            yield from rounds(way[row:end], loop, loops, broken_off=broken_off)
        else:
            yield Stretch(way[row].function, way[row].line, way[row].line)
        row = end


def leaving(way: Sequence[Mark], row: int, loop: Loop) -> int:
    """Where the loop that begins at `row` was left."""
    start = way[row]
    for end in range(row + 1, len(way)):
        mark = way[end]
        here = mark.depth == start.depth
        if mark.depth < start.depth or (here and not loop.lineno <= mark.line <= last_line(loop)):
            return end
    return len(way)


def rounds(way: Sequence[Mark], loop: Loop, loops: Loops, *, broken_off: bool) -> Iterator[Stretch]:
    """Tell a loop: the rounds that it completed, then the steps of the one that was broken off."""
    starts = round_starts(way, loop)
    bodies = [way[start:end] for start, end in zip(starts, [*starts[1:], len(way)], strict=True)]
    bodies = [body for body in bodies if len(body) > 1 or not isinstance(loop, ast.For | ast.AsyncFor)]
    full = bodies[:-1] if broken_off and bodies else bodies
    capped = max(loops.hits.get(loop.body[0].lineno, 0), loops.hits.get(loop.lineno, 0)) >= loops.cap
    if full:
        own = [mark.line for body in full for mark in body if mark.depth == way[0].depth]
        times = max(len(full), loops.cap) if capped else len(full)
        yield Stretch(way[0].function, loop.lineno, max(own), times, capped)
    else:
        yield Stretch(way[0].function, loop.lineno, loop.lineno)
    if broken_off and bodies and not capped:
        yield from broken_round(bodies[-1], loop, loops, is_first=not full)


def broken_round(body: Sequence[Mark], loop: Loop, loops: Loops, *, is_first: bool) -> Iterator[Stretch]:
    """Tell the round in which it failed; the head of the loop is a step of it, told once."""
    at_head = body[0].line == loop.lineno
    if at_head and not is_first:
        yield Stretch(body[0].function, loop.lineno, loop.lineno)
    yield from told(body[at_head:], loops)


def round_starts(way: Sequence[Mark], loop: Loop) -> list[int]:
    """Where each round begins: at the head of the loop, or, where that has nothing to test, at its body."""
    own = [row for row, mark in enumerate(way) if mark.depth == way[0].depth]
    heads = [row for row in own if way[row].line == loop.lineno]
    if len(heads) > 1 or len(way) == 1:
        return heads
    bodies = [row for row in own if way[row].line == loop.body[0].lineno]
    return bodies or heads


def repeated(way: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Tell what a function did several times in a row once, with the number of times."""
    found: list[Stretch] = []
    row = 0
    while row < len(way):
        period, times = best_period(way, row)
        if times > 1:
            part = way[row : row + period]
            low, high = min(step.low for step in part), max(step.high for step in part)
            found.append(Stretch(part[0].function, low, high, times))
        else:
            found.append(way[row])
        row += period * times
    return tuple(found)


def best_period(way: Sequence[Stretch], row: int) -> tuple[int, int]:
    """How long the pattern is that repeats itself from `row` on, and how often it does."""
    for period in range(1, LONGEST_PERIOD + 1):
        part = way[row : row + period]
        if len({step.function for step in part}) > 1 or any(step.times > 1 for step in part):
            break
        times = 1
        while part and way[row + times * period : row + (times + 1) * period] == part:
            times += 1
        if times > 1:
            return period, times
    return 1, 1


def bounded(way: Sequence[Stretch]) -> tuple[Stretch | int, ...]:
    """Join neighbours where the way is long, and leave out its middle where that is not enough."""
    room = LONGEST - 1
    if len(way) > room:
        way = joined(way)
    if len(way) <= room:
        return tuple(way)
    tail = room - HEAD - 1
    return (*way[:HEAD], len(way) - HEAD - tail, *way[-tail:])


def joined(way: Sequence[Stretch]) -> list[Stretch]:
    """Make one stretch of single steps that follow each other down the same function."""
    found: list[Stretch] = []
    for step in way:
        before = found[-1] if found else None
        single = before is not None and before.times == step.times == 1
        if before and single and before.function == step.function and before.high < step.low:
            found[-1] = replace(before, high=step.high)
        else:
            found.append(step)
    return found


def in_words(step: Stretch | int) -> str:
    """Say one step."""
    if isinstance(step, int):
        return f"... {step} more steps ..."
    where = f"line {step.low}" if step.low == step.high else f"lines {step.low}-{step.high}"
    inside = "" if step.function == MODULE else f" in {spoken(step.function)}"
    if step.at_least:
        return f"{where}{inside} ({step.times}+ times)"
    return f"{where}{inside} ({step.times} times)" if step.times > 1 else f"{where}{inside}"


def spoken(function: str) -> str:
    """A function's name, or what it is where it has none."""
    return {"<lambda>": "a lambda", "<genexpr>": "a generator expression"}.get(function, function)
