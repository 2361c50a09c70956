"""The program as a tree: lines, statements, nodes at a place."""

import ast
import warnings

import pytest

from knowledge.finding import Span
from knowledge.program import Program, program_of
from knowledge.source import source_of

CODE = """\
import os

@decorate
def f(a):
    if a:
        return (
            1
        )
    return 2; x = 3

class A:
    y = f(1); z = 2
"""


def parsed(code: str) -> Program:
    """A program that surely parses."""
    program = program_of(source_of(code))
    assert program
    return program


@pytest.mark.parametrize(
    "code",
    [
        "x = (",
        "a\0b",
        "x = '\ud800'",
        "a" + ".b" * 30_000,
        "-" * 100_000 + "1",
        "if a: pass\n" + "elif b: pass\n" * 30_000,
    ],
    ids=[
        "a fault",
        "a NUL byte",
        "a lone surrogate",
        "too deep a chain",
        "too many signs",
        "too many branches",
    ],
)
def test_what_the_parser_refuses_is_no_program(code: str) -> None:
    """None, and no exception."""
    assert program_of(source_of(code)) is None


def test_warnings_of_the_parser_are_not_the_callers() -> None:
    """Not even where the caller turns them into errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert parsed("x = '\\d'").statement_lines == (1,)


def test_lines_on_which_a_statement_starts() -> None:
    """A decorated function starts at its decorator; two statements on a line count once."""
    assert parsed(CODE).statement_lines == (1, 3, 5, 6, 9, 11, 12)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (1, ast.Import),
        (3, ast.FunctionDef),
        (4, ast.FunctionDef),
        (7, ast.Return),
        (9, ast.Assign),
        (12, ast.Assign),
    ],
)
def test_the_innermost_statement_of_a_line(line: int, kind: type[ast.stmt]) -> None:
    """The last one that begins, where several share the line."""
    assert isinstance(parsed(CODE).statement_at(line), kind)


def test_a_line_without_a_statement() -> None:
    """Belongs to nothing."""
    assert parsed(CODE).statement_at(2) is None
    assert parsed(CODE).statement_at(99) is None


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span(12, 8, 12, 12), "f(1)"),
        (Span(12, 4, 12, 12), "y = f(1)"),
        (Span(9, 11, 9, 12), "2"),
        (Span(12, 8, 12, 11), None),
    ],
    ids=["an expression", "a statement", "a literal", "no node is that long"],
)
def test_the_node_at_a_span(span: Span, text: str | None) -> None:
    """Found by its exact place."""
    program = parsed(CODE)
    node = program.node_at(span)
    assert (program.text(node) if node else None) == text


def test_the_outermost_node_of_a_span() -> None:
    """An expression that is a statement of its own is found as the statement."""
    assert isinstance(parsed("f(x)").node_at(Span(1, 0, 1, 4)), ast.Expr)


def test_functions_and_classes_by_name() -> None:
    """By their plain names, methods among the functions."""
    program = parsed(CODE)
    assert [*program.functions] == ["f"]
    assert [*program.classes] == ["A"]


@pytest.mark.parametrize(
    ("code", "dynamic"),
    [
        ("exec('x')", True),
        ("globals()['x'] = 1", True),
        ("from a import *", True),
        ("eval('1')", False),
        ("x = 1", False),
    ],
    ids=["exec", "globals", "a star", "eval", "plain"],
)
def test_names_that_come_into_being_unseen(code: str, dynamic: bool) -> None:
    """Whether the text shows all names."""
    assert parsed(code).is_dynamic is dynamic


def test_a_node_without_a_place_takes_that_of_its_holder() -> None:
    """A clause of a comprehension has no place of its own."""
    program = parsed("x = [a for a in b]")
    clause = next(node for node in program.nodes if isinstance(node, ast.comprehension))
    assert program.span(clause) == Span(1, 4, 1, 18)
