"""The last expression is cut off without changing what the program means."""

import ast
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from executor.child.program import CHUNK_LINES, LONG, compiled, from_text, from_tree

CUTS = {
    "an expression": ("x = 1\nx + 1", 2),
    "an expression over lines": ("x = 1\nmax(\n    x,\n    2,\n)", 2),
    "a tuple": ("1, 2", (1, 2)),
    "a starred tuple": ("x = [1]\n*x, 2", (1, 2)),
    "after a semicolon": ("x = 1; x", 1),
    "before a semicolon": ("x = 1\nx;", 1),
    "before a comment": ("x = 1\nx  # this\n# and that\n", 1),
    "a text over lines": ('x = """\nx\n"""\nlen(x)', 3),
    "a text that ends the program": ("x = 1\n'''\nx\n'''", "\nx\n"),
    "brackets at the margin": ("x = [\n1,\n2\n]\nx", [1, 2]),
    "a continued line": ("x = 1 + \\\n2\nx", 3),
    "an assignment": ("x = 1", None),
    "a condition": ("if 1:\n    2\nelse:\n    3", None),
    "a function": ("@staticmethod\ndef f():\n    1", None),
    "a last line in a text": ("x = '''\ny'''", None),
    "a last line in brackets": ("x = (\n1)", None),
    "a continued assignment": ("x = \\\n1", None),
    "only a docstring": ("'doc'", None),
    "a docstring and a comment": ("'doc'\n# x\n", None),
    "two texts": ("'doc'\n'value'", "value"),
    "nothing": ("", None),
    "only comments": ("# x\n\n", None),
    "the future": ("from __future__ import annotations\nx: y = 1\nx", 1),
    "a walrus": ("(x := 3)", 3),
    "a long module": ("x = 0\n" + "x += 1\n" * (LONG + 10) + "x", LONG + 10),
    "a long module of texts": ("'doc'\n" * (LONG + 10) + "__doc__", "doc"),
}


@pytest.mark.parametrize(("text", "value"), CUTS.values(), ids=CUTS)
def test_the_last_expression_is_found(text: str, value: object) -> None:
    """And nothing else is taken for one."""
    program, names = compiled(text), dict[str, object]()
    for body in program.bodies:
        exec(body, names)
    assert (program.last is not None) == (value is not None)
    assert program.last is None or eval(program.last, names) == value


def test_a_docstring_is_one_however_the_program_is_cut() -> None:
    """The first text documents the module, no other one does."""
    names: dict[str, object] = {}
    for body in compiled("'doc'\n" + "x = 1\n" * CHUNK_LINES + "'text'\n" * LONG).bodies:
        exec(body, names)
    assert names["__doc__"] == "doc"


STATEMENTS = st.lists(
    st.sampled_from(
        [
            *("x = 1", "x", "'''a\nb'''", "f(\n1,\n)", "if x:\n    y\nelse:\n    z", "# c", "", "x;", "x; y"),
            *(
                "*a, b",
                "def f():\n    return 1",
                "(",
                ")",
                "'''",
                "x = \\",
                "@d",
                "class A:\n    x",
                "return",
            ),
            *("yield", "  x", "lambda: 0", "global x", "await x", "x: int", "del x", "pass", "a\\\n.b"),
            *("print(f'''{\nx}''')", "try:\n    x\nfinally:\n    y"),
        ]
    ),
    max_size=6,
)


@given(STATEMENTS)
def test_cutting_by_the_margin_agrees_with_the_tree(statements: list[str]) -> None:
    """Where the quick way has an answer it is that of the slow one; neither compiles what is no program."""
    text = "\n".join(statements)
    with warnings.catch_warnings(action="ignore"):
        try:
            compile(text, "<string>", "exec", dont_inherit=True)
        except SyntaxError:
            with pytest.raises(SyntaxError):
                compiled(text)
            return
        quick, slow = from_text(text), from_tree(text)
        body = ast.parse(text).body
    assert quick is None or (quick.last is None) == (slow.last is None)
    assert (slow.last is not None) == (
        bool(body) and isinstance(body[-1], ast.Expr) and not is_docstring(body)
    )
    assert quick is None or quick.last is None or quick.last.co_code == (slow.last and slow.last.co_code)


def is_docstring(body: list[ast.stmt]) -> bool:
    """Whether a module is nothing but a text."""
    match body:
        case [ast.Expr(value=ast.Constant(value=str()))]:
            return True
        case _:
            return False
