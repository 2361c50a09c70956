"""Chooses the cause among what the explainers and the static pass have to say."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial

from analyzer.correlation.asking import quietly_asked
from analyzer.correlation.guesses import guesses
from knowledge import explainers
from knowledge.absence.skipping import skips
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.odd_literal import odd_literal
from knowledge.discovery import discover
from knowledge.explainer import Explainer
from knowledge.facts import Facts
from knowledge.finding import Finding, Outcome, Severity, Span
from knowledge.run import Ending, Run

ENDINGS = {Ending.TIMEOUT: "timeout", Ending.MEMORY: "memory", Ending.OUTPUT: "output"}
MOST_FACTORS = 5
OWN_NONES = frozenset(
    {"called-too-early", "none-from-in-place-method", "none-from-missing-return", "none-from-print"}
)
"""Causes that are a fault of the program, where nothing is missing in its data."""


@cache
def every_explainer() -> tuple[Explainer, ...]:
    """The explainers that there are."""
    return discover(explainers, Explainer)


def cause_of(facts: Facts) -> Cause:
    """Name the cause of a failure; one that stays open says so and keeps the interpreter's words.

    The best founded explanation wins; among equals the one made for the more special exception, then the
    first by code, so that the answer never depends on the order of files.
    """
    found = sorted(explanations(facts), key=lambda pair: (pair[1].certainty.rank, pair[0], pair[1].code))
    predicted = foretold(facts)
    if found:
        return enriched(found[0][1], facts, predicted)
    open_still = from_finding(predicted) if predicted else unexplained(facts)
    return replace(open_still, guesses=cache(partial(tries, facts, open_still)))


def explanations(facts: Facts) -> Iterator[tuple[int, Cause]]:
    """Ask every explainer that knows this kind of failure; the number says how special it is, 0 most."""
    kinds = kinds_of(facts.run)
    for explainer in every_explainer():
        if explainer.fault in kinds and (cause := asked(explainer, facts)):
            yield kinds.index(explainer.fault), cause


def kinds_of(run: Run) -> list[str]:
    """The names under which explainers answer for this run, the most special first."""
    if run.ending in ENDINGS:
        return [ENDINGS[run.ending]]
    if run.fault is None:
        return [run.ending]
    return [run.fault.name, *(base for base in run.fault.bases if base != run.fault.name)]


def asked(explainer: Explainer, facts: Facts) -> Cause | None:
    """Ask one explainer."""
    return quietly_asked(explainer.name, lambda: explainer.explain(facts))


def foretold(facts: Facts) -> Finding | None:
    """The finding that said before the run what then happened."""
    confirmed = [finding for finding in facts.findings if finding.outcome is Outcome.CONFIRMED]
    return min(
        confirmed, key=lambda finding: (finding.severity is not Severity.ERROR, finding.span), default=None
    )


def enriched(cause: Cause, facts: Facts, predicted: Finding | None) -> Cause:
    """Add what the static pass knows: its fix as one more candidate, its other findings as factors."""
    fixes = (*odd_literal(facts, cause), *cause.fixes)
    if predicted and predicted.edits:
        fixes = (*fixes, Fix(words_of(predicted), predicted.edits))
    factors = (*cause.factors, *factors_of(facts, predicted))
    return replace(
        cause, fixes=fixes, guesses=cache(partial(tries, facts, cause)), factors=factors[:MOST_FACTORS]
    )


def tries(facts: Facts, cause: Cause) -> tuple[Fix, ...]:
    """What may be tried besides: slips; leaving out one item, unless the program itself made the None."""
    return (*guesses(facts), *(() if cause.code in OWN_NONES or facts.fault is None else skips(facts)))


def factors_of(facts: Facts, predicted: Finding | None) -> Iterator[str]:
    """Yield the findings on lines that ran and that the run did not refute."""
    for finding in facts.findings:
        if finding is not predicted and finding.outcome is None and facts.reached(finding.span.line):
            yield f"line {finding.span.line}: {finding.message}"


def words_of(finding: Finding) -> str:
    """Say a finding's fix as an instruction."""
    return finding.suggestions[0] if finding.suggestions else f"Change it to `{finding.replacement}`"


def from_finding(finding: Finding) -> Cause:
    """Make a cause of a finding that came true and that no explainer spoke of."""
    return Cause(
        finding.code,
        finding.message,
        finding.span,
        immediate=finding.message,
        certainty=Certainty.LIKELY,
        suggestions=finding.suggestions,
        fixes=(Fix(words_of(finding), finding.edits),) if finding.edits else (),
    )


def unexplained(facts: Facts) -> Cause:
    """Leave the cause of a failed run open."""
    words = facts.fault.message or facts.fault.name if facts.fault else ended_by(facts.run)
    return left_open(crash_span(facts), words)


def left_open(span: Span, words: str) -> Cause:
    """Leave a cause open: the interpreter's words, and the place at which it said them."""
    return Cause(
        "unexplained", f"The cause is open: {words}", span, immediate=words, certainty=Certainty.OPEN
    )


def crash_span(facts: Facts) -> Span:
    """The place of the crash, as exact as it is known."""
    crash = facts.crash
    if crash is None:
        lines = facts.run.trace.steps
        return facts.source.line_span(lines[-1].line if lines else 1)
    return crash.span or facts.source.line_span(crash.line)


def ended_by(run: Run) -> str:
    """Say how a run ended that raised nothing."""
    if run.signal:
        return f"the process was ended by signal {run.signal}"
    return f"the program ended with exit code {run.exit_code}"
