"""Who answers: raydx itself, or a public tool that is measured beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analyzer.evaluation.answer import Answer
from analyzer.evaluation.case import Case
from analyzer.session import Analyzer

type Ask = Callable[[Sequence[Case], Analyzer], list[Answer]]

STATIC_MUTE = frozenset({"contained", "type", "crash line", "crash column", "output"})
"""What a tool that never runs a program cannot speak about."""


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody who can be asked about cases, at most `batch` at a time.

    `missing` says why it cannot be asked here (its package is not installed), or None. The analyzer that
    an ask is given runs programs in the sandbox: peers that need to run something run it there as well.
    `mute` are the marks that its kind cannot earn: they are scored like all others, and shown as a dash.
    """

    name: str
    ask: Ask
    missing: Callable[[], str | None]
    batch: int = 1
    mute: frozenset[str] = frozenset()


def one_by_one(ask: Callable[[Case, Analyzer], Answer]) -> Ask:
    """Ask about several cases, one after the other."""

    def ask_each(cases: Sequence[Case], analyzer: Analyzer) -> list[Answer]:
        return [ask(case, analyzer) for case in cases]

    return ask_each


def always_here() -> None:
    """Nothing is missing: no package beside raydx is needed."""
    return
