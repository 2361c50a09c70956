"""Marks an answer: the same rules for raydx and for every peer.

A mark is True or False, or absent where the case knows nothing about it. Volume earns nothing: only the
first line named as the cause counts, an answer that names more than three is no answer, and a hint is judged
without the lines that merely repeat the program.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analyzer.evaluation.answer import Answer
from analyzer.evaluation.case import Case, Expectation, Owed

MOST_BIRTHS = 3
LONGEST_HINT = 1_000
GRACE = 3.0
"""Seconds past the time limit after which an answer counts as too late to call the program contained."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What running an offered fix showed: whether it ends cleanly, and prints what the known fix prints."""

    ends: bool
    same_output: bool | None


@dataclass(frozen=True, slots=True)
class Score:
    """The marks of one answer, and the counts that precision is made of."""

    marks: Mapping[str, bool]
    claims: int = 0
    claims_right: int = 0
    confirmed: int = 0
    refuted: int = 0


def score_of(case: Case, answer: Answer, trial: Trial | None) -> Score:
    """Mark one answer to one case; `trial` is the first offer's, None where nothing was offered."""
    marks = dict(marks_of(case, answer, trial))
    errors = [claim for claim in answer.claims if claim.is_error]
    right = [claim for claim in errors if claim.line in true_lines(case.expect)]
    outcomes = [claim.outcome for claim in errors]
    return Score(marks, len(errors), len(right), outcomes.count("confirmed"), outcomes.count("refuted"))


def marks_of(case: Case, answer: Answer, trial: Trial | None) -> Iterator[tuple[str, bool]]:
    """Yield every mark that the case can give."""
    expect = case.expect
    yield "contained", answer.trouble is None and answer.seconds <= case.limits.seconds + GRACE
    if expect.category is not None:
        yield "category", answer.category == expect.category
    if expect.is_fine:
        yield "no false alarm", not any(claim.is_error for claim in answer.claims)
        return
    yield from marks_of_crash(expect, answer)
    if expect.words:
        yield "hint", is_good(prose_of(answer.hint, case.code), expect)
    if expect.fixed is not None:
        yield from marks_of_fix(answer, trial)
    for owed in expect.owed:
        yield from marks_of_finding(owed, answer)
    if expect.silent:
        yield "silent", not any(claim.code in expect.silent for claim in answer.claims)


def marks_of_crash(expect: Expectation, answer: Answer) -> Iterator[tuple[str, bool]]:
    """Yield the marks for what crashed, where, and where it was born."""
    if expect.type is not None:
        yield "type", answer.type is not None and last_part(answer.type) == last_part(expect.type)
    if expect.lines:
        yield "crash line", answer.line in expect.lines
    if expect.column is not None:
        yield "crash column", answer.column == expect.column and answer.line in expect.lines
    if expect.births:
        named = answer.births[0] if 0 < len(answer.births) <= MOST_BIRTHS else None
        yield "birth line", named in expect.births
        if expect.is_apart:
            yield "birth line (apart)", named in expect.births
    if expect.causes:
        yield "cause", answer.cause in expect.causes


def marks_of_fix(answer: Answer, trial: Trial | None) -> Iterator[tuple[str, bool]]:
    """Yield the marks for the first fix that was offered, if any was."""
    yield "fix offered", bool(answer.offers)
    yield "fix ends cleanly", trial is not None and trial.ends
    if trial is None or trial.same_output is not None:
        yield "fix prints the same", trial is not None and bool(trial.same_output)
    if answer.offers and answer.offers[0].proven:
        yield "proof holds", trial is not None and trial.ends


def marks_of_finding(owed: Owed, answer: Answer) -> Iterator[tuple[str, bool]]:
    """Yield whether a finding that was owed before the run was made, and its suggestion right."""
    there = [claim for claim in answer.claims if claim.line == owed.line]
    yield "found before the run", bool(there)
    if owed.replacement is not None:
        first = next((claim.replacement for claim in there if claim.replacement is not None), None)
        yield "first suggestion", first == owed.replacement


def true_lines(expect: Expectation) -> set[int]:
    """The lines on which something really is wrong."""
    return {*expect.lines, *expect.births, *(owed.line for owed in expect.owed)}


def prose_of(hint: str, code: str) -> str:
    """The part of a hint that the program does not say itself, cut to what a reader will read."""
    said = {line.strip() for line in code.splitlines()}
    return "\n".join(line for line in hint.splitlines() if line.strip() not in said)[:LONGEST_HINT].lower()


def is_good(prose: str, expect: Expectation) -> bool:
    """Whether a hint says what a good hint must, and nothing that it must not."""
    says = all(any(word.lower() in prose for word in group) for group in expect.words)
    return says and not any(word.lower() in prose for word in expect.not_words)


def last_part(name: str) -> str:
    """A type without its module."""
    return name.rpartition(".")[2]
