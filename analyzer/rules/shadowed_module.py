"""shadowed-module: a file bears the name of the module that a program imports, and is found first."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import felt
from analyzer.reading.reading import Reading
from analyzer.reading.shadowing import Shadow
from analyzer.rule import Hit, rule
from knowledge.finding import Severity
from knowledge.imports.members import members
from knowledge.interpreter import meant


@rule(
    ast.Import,
    ast.ImportFrom,
    severity=Severity.WARNING,
    beside={"random.py": "def dice():\n    return 4\n", "queue/__init__.py": "", "helpers.py": "x = 1\n"},
    flags=[
        "import random\nprint(random.randint(1, 6))",
        "import random",
        "from random import choice",
        "import queue",
        "import json, random as chance",
    ],
    passes=[
        "import json, helpers, time",
        "from random import dice",
        "import random\nprint(random.dice())",
        "from . import random",
        "try:\n    from random import choice\nexcept ImportError:\n    choice = min",
    ],
)
def shadowed_module(reading: Reading, node: ast.stmt) -> Iterator[Hit]:
    """A file beside the program, or in a directory of yours, that is loaded instead of the module meant.

    An error where the program uses what the file does not have. Nothing is said where it uses what the file
    has and the module has not: then the file is meant. The folder of a program counts where the program is a
    file; in a package, whose files are imported under longer names, nothing stands in the way.
    """
    match node:
        case ast.ImportFrom(module=str(home), level=0, names=[first, *_]):
            asked = [(home, first)]
        case ast.Import(names=names):
            asked = [(alias.name, alias) for alias in names]
        case _:
            return
    for module, alias in asked:
        shadow = reading.shadow_of(module)
        hit = hit_of(reading, node, alias, module, shadow) if shadow else None
        if hit:
            yield hit


def hit_of(reading: Reading, node: ast.stmt, alias: ast.alias, module: str, shadow: Shadow) -> Hit | None:
    """Say which file is loaded, and what it lacks."""
    top = module.partition(".")[0]
    severity = felt(reading.program, node, "ImportError", "AttributeError")
    asked = wanted_of(reading, node, alias, module)
    lacking = lacking_in(shadow, module, asked)
    if severity is None or (asked and not lacking and is_meant(top, asked)):
        return None
    bad = severity if lacking else Severity.WARNING
    whose = "the module of the standard library" if top in meant().standard else "the installed module"
    lack = f": it has no `{lacking}`" if lacking else ""
    message = f"`{top}` is the file `{shadow.name}` {shadow.place}, not {whose}{lack}"
    place = alias if isinstance(node, ast.Import) else node
    return Hit(place, message, top, suggestions=(f"Rename `{shadow.name}`",), severity=bad)


def wanted_of(reading: Reading, node: ast.stmt, alias: ast.alias, module: str) -> list[str]:
    """The members that the program takes from the module itself, in the order of the text."""
    if isinstance(node, ast.ImportFrom):
        return [] if "." in module else [one.name for one in node.names if one.name != "*"]
    scope = reading.program.scope(node)
    name = alias.asname or module.partition(".")[0]
    home = scope.resolve(name)
    if home is None or len(home.bindings[name]) != 1 or (alias.asname and "." in module):
        return []
    around = (reading.program.parent(use.node) for use in reading.uses_of.get((home, name), ()))
    read = (one for one in around if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Load))
    return [one.attr for one in read if one.attr not in reading.stored_attributes]


def lacking_in(shadow: Shadow, module: str, asked: list[str]) -> str | None:
    """The first thing that is asked for and that the file surely has not."""
    top, _, below = module.partition(".")
    if below:
        return None if shadow.is_package or shadow.path.suffix != ".py" else below
    if shadow.names is None or shadow.is_package:
        return None
    known = members(top) or frozenset(asked)
    return next((name for name in asked if name in known and name not in shadow.names), None)


def is_meant(top: str, asked: list[str]) -> bool:
    """Whether something is asked for that the module itself does not have."""
    known = members(top)
    return known is not None and any(name not in known and not name.startswith("_") for name in asked)
