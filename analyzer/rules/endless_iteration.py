"""endless-iteration: a loop over something that never runs out."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import ends_program
from analyzer.reading.naming import is_builtin, whole_name
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.below import walk
from knowledge.finding import Severity

ENDLESS = frozenset({"itertools.count", "itertools.cycle", "itertools.repeat"})
COLLECTORS = frozenset({"list", "tuple", "set", "sorted", "sum", "max", "min", "frozenset"})
LEAVES = (ast.Break, ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await, ast.Assert)
GROWS = frozenset({"append", "extend", "insert"})


@rule(
    ast.For,
    ast.Call,
    severity=Severity.WARNING,
    flags=[
        "import itertools\nfor i in itertools.count():\n    print(i)",
        "from itertools import cycle\nfor c in cycle('ab'):\n    x = c",
        "import itertools\nxs = list(itertools.count())",
        "xs = [1]\nfor x in xs:\n    xs.append(x)",
    ],
    passes=[
        "import itertools\nfor i in itertools.count():\n    if i > 3:\n        break",
        "import itertools\nxs = list(itertools.islice(itertools.count(), 3))",
        "import itertools\nfor x in itertools.repeat(1, 3):\n    print(x)",
        "import itertools\nfor i, x in zip(itertools.count(), 'ab'):\n    print(i)",
        "xs = [1]\nfor x in xs[:]:\n    xs.append(x)",
        "xs = [1]\nfor x in xs:\n    if x < 3:\n        xs.append(x + 1)",
        "import itertools, sys\nfor i in itertools.count():\n    sys.exit()",
        "import itertools\nfor i in itertools.count():\n    step(i)",
    ],
)
def endless_iteration(reading: Reading, node: ast.AST) -> Iterator[Hit]:
    """A loop over an endless iterator, or over a list that grows in every round, that nothing leaves.

    A loop that calls functions of the program is let pass: one of them may end it.
    """
    match node:
        case ast.Call(func=ast.Name(id=name) as called, args=[only]) if name in COLLECTORS:
            if is_endless(reading, only) and is_builtin(reading, called):
                text = reading.program.text(only)
                words = ("Take a part of it with `itertools.islice`",)
                yield Hit(node, f"`{text}` never runs out", None, None, (), words, Severity.ERROR)
        case ast.For(iter=iterable) if not may_leave(reading, node):
            text = reading.program.text(iterable)
            words = ("Leave the loop with `break`",)
            if is_endless(reading, iterable):
                yield Hit(
                    iterable, f"`{text}` never runs out, and nothing leaves this loop", None, None, (), words
                )
            elif isinstance(iterable, ast.Name) and grows(node, iterable.id):
                words = (f"Loop over a copy: `{text}[:]`",)
                yield Hit(
                    iterable, f"each round makes `{text}` longer, so it never ends", text, None, (), words
                )


def is_endless(reading: Reading, node: ast.expr) -> bool:
    """Whether an iterable never runs out."""
    match node:
        case ast.Call(func=called, args=args, keywords=words):
            name = whole_name(reading, called)
            counted = name == "itertools.repeat" and (len(args) > 1 or words)
            return name in ENDLESS and not counted
        case _:
            return False


def may_leave(reading: Reading, loop: ast.For) -> bool:
    """Whether a round may end the loop: by a statement, or by a call whose code nobody knows."""
    for part in (inner for statement in loop.body for inner in walk(statement)):
        if isinstance(part, LEAVES) or (isinstance(part, ast.stmt) and ends_program(part)):
            return True
        if (
            isinstance(part, ast.Call)
            and isinstance(part.func, ast.Name)
            and not is_builtin(reading, part.func)
        ):
            return True
        if isinstance(part, ast.Name) and part.id in {"next", "exit", "quit", "input"}:
            return True
    return False


def grows(loop: ast.For, name: str) -> bool:
    """Whether every round puts something into the list that is looped over."""
    for statement in loop.body:
        match statement:
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=method))):
                if owner == name and method in GROWS:
                    return True
            case _ if any(isinstance(part, ast.Continue) for part in walk(statement)):
                return False
            case _:
                pass
    return False
