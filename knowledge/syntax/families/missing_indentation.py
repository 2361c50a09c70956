"""missing-indentation: the body of a block is not indented, or missing."""

from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, inserted
from knowledge.syntax.family import Guess, family

STEP = "    "
HEADS = ("def ", "class ", "async def ", "@")
FOLLOWS = ("else", "elif", "except", "finally", "case")


@family(
    mends={
        "def f():\nreturn 1": "def f():\n    return 1",
        "class A:\ndef f(self):\n    return 1\ndef g(self):\n    return 2\nprint(A().f())": (
            "class A:\n    def f(self):\n        return 1\n    def g(self):\n        return 2\nprint(A().f())"
        ),
        "if x:\ny = 1\nelse:\n    y = 2": "if x:\n    y = 1\nelse:\n    y = 2",
        "for i in range(3):\nprint(i)": "for i in range(3):\n    print(i)",
        "if x:\n    # later\ny = 1": "if x:\n    # later\n    pass\ny = 1",
        "def f():": "def f():\n    pass",
        "def f():\nx = 1\nreturn x\n\nprint(f())": "def f():\n    x = 1\n    return x\n\nprint(f())",
    },
    passes=("if x\n    pass", "  x = 1\n y = 2"),
)
def missing_indentation(broken: Broken) -> Iterator[Guess]:
    """The body of a block is not indented, or there is none."""
    head = head_of(broken)
    if head is None:
        return
    margin = broken.margin(head)
    because = f"the block that line {head + 1} opens has no indented body"
    place = inserted(head, len(margin), "")
    row = next((below for below in range(head + 1, len(broken.lines)) if not broken.is_blank(below)), None)
    if row is None:
        yield empty(broken, head, because, place)
        return
    commented = any(broken.lines[between].strip() for between in range(head + 1, row))
    if commented:
        yield empty(broken, row - 1, because, place)
    if len(broken.margin(row)) == len(margin):
        for last in bodies(broken, head, row):
            yield Guess(because, words_for(row, last), deeper(broken, row, last), inserted(row, 0, ""))
    yield empty(broken, head, because, place)


def head_of(broken: Broken) -> int | None:
    """The row that opens the block whose body is missed."""
    above = broken.code_above(broken.row)
    for row in (above, broken.row):
        if row is not None and broken.on(row) and broken.on(row)[-1].text == ":":
            return next((head for head in range(row, -1, -1) if starts(broken, head)), None)
    return None


def starts(broken: Broken, row: int) -> bool:
    """Whether a statement starts on a row."""
    return bool(broken.on(row)) and not broken.depth_at(row)


def empty(broken: Broken, row: int, because: str, place: Change) -> Guess:
    """Give the block a body that does nothing."""
    margin = broken.margin(place.row) + STEP
    change = inserted(row, len(broken.lines[row]), f"\n{margin}pass")
    return Guess(because, f"Add a body, or `pass`, below line {place.row + 1}", (change,), place)


def words_for(first: int, last: int) -> str:
    """Say which lines to indent."""
    return f"Indent line {first + 1}" if first == last else f"Indent lines {first + 1} to {last + 1}"


def deeper(broken: Broken, first: int, last: int) -> tuple[Change, ...]:
    """Indent the rows that have text."""
    rows = [row for row in range(first, last + 1) if row not in broken.inside_strings]
    return tuple(inserted(row, 0, STEP) for row in rows if broken.lines[row].strip())


def bodies(broken: Broken, head: int, first: int) -> Iterator[int]:
    """The rows with which the body may end, likeliest first."""
    width = len(broken.margin(first))
    word = broken.on(head)[0].text
    ends: list[int] = []
    for row in range(first, len(broken.lines)):
        if broken.is_blank(row):
            if word != "class":
                ends.append(broken.code_above(row) or first)
            continue
        text, deep = broken.lines[row].lstrip(), len(broken.margin(row))
        if row > first and (deep < width or (deep == width and ends_body(word, text))):
            ends.append(broken.code_above(row) or first)
            if deep < width or word in {"class", "def", "async"} or text.startswith(FOLLOWS):
                break
        elif deep == width and text.startswith(("return", "raise", "break", "continue")) and word != "class":
            ends.append(row)
            break
    else:
        ends.append(broken.code_above(len(broken.lines)) or first)
    yield from dict.fromkeys(end for end in [*ends, first] if end >= first)


def ends_body(word: str, text: str) -> bool:
    """Whether a line that is no deeper than the body's first one cannot belong to it."""
    if word == "class":
        return not text.startswith(HEADS)
    return text.startswith((*HEADS, *FOLLOWS))
