"""Programs whose compilation ends the process are known before; no other process is asked for the rest."""

import ast
import subprocess
import sys
from collections.abc import Callable

import pytest

from analyzer.inspection import inspect
from executor.policy import STRICT
from knowledge.nesting import crashes
from knowledge.program import program_of
from knowledge.source import source_of
from knowledge.syntax.trouble import refusal


def around(inner: str, *heads: str) -> str:
    """A line with so many blocks around it."""
    lines = [*heads, inner]
    return "\n".join(" " * row + line for row, line in enumerate(lines))


SHAPES: dict[str, Callable[[int], str]] = {
    "lists": lambda n: "x = " + "[" * n + "y" + " for y in z]" * n,
    "sets": lambda n: "x = " + "{" * n + "y" + " for y in z}" * n,
    "dictionaries": lambda n: "x = " + "{1: " * n + "y" + " for y in z}" * n,
    "lists in loops": lambda n: around("x = " + "[" * n + "y" + " for y in z]" * n, *["for a in b:"] * 9),
    "lists in contexts": lambda n: around("x = " + "[" * n + "y" + " for y in z]" * n, *["with a, b:"] * 5),
    "lists in a function": lambda n: around("return " + "[" * n + "y" + " for y in z]" * n, "def f():"),
    "lists in conditions": lambda n: "x = " + "[y for y in z if " * n + "y" + "]" * n,
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_what_ends_a_compiler_is_known(shape: Callable[[int], str]) -> None:
    """Wherever compiling ends a process, nobody here compiles; a few levels are compiled as ever."""
    assert not crashes(ast.parse(shape(5)))
    for depth in (8, 11, 14, 17, 20, 22, 24, 40):
        text = shape(depth)
        ended = subprocess.run(
            [sys.executable, "-c", f"compile({text!r}, 'x', 'exec')"], check=False, timeout=60
        )
        assert ended.returncode >= 0 or crashes(ast.parse(text))
        assert ended.returncode >= 0 or isinstance(refusal(text), RecursionError)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = " + "(" * 40 + "y" + " for y in z)" * 40, id="generators"),
        pytest.param("x = " + "[y for y in " * 40 + "z" + "]" * 40, id="what lists are made from"),
        pytest.param(around("pass", *["if a:"] * 90), id="conditions"),
        pytest.param("x = " + "[" * 90 + "]" * 90, id="lists that are written out"),
        pytest.param("x = " + "[lambda: " * 40 + "1" + " for y in z]" * 40, id="functions between them"),
    ],
)
def test_what_nests_otherwise_is_judged(text: str) -> None:
    """What the compiler counts, or gives code of its own, or evaluates before, is Python without a doubt."""
    source = source_of(text)
    seen = inspect(source, program_of(source), STRICT, rules=())
    assert (seen.findings, seen.rules_not_run) == ((), ())


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="known of the compilers of 3.12 and 3.13")
def test_it_is_said_that_nobody_could_judge() -> None:
    """The other rules look at the program all the same."""
    source = source_of("import os\n" + SHAPES["lists"](30))
    seen = inspect(source, program_of(source), STRICT)
    assert "syntax-error" in {one.rule for one in seen.rules_not_run}
    assert "blocked-import" in {finding.code for finding in seen.findings}
