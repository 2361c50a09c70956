"""Causes of syntax errors as a whole: proven edits, several faults at once, and texts broken at random."""

import random

import pytest

from knowledge.cause import Cause
from knowledge.finding import Finding, Severity
from knowledge.source import source_of
from knowledge.syntax.explaining import LONGEST, explain_syntax
from knowledge.syntax.trouble import trouble_of

PROGRAM = '''
"""Counts words, and tells the longest."""
import re
from collections import Counter


class Words:
    """The words of a text, with é and 日本."""

    def __init__(self, text: str, shortest: int = 2) -> None:
        self.found = [word for word in re.findall(r"\\w+", text) if len(word) >= shortest]

    def longest(self):
        best = ""
        for word in self.found:
            if len(word) > len(best) and word != "":
                best = word
            else:
                continue
        return best, {"length": len(best), 'known': True}


def main(texts, *, limit=3):
    while limit > 0:
        try:
            counted = Counter(Words(texts[0]).found)
            print(f"{counted.most_common(limit)!r:>10}", sep=", ")
        except IndexError as error:
            return {k: v for k, v in [(1, 2)]}, lambda x: x + 1
        limit -= 1


main(["a bb ccc bb", """three
lines"""])
'''


def cause_of(text: str) -> Cause | None:
    """What is said about a text; None too if it is Python."""
    source = source_of(text)
    trouble = trouble_of(source)
    if trouble is None:
        return None
    return explain_syntax(source, Finding("syntax-error", Severity.ERROR, trouble.span, trouble.message))


def broken_at_random(seed: int) -> str:
    """The program with some characters taken out, put in or put elsewhere."""
    dice = random.Random(seed)
    text = PROGRAM
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(text))
        match dice.randrange(4):
            case 0:
                text = text[:at] + text[at + dice.randrange(1, 6) :]
            case 1:
                text = text[:at] + dice.choice("()[]{}:,='\"\\ \n\t#!?&|“é0") + text[at:]
            case 2:
                text = text[: at + 1]
            case _:
                end = min(at + dice.randrange(1, 30), len(text))
                text = text[:at] + text[end:] + text[at:end]
    return text


@pytest.mark.parametrize("seed", range(150))
def test_whatever_is_broken_is_answered(seed: int) -> None:
    """Nothing raises, and each fix either makes Python of the text or moves the trouble on."""
    text = broken_at_random(seed)
    cause = cause_of(text)
    for fix in cause.fixes if cause else ():
        before, after = trouble_of(source_of(text)), trouble_of(source_of(source_of(text).edited(fix.edits)))
        assert before and (after is None or after.row > before.row)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("if x = 1\n    y == 2", "if x == 1:\n    y == 2"),
        ("print 'a'\nif x\n    print 'b'\n", "print('a')\nif x:\n    print('b')\n"),
        ("```python\nprint 'a'\n```", "```python\nprint('a')\n```"),
        ("    if x\n        y = 1", "    if x:\n        y = 1"),
        (">>> print 'a'\n>>> if x:\n", ">>> print('a')\n>>> if x:\n>>>     pass\n"),
        ("x = [1, 2\r\ny = 3\r\n", "x = [1, 2]\r\ny = 3\r\n"),
        ("x = 'é日' + f(1\ny = “a”", "x = 'é日' + f(1)\ny = \"a\""),
        ("def f():\nx = 1\nif x\nreturn x", "def f():\n    x = 1\n    if x:\n        return x"),
    ],
    ids=[
        "two faults in one line",
        "faults of two families",
        "in a fence",
        "indented as a whole",
        "behind prompts",
        "windows line ends",
        "wide characters",
        "lost indentation",
    ],
)
def test_all_faults_are_mended_together(text: str, mended: str) -> None:
    """One fix holds the edits of all faults, in the text as it was sent."""
    cause = cause_of(text)
    assert cause and source_of(text).edited(cause.fixes[0].edits) == mended


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = {\n  'a': [1,\n  'b': 2\n", 2),
        ("def f(a,\n      b:\n    return a", 1),
        ("s = '''abc\n\nx = 1", 1),
    ],
    ids=["the inner bracket", "a bracket of a definition", "a string in triple quotes"],
)
def test_the_cause_lies_where_the_fault_was_born(text: str, line: int) -> None:
    """Not where the interpreter gave up."""
    cause = cause_of(text)
    assert cause and cause.span.line == line


@pytest.mark.parametrize("text", ["x = 1 +* 2 3 @@ 4", "x = (" + "1, " * LONGEST, "y = " + "(" * 9000])
def test_what_nobody_understands_is_left_to_the_interpreter(text: str) -> None:
    """No family, no cause: the finding keeps the interpreter's words."""
    assert cause_of(text) is None
