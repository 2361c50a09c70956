"""import-member-missing: `from module import name`, and the module has no such name."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import felt
from analyzer.reading.modules_seen import holds, members_of
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from executor.policy import refusing
from knowledge.finding import Edit, Severity
from knowledge.imports.instead_of_member import instead_of
from knowledge.imports.members import is_elsewhere


@rule(
    ast.ImportFrom,
    flags=[
        "from math import no_such_member",
        "from json import load, no_such_member",
        "from math import solve",
    ],
    fixes={
        "from collections import OrderdDict": "from collections import OrderedDict",
        "from math import pi, squrt as root": "from math import pi, sqrt as root",
        "from collections import Mapping": "from collections.abc import Mapping",
        "from math import mean": "from statistics import mean",
        "x = 1\nfrom math import sum\nprint(x)": "x = 1\npass\nprint(x)",
        "from math import sum, pi": "from math import pi",
        "from math import pi, sum": "from math import pi",
    },
    passes=[
        "from math import pi, sqrt",
        "from os import path",
        "from collections import abc",
        "from xml import etree",
        "from importlib import metadata",
        "try:\n    from math import cbrt2\nexcept ImportError:\n    pass",
        "from . import thing",
        "from no_such_module_at_all import thing",
        "from math import *",
        "from ast import Num",
        "from math import _private",
    ],
)
def import_member_missing(reading: Reading, node: ast.ImportFrom) -> Iterator[Hit]:
    """A name that is imported from a module, which does not have it."""
    module = node.module
    if module is None or node.level or refusing(reading.policy, module):
        return
    for alias in node.names:
        if alias.name != "*" and holds(reading, module, alias.name) is False:
            severity = felt(reading.program, node, "ImportError")
            if severity and is_elsewhere(module, alias.name):
                severity = Severity.WARNING
            if severity:
                meant = instead_of(module, alias.name, members_of(reading, module))
                hit = hit_of(reading, node, alias, meant)
                yield Hit(
                    alias, hit.message, alias.name, hit.replacement, hit.edits, hit.suggestions, severity
                )


def hit_of(reading: Reading, node: ast.ImportFrom, alias: ast.alias, meant: str | None) -> Hit:
    """Say what to import instead."""
    module = str(node.module)
    message = f"`{module}` has no member `{alias.name}`"
    home, dot, name = (meant or "").rpartition(".")
    if meant is None:
        return Hit(alias, message)
    if not dot:
        edits = without(reading, node, alias)
        return Hit(alias, message, None, None, edits, (f"`{name}` is a builtin: use it without an import",))
    renamed = f" as {alias.asname}" if alias.asname else ""
    if home == module:
        text = name + renamed
        return Hit(alias, message, None, text, (), (f"Change `{alias.name}` to `{name}`",))
    statement = f"from {home} import {name}{renamed}"
    edits = (Edit(reading.program.span(node), statement),) if len(node.names) == 1 else ()
    return Hit(alias, message, None, None, edits, (f"Write `{statement}`",))


def without(reading: Reading, node: ast.ImportFrom, alias: ast.alias) -> tuple[Edit, ...]:
    """Take one name out of the statement; the last one leaves `pass` behind."""
    if alias.asname:
        return ()
    left = [ast.unparse(other) for other in node.names if other is not alias]
    text = f"from {node.module} import {', '.join(left)}" if left else "pass"
    return (Edit(reading.program.span(node), text),)
