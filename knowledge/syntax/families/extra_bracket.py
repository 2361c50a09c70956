"""extra-bracket: a bracket is closed that was never opened."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, inserted, removed
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import OPENERS


@family(
    mends={
        "print(1))": "print(1)",
        "def f(a) -> str):\n    pass": "def f(a) -> str:\n    pass",
        "x = 1]": "x = 1",
        "}": "",
    },
    passes=("print((1)", "x = (1]"),
)
def extra_bracket(broken: Broken) -> Iterator[Guess]:
    """A bracket is closed that was never opened."""
    for closer in broken.brackets.extra[:2]:
        because = f"nothing opens the `{closer.text}` in line {closer.row + 1}"
        yield Guess(because, f"Delete `{closer.text}` in line {closer.row + 1}", (removed(closer),))
        first = broken.on(closer.row)[0]
        opener = OPENERS[closer.text]
        words = f"Add `{opener}` at the start of line {closer.row + 1}"
        yield Guess(because, words, (inserted(first.row, first.start, opener),))
