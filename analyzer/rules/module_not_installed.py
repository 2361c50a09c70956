"""module-not-installed: an import of a module that is not there."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import felt, under_condition
from analyzer.reading.imports import Wanted, wanted_by
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from executor.policy import refusing
from knowledge.finding import Edit, Severity, Span
from knowledge.imports.members import has_member, is_elsewhere
from knowledge.imports.modules import (
    distribution,
    exists,
    is_installed,
    module_of_distribution,
    nearest_module,
)
from knowledge.interpreter import meant
from knowledge.near import next_to
from knowledge.tables.moved_modules import INSTEAD, PYTHON_2, REMOVED


@rule(
    ast.Import,
    ast.ImportFrom,
    ast.Call,
    flags=[
        "import no_such_module_at_all",
        "from no_such_module_at_all import thing",
        "import math, no_such_module_at_all as n",
        "__import__('no_such_module_at_all')",
        "import collections.abs",
        "import xml.etree.ElementTre as ET",
    ],
    fixes={
        "import maht": "import math",
        "from colections import deque": "from collections import deque",
        "import urllib2": "import urllib.request",
        "from Queue import Queue": "from queue import Queue",
        "import jsno as j": "import json as j",
        "import sy\nprint(sys.path)": "import sys\nprint(sys.path)",
        "from _future__ import annotations": "from __future__ import annotations",
        "from base6 import b64encode": "from base64 import b64encode",
        "from beautifulsoup4 import BeautifulSoup": "from bs4 import BeautifulSoup",
    },
    passes=[
        "import math, collections.abc, xml.etree.ElementTree, importlib.metadata",
        "import os.path",
        "try:\n    import no_such_module_at_all\nexcept ModuleNotFoundError:\n    pass",
        "from . import sibling",
        "from .sibling import thing",
        "import __main__",
        "from .mine import import_module\nimport_module('no_such_module_at_all')",
        "def import_module(name): ...\nimport_module('no_such_module_at_all')",
    ],
)
def module_not_installed(reading: Reading, node: ast.AST) -> Iterator[Hit]:
    """An import of a module that is neither in the standard library nor installed.

    Modules that the policy refuses are left to `blocked-import`, those of a file's own folder are there.
    """
    for wanted in wanted_by(reading.program, node):
        if wanted.module == "__main__" or exists(wanted.module) is not False:
            continue
        if refusing(reading.policy, wanted.module) or reading.is_beside(wanted.module):
            continue
        severity = felt(reading.program, wanted.node, "ImportError", "ModuleNotFoundError")
        if severity and is_elsewhere(wanted.module) and under_condition(reading.program, wanted.node):
            severity = Severity.WARNING
        if severity:
            yield hit_of(reading, wanted, severity)


def hit_of(reading: Reading, wanted: Wanted, severity: Severity) -> Hit:
    """Say what to import or install instead."""
    module = wanted.module
    place = place_of(reading, wanted)
    better = PYTHON_2.get(module) or module_of_distribution(module) or near_module(module)
    better = better or module_used(reading, wanted)
    edits = (Edit(place, better),) if better and wanted.is_written else ()
    return Hit(
        place,
        message_for(module),
        module,
        better if edits else None,
        edits,
        suggestions_for(module, better),
        severity,
    )


def near_module(module: str) -> str | None:
    """The module that was probably meant, its submodule kept where that exists there."""
    top, dot, below = module.partition(".")
    if is_installed(top):
        return None
    nearest = nearest_module(top)
    candidate = f"{nearest}{dot}{below}"
    return candidate if nearest and exists(candidate) is not False else None


def module_used(reading: Reading, wanted: Wanted) -> str | None:
    """The module one slip away that the program uses without an import, or that has all that it takes."""
    statement = reading.program.statement(wanted.node)
    match statement:
        case ast.Import():
            lacking = {use.name for use in reading.undefined} & meant().standard
            return next_to(wanted.module, lacking)
        case ast.ImportFrom(names=names):
            if next_to(wanted.module, ["__future__"]):
                return "__future__"
            close = [one for one in meant().standard if next_to(wanted.module, [one])]
            found = [one for one in close if all(has_member(one, alias.name) for alias in names)]
            return found[0] if len(found) == 1 else None
        case _:
            return None


def place_of(reading: Reading, wanted: Wanted) -> Span:
    """Where the module's name stands."""
    program = reading.program
    span = program.span(wanted.node)
    match wanted.node:
        case ast.alias() if wanted.member is None:
            return Span(span.line, span.column, span.line, span.column + len(wanted.module))
        case ast.alias():
            statement = program.span(program.statement(wanted.node) or wanted.node)
            return after_from(reading, statement, wanted.module)
        case _:
            return span


def after_from(reading: Reading, statement: Span, module: str) -> Span:
    """Where the module's name stands in `from module import …`; the whole statement if it is spread out."""
    text = reading.program.source.segment(statement)
    start = text.find(module, len("from"))
    if start < 0 or "\n" in text[:start]:
        return statement
    column = statement.column + start
    return Span(statement.line, column, statement.line, column + len(module))


def message_for(module: str) -> str:
    """Say why there is no such module."""
    top = module.partition(".")[0]
    if module in PYTHON_2:
        return f"`{module}` is a module of Python 2"
    if top in REMOVED:
        return f"`{top}` is not in the standard library since Python {REMOVED[top]}"
    if top in meant().standard:
        return f"the standard library has no module `{module}`"
    return f"no module `{module}` is installed"


def suggestions_for(module: str, better: str | None) -> tuple[str, ...]:
    """What to do, best first."""
    top = module.partition(".")[0]
    if better and module_of_distribution(module) == better:
        return (f"The module of `{module}` is called `{better}`",)
    if better:
        return (f"Import `{better}` instead of `{module}`",)
    if top in REMOVED:
        instead = INSTEAD.get(top)
        return (f"Use `{instead}` of the standard library",) if instead else ()
    if top in meant().standard:
        return ()
    return (f"`{distribution(module)}` is not installed here: do it with the standard library",)
