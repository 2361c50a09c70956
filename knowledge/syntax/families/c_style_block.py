"""c-style-block: braces around blocks, types before names, and loops that count by hand."""

import re
from collections.abc import Iterator

from knowledge.syntax.broken import COMPOUND, Broken, Change, replaced
from knowledge.syntax.family import Guess, family

TYPES = frozenset(
    [
        "int",
        "float",
        "double",
        "char",
        "bool",
        "boolean",
        "string",
        "String",
        "str",
        "var",
        "let",
        "const",
        "long",
        "auto",
        "void",
        "val",
        "static",
        "public",
        "private",
        "final",
        "new",
    ]
)
LOOP = re.compile(
    r"for\s*\(\s*(?:(?:int|let|var|long)\s+)?(\w+)\s*=\s*([^;]+);\s*\1\s*(<=?|>=?)\s*([^;]+);\s*"
    r"(?:\1\s*(\+\+|--)|(\+\+|--)\s*\1|\1\s*([-+])=\s*(\w+))\s*\)\s*(\{|:)?"
)
COUNT = re.compile(r"for\s+(\w+)\s*(?:from|=)\s*(.+?)\s*(?:to|\.\.\.?|:|,)\s*(.+?)\s*(?:do)?\s*:?$")


@family(
    mends={
        "if (x > 1) {\n    print(x)\n}": "if (x > 1):\n    print(x)\n",
        "if x {\n    y = 1\n} else {\n    y = 2\n}\nz = 3": "if x:\n    y = 1\nelse:\n    y = 2\n\nz = 3",
        "int x = 5": "x = 5",
        "let x = 5;\nconst y = 6;": "x = 5;\ny = 6;",
        "for (int i = 0; i < n; i++) {\n    print(i)\n}": "for i in range(0, n):\n    print(i)\n",
        "for i from 1 to n:\n    print(i)": "for i in range(1, n + 1):\n    print(i)",
        "for i = 1 to 10:\n    print(i)": "for i in range(1, 10 + 1):\n    print(i)",
        "x = new Foo(1)": "x = Foo(1)",
        "def f(int x, str y):\n    return x": "def f(x, y):\n    return x",
        "for i range(3):\n    pass": "for i in range(3):\n    pass",
    },
    passes=("x = {1: 2", "if x\n    pass"),
)
def c_style_block(broken: Broken) -> Iterator[Guess]:
    """A block, a declaration or a loop is written as in C, Java or JavaScript."""
    yield from counted(broken)
    yield from braces(broken)
    yield from declarations(broken)
    tokens = broken.here
    if len(tokens) > 2 and tokens[0].text == "for" and all(token.text != "in" for token in tokens):
        name = tokens[1]
        words = f"Add `in` behind `{name.text}`"
        yield Guess("the loop has no `in`", words, (replaced(name, f"{name.text} in"),))


def counted(broken: Broken) -> Iterator[Guess]:
    """A loop that counts from one number to another."""
    line = broken.lines[broken.row]
    because = "Python counts with `for … in range(…)`"
    found = LOOP.search(line)
    if found:
        name, start, sign, stop, step = found[1], found[2].strip(), found[3], found[4].strip(), step_of(found)
        last = stop if "=" not in sign else f"{stop} + 1" if sign == "<=" else f"{stop} - 1"
        text = f"for {name} in range({start}, {last}{'' if step == '1' else f', {step}'}):"
        changes = (Change(broken.row, found.start(), broken.row, found.end(), text),)
        if found[9] == "{":
            yield Guess(because, f"Write `{text}`", (*changes, *closers(broken)))
        yield Guess(because, f"Write `{text}`", changes)
    margin = len(broken.margin(broken.row))
    found = COUNT.fullmatch(line.rstrip(), margin)
    if found:
        text = f"for {found[1]} in range({found[2]}, {found[3]} + 1):"
        yield Guess(
            because, f"Write `{text}`", (Change(broken.row, margin, broken.row, len(line.rstrip()), text),)
        )


def step_of(found: re.Match[str]) -> str:
    """By how much the loop goes on."""
    by_one = found[5] or found[6]
    if by_one:
        return "1" if by_one == "++" else "-1"
    return found[8] if found[7] == "+" else f"-{found[8]}"


def braces(broken: Broken) -> Iterator[Guess]:
    """Write a colon for each brace that opens a block, and drop those that close one."""
    changes: list[Change] = []
    for row, line in enumerate(broken.lines):
        tokens = broken.on(row)
        first = tokens[1] if len(tokens) > 1 and tokens[0].text == "}" else tokens[0] if tokens else None
        if first and first.text in COMPOUND and tokens[-1].text == "{":
            gap = len(line[: tokens[-1].start].rstrip())
            changes.append(Change(row, gap, row, tokens[-1].end, ":"))
        if first and tokens[0].text == "}" and first.text in COMPOUND:
            changes.append(Change(row, tokens[0].start, row, first.start, ""))
    if changes:
        yield Guess(
            "Python marks blocks by a colon and indentation",
            "Write `:` for `{`",
            (*changes, *closers(broken)),
        )


def closers(broken: Broken) -> Iterator[Change]:
    """The rows that hold nothing but a closing brace."""
    for row, line in enumerate(broken.lines):
        if line.strip() in {"}", "};"}:
            yield Change(row, 0, row, len(line), "")


def declarations(broken: Broken) -> Iterator[Guess]:
    """A type or a word like `let` stands before a name."""
    found = [
        Change(token.row, token.start, following.row, following.start, "")
        for token, following in zip(broken.tokens, broken.tokens[1:], strict=False)
        if token.text in TYPES and following.kind == "name" and following.row == token.row
        if broken.on(token.row)[0] is token or broken.on(token.row)[0].text == "def" or token.text == "new"
    ]
    here = [change for change in found if change.row == broken.row]
    if here:
        said = ", ".join(
            dict.fromkeys(f"`{broken.lines[one.row][one.start : one.end].strip()}`" for one in found)
        )
        because = f"Python declares no variables: nothing like {said} stands before a name"
        yield Guess(because, f"Delete {said}", tuple(here))
        yield Guess(because, f"Delete {said}", tuple(found))
