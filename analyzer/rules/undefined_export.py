"""undefined-export: `__all__` names something that the program does not have."""

import ast
from collections.abc import Iterator

from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Severity
from knowledge.near import nearest
from knowledge.tables.builtin_names import BUILTIN_NAMES, MODULE_NAMES


@rule(
    ast.Module,
    severity=Severity.WARNING,
    flags=[
        "__all__ = ['foo', 'bar']\ndef foo(): pass",
        "__all__ = []\n__all__ += ('x',)\ny = 1",
        "__all__ = ['a']\nb = 1",
    ],
    fixes={"__all__ = ['total']\ndef totl(): pass": "__all__ = ['totl']\ndef totl(): pass"},
    passes=[
        "__all__ = ['foo']\ndef foo(): pass",
        "__all__ = ['foo']\nfrom m import *",
        "__all__ = ['foo']\nglobals()['foo'] = 1",
        "__all__ = ['foo']\ndef __getattr__(name): return 1",
        "__all__ = [name for name in dir()]",
        "def f():\n    global foo\n    foo = 1\n__all__ = ['foo', '__doc__']",
        "x = ['foo']",
        "__all__ = ['submodule']",
    ],
)
def undefined_export(reading: Reading, _: ast.Module) -> Iterator[Hit]:
    """A name in `__all__` that the module does not bind: taking everything from it fails."""
    root = reading.program.scopes.root
    if (
        root.bindings.keys() <= {"__all__"}  # the head of a package names what lies beside it
        or "__all__" not in root.bindings
        or reading.writes_unseen
        or reading.stars
        or "__getattr__" in root.bindings
    ):
        return
    for binding in root.bindings["__all__"]:
        for part in listed(binding.owner):
            name = part.value
            if isinstance(name, str) and name not in root.bindings.keys() | MODULE_NAMES | BUILTIN_NAMES:
                meant = nearest(name, root.bindings.keys() - {"__all__"})
                better = repr(meant) if meant else None
                words = (
                    (f"Change `{name}` to `{meant}`",) if meant else (f"Define `{name}`, or leave it out",)
                )
                yield Hit(part, f"`{name}` in `__all__` is not defined", name, better, (), words)


def listed(owner: ast.AST) -> Iterator[ast.Constant]:
    """Yield the literals in what is assigned or added to `__all__`."""
    match owner:
        case ast.Assign(value=value) | ast.AugAssign(value=value) | ast.AnnAssign(value=value):
            parts = value.elts if isinstance(value, ast.List | ast.Tuple) else []
            yield from (part for part in parts if isinstance(part, ast.Constant))
        case _:
            return
