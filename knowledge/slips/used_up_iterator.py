"""An iterator that is gone through twice."""

from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.sharing.consumed import consumed
from knowledge.slip import slip


@slip(rank=0)
def used_up_iterator(facts: Facts) -> Iterator[Fix]:
    """Keep its items in a list."""
    yield from consumed(facts)
