"""cut-off: the text ends in the middle of a statement."""

from collections.abc import Iterator

from knowledge.syntax.broken import COMPOUND, Broken, Change, inserted
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS

STEP = "    "
WORDS = "Complete the last statement; for now its brackets are closed"


@family(
    mends={
        "x = [1, 2, f(3": "x = [1, 2, f(3)]",
        "x = f(1)\nif g(x, [y": "x = f(1)\nif g(x, [y]):\n    pass",
        "def f(a, b": "def f(a, b):\n    pass",
        "x = 1\ndef g": "x = 1\ndef g():\n    pass",
    },
    passes=("x = (1", "if x\n    pass"),
    rank=1,
)
def cut_off(broken: Broken) -> Iterator[Guess]:
    """The text ends in the middle of a statement: what is open at its end is closed."""
    last = broken.code_above(len(broken.lines))
    if last is None or not broken.on(last) or broken.trouble.offset is None or not broken.tokens:
        return
    ends = "".join(CLOSERS[opener.text] for opener in reversed(broken.brackets.unclosed))
    token = broken.tokens[-1]
    quote = token.text[0] if token.kind == "open" and token.text[0] in "\"'" and token.row == last else ""
    head = broken.on(min([last, *(opener.row for opener in broken.brackets.unclosed)]))
    because = f"the text ends in the middle of the statement in line {head[0].row + 1}"
    at, place = len(broken.lines[last].rstrip()), inserted(head[0].row, head[0].start, "")
    margin = broken.margin(head[0].row) + STEP
    yield Guess(because, WORDS, (inserted(last, at, quote + ends),), place)
    if head[0].text in COMPOUND:
        body = f"{quote}{ends}:\n{margin}pass"
        yield Guess(because, WORDS, (inserted(last, at, body),), place)
        yield Guess(because, WORDS, (inserted(last, at, f"():\n{margin}pass"),), place)
    if token.text in {",", ".", ":", "="} or token.is_operand:
        bare = Change(last, token.start, last, at, f"None{ends}")
        yield Guess(because, WORDS, (bare,), place)
