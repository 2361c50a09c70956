"""What the run said about each finding: confirmed, refuted, or not reached."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from knowledge.facts import Facts
from knowledge.finding import Finding, Outcome
from knowledge.run import Claims, Ending, Frame, Run

MAYBE_SKIPPED = (ast.IfExp, ast.BoolOp, ast.Lambda, ast.comprehension)


def with_outcomes(facts: Facts) -> tuple[Finding, ...]:
    """Give every finding its outcome; where the run left no trace, only failures can speak."""
    return tuple(replace(finding, outcome=outcome_of(facts, finding)) for finding in facts.findings)


def outcome_of(facts: Facts, finding: Finding) -> Outcome | None:
    """Compare one finding with the run."""
    if any(speaks_of(finding, frame, facts) for frame in failing_frames(facts.run)):
        return Outcome.CONFIRMED
    if refused_here(facts.run, finding):
        return Outcome.CONFIRMED
    if facts.run.claims is Claims.MISSING and not facts.run.trace.hits:
        return None
    if not reached(facts, finding):
        return Outcome.NOT_REACHED
    return swallowed(facts, finding)


def failing_frames(run: Run) -> Iterator[Frame]:
    """Yield the program's frames that were failing, or were stopped, when the run ended."""
    frames = run.fault.frames if run.fault else run.stuck
    yield from (frame for frame in frames if frame.in_program)


def speaks_of(finding: Finding, frame: Frame, facts: Facts) -> bool:
    """Whether this finding foretold what happened in this frame.

    On the innermost frame the place decides, and the name that the exception speaks of where both have
    one. A finding about a loop is confirmed when the program was stopped inside it.
    """
    spot = frame.span
    if facts.run.ending in (Ending.TIMEOUT, Ending.MEMORY, Ending.OUTPUT):
        return inside_loop(finding, frame, facts)
    if frame is not facts.crash or not finding.span.line <= frame.line <= finding.span.end_line:
        return False
    if spot is None:
        return True
    subjects = subjects_of(facts)
    if subjects and finding.subject:
        return bool(subjects & names_of(finding.subject))
    if facts.source.segment(spot) == finding.subject:
        return True
    return spot.covers(finding.span) or finding.span.covers(spot)


def inside_loop(finding: Finding, frame: Frame, facts: Facts) -> bool:
    """Whether the frame stood in the statement that the finding begins."""
    statement = facts.program.statement_at(finding.span.line)
    if statement is None:
        return False
    return statement.lineno <= frame.line <= (statement.end_lineno or statement.lineno)


def names_of(subject: str) -> set[str]:
    """What a failure may call the subject of a finding: `a`, `a.b`, `a.b.c` or `c` for `a.b.c`."""
    parts = subject.split(".")
    return {parts[-1], *(".".join(parts[:end]) for end in range(1, len(parts) + 1))}


def subjects_of(facts: Facts) -> set[str]:
    """The names that the exception carries: of a variable, an attribute, a module or its member."""
    carried = facts.fault.attributes if facts.fault else {}
    told = [carried[name].scalar for name in ("name", "name_from") if name in carried]
    return {name for name in told if isinstance(name, str)}


def refused_here(run: Run, finding: Finding) -> bool:
    """Whether the sandbox refused something on the finding's line, and the finding is about the policy."""
    return finding.code.startswith("blocked-") and any(
        finding.span.line <= (refusal.line or 0) <= finding.span.end_line for refusal in run.refusals
    )


def reached(facts: Facts, finding: Finding) -> bool:
    """Whether the run came to the finding's expression, as far as lines can tell."""
    return any(facts.reached(line) for line in range(finding.span.line, finding.span.end_line + 1))


def swallowed(facts: Facts, finding: Finding) -> Outcome:
    """Judge a finding whose line was reached without ending the run there.

    An expression that the line may have skipped was not seen to run; a handler around it that was
    entered, without the statement behind it being reached, saw it fail.
    """
    node = facts.program.node_at(finding.span)
    if node is not None and skipped_maybe(facts, node):
        return Outcome.NOT_REACHED
    statement = facts.program.statement_at(finding.span.line)
    if statement is not None and handled(facts, statement):
        return Outcome.CONFIRMED
    return Outcome.REFUTED


def skipped_maybe(facts: Facts, node: ast.AST) -> bool:
    """Whether the expression stands where evaluation can pass it by."""
    above = []
    for ancestor in facts.program.ancestors(node):
        if isinstance(ancestor, ast.stmt):
            break
        above.append(ancestor)
    return any(isinstance(ancestor, MAYBE_SKIPPED) for ancestor in above)


def handled(facts: Facts, statement: ast.stmt) -> bool:
    """Whether an exception handler around the statement ran, and what follows the statement did not."""
    for ancestor in facts.program.ancestors(statement):
        if isinstance(ancestor, ast.Try) and statement in ancestor.body:
            later = ancestor.body[ancestor.body.index(statement) + 1 :] or ancestor.orelse
            entered = any(facts.reached(handler.body[0].lineno) for handler in ancestor.handlers)
            return entered and not (later and facts.reached(later[0].lineno))
    return False
