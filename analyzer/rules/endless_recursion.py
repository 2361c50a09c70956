"""endless-recursion: a function that always calls itself."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.below import nodes_in

STEPS = ast.Expr | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Pass
CHOICES = ast.IfExp | ast.BoolOp | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
MOST = 10
"""Functions that a way back to the first may lead through."""

SUSPENDS = ast.Yield | ast.YieldFrom | ast.Await


@rule(
    ast.FunctionDef,
    flags=[
        "def f(n):\n    return n * f(n - 1)",
        "def f():\n    x = 1\n    f()\n    return x",
        "class A:\n    def f(self):\n        return self.f()",
        "def f(n):\n    'Doc.'\n    print(f(n))\n    if n:\n        return 1",
        "def f(n):\n    return g(n)\ndef g(n):\n    x = f(n - 1)\n    return x\nprint(f(1))",
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
        "def f(n):\n    return g(n)\ndef g(n):\n    if n < 1:\n        return 1\n    return f(n - 1)",
        "def f(n):\n    return g(n)\ndef g(n):\n    return h(n)\ndef h(n):\n    return n",
        "@cache\ndef f(n):\n    return f(n)",
        "class A:\n    def f(self):\n        return f()",
    ],
)
def endless_recursion(reading: Reading, function: ast.FunctionDef) -> Iterator[Hit]:
    """A function that calls itself, or another that calls it, before anything could keep it from doing so."""
    if function.decorator_list:
        return
    calls = list(calls_made(function))
    call = next((node for node in calls if calls_itself(reading, function, node)), None)
    through = ""
    if call is None:
        found = [(node, called) for node in calls if (called := leads_back(reading, function, node))]
        call, through = found[0] if found else (None, "")
    severity = felt(reading.program, call, "RecursionError") if call else None
    if call and severity:
        way = f"calls `{through}`, which always comes back to it" if through else "calls itself"
        message = f"`{function.name}` always {way}, so it never returns"
        words = f"Return a value without calling `{through or function.name}` in the simplest case"
        yield Hit(call, message, function.name, None, (), (words,), severity)


def calls_made(function: ast.FunctionDef) -> Iterator[ast.Call]:
    """Yield the calls that a function makes whatever happens, up to the first statement with a choice."""
    for statement in function.body:
        if not isinstance(statement, STEPS):
            return
        yield from (node for node in always(statement) if isinstance(node, ast.Call))
        if isinstance(statement, ast.Return):
            return


def leads_back(reading: Reading, function: ast.FunctionDef, call: ast.Call) -> str:
    """The function that is called, if it always leads to this one; empty where it does not.

    A circle is looked for from its first function only, so that it is said once.
    """
    pending, seen, first = [call], {function}, ""
    while pending and len(seen) < MOST:
        called = definition_of(reading, pending.pop())
        if called is not None and called not in seen and called.lineno > function.lineno:
            seen.add(called)
            first = first or called.name
            further = list(calls_made(called))
            if any(definition_of(reading, node) is function for node in further):
                return first
            pending.extend(further)
    return ""


def definition_of(reading: Reading, call: ast.Call) -> ast.FunctionDef | None:
    """The plain function that a call surely calls, which is no generator."""
    match reading.program.bindings(call.func) if isinstance(call.func, ast.Name) else []:
        case [binding] if isinstance(binding.node, ast.FunctionDef) and not binding.node.decorator_list:
            inside = reading.of_function.get(binding.node, ())
            return binding.node if all(isinstance(node, ast.Return) for node in inside) else None
        case _:
            return None


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
