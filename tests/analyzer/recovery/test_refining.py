"""A fix is first tried in the form that the program itself shows."""

import pytest

from analyzer.recovery.refining import refined
from knowledge.cause import Fix
from knowledge.finding import Edit, Span
from knowledge.program import program_of
from knowledge.source import source_of

BITS = "def bits(text):\n    return int(text, 8)\nmode = '755'\n"
LENGTH = "def bits(text):\n    return len(text)\nmode = '755'\n"
WRAP = "def wrap():\n    yield 1\n"
MEAN = "def mean(xs):\n    return sum(xs) / len(xs)\n"
SHARE = "sum(xs) / len(xs)"
ASKED = "m = mean([])\nprint('none' if m is None else m)\n"


@pytest.mark.parametrize(
    ("code", "old", "new", "better"),
    [
        (f"{BITS}bits(mode)\nprint(mode >> 1)", "mode >>", "int(mode) >>", ["print(bits(mode) >> 1)"]),
        (f"{BITS}bits('1')\nprint(mode >> 1)", "mode >>", "int(mode) >>", []),
        (f"{LENGTH}bits(mode)\nprint(mode >> 1)", "mode >>", "int(mode) >>", []),
        (f"{WRAP}x = wrap()\nprint(x[0], x)", "x[", "list(x)[", ["x = list(wrap())\nprint(x[0], x)"]),
        (f"{WRAP}x = wrap()\nprint(x[0])", "x[", "list(x)[", []),
        (f"{WRAP}x = wrap()\nx = wrap()\nprint(x[0], x)", "x[", "list(x)[", []),
        (f"{MEAN}{ASKED}", f"{SHARE}\n", f"{SHARE} if xs else 0.0\n", [f"{SHARE} if xs else None\n{ASKED}"]),
        (f"{MEAN}print(mean([]))", f"{SHARE}\n", f"{SHARE} if xs else 0.0\n", []),
    ],
    ids=[
        "its own converter, as elsewhere",
        "a function that is put to other things is no converter for this",
        "a function that makes no number of it is none either",
        "a list where it is made, as it is used twice",
        "used once, it stays where it is used",
        "made twice, it stays where it is used",
        "None, as a caller asks for it",
        "0 where no caller asks for None",
    ],
)
def test_says_it_as_the_program_does(code: str, old: str, new: str, better: list[str]) -> None:
    """The better form of the change from `old` to `new` makes a text that ends so; or there is none.

    What `old` and `new` have behind the expression in common only says which place is meant.
    """
    program = program_of(source_of(code))
    assert program
    row = code[: code.index(old)].count("\n") + 1
    column = code.split("\n")[row - 1].index(old.rstrip("\n"))
    tail = len(old) - len(old.rstrip("[ >\n"))
    span = Span(row, column, row, column + len(old) - tail)
    fix = Fix("", (Edit(span, new[: len(new) - tail]),), masks="else" in new)
    texts = [program.source.edited(one.edits) for one in refined(program, fix)]
    assert [text for text in texts for end in better if text.endswith(end)] == texts
    assert len(texts) == len(better)
