"""endless-recursion: a function that always calls itself."""

import ast
from collections.abc import Iterator

from analyzer.guards import felt
from analyzer.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.below import nodes_in

STEPS = ast.Expr | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Pass
CHOICES = ast.IfExp | ast.BoolOp | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
SUSPENDS = ast.Yield | ast.YieldFrom | ast.Await


@rule(
    ast.FunctionDef,
    flags=[
        "def f(n):\n    return n * f(n - 1)",
        "def f():\n    x = 1\n    f()\n    return x",
        "class A:\n    def f(self):\n        return self.f()",
        "def f(n):\n    'Doc.'\n    print(f(n))\n    if n:\n        return 1",
    ],
    passes=[
        "def f(n):\n    if n < 1:\n        return 1\n    return n * f(n - 1)",
        "def f(n):\n    return 1 if n < 1 else n * f(n - 1)",
        "def f(n):\n    return n and f(n - 1)",
        "def f(n):\n    return [f(x) for x in n]",
        "def f():\n    yield f()",
        "def f():\n    return lambda: f()",
        "def f(g):\n    return g.f()",
        "def f(f):\n    return f()",
        "def f(n):\n    for x in n:\n        f(x)",
        "def f(n):\n    assert n\n    f(n - 1)",
        "@cache\ndef f(n):\n    return f(n)",
        "class A:\n    def f(self):\n        return f()",
    ],
)
def endless_recursion(reading: Reading, function: ast.FunctionDef) -> Iterator[Hit]:
    """A function that calls itself before anything could keep it from doing so."""
    if function.decorator_list:
        return
    for statement in function.body:
        if not isinstance(statement, STEPS):
            return
        call = next((node for node in always(statement) if calls_itself(reading, function, node)), None)
        if call is not None:
            severity = felt(reading.program, call, "RecursionError")
            message = f"`{function.name}` always calls itself, so it never returns"
            words = f"Return a value without calling `{function.name}` in the simplest case"
            if severity:
                yield Hit(call, message, function.name, None, (), (words,), severity)
            return


def always(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield what is evaluated whatever happens; a generator starts later."""
    pending: list[ast.AST] = [statement]
    found: list[ast.AST] = []
    while pending:
        node = pending.pop()
        if isinstance(node, SUSPENDS):
            return
        if not isinstance(node, CHOICES):
            found.append(node)
            pending.extend(nodes_in(node))
    yield from found


def calls_itself(reading: Reading, function: ast.FunctionDef, node: ast.AST) -> bool:
    """Whether this is a call of the function that it stands in."""
    program = reading.program
    match node:
        case ast.Call(func=ast.Name() as name):
            return [binding.node for binding in program.bindings(name)] == [function]
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=method)) if method == function.name:
            first = [*function.args.posonlyargs, *function.args.args][:1]
            in_class = isinstance(program.parent(function), ast.ClassDef)
            only = len(program.functions.get(method, ())) == 1 and method not in reading.stored_attributes
            return in_class and only and bool(first) and first[0].arg == owner
        case _:
            return False
