"""The straight line from a text to a proven diagnosis: every stage reads only what stands before it."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace

from analyzer.correlation.category import category_of
from analyzer.correlation.causes import cause_of, left_open
from analyzer.correlation.outcomes import with_outcomes
from analyzer.correlation.settling import settled
from analyzer.inspection import Inspection, inspect
from analyzer.observing import observed
from analyzer.reading.reading import Setting
from analyzer.recovery.options import KINDS, options_for
from executor.policy import Policy
from knowledge.diagnosis import Category, Diagnosis
from knowledge.facts import Facts
from knowledge.finding import Finding
from knowledge.limits import Limits
from knowledge.program import Program, program_of
from knowledge.run import Run
from knowledge.source import Source, source_of
from knowledge.syntax.explaining import explain_syntax

type Execute = Callable[[Source, Limits], Run]
type ExecuteFirst = Callable[[Source, Limits, tuple[Finding, ...]], Run]
"""Runs the program itself; takes what the static pass has found as well, which those who listen are told."""

SYNTAX_ERROR = "syntax-error"
LONGEST_ATTEMPT = 2.0
"""Seconds that trying a fix may take: the caller waits for an answer, and there may be several to try."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under what a program is judged and run.

    `execute` runs a source within limits; everything else (policy, standard input) stays as it was in the
    first run. `has_input` says whether that has any standard input.
    """

    policy: Policy
    limits: Limits
    execute: Execute
    kinds: frozenset[str] = KINDS
    has_input: bool | None = None


def diagnosis_of(source: Source, conditions: Conditions, first: ExecuteFirst | None = None) -> Diagnosis:
    """Look, run, join, explain, prove. `first` runs the program itself, where its events are listened to."""
    program = program_of(source)
    setting = Setting(conditions.limits, conditions.has_input)
    inspection = inspect(source, program, conditions.policy, setting=setting)
    broken = next((finding for finding in inspection.findings if finding.code == SYNTAX_ERROR), None)
    if broken:
        return proven(unrun(source, program, inspection, broken), conditions)
    if first is None:
        run = conditions.execute(source, conditions.limits)
    else:
        run = first(source, conditions.limits, inspection.findings)
    facts = Facts(program or unseen(source), inspection.findings, run)
    return proven(joined(observed(facts, conditions.execute) if conditions.kinds else facts), conditions)


def unrun(source: Source, program: Program | None, inspection: Inspection, broken: Finding) -> Diagnosis:
    """Diagnose a text that is no Python: there is nothing to run."""
    cause = explain_syntax(source, broken) or left_open(broken.span, broken.message)
    return Diagnosis(source, program, inspection.findings, None, Category.SYNTAX, cause)


def unseen(source: Source) -> Program:
    """Stand in for the tree of a text that is too large to be looked at in the caller's process."""
    return Program(source, ast.Module([], []))


def joined(facts: Facts) -> Diagnosis:
    """Join the findings with the run, and name category and cause."""
    facts = replace(facts, findings=with_outcomes(facts))
    category = category_of(facts.run)
    cause = cause_of(facts) if category else None
    return Diagnosis(facts.source, facts.program, facts.findings, facts.run, category, cause)


def proven(diagnosis: Diagnosis, conditions: Conditions) -> Diagnosis:
    """Add the ways to go on, each of them tried."""
    if diagnosis.category is None or not conditions.kinds:
        return diagnosis
    limits = replace(conditions.limits, seconds=min(conditions.limits.seconds, LONGEST_ATTEMPT))
    alone = replace(conditions, limits=limits, kinds=frozenset())
    options = options_for(
        diagnosis,
        attempt=lambda text: conditions.execute(source_of(text), limits),
        again=lambda text: diagnosis_of(source_of(text), alone),
        kinds=conditions.kinds,
    )
    cause = settled(diagnosis.cause, options) if diagnosis.cause else None
    return replace(diagnosis, cause=cause, options=options)
