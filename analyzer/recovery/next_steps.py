"""What to look at next, said for this failure and no other."""

import ast
from collections.abc import Iterator
from itertools import islice

from analyzer.recovery.stopping import levels_of
from analyzer.recovery.turns import seen_in, stuck_loop
from analyzer.recovery.watching import watched
from knowledge.diagnosis import Diagnosis
from knowledge.facts import Facts
from knowledge.program import first_line
from knowledge.run import Ending

MOST_STEPS = 5
LONGEST = 80


def next_steps(diagnosis: Diagnosis) -> tuple[str, ...]:
    """The steps that are known to lead on, nearest to the failure first; never empty."""
    return tuple(islice(steps(diagnosis), MOST_STEPS))


def steps(diagnosis: Diagnosis) -> Iterator[str]:
    """Yield the steps; without a run the place of the fault is all there is."""
    if diagnosis.program is None or diagnosis.run is None:
        yield from where_it_is_broken(diagnosis)
        return
    facts = Facts(diagnosis.program, diagnosis.findings, diagnosis.run)
    found = (
        *loop(facts),
        *values(facts),
        *birth(diagnosis, facts),
        *turn(facts),
        *call(facts),
        *advice(diagnosis, facts),
    )
    yield from found or ("Run the program with fewer statements until the failure goes away",)


def where_it_is_broken(diagnosis: Diagnosis) -> Iterator[str]:
    """Yield the lines to look at in a text that is no Python."""
    spans = [finding.span for finding in diagnosis.findings[:1]]
    if diagnosis.cause:
        spans.append(diagnosis.cause.span)
    for line in dict.fromkeys(span.line for span in spans):
        code = short(diagnosis.source.code_line(line))
        yield f"Look at line {line}: `{code}`" if code else f"Look at line {line}, which is empty"
    yield "Compile the text again after each change: the interpreter stops at the first fault only"


def values(facts: Facts) -> Iterator[str]:
    """Yield what was seen at the failure."""
    line = facts.crash.line if facts.crash else None
    for text, value in watched(facts).items():
        if line and value.text:
            yield f"Look at `{text}` in line {line}: it is `{short(value.text)}` when the line fails"


def loop(facts: Facts) -> Iterator[str]:
    """Yield the loop in which the program was stopped, with what decides whether it goes on."""
    stuck = stuck_loop(facts) if facts.run.ending is Ending.TIMEOUT else None
    if stuck is None:
        return
    node, known = stuck
    names = " and ".join(f"`{name}`" for name in seen_in(node, known))
    if isinstance(node, ast.While):
        test = short(facts.program.text(node.test))
        yield f"Find what should end the loop in line {node.lineno}: `{test}` stays true"
    if names:
        yield f"Watch {names} over some turns of the loop in line {node.lineno}"


def birth(diagnosis: Diagnosis, facts: Facts) -> Iterator[str]:
    """Yield the line where the fault was born, where that is another one than the one that failed."""
    crash, cause = facts.crash, diagnosis.cause
    if crash and cause and cause.span.line != crash.line:
        code = short(facts.source.code_line(cause.span.line))
        yield f"Look at line {cause.span.line}, where it comes from: `{code}`"


def turn(facts: Facts) -> Iterator[str]:
    """Yield the turn of the loop in which it failed, where the trace has counted it."""
    for node in facts.program.ancestors(facts.statement) if facts.statement else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return
        if isinstance(node, ast.For | ast.While):
            begun = facts.run.trace.hits.get(first_line(node.body[0]), 0)
            if 0 < begun < facts.run.trace.cap and facts.run.ending is Ending.EXITED:
                yield f"Stop in turn {begun} of the loop in line {node.lineno}: that is the one that fails"
            return


def call(facts: Facts) -> Iterator[str]:
    """Yield the call that failed, to be tried by itself."""
    levels = levels_of(facts.program, facts.run)
    if len(levels) > 1:
        line = first_line(levels[-2].statement)
        name = levels[-1].function.rpartition(".")[2]
        if name.isidentifier():
            yield f"Call `{name}` by itself with the arguments that line {line} gives it"


def advice(diagnosis: Diagnosis, facts: Facts) -> Iterator[str]:
    """Yield what the cause suggests, or else the failing line itself."""
    if diagnosis.cause and diagnosis.cause.suggestions:
        yield from diagnosis.cause.suggestions[:2]
    elif facts.crash:
        code = short(facts.source.code_line(facts.crash.line))
        yield f"Split line {facts.crash.line} into smaller steps, and print each: `{code}`"


def short(text: str) -> str:
    """Cut a text for a sentence, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
