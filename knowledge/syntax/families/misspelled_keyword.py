"""misspelled-keyword: a word that is nearly one of Python's own."""

import keyword
from collections.abc import Iterator
from itertools import pairwise

from knowledge.near import near
from knowledge.syntax.broken import Broken, Change, replaced
from knowledge.syntax.family import Guess, family
from knowledge.syntax.tokens import Token

KEYWORDS = frozenset({*keyword.kwlist, "match", "case"})
OF_OTHERS = {
    "elseif": ("elif",),
    "elsif": ("elif",),
    "elsee": ("else",),
    "otherwise": ("else",),
    "foreach": ("for",),
    "function": ("def",),
    "func": ("def",),
    "fn": ("def",),
    "fun": ("def",),
    "sub": ("def",),
    "define": ("def",),
    "catch": ("except",),
    "throw": ("raise",),
    "throws": ("raise",),
    "switch": ("match",),
    "until": ("while not",),
    "unless": ("if not",),
    "require": ("import",),
    "include": ("import",),
    "using": ("import",),
    "struct": ("class",),
    "interface": ("class",),
    "delete": ("del",),
    "isnt": ("is not",),
    "an": ("and", "in"),
    "ad": ("and",),
    "fo": ("for",),
    "fr": ("for",),
    "i": ("if", "in", "is"),
    "ni": ("in",),
    "si": ("is",),
    "ture": ("True",),
    "f": ("if",),
    "n": ("in",),
    "ef": ("def",),
    "de": ("def",),
    "df": ("def",),
    "no": ("not",),
    "nt": ("not",),
    "nd": ("and",),
    "fi": ("if",),
    "is_not": ("is not",),
}


@family(
    mends={
        "whlie x:\n    pass": "while x:\n    pass",
        "if x:\n    pass\nesle:\n    pass": "if x:\n    pass\nelse:\n    pass",
        "improt math": "import math",
        "form math import pi": "from math import pi",
        "def f(x):\n    retrun x": "def f(x):\n    return x",
        "fro i in x:\n    pass": "for i in x:\n    pass",
        "For i in x:\n    pass": "for i in x:\n    pass",
        "clas A:\n    pass": "class A:\n    pass",
        "function f(x):\n    return x": "def f(x):\n    return x",
        "if x:\n    pass\nelsif y:\n    pass": "if x:\n    pass\nelif y:\n    pass",
        "if x:\n    pass\nelse if y:\n    pass": "if x:\n    pass\nelif y:\n    pass",
        "for i ni x:\n    pass": "for i in x:\n    pass",
        "x = a nad b": "x = a and b",
        "f x > 1:\n    pass": "if x > 1:\n    pass",
        "for i n x:\n    pass": "for i in x:\n    pass",
        "or i in x:\n    pass": "for i in x:\n    pass",
    },
    passes=("if x\n    pass", "x = 1 2", "for = 1"),
    certain=True,
)
def misspelled_keyword(broken: Broken) -> Iterator[Guess]:
    """A word is nearly one of Python's own, or another language's word for it."""
    rows = [row for row in dict.fromkeys((broken.row, broken.code_above(broken.row))) if row is not None]
    for row in rows:
        tokens = broken.on(row)
        yield from else_if(tokens)
        if tokens and tokens[0].text == "or":
            yield Guess(
                "no statement starts with `or`", "Change `or` to `for`", (replaced(tokens[0], "for"),)
            )
        for token in [token for token in tokens if token.kind == "name"][:20]:
            for word in candidates(token, [other.text for other in tokens]):
                because = f"`{token.text}` is no word of Python"
                yield Guess(because, f"Change `{token.text}` to `{word}`", (replaced(token, word),))


def candidates(token: Token, line: list[str]) -> tuple[str, ...]:
    """The keywords that a word may have been meant to be; a lone `n` only where a loop has no `in`."""
    word = token.text
    if word in KEYWORDS or (word == "n" and ("for" not in line or "in" in line)):
        return ()
    found = list(OF_OTHERS.get(word, ()))
    if word.lower() in KEYWORDS:
        found.append(word.lower())
    found += near(word, KEYWORDS)
    return tuple(dict.fromkeys(found))


def else_if(tokens: list[Token]) -> Iterator[Guess]:
    """`else if` is one word, and `else` has no condition of its own."""
    words = [token.text for token in tokens]
    for row, pair in enumerate(pairwise(words)):
        if pair == ("else", "if"):
            first, second = tokens[row], tokens[row + 1]
            change = Change(first.row, first.start, second.row, second.end, "elif")
            yield Guess("Python writes `else if` as one word", "Change `else if` to `elif`", (change,))
    if words[:1] == ["else"] and len(words) > 2 and words[1] not in {":", "if"} and words[-1] == ":":
        because = "`else` takes no condition"
        yield Guess(because, "Change `else` to `elif`", (replaced(tokens[0], "elif"),))
