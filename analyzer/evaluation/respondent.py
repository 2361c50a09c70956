"""Who answers: raydx itself, or a public tool that is measured beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from analyzer.evaluation.answer import Answer
from analyzer.evaluation.case import Case
from analyzer.session import Analyzer

type Ask = Callable[[Case, Analyzer], Answer]


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody who can be asked about a case.

    `missing` says why it cannot be asked here (its package is not installed), or None. The analyzer that
    an ask is given runs programs in the sandbox: peers that need to run something run it there as well.
    """

    name: str
    ask: Ask
    missing: Callable[[], str | None]


def always_here() -> None:
    """Nothing is missing: no package beside raydx is needed."""
    return
