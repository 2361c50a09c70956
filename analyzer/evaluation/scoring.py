"""Marks an answer: the same rules for raydx and for every peer.

A mark is True or False, or absent where the case knows nothing about it. Volume earns nothing: only the
first line named as the cause counts, an answer that names more than three is no answer, findings on most of
the lines find none, and a hint is judged without the lines that merely repeat the program.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analyzer.evaluation.answer import Answer, Claim
from analyzer.evaluation.case import Case, Expectation, Owed

MOST_BIRTHS = 3
LONGEST_HINT = 1_000
FLOOD = 0.5
"""The share of a program's lines from which on findings point at nothing."""

FEWEST = 3
"""Findings that are no flood, however short the program is."""

ECHOED = 3
"""Lines of a program that are taken for an echo when they stand together in a hint."""

SHORTEST = 3
"""Signs up to which a word of a hint has to stand alone; longer ones may be stems."""

WORDLY = re.compile(r"[^\W_]")
GUTTER = re.compile(r"^[\s\d:|>.\-]+|\s+$")
GRACE = 10.0
"""Seconds past the time limit, for a busy host: a later answer is too late to call the program contained."""


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
    marks = {name: right for name, right in marks_of(case, answer, trial) if right is not None}
    errors = [claim for claim in answer.claims if claim.is_error]
    right = [claim for claim in errors if claim.line in true_lines(case.expect)]
    outcomes = [claim.outcome for claim in answer.claims]
    return Score(marks, len(errors), len(right), outcomes.count("confirmed"), outcomes.count("refuted"))


def marks_of(case: Case, answer: Answer, trial: Trial | None) -> Iterator[tuple[str, bool | None]]:
    """Yield every mark that the case can give."""
    expect = case.expect
    yield "contained", answer.trouble is None and answer.seconds <= case.limits.seconds + GRACE
    if expect.category is not None:
        yield "category", answer.category == expect.category
    if expect.is_fine:
        yield "no false alarm", answer.trouble is None and not any(claim.is_error for claim in answer.claims)
        yield "output", same_text(answer.stdout, expect.stdout)
        return
    yield from marks_of_crash(expect, answer)
    if expect.words:
        yield "hint", is_good(prose_of(answer.hint, case.code), expect)
    yield from marks_of_fix(expect, answer, trial)
    yield from marks_of_findings(case, answer)
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


def marks_of_fix(
    expect: Expectation, answer: Answer, trial: Trial | None
) -> Iterator[tuple[str, bool | None]]:
    """Yield the marks for the first fix that was offered; none is owed where nobody knows one."""
    proven = bool(answer.offers) and answer.offers[0].proven
    if expect.fixed is not None:
        yield "fix offered", bool(answer.offers)
        yield "fix verified", proven
        yield "fix ends cleanly", trial is not None and trial.ends
        yield "fix prints the same", trial.same_output if trial else False
    if proven:
        yield "proof holds", trial is not None and trial.ends


def marks_of_findings(case: Case, answer: Answer) -> Iterator[tuple[str, bool]]:
    """Yield whether what was owed before the run was found, all of it, and each suggestion right."""
    owed = case.expect.owed
    if owed:
        yield "found before the run", all(claims_on(one.line, case, answer) for one in owed)
    replaced = [one for one in owed if one.replacement is not None]
    if replaced:
        yield (
            "first suggestion",
            all(first_replacement(one, case, answer) == one.replacement for one in replaced),
        )


def first_replacement(owed: Owed, case: Case, answer: Answer) -> str | None:
    """What was suggested first for the line of an owed finding."""
    suggested = (claim.replacement for claim in claims_on(owed.line, case, answer))
    return next((text for text in suggested if text is not None), None)


def claims_on(line: int, case: Case, answer: Answer) -> list[Claim]:
    """The findings on a line; none where findings stand on most of the lines."""
    lines = {claim.line for claim in answer.claims}
    total = sum(1 for text in case.code.splitlines() if text.strip())
    if len(lines) > max(FEWEST, total * FLOOD):
        return []
    return [claim for claim in answer.claims if claim.line == line]


def same_text(printed: str | None, known: str | None) -> bool | None:
    """Whether the same was printed, but for blanks at the end; None where nobody knows."""
    if known is None:
        return None
    return printed is not None and printed.rstrip() == known.rstrip()


def true_lines(expect: Expectation) -> set[int]:
    """The lines on which something really is wrong."""
    return {*expect.lines, *expect.births, *(owed.line for owed in expect.owed)}


def prose_of(hint: str, code: str) -> str:
    """The part of a hint that the program does not say itself, cut to what a reader will read.

    Lines of the program are left out, with whatever numbers or signs stand before them; a hint in which
    several of them follow each other, however they are joined, is an echo and says nothing.
    """
    said = [line.strip() for line in code.lower().splitlines() if line.strip()]
    hint = hint.lower()
    if is_echo(hint, said):
        return ""
    lines = (line for line in hint.splitlines() if GUTTER.sub("", line) not in said)
    return "\n".join(line for line in lines if line.strip() not in said)[:LONGEST_HINT]


def is_echo(hint: str, said: list[str]) -> bool:
    """Whether lines of the program stand one behind the other in a single line of a hint."""
    runs = {"".join("".join(said[at : at + ECHOED]).split()) for at in range(len(said) - ECHOED + 1)}
    squeezed = ["".join(line.split()) for line in hint.splitlines()]
    return any(run in line for run in runs for line in squeezed)


def is_good(prose: str, expect: Expectation) -> bool:
    """Whether a hint says what a good hint must, and nothing that it must not."""
    told = all(any(says(word, prose) for word in group) for group in expect.words)
    return told and not any(says(word, prose) for word in expect.not_words)


def says(word: str, prose: str) -> bool:
    """Whether a word begins somewhere in a hint; a short one has to stand alone there.

    `or` is in every `for`, and `io` in every `position`: what is inside of other words was not said.
    """
    start = r"(?<![^\W_])" if WORDLY.match(word[0]) else ""
    end = r"(?![^\W_])" if len(word) <= SHORTEST and WORDLY.match(word[-1]) else ""
    return re.search(start + re.escape(word.lower()) + end, prose) is not None


def last_part(name: str) -> str:
    """A type without its module."""
    return name.rpartition(".")[2]
