"""Why a program failed: the noun that every explainer makes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.finding import Edit, Span
from knowledge.provenance import Evidence, Link


class Certainty(StrEnum):
    """How well a cause is founded: by values, by good reasons, or not at all."""

    PROVEN = "proven"
    LIKELY = "likely"
    OPEN = "open"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(Certainty).index(self)


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that may mend the program, not yet tried.

    `words` say what to change as an instruction: "Change `totl` to `total`". The edits refer to the text
    as it was sent. Explainers put the best one first. A `certain` change can have been meant in one way only.
    A guess names in `birth` where the fault lies if this turns out to mend the program, and in `code` and
    `because` the cause that it then is, where that is another one. What `masks` only guards the place of the
    crash: it comes last. A `guess` is not spoken for by any value, so it counts only where the program then
    ends cleanly; where it is `upstream`, the text itself speaks for it, and what the program printed before
    it failed may have been wrong.
    """

    words: str
    edits: tuple[Edit, ...]
    certain: bool = False
    birth: Span | None = None
    masks: bool = False
    code: str = ""
    because: str = ""
    guess: bool = False
    upstream: bool = False


def nothing() -> tuple[Fix, ...]:
    """No changes at all."""
    return ()


@dataclass(frozen=True, slots=True)
class Cause:
    """Why the run failed, in one or two sentences, and where the fault was born.

    `span` is the place to change, which is often not where it crashed. `immediate` says what happened at
    the crash; `because` why. `suggestions` are sentences for the reader, best first; each names what to
    do in this program, not what programmers do in general. `guesses` are changes that no value speaks for:
    they are tried where no fix mends the program, and before those that only mask its failure. They are
    looked for only then, since that takes some milliseconds.
    """

    code: str
    because: str
    span: Span
    immediate: str = ""
    certainty: Certainty = Certainty.PROVEN
    evidence: tuple[Evidence, ...] = ()
    provenance: tuple[Link, ...] = ()
    suggestions: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    guesses: Callable[[], tuple[Fix, ...]] = nothing
