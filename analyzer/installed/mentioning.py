"""Which names the sources of a module mention where they could become its members."""

import ast
from collections.abc import Iterator
from pathlib import Path

from analyzer.installed.openness import is_open
from analyzer.installed.place import spec_of

MOST_FILES = 60
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
INNER = (*DEFINITIONS, ast.Lambda)


def mentioned(module: str) -> tuple[frozenset[str], bool]:
    """Every name that a module might have by its sources, and whether there can be no others.

    Besides what it binds, that is every name in its own statements and every string: by one of them
    `__all__`, `setattr` and `globals` name what they add. Sources that it takes everything from are read too.
    """
    names: set[str] = set()
    closed, todo, done = True, [module], set[str]()
    while todo and len(done) < MOST_FILES:
        now = todo.pop()
        done.add(now)
        tree = tree_of(now)
        if tree is None:
            closed = False
            continue
        closed &= not is_open(tree) if now == module else not is_open(without_getattr(tree))
        names.update(names_in(tree))
        todo += [star for star in stars(tree, now) if star not in done]
    names.update(beside(module))
    return frozenset(name for name in names if name.isidentifier()), closed and not todo


def tree_of(module: str) -> ast.Module | None:
    """The source of a module, as a tree; None where it has none."""
    spec = spec_of(module)
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        return None
    try:
        return ast.parse(Path(spec.origin).read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def without_getattr(tree: ast.Module) -> ast.Module:
    """The same without a `__getattr__` at the top: whoever takes everything from a module does not get it."""
    kept = [
        node for node in tree.body if not (isinstance(node, ast.FunctionDef) and node.name == "__getattr__")
    ]
    return ast.Module(kept, tree.type_ignores)


def names_in(tree: ast.Module) -> Iterator[str]:
    """Yield the names in the statements of a module itself, and all of its strings."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        yield from names_of(node)
        if isinstance(node, INNER):
            yield from (name for inner in ast.walk(node) for name in said_inside(inner))
        else:
            todo += ast.iter_child_nodes(node)


def names_of(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node by itself mentions."""
    match node:
        case ast.Name(id=name) | ast.Constant(value=str(name)):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.alias(name=name, asname=renamed):
            yield renamed or name.partition(".")[0]
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.ExceptHandler(name=str(name)):
            yield name
        case _:
            return


def said_inside(node: ast.AST) -> Iterator[str]:
    """Yield what a node inside a function may name for the module: a `global`, or a string."""
    match node:
        case ast.Global(names=names):
            yield from names
        case ast.Constant(value=str(name)):
            yield name
        case _:
            return


def stars(tree: ast.Module, module: str) -> Iterator[str]:
    """Yield the modules that everything is taken from, by their whole names."""
    spec = spec_of(module)
    package = module if spec and spec.submodule_search_locations else module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            parts = package.split(".")
            home = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
            yield f"{home}.{node.module or ''}".strip(".")


def beside(module: str) -> Iterator[str]:
    """Yield the names of the files and directories in a package: importing one makes it a member."""
    spec = spec_of(module)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield from (entry.name.partition(".")[0] for entry in Path(place).iterdir())
