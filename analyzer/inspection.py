"""The static pass: the judge of syntax first, then one walk in which each rule is asked about its nodes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from analyzer.catalog import every_rule
from analyzer.reading.reading import UNSAID, Reading, Setting
from analyzer.rule import Rule
from analyzer.syntax import SYNTAX_ERROR, further, syntax_finding
from executor.policy import Policy
from knowledge.finding import Finding
from knowledge.program import Program
from knowledge.source import Source

LONGEST = 1_000_000
"""Characters. A longer program is only judged for its syntax."""

MOST_NODES = 400_000
"""Of the tree: 20,000 lines as people write them have some 200,000, and are looked at within seconds."""

MOST_FINDINGS = 100
"""Of one rule. Whoever has that many learns nothing from one more."""


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule that was not, or not wholly, asked, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the static pass saw, in the order of the text, and what it did not look at."""

    findings: tuple[Finding, ...]
    rules_not_run: tuple[NotRun, ...] = ()


def inspect(
    source: Source,
    program: Program | None,
    policy: Policy,
    rules: Iterable[Rule] | None = None,
    setting: Setting = UNSAID,
) -> Inspection:
    """Look at a program without running it.

    `program` is the source as a tree, where it parses. What is done here is bounded; a bound that was hit is
    named among the rules that were not run. With no `rules`, all are asked.
    """
    rules = every_rule() if rules is None else rules
    finding, doubt = syntax_finding(source, program)
    if finding:
        broken = (finding, *further(source, finding))
        return Inspection(broken, skipped(rules, "the program does not compile"))
    unjudged = (NotRun(SYNTAX_ERROR, doubt),) if doubt else ()
    reason = too_much(source, program)
    if reason or program is None:
        return Inspection((), (*unjudged, *skipped(rules, reason)))
    seen = asked_about(Reading(program, policy, setting), rules)
    return replace(seen, rules_not_run=(*unjudged, *seen.rules_not_run)) if unjudged else seen


def too_much(source: Source, program: Program | None) -> str:
    """Why this program is not looked at; empty where it is."""
    if len(source.text) > LONGEST:
        return f"the text has more than {LONGEST} characters"
    if program is None:
        return "the program is nested too deeply to look at"
    if len(program.nodes) > MOST_NODES:
        return f"the program has more than {MOST_NODES} parts"
    return ""


def skipped(rules: Iterable[Rule], reason: str) -> tuple[NotRun, ...]:
    """Name all rules as not run."""
    return tuple(NotRun(rule.code, reason) for rule in rules)


def asked_about(reading: Reading, rules: Iterable[Rule]) -> Inspection:
    """Ask each rule about its nodes."""
    found: list[Finding] = []
    failed: list[NotRun] = []
    for rule in rules:
        reading.patience.unanswered.clear()
        try:
            said = list(islice(heard(rule, reading), MOST_FINDINGS + 1))
        except RecursionError:
            failed.append(NotRun(rule.code, "the program is nested too deeply for this rule"))
            continue
        if reading.patience.unanswered:
            failed.append(NotRun(rule.code, unlearned(reading.patience.unanswered)))
        if len(said) > MOST_FINDINGS:
            failed.append(NotRun(rule.code, f"stopped after {MOST_FINDINGS} findings"))
        found += said[:MOST_FINDINGS]
    return Inspection(in_order(found), tuple(failed))


def unlearned(modules: Iterable[str]) -> str:
    """Say about which modules a rule could not be sure."""
    return f"it was not found out in time what these modules hold: {', '.join(sorted(modules))}"


def heard(rule: Rule, reading: Reading) -> Iterator[Finding]:
    """Yield what one rule says."""
    for kind in rule.nodes:
        for node in reading.program.by_type.get(kind, ()):
            for hit in rule.check(reading, node):
                yield rule.finding(reading, hit)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort as a reader meets them; what is said twice is said once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: (finding.span, finding.code)))
