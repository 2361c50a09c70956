"""several-starred-targets: an assignment has more than one name with a star."""

from collections.abc import Iterator
from itertools import pairwise

from knowledge.syntax.broken import Broken, removed
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token


@family(
    mends={
        "a, *b, *c = x": "a, *b, c = x",
        "*a, b, *c = x": "*a, b, c = x",
    },
    passes=("a, *b = (x", "f(*a, *b"),
)
def several_starred_targets(broken: Broken) -> Iterator[Guess]:
    """Only one of the names on the left may take what is left over."""
    stars = list(stars_in(broken.here))
    because = "only one of the names left of `=` may have a star: two stars could not share what is left over"
    for star in reversed(stars if len(stars) > 1 else []):
        if len(stars) == 2:
            name = broken.here[broken.here.index(star) + 1].text
            yield Guess(because, f"Leave the star of `{name}` out", (removed(star),))


def stars_in(tokens: list[Token]) -> Iterator[Token]:
    """Yield the stars before a name, left of the first `=`."""
    previous = None
    for token, following in pairwise(tokens):
        if token.text == "=":
            return
        if token.text == "*" and following.kind == "name" and (previous is None or previous.text in ",(["):
            yield token
        previous = token
