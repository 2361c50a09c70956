"""Whose name is this: what binds a name, where, and what a use of it means."""

import ast

import pytest

from knowledge.program import Program, program_of
from knowledge.scopes import Scope
from knowledge.source import source_of


def parsed(code: str) -> Program:
    """A program that surely parses."""
    program = program_of(source_of(code))
    assert program
    return program


BINDINGS = [
    ("x = 1", "module", "x", ["assignment"]),
    ("x = y = 1", "module", "y", ["assignment"]),
    ("x, (y, *z) = a", "module", "z", ["assignment"]),
    ("x += 1", "module", "x", ["augmented"]),
    ("x: int = 1", "module", "x", ["assignment"]),
    ("x: int", "module", "x", ["annotation"]),
    ("import a.b", "module", "a", ["import"]),
    ("import a.b as c", "module", "c", ["import"]),
    ("from a import b as c", "module", "c", ["import"]),
    ("def f(): pass", "module", "f", ["def"]),
    ("class A: pass", "module", "A", ["class"]),
    ("for x in y: pass", "module", "x", ["loop"]),
    ("with a as x: pass", "module", "x", ["with"]),
    ("try: pass\nexcept E as x: pass", "module", "x", ["except"]),
    ("(x := 1)", "module", "x", ["walrus"]),
    ("[x := y for y in z]", "module", "x", ["walrus"]),
    ("[y for x in z]", "comprehension", "x", ["comprehension"]),
    ("match a:\n case [x, *y]: pass", "module", "y", ["match"]),
    ("match a:\n case {'k': 1, **x}: pass", "module", "x", ["match"]),
    ("match a:\n case A(b=x): pass", "module", "x", ["match"]),
    ("type X = int", "module", "X", ["type"]),
    ("def f[T](a: T): pass", "function", "T", ["type"]),
    ("class A[T]: pass", "type-parameters", "T", ["type"]),
    ("def f(a, /, b, *c, d, **e): pass", "function", "e", ["parameter"]),
    ("lambda x: x", "lambda", "x", ["parameter"]),
    ("def f():\n global x\n x = 1", "module", "x", ["assignment"]),
    ("x = 0\ndef f():\n global x\n x = 1", "module", "x", ["assignment", "assignment"]),
    ("def f():\n x = 0\n def g():\n  nonlocal x\n  x = 1", "function", "x", ["assignment", "assignment"]),
    ("class A:\n x = 1", "class", "x", ["assignment"]),
    ("for a.b in c: pass", "module", "b", []),
    ("x[0] = 1", "module", "x", []),
    ("del x", "module", "x", []),
]


@pytest.mark.parametrize(("code", "kind", "name", "kinds"), BINDINGS, ids=[row[0] for row in BINDINGS])
def test_what_binds_a_name(code: str, kind: str, name: str, kinds: list[str]) -> None:
    """In the first scope of that kind, the name is bound in these ways."""
    scope = next(scope for scope in parsed(code).scopes.all if scope.kind == kind)
    assert [binding.kind for binding in scope.bindings.get(name, [])] == kinds


RESOLVED = [
    ("x = 1\nx", "module"),
    ("x", None),
    ("def f():\n x = 1\n x", "function"),
    ("x = 1\ndef f():\n x", "module"),
    ("x = 1\nclass A:\n x = 2\n def f(self):\n  x", "module"),
    ("class A:\n x = 2\n x", "class"),
    ("class A:\n x = 2\n y = [x for _ in z]", None),
    ("class A:\n x = 2\n y = [1 for _ in x]", "class"),
    ("def f():\n x = 1\n return [x for y in z]", "function"),
    ("[x for x in y]", "comprehension"),
    ("[1 for y in x for x in y]", None),
    ("[x for y in z for x in y if x]", "comprehension"),
    ("x = 1\nlambda y=x: y", "module"),
    ("lambda x: x", "lambda"),
    ("def f(x, y=x): pass", None),
    ("x = 1\n@x\ndef f(x): pass", "module"),
    ("x = 1\ndef f(x: x): pass", "module"),
    ("def f[x](a: x): pass", "function"),
    ("x = 1\ndef f():\n global x\n x", "module"),
    ("def f():\n global x\n x", None),
    ("def f():\n x = 1\n def g():\n  nonlocal x\n  x", "function"),
    ("x = 1\nclass A(x): pass", "module"),
    ("class A[x](x): pass", "type-parameters"),
    ("def f():\n x\n x = 1", "function"),
]


@pytest.mark.parametrize(("code", "kind"), RESOLVED, ids=[row[0] for row in RESOLVED])
def test_where_a_used_name_belongs(code: str, kind: str | None) -> None:
    """The last use of `x` is looked up where the language looks it up."""
    use = [use for use in parsed(code).scopes.uses if use.name == "x"][-1]
    found = use.scope.resolve("x")
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("code", "value"),
    [("x = 1", "1"), ("x = y = 2", "2"), ("x, y = 1, 2", None), ("(x := 3)", "3"), ("x: int = 4", "4")],
    ids=["plain", "several targets", "a part of a value", "an expression", "annotated"],
)
def test_the_whole_value_is_kept(code: str, value: str | None) -> None:
    """Only where the name gets all of it."""
    (binding,) = parsed(code).scopes.root.bindings["x"]
    assert (ast.unparse(binding.value) if binding.value else None) == value


@pytest.mark.parametrize(
    ("code", "held", "holder"),
    [
        ("def f(a=b): pass", "b", ast.arguments),
        ("def f(a: b): pass", "b", ast.arg),
        ("def f() -> b: pass", "b", ast.FunctionDef),
        ("@b\ndef f(): pass", "b", ast.FunctionDef),
        ("[b for a in c]", "b", ast.ListComp),
        ("x = b", "b", ast.Assign),
        ("with b as a: pass", "b", ast.withitem),
        ("lambda a=b: 1", "b", ast.arguments),
    ],
    ids=[
        "a default",
        "an annotation",
        "a result",
        "a decorator",
        "an element",
        "a value",
        "a context",
        "in a lambda",
    ],
)
def test_every_node_knows_what_holds_it(code: str, held: str, holder: type[ast.AST]) -> None:
    """The parent is the node in whose fields it stands."""
    program = parsed(code)
    name = next(node for node in program.nodes if isinstance(node, ast.Name) and node.id == held)
    assert isinstance(program.parent(name), holder)


def test_everything_has_a_scope_and_a_parent() -> None:
    """No node is lost, whatever holds it; contexts and operators are shared and belong to nobody."""
    code = "\n".join(code for code, _, _, _ in BINDINGS)
    program = parsed(code)
    shared = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
    expected = {node for node in ast.walk(program.tree) if not isinstance(node, shared)}
    assert set(program.nodes) == expected
    assert {node for node in expected if program.parent(node) is None} == {program.tree}
    assert all(isinstance(program.scope(node), Scope) for node in expected)


def test_what_holds_others_comes_first() -> None:
    """Whoever takes the first node of a span gets the outermost."""
    program = parsed("\n".join(code for code, _, _, _ in BINDINGS))
    place = {node: row for row, node in enumerate(program.nodes)}
    statements = [node for node in program.nodes if isinstance(node, ast.stmt | ast.expr)]
    assert all(place[above] < place[node] for node in statements for above in program.ancestors(node))


def test_a_deep_tree_is_walked_without_recursion() -> None:
    """Trees nest deeper than Python recurses."""
    program = parsed("x = " + "+".join(["a"] * 2500))
    assert len(program.scopes.uses) == 2500
