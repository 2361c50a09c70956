"""What a slip is: a place where the text hints at something else that was meant, and the change to that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.cause import Fix
from knowledge.facts import Facts

type Find = Callable[[Facts], Iterator[Fix]]


@dataclass(frozen=True, slots=True)
class Slip:
    """A function that finds changes which no value at the crash speaks for.

    Each is a guess that only running the change can confirm. `rank` says how seldom sound programs look so:
    0 for what makes no sense as it stands (a value that is computed and thrown away), 1 for what is odd,
    2 for what is usual.
    """

    name: str
    rank: int
    find: Find


def slip(rank: int) -> Callable[[Find], Slip]:
    """Turn a function into a kind of slip."""
    return lambda find: Slip(find.__name__, rank, find)
