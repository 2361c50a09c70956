"""What lies below a node: the same that `ast` says, for every kind of node."""

import ast
import sys

import pytest

from knowledge.below import FIELDS, WORDS, nodes_in, walk

SHARED = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)

PROGRAMS = [
    "import a.b as c, d\nfrom . import e as f\nfrom g import *",
    "x: int = 1\nx: int\nx += y\nx = y = z\ndel x, y[0]\nassert x, 'why'\nraise A from b",
    "async def f[T: int, *U, **V](a, /, b: int = 1, *c, d, e=2, **g) -> int:\n async with a as b: await c",
    "def f(*, a, b=1):\n global c\n nonlocal d\n yield\n yield from e\n return",
    "@d\nclass A[T](B, m=C):\n '''Doc.'''\n ...",
    "for a in b:\n continue\nelse:\n pass\nwhile c: break",
    "try: pass\nexcept A as e: pass\nexcept: pass\nelse: pass\nfinally: pass",
    "try: pass\nexcept* A: pass",
    "with a as b, c: pass",
    "match a:\n case 1 | None: pass\n case [b, *c]: pass\n case {'k': d, **e}: pass",
    "match a:\n case F(g, h=i) if j: pass\n case _: pass",
    "type A[T] = B",
    "{**a, 'b': c}\n{d, *e}\n[f, *g]\n(h, i)",
    "[a for b in c if d if e]\n{a async for b in c}\n{a: b for c in d}\n(a for b in c for d in e)",
    "lambda a, *b, c=1, **d: e\na if b else c\n(a := b)\nnot a or -b and c",
    "a < b <= c is not d\na[1:2:3]\na[b, *c]\na.b.c\nf(a, *b, c=d, **e)\nf'{a!r:{b}} c'\n1j, b'', ..., None",
]


@pytest.mark.parametrize("code", PROGRAMS)
def test_the_same_as_the_standard_library_says(code: str) -> None:
    """For every node of every kind of statement and expression, in the same order, without what is shared."""
    for node in ast.walk(ast.parse(code)):
        theirs = [below for below in ast.iter_child_nodes(node) if not isinstance(below, SHARED)]
        assert nodes_in(node) == theirs


@pytest.mark.parametrize("code", PROGRAMS)
def test_walking_meets_every_node_once(code: str) -> None:
    """Nothing is left out, and nothing comes twice."""
    tree = ast.parse(code)
    met = list(walk(tree))
    assert len(met) == len(set(met))
    assert set(met) == {node for node in ast.walk(tree) if not isinstance(node, SHARED)}


@pytest.mark.skipif(sys.version_info < (3, 13), reason="the types of fields are told since 3.13")
def test_the_grammar_of_this_python_is_known() -> None:
    """Which fields are followed is what the running Python says about their types, for each kind of node."""
    for kind in subclasses(ast.AST):
        types: dict[str, object] = getattr(kind, "_field_types", {})
        placed = {name for name in kind._fields if holds_nodes(types.get(name))} - {"type_ignores"}
        assert placed == set(FIELDS.get(kind, [name for name in kind._fields if name not in WORDS])), kind


def subclasses(kind: type[ast.AST]) -> list[type[ast.AST]]:
    """Every kind of node that trees are made of; those below a constant are names that it once had."""
    kinds = [] if kind is ast.Constant else kind.__subclasses__()
    below = [one for part in kinds for one in subclasses(part)]
    return below or ([kind] if kind.__module__ == "ast" and not issubclass(kind, SHARED) else [])


def holds_nodes(of: object) -> bool:
    """Whether a field of this type may hold nodes with a place of their own."""
    return "ast." in str(of) and not any(shared.__name__ in str(of) for shared in SHARED)
