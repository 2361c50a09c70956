"""global-never-set: a name that functions declare `global`, and that nothing gives a first value."""

import ast
from collections.abc import Iterator

from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Edit, Span
from knowledge.scopes import Use


@rule(
    ast.Module,
    flags=["def f():\n    global total\n    total = total + 1\nf()"],
    fixes={
        "def f():\n    global count\n    count += 1\nf()": (
            "count = 0\ndef f():\n    global count\n    count += 1\nf()"
        )
    },
    passes=[
        "count = 0\ndef f():\n    global count\n    count += 1",
        "def init():\n    global count\n    count = 0\ndef f():\n    global count\n    count += 1",
        "def f():\n    global count\n    count = 1\n    count += 1",
        "exec('count = 0')\ndef f():\n    global count\n    count += 1",
        "from m import *\ndef f():\n    global count\n    count += 1",
        "def f():\n    global count\n    try:\n        count += 1\n    except NameError:\n        count = 0",
    ],
)
def global_never_set(reading: Reading, _: ast.Module) -> Iterator[Hit]:
    """A global name that only ever gets a new value from its old one, and never a first."""
    root = reading.program.scopes.root
    if reading.writes_unseen or reading.stars:
        return
    declared = {name for scope in reading.program.scopes.all for name in scope.globals}
    for name in sorted(declared & root.bindings.keys()):
        fed = [binding for binding in root.bindings[name] if needs_itself(binding.owner, name)]
        uses = sorted(
            reading.uses_of.get((root, name), ()), key=lambda use: (use.node.lineno, use.node.col_offset)
        )
        if len(fed) < len(root.bindings[name]) or not uses:
            continue
        first = uses[0]
        severity = reading.severity(Use(name, first.node, first.scope))
        if severity:
            counts = any(isinstance(binding.owner, ast.AugAssign) for binding in fed)
            start = Span(1, 0, 1, 0)
            edits = (Edit(start, f"{name} = 0\n"),) if counts and is_bare(reading) else ()
            message = f"`{name}` is declared `global`, and nothing gives it a first value"
            words = (f"Give `{name}` a value at the top of the program",)
            yield Hit(first.node, message, name, None, edits, words, severity)


def is_bare(reading: Reading) -> bool:
    """Whether a line can be put before all others: no docstring, no `from __future__`, nothing around."""
    source, body = reading.program.source, reading.program.tree.body
    first = body[0]
    special = isinstance(first, ast.ImportFrom) or (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    )
    return source.sent == source.text and not special


def needs_itself(owner: ast.AST, name: str) -> bool:
    """Whether a statement gives a name a value that is made from its old one."""
    match owner:
        case ast.AugAssign():
            return True
        case ast.Assign(value=value):
            return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(value))
        case _:
            return False
