"""One answer to one case with its marks: what a score is made of."""

from dataclasses import dataclass

from analyzer.evaluation.answer import Answer
from analyzer.evaluation.case import Case
from analyzer.evaluation.scoring import Score


@dataclass(frozen=True, slots=True)
class Record:
    """Who was asked about which case, what was answered, and how it was marked.

    `turn` counts from 0: the second time that the same is asked tells whether the answer is stable.
    """

    case: str
    source: str
    category: str
    family: str
    respondent: str
    turn: int
    answer: Answer
    score: Score

    @property
    def missed(self) -> tuple[str, ...]:
        """The names of the marks that were not earned."""
        return tuple(name for name, right in self.score.marks.items() if not right)


def record_of(case: Case, respondent: str, turn: int, answer: Answer, score: Score) -> Record:
    """Put the name of a case, its groups and its answer together."""
    category = case.expect.category or "unknown"
    return Record(case.id, case.source, category, case.family, respondent, turn, answer, score)
