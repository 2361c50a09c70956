"""operator-order: the two words or signs of an operator stand the wrong way round."""

from collections.abc import Iterator
from itertools import pairwise

from knowledge.syntax.broken import Broken, Change
from knowledge.syntax.family import Guess, family

RIGHT = {("not", "is"): "is not", ("in", "not"): "not in", ("=", "!"): "!="}


@family(
    mends={
        "x = [c for c in y if c not is None]": "x = [c for c in y if c is not None]",
        "if a in not b:\n    pass": "if a not in b:\n    pass",
        "if a =! b:\n    pass": "if a != b:\n    pass",
    },
    passes=("x = !y", "if x\n    pass", "not is = 1"),
    certain=True,
)
def operator_order(broken: Broken) -> Iterator[Guess]:
    """The two parts of an operator are swapped."""
    for first, second in pairwise(broken.here):
        right = RIGHT.get((first.text, second.text))
        if right and (second.kind == "name" or first.end == second.start):
            wrong = broken.lines[broken.row][first.start : second.end]
            change = Change(first.row, first.start, second.row, second.end, right)
            yield Guess(f"the operator is `{right}`, not `{wrong}`", f"Write `{right}`", (change,))
