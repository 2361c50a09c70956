"""unclosed-string: a quote opens a string that nothing ends."""

import re
from collections.abc import Iterator

from knowledge.syntax.broken import Broken, Change, inserted, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import CLOSERS, Token

TAIL = re.compile(r"[\s)\]},:;]*$")


@family(
    mends={
        "x = 'abc": "x = 'abc'",
        'print("abc)': 'print("abc")',
        'if x == "D:\n    pass': 'if x == "D":\n    pass',
        "x = 'it's'": 'x = "it\'s"',
        'd = {"a": \'it\'s\', "b": 1}': 'd = {"a": "it\'s", "b": 1}',
        "x = 'abc\"": "x = 'abc'",
        "def f():\n    return 'res\nprint(f('res'))": "def f():\n    return 'res'\nprint(f('res'))",
        "L' = 0.8  # new\nx = (L'/L)": "L_prime = 0.8  # new\nx = (L_prime/L)",
        'print("abc': 'print("abc")',
        "assert f('a b c) == [1]": "assert f('a b c') == [1]",
        "d = {'a: 'b'}": "d = {'a': 'b'}",
        "f('ab, 'cd') == 1": "f('ab', 'cd') == 1",
        "x = [i for i in s if i == '|\"\ny = 1": "x = [i for i in s if i == '|']\ny = 1",
        'def f():\n    """Doc.""\n    x = 1\n\ndef g():\n    """Doc."""\n': (
            'def f():\n    """Doc."""\n    x = 1\n\ndef g():\n    """Doc."""\n'
        ),
        'def f():\n    """Doc.\n    return 1': 'def f():\n    """Doc."""\n    return 1',
    },
    passes=("x = (1", "print 'a'"),
)
def unclosed_string(broken: Broken) -> Iterator[Guess]:
    """A quote opens a string that nothing ends."""
    opened = next((token for token in broken.tokens if token.kind == "open"), None)
    if opened is None:
        return
    quote = quote_of(opened)
    because = f"the string that starts in line {opened.row + 1} is never closed"
    if len(quote) == 3:
        yield from short_end(broken, opened, quote)
        yield from long_ends(broken, opened, quote, because)
        return
    yield from prime(broken, opened)
    yield from apostrophe(broken, opened, quote)
    yield from before_bracket(opened, quote, because)
    yield from other_quote(opened, quote, because)
    for column in ends(opened):
        words = f"Add `{quote}` in line {opened.row + 1}"
        yield Guess(because, words, (inserted(opened.row, column, quote),), replaced(opened, ""))
    yield from with_brackets(broken, opened, quote, because)
    yield from inner_ends(broken, opened.row)


def inner_ends(broken: Broken, row: int) -> Iterator[Guess]:
    """Any string of the line may be the one that lacks its end, before a comma, colon or bracket."""
    line = broken.lines[row]
    for token in [token for token in broken.on(row) if token.kind in {"string", "open"}][:6]:
        quote = quote_of(token)
        stops = [at for at in range(token.start + 1, len(line)) if line[at] in ",:)]}"][:10]
        because = f"the string `{line[token.start : token.start + 12]}…` in line {row + 1} is never closed"
        for column in stops if len(quote) == 1 else ():
            words = f"Add `{quote}` in line {row + 1}"
            yield Guess(because, words, (inserted(row, column, quote),), replaced(token, ""))


def before_bracket(opened: Token, quote: str, because: str) -> Iterator[Guess]:
    """The string may end before a closing bracket in it that is followed by more of the program."""
    text = opened.text
    stops = [at for at, letter in enumerate(text) if letter in ")]}" and not TAIL.fullmatch(text, at)]
    for at in stops[:6]:
        words = f"Add `{quote}` in line {opened.row + 1}"
        place = replaced(opened, "")
        yield Guess(because, words, (inserted(opened.row, opened.start + at, quote),), place)


def prime(broken: Broken, opened: Token) -> Iterator[Guess]:
    """`L'` is mathematics: the names of the whole text are written without the stroke."""
    found = re.compile(r"(?<=[^\W\d])'(?!\w)")
    if opened.start and found.match(broken.lines[opened.row], opened.start):
        strokes = [
            (row, hit.start()) for row, line in enumerate(broken.lines) for hit in found.finditer(line)
        ]
        changes = tuple(Change(row, column, row, column + 1, "_prime") for row, column in strokes)
        yield Guess("a name cannot hold a stroke", "Write `_prime` for the stroke", changes)


def with_brackets(broken: Broken, opened: Token, quote: str, because: str) -> Iterator[Guess]:
    """The brackets that are open on the line lack their ends too."""
    stack: list[str] = []
    for token in broken.on(opened.row):
        if token.text in CLOSERS:
            stack.append(CLOSERS[token.text])
        elif stack and token.text == stack[-1]:
            stack.pop()
    rest = opened.text.rstrip()
    end = quote + "".join(reversed(stack))
    if stack and len(rest) > 1:
        words = f"Add `{end}` at the end of line {opened.row + 1}"
        place = replaced(opened, "")
        if rest[-1] in "\"'":
            last = opened.start + len(rest) - 1
            yield Guess(because, words, (Change(opened.row, last, opened.row, last + 1, end),), place)
        yield Guess(because, words, (inserted(opened.row, opened.start + len(rest), end),), place)


def quote_of(token: Token) -> str:
    """The quotes that a string starts with."""
    text = token.text.lstrip("rbuftRBUFT")
    return text[:3] if text[:3] in {"'''", '"""'} else text[:1]


def ends(opened: Token) -> Iterator[int]:
    """Where it may have been meant to end: before closing brackets, commas and colons, or at the end."""
    tail = TAIL.search(opened.text)
    stripped = opened.text.rstrip()
    inner = tail.start() if tail else len(stripped)
    for length in dict.fromkeys((inner, len(stripped), *range(inner + 1, len(stripped)))):
        if length > 1:
            yield opened.start + length


def apostrophe(broken: Broken, opened: Token, quote: str) -> Iterator[Guess]:
    """`'it's'`: the apostrophe ended the string; other quotes around it would not."""
    strings = [token for token in broken.on(opened.row) if token.kind == "string" and token.text[0] == quote]
    text = opened.text.rstrip()
    line = broken.lines[opened.row]
    if quote != "'" or not strings or not is_within_word(line, strings[-1].end - 1):
        return
    first, last = strings[-1].start, opened.start
    if text[1:].lstrip()[:1] not in {"", *")]},:;"}:
        last += len(text.rstrip(" \t)]},:;")) - 1
    if line[last] == quote and '"' not in line[first:last]:
        end = Change(opened.row, last, opened.row, last + 1, '"')
        start = Change(opened.row, first, opened.row, first + 1, '"')
        yield Guess("an apostrophe ends the string", "Write the string in double quotes", (start, end))


def is_within_word(line: str, at: int) -> bool:
    """Whether a quote stands between two letters."""
    return at > 0 and line[at - 1].isalpha() and line[at + 1 : at + 2].isalpha()


def other_quote(opened: Token, quote: str, because: str) -> Iterator[Guess]:
    """The string ends in the other kind of quote."""
    other = '"' if quote == "'" else "'"
    at = opened.text.rfind(other)
    if at > 0:
        column = opened.start + at
        words = f"Write `{quote}` for `{other}` at the end of the string"
        yield Guess(
            because, words, (Change(opened.row, column, opened.row, column + 1, quote),), replaced(opened, "")
        )


def long_ends(broken: Broken, opened: Token, quote: str, because: str) -> Iterator[Guess]:
    """Close it at the end of its first line, of its first paragraph, or of the text."""
    place = Change(opened.row, opened.start, opened.row, opened.start + 3, quote)
    rows = range(opened.row, len(broken.lines))
    blank = next((row for row in rows if row > opened.row and not broken.lines[row].strip()), None)
    code = next((row for row in rows if row > opened.row and looks_like_code(broken.lines[row])), None)
    full = [row for row in rows if broken.lines[row].strip()]
    tries = [opened.row if broken.lines[opened.row].rstrip()[opened.start + 3 :] else None]
    tries += [row - 1 if row else None for row in (code, blank)]
    for row in dict.fromkeys([*tries, full[-1]]):
        if row is not None and row >= opened.row:
            column = len(broken.lines[row].rstrip())
            yield Guess(
                because, f"Add `{quote}` at the end of line {row + 1}", (inserted(row, column, quote),), place
            )


def short_end(broken: Broken, opened: Token, quote: str) -> Iterator[Guess]:
    """A string above ends its first line in two quotes only, so that it ran on to the next three."""
    for token in broken.tokens:
        first = broken.lines[token.row].rstrip()
        if (
            token is opened
            or token.kind != "string"
            or quote_of(token) != quote
            or token.row == token.end_row
        ):
            continue
        if first.endswith(quote[:2]) and not first.endswith(quote):
            because = f"the string that starts in line {token.row + 1} ends in two quotes, and needs three"
            yield Guess(
                because,
                f"Add `{quote[0]}` at the end of line {token.row + 1}",
                (inserted(token.row, len(first), quote[0]),),
            )


def looks_like_code(line: str) -> bool:
    """Whether a line of the string starts like a statement."""
    return (
        re.match(r"\s*(def|class|return|import|from|for|while|if|print)\b.*[:)\w]$|\s*\w+ = ", line)
        is not None
    )
