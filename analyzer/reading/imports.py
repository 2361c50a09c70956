"""Every place at which a program asks for a module, by whatever spelling."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.reading.constants import text_of
from knowledge.program import Program, program_of
from knowledge.source import source_of

IMPORTERS = frozenset({"import_module", "__import__", "run_module", "resolve_name"})

BY_HOME_ONLY = frozenset({"run_module", "resolve_name"})
"""Names that others use too: as methods they count only of their own modules."""

HOMES = frozenset({"builtins", "importlib", "pkgutil", "runpy"})
"""Where those come from that are meant; others have functions of that name too."""

RUNNERS = frozenset({"exec", "eval", "compile"})
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A module that is asked for; `member` is what `from module import member` takes from it.

    `node` is where the name stands: the part of an import statement, or the call. `is_written` says that
    it is an import statement of the program itself.
    """

    module: str
    node: ast.AST
    member: str | None = None
    is_written: bool = True


def wanted_by(program: Program, node: ast.AST) -> Iterator[Wanted]:
    """Yield the modules that a node asks for."""
    match node:
        case ast.Import(names=names):
            yield from (Wanted(alias.name, alias) for alias in names)
        case ast.ImportFrom(module=str(module), level=0, names=names):
            yield from (Wanted(module, alias, alias.name) for alias in names)
        case ast.Call(func=ast.Name(id="map"), args=[function, ast.List(elts=parts) | ast.Tuple(elts=parts)]):
            for part in parts:
                yield from wanted_by_call(program, node, function, part)
        case ast.Call(func=function, args=[first, *_]):
            yield from wanted_by_call(program, node, function, first)
        case ast.Call(func=function, keywords=[ast.keyword(arg="name", value=first), *_]):
            yield from wanted_by_call(program, node, function, first)
        case _:
            return


def wanted_by_call(program: Program, call: ast.Call, function: ast.expr, first: ast.expr) -> Iterator[Wanted]:
    """`__import__("os")`, `importlib.import_module("os")`, `exec("import os")` and the like."""
    name = called(program, function)
    text = text_of(program, first) if name in IMPORTERS | RUNNERS else None
    if text is None or (name in BY_HOME_ONLY and not is_at_home(function)):
        return
    if name in IMPORTERS:
        yield Wanted(text.partition(":")[0], call, is_written=False)
    else:
        yield from (Wanted(module, call, is_written=False) for module in imported_by_text(text))


def is_at_home(function: ast.expr) -> bool:
    """Whether a function is a plain name, or one of `runpy` or `pkgutil`."""
    match function:
        case ast.Attribute(value=ast.Name(id=home)):
            return home in {"runpy", "pkgutil"}
        case _:
            return isinstance(function, ast.Name)


def called(program: Program, function: ast.expr, depth: int = DEEPEST) -> str | None:
    """The last name of what is called: through aliases, `getattr` and the dictionary of the builtins."""
    match function:
        case ast.Attribute(attr=name):
            return name
        case ast.Name(id=name):
            return name if depth == 0 else renamed(program, function, depth - 1)
        case ast.Call(func=ast.Name(id="getattr"), args=[_, name, *_]) | ast.Subscript(slice=name):
            return text_of(program, name)
        case _:
            return None


def renamed(program: Program, name: ast.Name, depth: int) -> str | None:
    """What a name was called before it got this one: `from importlib import import_module as load`."""
    match program.bindings(name):
        case [binding] if isinstance(binding.node, ast.alias):
            home = getattr(binding.owner, "module", "importlib")
            return binding.node.name.rpartition(".")[2] if home in HOMES else None
        case [binding] if isinstance(binding.node, ast.FunctionDef | ast.ClassDef):
            return None
        case [binding] if binding.kind == "assignment" and binding.value is not None:
            return called(program, binding.value, depth)
        case _:
            return name.id


def imported_by_text(text: str) -> Iterator[str]:
    """Yield the modules that a piece of code asks for, which the program runs by `exec` or `eval`."""
    inner = program_of(source_of(text))
    if inner is not None:
        for node in inner.nodes:
            yield from (wanted.module for wanted in wanted_by(inner, node))
