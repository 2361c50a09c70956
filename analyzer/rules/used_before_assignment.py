"""used-before-assignment: a name is read where it cannot have a value yet, or no longer has one."""

import ast
from collections.abc import Iterable, Iterator

from analyzer.reading.flow import unset_readings
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Edit, Severity
from knowledge.names.meant_names import own_object
from knowledge.near import nearest, next_to
from knowledge.program import Program
from knowledge.scopes import Scope, Use
from knowledge.tables.builtin_names import BUILTIN_NAMES, MODULE_NAMES
from knowledge.telling.edits import is_alone, line_before

type Function = ast.FunctionDef | ast.AsyncFunctionDef


@rule(
    ast.Module,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    flags=[
        "class A:\n    both = read\n    read = 1",
        "def f(xs):\n    return sum(x - mean for x in xs)\n    mean = 1",
        "print(later)\nlater = 1",
        "main()\ndef main(): pass",
        "def f():\n    y = x\n    x = 1\n    return y",
        "def f():\n    x = list('a')\n    list = 1",
        "def f():\n    total += 1",
        "x = 1\ndel x\nprint(x)",
        "try:\n    f = 1\nexcept OSError as e:\n    pass\nprint(e)",
        "while True:\n    count += 1",
        "def f():\n    print(math)\n    import math",
        "x: int\nprint(x)\nx = 1",
        "x = [y for y in x]",
        "def g(): pass\ndef f():\n    g = g()",
        "def f():\n    r += 1\nr = f()",
        "def f():\n    if a:\n        b = c\n    c = 1",
        "def f(a):\n    for b in a:\n        if b:\n            s += b",
    ],
    fixes={
        "class A:\n    def __init__(self):\n        self.n = 0\n    def f(self):\n        n += 1": (
            "class A:\n    def __init__(self):\n        self.n = 0\n    def f(self):\n        self.n += 1"
        ),
        "n = 0\ndef f():\n    n += 1": "n = 0\ndef f():\n    global n\n    n += 1",
        "items = [1]\nfor item in item:\n    print(item)": "items = [1]\nfor item in items:\n    print(item)",
        "def f():\n    n = 0\n    def g():\n        'Doc.'\n        n += 1": (
            "def f():\n    n = 0\n    def g():\n        'Doc.'\n        nonlocal n\n        n += 1"
        ),
    },
    passes=[
        "def f():\n    return later\nlater = 1\nf()",
        "for i in range(3):\n    if i:\n        print(last)\n    last = i",
        "for i in range(3):\n    if not i:\n        x = 1\n        continue\n    print(x)",
        "if a:\n    x = 1\nprint(x)",
        "print(list)\nlist = 1",
        "try:\n    x\nexcept NameError:\n    x = 1",
        "def f():\n    g = lambda: x\n    x = 1\n    return g()",
        "z = (x for q in [1])\nx = 1\nprint(*z)",
        "while True:\n    try:\n        x = 1\n        break\n    except ValueError:\n        pass\nprint(x)",
        "with a:\n    x = 1\nprint(x)",
        "def f():\n    global x\n    x = 1\nf()\nprint(x)",
        "exec('x = 1')\nprint(x)\nx = 2",
        "if (m := 1) and m:\n    print(m)",
        "import a.b\nprint(a)\nimport a.c",
        "match 1:\n    case x if x:\n        print(x)",
        "for x in []:\n    pass\nelse:\n    print(x)",
        "def f(x=1):\n    print(x)\n    x = 2",
        "x = 1\nclass A:\n    y = x\n    x = 2",
        "class A:\n    def f(self): return A.x\n    x = 1",
        "class A:\n    list = list",
        "def f():\n    while True:\n        if a:\n            b = 1\n        elif b:\n            break",
    ],
)
def used_before_assignment(reading: Reading, node: ast.AST) -> Iterator[Hit]:
    """A name is read where it certainly has no value: before it gets one, or after it lost it."""
    scope = reading.scope_of.get(node)
    if scope is None or (scope.kind == "module" and (reading.writes_unseen or reading.stars)):
        return
    names = followed(reading, scope)
    if not names:
        return
    fed = only_fed(scope, names)
    uses = reading.direct.get(scope, ())
    readings = unset_readings(reading.program, scope, names - fed, uses)
    readings += first_of_each(use.node for use in uses if use.name in fed)
    for name in readings:
        severity = reading.severity(Use(name.id, name, scope))
        if severity:
            yield hit_of(reading, scope, name, severity)


def first_of_each(names: Iterable[ast.Name]) -> list[ast.Name]:
    """The first reading of each name: those behind it are never reached."""
    found: dict[str, ast.Name] = {}
    for name in sorted(names, key=lambda one: (one.lineno, one.col_offset)):
        found.setdefault(name.id, name)
    return list(found.values())


def followed(reading: Reading, scope: Scope) -> frozenset[str]:
    """The names that nothing but the statements of this scope binds, and that no builtin stands in for."""
    spared = BUILTIN_NAMES | MODULE_NAMES if scope.kind == "module" else frozenset()
    names = (scope.bindings.keys() & reading.early.get(scope, frozenset())) - spared
    if scope.kind == "class":
        outer = scope.parent
        names = {name for name in names - BUILTIN_NAMES if outer is None or outer.resolve(name) is None}
    return frozenset(
        name for name in names if all(reading.program.scope(b.node) is scope for b in scope.bindings[name])
    )


def only_fed(scope: Scope, names: frozenset[str]) -> frozenset[str]:
    """The names that only ever get a value by `+=` and the like, which needs one already."""
    return frozenset(name for name in names if all(b.kind == "augmented" for b in scope.bindings[name]))


def hit_of(reading: Reading, scope: Scope, name: ast.Name, severity: Severity) -> Hit:
    """Say where the value comes from, and in a function whose name it was meant to be."""
    program = reading.program
    first = min(program.span(binding.node).line for binding in scope.bindings[name.id])
    later = first > name.lineno
    message = f"`{name.id}` has no value here" + (f": it gets one in line {first}" if later else "")
    if not isinstance(scope.node, ast.FunctionDef | ast.AsyncFunctionDef):
        again = (f"Move line {first} up, or this line down",) if later else ()
        meant = looped_over(program, scope, name)
        again = (f"Change `{name.id}` to `{meant}`",) if meant else again
        return Hit(name, message, name.id, meant, (), again, severity)
    outer = scope.parent.resolve(name.id) if scope.parent else None
    local = f"`{name.id}` is assigned in `{scope.node.name}`, so it is local there, and has no value yet"
    if outer is None and name.id in BUILTIN_NAMES:
        rename = f"Give the variable that is assigned in line {first} another name"
        return Hit(name, local, name.id, None, (), (rename,), severity)
    if outer is None:
        own = own_object(program, Use(name.id, name, scope))
        words = (f"Change `{name.id}` to `{own}`",) if own else ()
        return Hit(name, message, name.id, own, (), words, severity)
    if not holds_a_value(outer, name.id, scope.node.name):
        rename = f"Give the variable that is assigned in line {first} another name"
        return Hit(name, local, name.id, None, (), (rename,), severity)
    word = "global" if outer.kind == "module" else "nonlocal"
    words = (f"Add `{word} {name.id}` at the start of `{scope.node.name}`",)
    return Hit(
        name, local, name.id, None, declaring(program, scope.node, f"{word} {name.id}"), words, severity
    )


def looped_over(program: Program, scope: Scope, name: ast.Name) -> str | None:
    """What was meant by `for item in item`: a name that is written nearly so, such as `items`."""
    match program.parent(name):
        case (
            ast.For(target=ast.Name(id=target), iter=place)
            | ast.comprehension(target=ast.Name(id=target), iter=place)
        ) if place is name and target == name.id:
            known = scope.visible() - {name.id}
            return nearest(name.id, known) or next_to(name.id, known)
        case _:
            return None


def holds_a_value(outer: Scope, name: str, function: str) -> bool:
    """Whether the outer name is a variable: no definition, no module, no result of this function."""
    kinds = {binding.kind for binding in outer.bindings[name]}
    values = [binding.value for binding in outer.bindings[name] if binding.value is not None]
    calls = (part for value in values for part in ast.walk(value) if isinstance(part, ast.Call))
    called = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    return kinds.isdisjoint({"def", "class", "import"}) and function not in called


def declaring(program: Program, function: Function, text: str) -> tuple[Edit, ...]:
    """Put a declaration before the first statement that is no docstring, where that stands alone."""
    body = function.body
    first = body[1] if len(body) > 1 and ast.get_docstring(function, clean=False) is not None else body[0]
    return (line_before(program, first, text),) if is_alone(program, first) else ()
