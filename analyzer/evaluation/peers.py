"""Everybody who can be asked."""

from collections.abc import Mapping

from analyzer.evaluation import respondents
from analyzer.evaluation.respondent import Respondent
from knowledge.discovery import discover

OURS = "raydx"
RESPONDENTS: Mapping[str, Respondent] = {
    respondent.name: respondent for respondent in discover(respondents, Respondent)
}
PEERS = tuple(name for name in RESPONDENTS if name != OURS)
ALL = "all"


def respondents_named(names: tuple[str, ...]) -> tuple[Respondent, ...]:
    """Return raydx and the peers of those names, each once; `all` stands for every one.

    Raises ValueError for a name that nobody has.
    """
    unknown = [name for name in names if name not in (*RESPONDENTS, ALL)]
    if unknown:
        choices = ", ".join((*PEERS, ALL))
        raise ValueError(f"a peer should be one of {choices}, found {unknown[0]!r}")
    asked = PEERS if ALL in names else names
    return tuple(RESPONDENTS[name] for name in dict.fromkeys((OURS, *asked)))
