"""What a family of syntax errors is, and the decorator that makes one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.syntax.broken import Broken, Change


@dataclass(frozen=True, slots=True)
class Guess:
    """What may be wrong, and what would mend it. It counts only if the text then compiles, or breaks later.

    `because` says what is wrong, `words` what to change, as an instruction. `place` is where the fault was
    born, if that is not the first change. A guess without changes is for what only its author can mend.
    Where a family is not `certain` as a whole, a guess of it may be.
    """

    because: str
    words: str
    changes: tuple[Change, ...]
    place: Change | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """A way of breaking the grammar, with its own proof: what it mends, and what is none of its business.

    The guesses come in the order in which they are believed. Of two families that can both mend a text, the
    one with the lower `rank` is believed: 0 knows exactly, 1 knows the kind of thing, 2 tries. What a
    `certain` family mends can have been meant in one way only. `tells` are texts that it names and leaves to
    their author.
    """

    code: str
    summary: str
    rank: int
    guesses: Callable[[Broken], Iterator[Guess]]
    mends: Mapping[str, str]
    passes: tuple[str, ...]
    certain: bool = False
    tells: tuple[str, ...] = ()


def family(
    *,
    mends: Mapping[str, str] | None = None,
    passes: tuple[str, ...] = (),
    tells: tuple[str, ...] = (),
    rank: int = 0,
    certain: bool = False,
) -> Callable[[Callable[[Broken], Iterator[Guess]]], Family]:
    """Turn a function into a family; its code is its name, with hyphens."""

    def make(guesses: Callable[[Broken], Iterator[Guess]]) -> Family:
        code = guesses.__name__.replace("_", "-")
        summary = (guesses.__doc__ or "").partition("\n")[0]
        return Family(code, summary, rank, guesses, mends or {}, passes, certain, tells)

    return make
