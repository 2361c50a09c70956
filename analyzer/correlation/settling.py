"""Where the fault was born, once it is known which change mends the program."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.cause import Cause, Certainty, Fix
from knowledge.diagnosis import Option, Verdict

FOUND = "found-by-trying"
"""The cause of a failure that nobody explained, and that a change has ended."""


def settled(cause: Cause, options: Sequence[Option]) -> Cause:
    """Move the birth to the change that mends the program, where the cause had only guessed at several.

    Explainers who cannot tell from values which place is at fault propose a change for each, with the place
    in `Fix.birth`. The first one that mends the program decides.
    """
    for option in options:
        for fix in tried(cause, option):
            if fix.birth is not None and decides(fix, option):
                why = fix.because or f"{cause.because}; line {fix.birth.line} decides it"
                found = f"{why}, as running the change showed"
                told = (fix.words, *cause.suggestions) if fix.code or fix.guess else cause.suggestions
                return replace(
                    cause,
                    code=fix.code or (FOUND if cause.certainty is Certainty.OPEN else cause.code),
                    span=fix.birth,
                    because=found,
                    certainty=min(cause.certainty, Certainty.LIKELY, key=rank_of),
                    suggestions=told,
                )
    return cause


def tried(cause: Cause, option: Option) -> tuple[Fix, ...]:
    """The changes that an option may be one of: guesses were looked for only where no fix makes its edits."""
    known = any(fix.edits == option.edits for fix in cause.fixes)
    return cause.fixes if known or not option.edits else (*cause.fixes, *cause.guesses())


def rank_of(certainty: Certainty) -> int:
    """0 for the best."""
    return certainty.rank


def decides(fix: Fix, option: Option) -> bool:
    """Whether an option makes this change, and the program then ended cleanly.

    A guess is offered only where that is so.
    """
    return fix.edits == option.edits and (option.verdict is Verdict.VERIFIED or fix.guess)
