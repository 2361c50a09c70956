"""What might mend a failure, best first: the cause's fixes, the findings' edits, CPython's own hint."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from analyzer.recovery.refining import refined
from knowledge.cause import Fix
from knowledge.diagnosis import Diagnosis
from knowledge.facts import Facts
from knowledge.finding import Edit, Finding, Outcome, Span
from knowledge.imports.importing import importing
from knowledge.program import Program
from knowledge.telling.edits import attribute_span

MEANT = re.compile(r"[Dd]id you mean:? '([^'\s]+)'")
FORGOTTEN = re.compile(r"forget to import '([\w.]+)'")


def candidates(diagnosis: Diagnosis) -> Iterator[tuple[Fix, str]]:
    """Yield each change with the text that it makes; the same text comes once, an impossible edit never."""
    seen = {diagnosis.source.sent}
    for fix in possible(diagnosis):
        text = changed(diagnosis, fix)
        if text is not None and text not in seen:
            seen.add(text)
            yield fix, text


def changed(diagnosis: Diagnosis, fix: Fix) -> str | None:
    """The text with a change made; None where its edits overlap."""
    try:
        return diagnosis.source.edited(fix.edits)
    except ValueError:
        return None


def possible(diagnosis: Diagnosis) -> Iterator[Fix]:
    """Yield everything that might help; a name that is unknown in many places is changed in all at once.

    What the program itself shows a better form of is tried in that form first.

    What only guards the place of the crash comes last: it ends the failure, and seldom the fault.
    """
    for fix in in_order(diagnosis):
        if diagnosis.program is not None and (wide := widened(diagnosis.program, fix)):
            yield wide
        if diagnosis.program is not None:
            yield from refined(diagnosis.program, fix)
        yield fix


def in_order(diagnosis: Diagnosis) -> Iterator[Fix]:
    """Yield what values speak for, then the guesses, which are looked for only now, then what masks."""
    named = tuple(proposed(diagnosis))
    yield from (fix for fix in named if not fix.masks and not fix.guess)
    guesses = diagnosis.cause.guesses() if diagnosis.cause else ()
    rest = (*guesses, *(fix for fix in named if fix.masks or fix.guess))
    yield from sorted(rest, key=is_mask)


def is_mask(fix: Fix) -> bool:
    """Whether a change only guards the place of the crash."""
    return fix.masks


def proposed(diagnosis: Diagnosis) -> Iterator[Fix]:
    """Yield the changes by origin."""
    if diagnosis.cause:
        yield from diagnosis.cause.fixes
    for finding in diagnosis.findings:
        if is_about_the_failure(finding, diagnosis):
            yield from of_finding(finding, diagnosis)
    if diagnosis.program is not None and diagnosis.run is not None:
        yield from hinted(Facts(diagnosis.program, diagnosis.findings, diagnosis.run))


def is_about_the_failure(finding: Finding, diagnosis: Diagnosis) -> bool:
    """Whether the run confirmed a finding, or stopped on its lines; without a run all of them count."""
    if diagnosis.run is None or finding.outcome is Outcome.CONFIRMED:
        return True
    crash = diagnosis.run.fault.crash if diagnosis.run.fault else None
    return crash is not None and finding.span.line <= crash.line <= finding.span.end_line


def of_finding(finding: Finding, diagnosis: Diagnosis) -> Iterator[Fix]:
    """Yield a finding's edits, and its replacement."""
    words = finding.suggestions[0] if finding.suggestions else None
    if finding.edits:
        yield Fix(words or "Make the change that the static pass names", finding.edits)
    if finding.replacement is not None:
        old = diagnosis.source.segment(finding.span)
        told = f"Change `{old}` to `{finding.replacement}`"
        yield Fix(told, (Edit(finding.span, finding.replacement),))


def hinted(facts: Facts) -> Iterator[Fix]:
    """Yield what CPython suggests.

    It makes its suggestion while it prints the traceback, so the text is the only place that has it. What
    to change is read from the exception and the failing expression.
    """
    if facts.fault is None:
        return
    said = facts.fault.text.rstrip().rpartition("\n")[2]
    place = wrong_name(facts)
    for name in MEANT.findall(said):
        if place and facts.source.segment(place) != name:
            yield Fix(f"Change `{facts.source.segment(place)}` to `{name}`", (Edit(place, name),))
    for name in FORGOTTEN.findall(said):
        yield Fix(f"Add `import {name}`", (importing(facts.program, f"import {name}"),))


def wrong_name(facts: Facts) -> Span | None:
    """Where the name stands that the exception carries."""
    carried = facts.fault.attributes.get("name") if facts.fault else None
    name = carried.scalar if carried else None
    failing = facts.node.value if isinstance(facts.node, ast.Expr) else facts.node
    match failing:
        case ast.Name(id=found) as node if found == name:
            return facts.program.span(node)
        case ast.Attribute(attr=found) as node if found == name:
            return attribute_span(facts.program, node)
        case ast.Call(func=ast.Attribute(attr=found) as node) if found == name:
            return attribute_span(facts.program, node)
        case _:
            return None


def widened(program: Program, fix: Fix) -> Fix | None:
    """Make a change of one unknown name in every place where that name is unknown."""
    if len(fix.edits) != 1 or program.is_dynamic:
        return None
    edit = fix.edits[0]
    node = program.node_at(edit.span)
    if not isinstance(node, ast.Name) or not edit.text.isidentifier() or program.bindings(node):
        return None
    uses = [use.node for use in program.scopes.uses if use.name == node.id]
    spans = {program.span(use): None for use in uses if not program.bindings(use)}
    if len(spans) < 2:
        return None
    edits = tuple(replace(edit, span=span) for span in spans)
    return Fix(f"Change `{node.id}` to `{edit.text}` in all {len(edits)} places", edits)
