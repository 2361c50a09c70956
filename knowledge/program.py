"""The program as a tree, with the questions that rules and explainers ask of it."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from knowledge.finding import Span
from knowledge.quietly import quietly
from knowledge.scopes import FUNCTIONS, Binding, Scope, Scopes
from knowledge.scoping import scopes_of
from knowledge.source import Source

LONGEST = 1_000_000
"""Characters of the longest text that is parsed: the tree of 1.7 million lines takes over 4 GB."""
DYNAMIC_CALLS = frozenset({"exec", "eval", "globals", "vars", "locals", "__import__", "setattr"})


@dataclass(frozen=True, eq=False)
class Program:
    """A source that parses. Nodes are told apart by identity."""

    source: Source
    tree: ast.Module

    @cached_property
    def scopes(self) -> Scopes:
        """All scopes, bindings and uses."""
        return scopes_of(self.tree)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node but contexts and operators; what holds others comes before them."""
        return tuple(self.scopes.inside)

    @cached_property
    def by_span(self) -> dict[Span, ast.AST]:
        """The outermost expression or statement at each span."""
        found: dict[Span, ast.AST] = {}
        for node in self.nodes:
            if isinstance(node, ast.expr | ast.stmt):
                found.setdefault(self.source.span_of(node), node)
        return found

    @cached_property
    def statements(self) -> tuple[ast.stmt, ...]:
        """Every statement in the order of the text."""
        found = [node for node in self.nodes if isinstance(node, ast.stmt)]
        return tuple(in_order(found))

    @cached_property
    def statement_lines(self) -> tuple[int, ...]:
        """The lines on which a statement starts, each once."""
        return tuple(sorted({first_line(node) for node in self.statements}))

    @cached_property
    def functions(self) -> dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]]:
        """The functions and methods that the program defines, by plain name."""
        found: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        nodes = [node for kind in kinds for node in self.by_type.get(kind, ()) if isinstance(node, kinds)]
        for node in in_order(nodes):
            found.setdefault(node.name, []).append(node)
        return found

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        """The classes that the program defines, by plain name."""
        nodes = [node for node in self.by_type.get(ast.ClassDef, ()) if isinstance(node, ast.ClassDef)]
        return {node.name: node for node in in_order(nodes)}

    @cached_property
    def opened(self) -> dict[ast.AST, Scope]:
        """The scope that each function, class, comprehension and the module opens."""
        return {scope.node: scope for scope in self.scopes.all}

    @cached_property
    def by_type(self) -> dict[type[ast.AST], list[ast.AST]]:
        """Every node, by its type."""
        found: defaultdict[type[ast.AST], list[ast.AST]] = defaultdict(list)
        for node in self.nodes:
            found[type(node)].append(node)
        return dict(found)

    @cached_property
    def is_dynamic(self) -> bool:
        """Whether names may come into being unseen: by `exec`, `globals()` or a star import."""
        called = {
            node.func.id
            for node in self.nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        return bool(called & (DYNAMIC_CALLS - {"eval", "locals", "setattr"})) or any(
            s.stars for s in self.scopes.all
        )

    def span(self, node: ast.AST) -> Span:
        """The span of a node; of one without a place (a comprehension clause, say), that of what holds it."""
        while not hasattr(node, "lineno"):
            if node not in self.scopes.parents:
                return Span(1, 0, 1, 0)
            node = self.scopes.parents[node]
        return self.source.span_of(node)  # type: ignore[arg-type]  # it has a line: it is one of the placed ones

    def text(self, node: ast.AST) -> str:
        """The text of a node as it was sent."""
        return self.source.segment(self.span(node))

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node that holds this one."""
        return self.scopes.parents.get(node)

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield what holds a node, innermost first, up to the module."""
        parent = self.parent(node)
        while parent is not None:
            yield parent
            parent = self.parent(parent)

    def scope(self, node: ast.AST) -> Scope:
        """The scope in which a node is evaluated."""
        return self.scopes.inside.get(node, self.scopes.root)

    def statement(self, node: ast.AST) -> ast.stmt | None:
        """The statement that a node belongs to, itself included."""
        if isinstance(node, ast.stmt):
            return node
        return next((above for above in self.ancestors(node) if isinstance(above, ast.stmt)), None)

    def function(self, node: ast.AST) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | None:
        """The function that a node lies in."""
        return next((above for above in self.ancestors(node) if isinstance(above, FUNCTIONS)), None)

    def node_at(self, span: Span) -> ast.AST | None:
        """The outermost expression or statement with exactly this span."""
        return self.by_span.get(span)

    def statement_at(self, line: int) -> ast.stmt | None:
        """The innermost statement that a line belongs to."""
        inside = [
            node for node in self.statements if first_line(node) <= line <= (node.end_lineno or node.lineno)
        ]
        return inside[-1] if inside else None

    def bindings(self, name: ast.Name) -> list[Binding]:
        """Everything that may have given this name its value; several rules ask, so it is found once."""
        found = self._bindings.get(name)
        if found is None:
            found = self._bindings[name] = self.scope(name).lookup(name.id)
        return found

    @cached_property
    def _bindings(self) -> dict[ast.Name, list[Binding]]:
        return {}


def in_order[S: ast.stmt](statements: list[S]) -> list[S]:
    """Sort statements as they stand in the text."""
    return sorted(statements, key=lambda node: (first_line(node), node.col_offset))


def first_line(node: ast.stmt) -> int:
    """The line on which a statement starts; a decorated definition starts at its first decorator."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def program_of(source: Source) -> Program | None:
    """Parse the source; None where it is no Python, nested deeper than the parser goes, or very long."""
    if source.trouble or len(source.text) > LONGEST:
        return None
    try:
        with quietly():
            return Program(source, ast.parse(source.text))
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None
