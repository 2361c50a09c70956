"""Whose name is this: scopes, what binds a name in them, and where names are used.

Nobody changes these after the walk that makes them. They are not frozen, because a program has thousands of
them, and a frozen one takes three times as long to make.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

type Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(slots=True, eq=False)
class Binding:
    """A place that gives a name a value.

    `kind` is one of assignment, augmented, annotation (no value), import, def, class, parameter, loop,
    with, except, comprehension, walrus, match, type. `node` is the node that bears the name, `owner` the
    statement or clause that binds it, `value` the expression that is bound where the whole of it is.
    """

    name: str
    kind: str
    node: ast.AST
    owner: ast.AST
    value: ast.expr | None = None


@dataclass(slots=True, eq=False)
class Use:
    """A name that is read (or deleted)."""

    name: str
    node: ast.Name
    scope: "Scope"

    @property
    def deletes(self) -> bool:
        """Whether this is a `del`."""
        return isinstance(self.node.ctx, ast.Del)


@dataclass(slots=True, eq=False)
class Scope:
    """A module, class, function, lambda or comprehension, with what it binds."""

    kind: str
    node: ast.AST
    parent: "Scope | None"
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)
    stars: list[ast.ImportFrom] = field(default_factory=list)

    def chain(self) -> Iterator["Scope"]:
        """Yield the scopes in which a name used here is looked for, innermost first."""
        yield self
        scope = self.parent
        while scope is not None:
            if scope.kind != "class":
                yield scope
            scope = scope.parent

    def resolve(self, name: str) -> "Scope | None":
        """Return the scope that a name used here belongs to; None means builtins, or nowhere."""
        scope: Scope | None = self
        while scope is not None:
            if scope is self or scope.kind != "class":
                if name in scope.globals:
                    return self.root if name in self.root.bindings else None
                if name in scope.bindings and name not in scope.nonlocals:
                    return scope
            scope = scope.parent
        return None

    def lookup(self, name: str) -> list[Binding]:
        """Return everything that binds a name used here."""
        scope = self.resolve(name)
        return scope.bindings[name] if scope else []

    def visible(self) -> set[str]:
        """Return the names that the program binds and that can be used here."""
        return {name for scope in self.chain() for name in scope.bindings}

    @property
    def root(self) -> "Scope":
        """The module's scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


@dataclass(slots=True, eq=False)
class Scopes:
    """All scopes of a module; `inside` maps a node to the scope in which it is evaluated."""

    root: Scope
    all: list[Scope]
    uses: list[Use]
    inside: dict[ast.AST, Scope]
    parents: dict[ast.AST, ast.AST]
