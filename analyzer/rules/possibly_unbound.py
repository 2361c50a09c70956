"""possibly-unbound: a name that has no value on one of the ways to where it is read."""

import ast
from collections.abc import Iterator
from typing import TypeGuard

from analyzer.reading.flow import Flow, unset_readings
from analyzer.reading.guards import dotted, ends_program, jumps
from analyzer.reading.paths import doubtful_readings
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Severity
from knowledge.scopes import Binding, Scope, Use
from knowledge.tables.builtin_names import BUILTIN_NAMES, MODULE_NAMES

UNSURE = frozenset({"except", "annotation", "augmented"})
MOST = 300
"""Names of one scope that are followed: the time grows with their square."""

BLOCKS = ("body", "orelse", "finalbody")


@rule(
    ast.Module,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    severity=Severity.WARNING,
    flags=[
        "def f(a):\n    if a:\n        x = 1\n    return x",
        "import random\nif random.random() > 0.5:\n    x = 1\nprint(x)",
        "def f(p):\n    try:\n        x = int(p)\n    except ValueError:\n        print('bad')\n    return x",
        "def f(rows):\n    for row in rows:\n        pass\n    return row",
        "def f(n):\n    while n:\n        y = n\n        n -= 1\n    return y",
        "def f(n):\n    match n:\n        case 1: y = 1\n        case 2: y = 2\n    return y",
        "def f(a):\n    x = 1\n    if a:\n        del x\n    return x",
        "def f(a):\n    if a == 1:\n        x = 1\n    elif a == 2:\n        x = 2\n    return x",
    ],
    passes=[
        "def f(a):\n    if a:\n        x = 1\n    else:\n        x = 2\n    return x",
        "def f(a):\n    if a:\n        x = 1\n    else:\n        raise ValueError\n    return x",
        "def f(a):\n    if a:\n        x = 1\n    if a:\n        return x",
        "def f(a):\n    if a:\n        x = 1\n    if not a:\n        return None\n    return x",
        "def f(r):\n    found = False\n    if r:\n        found, x = True, r\n    if found:\n        x",
        "for i in range(3):\n    x = i\nprint(x, i)",
        "for c in 'abc':\n    pass\nprint(c)",
        "def f(p):\n    try:\n        x = int(p)\n    except ValueError:\n        return 1\n    return x",
        "while True:\n    try:\n        x = 1\n        break\n    except E:\n        pass\nprint(x)",
        "def f(p):\n    with p as q:\n        x = 1\n    return x, q",
        "try:\n    import json\nexcept ImportError:\n    json = None\nprint(json)",
        "def f(a):\n    if a:\n        x = 1\n    try:\n        return x\n    except NameError:\n        1",
        "def die():\n    raise E\ndef f(a):\n    if a:\n        x = 1\n    else:\n        die()\n    x",
        "def f(n):\n    match n:\n        case 1: y = 1\n        case _: y = 2\n    return y",
        "if a:\n    from m import x\nelse:\n    x = None\nprint(x)",
    ],
)
def possibly_unbound(reading: Reading, node: ast.AST) -> Iterator[Hit]:
    """A name that some way through the program reaches without a value.

    Where the same condition seems to decide about setting and reading, nothing is said; where only a
    loop that never goes round or a `match` without a fitting case is such a way, it is a hint.
    """
    scope = reading.scope_of.get(node)
    if scope is None or (scope.kind == "module" and (reading.writes_unseen or reading.stars)):
        return
    uses = reading.direct.get(scope, ())
    names = doubtful(reading, scope, frozenset(use.name for use in uses))
    if not names:
        return
    followed = Flow(reading.program, scope, names)
    unsure = doubtful_readings(followed, uses, enders(reading), hopeful=False)
    if not unsure:
        return
    known = set(unset_readings(reading.program, scope, names, uses))
    worse = doubtful_readings(Flow(reading.program, scope, names), uses, enders(reading), hopeful=True)
    told: set[str] = set()
    for row, name in enumerate([*worse, *unsure]):
        if name in known or name.id in told or is_linked(reading, name, scope.bindings[name.id]):
            continue
        severity = reading.severity(Use(name.id, name, scope))
        if severity:
            told.add(name.id)
            yield hit_of(name, scope.bindings[name.id], hopeful=row < len(worse))


def enders(reading: Reading) -> frozenset[str]:
    """The functions of the program that always raise or end it."""
    functions = reading.program.functions.items()
    return frozenset(name for name, found in functions if never_returns(reading, found))


def hit_of(name: ast.Name, bindings: list[Binding], *, hopeful: bool) -> Hit:
    """Say where it gets its value."""
    first = min(int(getattr(binding.node, "lineno", 0)) for binding in bindings)
    message = f"`{name.id}` may have no value here: it gets one in line {first}, and that may not run"
    words = (f"Give `{name.id}` a value before line {first}",)
    return Hit(name, message, name.id, None, (), words, Severity.WARNING if hopeful else Severity.HINT)


def doubtful(reading: Reading, scope: Scope, used: frozenset[str]) -> frozenset[str]:
    """The names whose first binding stands in a block, or that lose their value again."""
    spared = BUILTIN_NAMES | MODULE_NAMES if scope.kind == "module" else frozenset()
    found = set()
    for name in (scope.bindings.keys() & used) - spared:
        bindings = scope.bindings[name]
        first = min(bindings, key=lambda one: int(getattr(one.node, "lineno", 0)))
        if first.kind == "parameter" or any(reading.program.scope(one.node) is not scope for one in bindings):
            continue
        top = reading.program.statement(first.node)
        plain = first.kind not in UNSURE and (top is None or reading.program.parent(top) is scope.node)
        simple = not isinstance(top, ast.For | ast.AsyncFor | ast.With | ast.AsyncWith | ast.Match | ast.Try)
        lost = any(one.kind == "except" for one in bindings) or any(
            use.deletes for use in reading.uses_of.get((scope, name), ())
        )
        if lost or not (plain and simple):
            found.add(name)
    return frozenset(sorted(found)[:MOST])


def never_returns(reading: Reading, functions: list[ast.FunctionDef | ast.AsyncFunctionDef]) -> bool:
    """Whether the functions of a name always raise or end the program."""
    return all(
        (isinstance(one.body[-1], ast.Raise) or ends_program(one.body[-1])) and one not in reading.of_function
        for one in functions
    )


def is_linked(reading: Reading, name: ast.Name, bindings: list[Binding]) -> bool:
    """Whether what decides about the reading also has to do with setting the name."""
    asked = {word for test in tests_before(reading, name) for word in words_in(test)}
    if not asked:
        return False
    setting = {word for binding in bindings for word in words_around(reading, binding)}
    return not asked.isdisjoint(setting)


def tests_before(reading: Reading, node: ast.AST) -> Iterator[ast.AST]:
    """Yield the conditions that hold where a node is evaluated: around it, and jumping before it."""
    child = node
    for above in reading.program.ancestors(node):
        match above:
            case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
                yield test
            case ast.BoolOp(values=values):
                yield from values
            case ast.Match(subject=subject):
                yield subject
        for part in BLOCKS:
            block = getattr(above, part, None)
            if isinstance(block, list) and child in block:
                before = block[: block.index(child)]
                yield from (one.test for one in before if is_gate(one))
        child = above


def is_gate(statement: ast.stmt) -> TypeGuard[ast.If | ast.Assert]:
    """Whether control only passes a statement where its condition has a certain value."""
    match statement:
        case ast.Assert():
            return True
        case ast.If(body=body, orelse=orelse):
            return jumps(body[-1]) or bool(orelse and jumps(orelse[-1]))
        case _:
            return False


def words_around(reading: Reading, binding: Binding) -> Iterator[str]:
    """Yield what the conditions around a binding ask about, and what is set beside it."""
    child: ast.AST = binding.node
    for above in reading.program.ancestors(binding.node):
        if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module):
            return
        match above:
            case ast.If(test=test) | ast.While(test=test):
                yield from words_in(test)
            case ast.For(iter=iterable):
                yield from words_in(iterable)
            case ast.Match(subject=subject):
                yield from words_in(subject)
        for part in BLOCKS:
            block = getattr(above, part, None)
            if isinstance(block, list) and child in block:
                yield from (word for one in block if isinstance(one, ast.Assign) for word in words_set(one))
        child = above


def words_set(statement: ast.Assign) -> Iterator[str]:
    """Yield the names that an assignment sets."""
    for target in statement.targets:
        yield from words_in(target)


def words_in(node: ast.AST) -> Iterator[str]:
    """Yield the names, whole and with attributes, in an expression."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name | ast.Attribute) and (name := dotted(part)):
            yield name
