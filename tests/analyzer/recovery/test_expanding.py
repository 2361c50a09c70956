"""Statements that share a line get lines of their own, and nothing else changes."""

import ast
import time
from collections.abc import Callable

import pytest

from analyzer.recovery.expanding import counterpart, expanded, nesting, statements
from analyzer.recovery.options import options_for
from analyzer.recovery.trials import Attempt
from knowledge.diagnosis import Diagnosis, Verdict
from knowledge.program import Program, program_of
from knowledge.source import source_of

type Diagnosed = Callable[..., Diagnosis]


def parsed(text: str) -> Program:
    """A program that has a tree."""
    program = program_of(source_of(text))
    assert program
    return program


def simple_in(program: Program) -> list[ast.stmt]:
    """The statements that hold no others."""
    return [
        node
        for node in statements(program.tree)
        if not hasattr(node, "body") and not isinstance(node, ast.Match)
    ]


def opened(text: str, target: str) -> str | None:
    """Give the simple statement that reads so lines of its own."""
    program = parsed(text)
    statement = next(node for node in simple_in(program) if ast.unparse(node) == target)
    other = expanded(program, statement)
    return other.source.sent if other else None


@pytest.mark.parametrize(
    ("text", "target", "after"),
    [
        ("while x: n -= 1; y()  # why\nz = 1", "y()", "while x:\n    n -= 1\n    y()  # why\nz = 1"),
        ("a = 1; b = 2;  # c\nd ;e", "a = 1", "a = 1\nb = 2  # c\nd ;e"),
        ("if a: b\nelif c: d  # e\nelse: f", "d", "if a: b\nelif c:\n    d  # e\nelse: f"),
        ("if 1:\n\tfor i in r: t += 1\n\tz", "t += 1", "if 1:\n\tfor i in r:\n\t\tt += 1\n\tz"),
        ("a;b\r\nif a: b; c\r\nd", "c", "a;b\r\nif a:\r\n    b\r\n    c\r\nd"),
        ("é = '日本'; b", "b", "é = '日本'\nb"),
        ("@d(lambda: 1)\nasync def f(): yield 1", "yield 1", "@d(lambda: 1)\nasync def f():\n    yield 1"),
        ("match a:\n  case 1: b\n  case _: pass", "b", "match a:\n  case 1:\n    b\n  case _: pass"),
        ("try: a\nexcept* E: b\nelse: c\nfinally: d", "d", "try: a\nexcept* E: b\nelse: c\nfinally:\n    d"),
        ("# top\n\nx = 1;  y = 2\n# end", "y = 2", "# top\n\nx = 1\ny = 2\n# end"),
        ("```python\nif a: b\n```\n", "b", "if a:\n    b"),
    ],
    ids=[
        *("a loop and its comment", "a last semicolon", "an elif", "tabs", "carriage returns", "not ASCII"),
        *("an async function", "a case", "a finally", "comments around", "a fenced program"),
    ],
)  # fmt: skip
def test_opens_exactly_this_line(text: str, target: str, after: str) -> None:
    """The line that the statement shares is opened; comments, line ends and indentation stay."""
    assert opened(text, target) == after


HARD = """\
import os; import sys  # two
class A: x = 1; y = lambda: (1, 2)
@dataclass
class B:
\tdef f(self): return [i for i in range(3) if i]; pass
\tasync def g(self):
\t\tasync for a in b: await a; yield a
\t\tasync with c as d, e: f"{d!r:>{e}}"; del d
for i in r: continue
else: x: int = 3; x += 1
match p:
    case [1, *_] | {"k": v}: q = v; global_ = 1
    case str() if (n := 1): raise E from None
try: s = \"\"\"a
b\"\"\"; t = 'c'
except (E, F) as g: assert g, 'no'
type X[T] = list[T]; print(*a, **b)
if a: b = \\
    1; c = 2
é = 'ß' 'ü'; 日本 = é
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["line feeds", "Windows", "old Macintosh"])
@pytest.mark.parametrize("at", range(len(simple_in(parsed(HARD)))))
def test_the_program_stays_the_same(at: int, newline: str) -> None:
    """Whatever is opened, the tree is the old one, and the statement has its line for itself."""
    program = parsed(HARD.replace("\n", newline))
    statement = simple_in(program)[at]
    other = expanded(program, statement)
    if other is None:
        span, lines = program.span(statement), program.source.lines
        before, behind = lines[span.line - 1][: span.column], lines[span.end_line - 1][span.end_column :]
        assert not before.strip() and behind.strip()[:1] in {"", "#"}
        return
    found = counterpart(program, statement, other)
    assert found and ast.dump(found) == ast.dump(statement)
    assert ast.dump(other.tree) == ast.dump(program.tree)
    assert [node for node in simple_in(other) if node.lineno == found.lineno] == [found]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("if a: x = " + " + ".join("b" * 2500), id="a long chain"),
        pytest.param("if a: x = " + " and ".join("b" * 4000), id="a long flat chain"),
        pytest.param("if a: x = " + "'b' " * 4000, id="many strings side by side"),
        pytest.param("if a: x = " + "f'{b}' " * 2000, id="many formatted strings side by side"),
        pytest.param("if a: x = " + "(" * 150 + "b" + ")" * 150, id="many brackets"),
        pytest.param("if a: x = 1\n" + "y = 2\n" * 20_000, id="a long text"),
        pytest.param("x = 1\ny = 2\n", id="lines of their own"),
    ],
)
def test_what_would_take_long_is_left_alone(text: str) -> None:
    """Nothing is opened where libcst could need seconds, or where nothing is to open."""
    program = parsed(text)
    started = time.process_time()
    assert expanded(program, simple_in(program)[0]) is None
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "depth"),
    [("x = [(1), {2: (3)}]", 3), ("'a' 'b'\n'c'", 2), ("('a'\n# d\n'b' f'{(c)}' 'e')", 4), ("x", 0)],
    ids=["brackets", "strings", "strings over lines", "nothing"],
)
def test_nesting(text: str, depth: int) -> None:
    """Brackets and strings in a row are counted as libcst nests them."""
    assert nesting(text) == depth


def test_the_turns_of_a_one_line_loop_that_worked(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """What ran of the loop is kept, not only what stands before it."""
    diagnosis = diagnosed("x = [1, 2]\ntotal = 0\nfor i in range(5): total += x[i]\nprint(total)\n")
    (option,) = options_for(diagnosis, attempt, kinds=frozenset({"partial_execution"}))
    assert option.verdict is Verdict.VERIFIED and option.code_snippet
    assert "for i in islice(range(5), 2):\n    total += x[i]\n" in option.code_snippet


def test_the_turns_of_a_stuck_one_line_loop(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """The loop is opened, so that a few turns of it can be printed."""
    diagnosis = diagnosed("n = 5  # start\nwhile n > 0: n += 1  # wrong\n")
    (option,) = options_for(diagnosis, attempt, kinds=frozenset({"debug_mode"}))
    assert option.verdict is Verdict.VERIFIED and option.code_snippet
    assert option.code_snippet.startswith("n = 5  # start\nturn = 0\nwhile n > 0:\n    turn += 1\n")
    assert option.code_snippet.endswith("    n += 1  # wrong\n")
