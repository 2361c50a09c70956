"""statements-side-by-side: a second statement follows on the same line, with nothing between."""

from collections.abc import Iterator

from knowledge.syntax.broken import COMPOUND, Broken, Change
from knowledge.syntax.family import Guess, family

STARTS = frozenset({"return", "break", "continue", "pass", "raise", "del", "import", "global", "assert"})
FOLLOWS = frozenset({"=", "+=", "-=", "*=", "/=", "(", "."})


@family(
    mends={
        "b = f() a = f()": "b = f()\na = f()",
        "def f():\n    y = 1 return y": "def f():\n    y = 1\n    return y",
        "x.append(1) x.append(2)": "x.append(1)\nx.append(2)",
    },
    rank=1,
    passes=("int x = 5", "x = f(1) this is the result", "x = a b", "print x", "if x y = 1"),
)
def statements_side_by_side(broken: Broken) -> Iterator[Guess]:
    """Two statements stand on one line, and neither a line break nor a semicolon parts them."""
    tokens, row = broken.here, broken.row
    if len(tokens) < 4 or tokens[0].text in COMPOUND or broken.depth_at(row):
        return
    margin = broken.margin(row)
    made = False
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        ends = before.is_operand or before.text in {")", "]", "}"}
        assigns = token.kind == "name" and after is not None and after.text in FOLLOWS
        made = made or before.text in {"=", "(", "+=", "-=", "*=", "/="}
        if made and before.end < token.start and ends and (assigns or token.text in STARTS):
            because = f"a second statement starts with `{token.text}`, and nothing parts it from the first"
            words = f"Write `{token.text} …` on a line of its own"
            yield Guess(because, words, (Change(row, before.end, row, token.start, f"\n{margin}"),))
