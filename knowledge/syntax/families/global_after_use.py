"""global-after-use: a function declares a name global or nonlocal after it has used it."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, inserted, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token

WORDS = frozenset({"global", "nonlocal"})


@family(
    mends={
        "def f():\n    x = 1\n    global x": "def f():\n    global x\n    x = 1",
        "def f(a):\n    if a:\n        n += 1\n        global n\n": (
            "def f(a):\n    global n\n    if a:\n        n += 1\n"
        ),
    },
    passes=("def f():\n    nonlocal x", "def f(x):\n    global x", "global = 1"),
    certain=True,
)
def global_after_use(broken: Broken) -> Iterator[Guess]:
    """A declaration comes after the first use of its name; it has to come first."""
    tokens = broken.here
    if len(tokens) < 2 or tokens[0].text not in WORDS or any(token.kind != "name" for token in tokens[1::2]):
        return
    head = definition(broken, broken.row)
    if head is None:
        return
    names = {token.text for token in tokens[1:] if token.kind == "name"}
    rows = range(head.end_row + 1, broken.row)
    used = next((token for row in rows for token in broken.on(row) if token.text in names), None)
    below = next((row for row in rows if not broken.is_blank(row)), None)
    if used is None or below is None or below in broken.inside_strings:
        return
    text = broken.lines[broken.row].strip()
    because = f"`{used.text}` is used in line {used.row + 1}, before line {broken.row + 1} says `{text}`"
    words = f"Write `{text}` at the start of the function"
    above = inserted(below, 0, f"{broken.margin(below)}{text}\n")
    gone = Change(
        broken.row - 1, len(broken.lines[broken.row - 1]), broken.row, len(broken.lines[broken.row]), ""
    )
    yield Guess(because, words, (above, gone), replaced(used, ""))


def definition(broken: Broken, row: int) -> Token | None:
    """The colon that ends the head of the function around a row."""
    margin = len(broken.margin(row))
    for above in range(row - 1, -1, -1):
        if broken.is_blank(above) or len(broken.margin(above)) >= margin:
            continue
        margin = len(broken.margin(above))
        tokens = broken.on(above)
        if any(token.text == "def" for token in tokens[:2]):
            return tokens[-1] if tokens[-1].text == ":" else None
    return None
