"""words-after-value: a unit or a remark follows a value, and is no comment."""

import keyword
from collections.abc import Iterator

from knowledge.syntax.broken import COMPOUND, Broken, Change
from knowledge.syntax.family import Guess, family


@family(
    mends={
        "gamma = 42.58 MHz/T": "gamma = 42.58  # MHz/T",
        "M = 5.9e24 kg\nr = 6.3e6 m": "M = 5.9e24  # kg\nr = 6.3e6  # m",
        "x = f(1) this is the result": "x = f(1)  # this is the result",
    },
    passes=("x = f(1) y = f(2)", "x = a b", "print x", "if x\n    pass"),
    rank=1,
)
def words_after_value(broken: Broken) -> Iterator[Guess]:
    """A unit or a remark follows a number or a bracket, and is not marked as a comment."""
    tokens = broken.here
    if len(tokens) < 4 or tokens[1].text not in {"=", "+=", "-=", "*=", "/="} or tokens[0].text in COMPOUND:
        return
    for value, word, after in zip(tokens[2:], tokens[3:], [*tokens[4:], None], strict=False):
        if (after is not None and after.text in {"=", "(", "."}) or keyword.iskeyword(word.text):
            return
        if (
            (value.kind == "number" or value.text in {")", "]"})
            and word.kind == "name"
            and value.end < word.start
        ):
            because = f"`{word.text}` follows a value and is no operator"
            change = Change(broken.row, value.end, broken.row, word.start, "  # ")
            yield Guess(because, f"Make it a comment: write `#` before `{word.text}`", (change,))
            return
