"""debug_mode: what to look at next, and the program with a line that prints it."""

import ast

from analyzer.recovery.difference import Difference
from analyzer.recovery.next_steps import next_steps, short
from analyzer.recovery.probing import probe
from analyzer.recovery.trials import Trials, broken
from analyzer.recovery.turns import TURNS, with_turns
from analyzer.recovery.verification import failure_of, is_at
from analyzer.recovery.watching import spot_of, watched
from executor.child.masking import masked
from knowledge.diagnosis import Diagnosis, Option, Verdict
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.program import Program, first_line
from knowledge.run import Ending, Run
from knowledge.source import Source, source_of

KIND = "debug_mode"
LINE = "\n"
LONGEST = 50_000
"""Characters; a longer program is not printed a second time."""


def debug_option(diagnosis: Diagnosis, trials: Trials) -> Option:
    """Say what to look at; with a snippet where one was seen to print it and to fail in the same way."""
    steps = next_steps(diagnosis)
    plain = Option(KIND, "Look closer at the failure, step by step", Verdict.UNTESTED, next_steps=steps)
    if diagnosis.run is None or diagnosis.program is None or len(diagnosis.source.sent) > LONGEST:
        return plain
    facts = Facts(diagnosis.program, diagnosis.findings, diagnosis.run)
    stuck = diagnosis.run.ending is Ending.TIMEOUT
    text = with_turns(facts) if stuck else with_probe(facts)
    if text is None or broken(text):
        return plain
    after = trials.run(text)
    if after is None:
        return plain
    said = shown_turns(after) if stuck else shown_values(facts, text, after)
    if said is None:
        return plain
    what = f"the first {TURNS} turns of the loop" if stuck else "what the failing line works on"
    told = f"The snippet prints `{short(masked(said))}` before it {'stops' if stuck else 'fails'}"
    description = f"Run this copy: tried in the sandbox, it prints {what}"
    return Option(KIND, description, Verdict.VERIFIED, code_snippet=bare(text), next_steps=(told, *steps))


def bare(text: str) -> str:
    """The program alone, without what was wrapped around it when it was sent."""
    source = source_of(text)
    return f"{source.text.strip(LINE)}{LINE}" if source.wrappings else text


def with_probe(facts: Facts) -> str | None:
    """The program with one call that prints, before the failing statement, what it works on."""
    spot = spot_of(facts)
    if spot is None or facts.program.scope(spot).resolve("print") is not None:
        return None
    call = probe(label_of(facts), watched(facts))
    return facts.source.edited(inserted(facts.program, spot, call)) if call else None


def label_of(facts: Facts) -> str:
    """How the printed line begins."""
    return f"line {facts.crash.line}" if facts.crash else "here"


def inserted(program: Program, spot: ast.expr | ast.stmt, call: str) -> list[Edit]:
    """Put a call before a statement, or into the expression that a lambda or comprehension evaluates."""
    if isinstance(spot, ast.expr):
        span = program.span(spot)
        start = Span(span.line, span.column, span.line, span.column)
        end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
        return [Edit(start, f"({call}, "), Edit(end, ")[1]")]
    return [above(program, before_chain(program, spot), call)]


def above(program: Program, statement: ast.stmt, call: str) -> Edit:
    """Put a call on a line of its own above a statement, or on the same line where that is shared."""
    span, line = program.span(statement), first_line(statement)
    margin = program.source.indentation(line)
    if line == span.line and len(margin) < span.column:
        return Edit(Span(line, span.column, line, span.column), f"{call}; ")
    return Edit(Span(line, 0, line, 0), f"{margin}{call}\n")


def before_chain(program: Program, statement: ast.stmt) -> ast.stmt:
    """Go up from an `elif`, before which nothing can stand, to the `if` that it belongs to."""
    parent = program.parent(statement)
    while isinstance(parent, ast.If) and statement in parent.orelse and is_elif(program.source, statement):
        statement = parent
        parent = program.parent(statement)
    return statement


def is_elif(source: Source, statement: ast.stmt) -> bool:
    """Whether a statement is written as `elif`."""
    return source.code_line(statement.lineno).startswith("elif")


def shown_values(facts: Facts, text: str, after: Run) -> str | None:
    """What the copy printed last, where it failed at the same statement with the same error."""
    difference = Difference(facts.source, text)
    old, new = failure_of(facts.run), failure_of(after)
    if old.type != new.type or not is_at(old.line, new.line, difference):
        return None
    return last_line(after, f"{label_of(facts)}:")


def shown_turns(after: Run) -> str | None:
    """What the copy printed in its last turn, where it stopped by itself."""
    return last_line(after, f"turn {TURNS}:") if after.succeeded else None


def last_line(run: Run, start: str) -> str | None:
    """The last line of output that begins like this."""
    found = [line for line in run.stdout.text.split("\n") if line.startswith(start)]
    return found[-1].strip() if found else None
