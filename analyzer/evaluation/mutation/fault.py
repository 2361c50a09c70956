"""What a fault is, and the clean program into which it is planted."""

import ast
import io
import tokenize
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from analyzer.evaluation.bare_run import as_it_stands
from knowledge.finding import Edit, Span
from knowledge.quietly import quietly
from knowledge.source import Placed, Source

SHORTEST = 3
"""Letters of a name that is misspelt: shorter ones are as near to each other as to themselves."""


@dataclass(frozen=True)
class Clean:
    """A program that runs to its end, and its tree."""

    source: Source
    tree: ast.Module

    @cached_property
    def bound(self) -> frozenset[str]:
        """Every name that the program gives a value to, in whatever scope."""
        return frozenset(names_bound(self.tree))

    @cached_property
    def imported(self) -> frozenset[str]:
        """The names of modules, as `import` statements bind them."""
        aliases = (alias for node in self.every(ast.Import) for alias in node.names)
        return frozenset(alias.asname or alias.name.partition(".")[0] for alias in aliases)

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """The functions at the top of the program that are defined once and not decorated."""
        found = [node for node in self.tree.body if isinstance(node, ast.FunctionDef)]
        names = [node.name for node in found]
        return {node.name: node for node in found if names.count(node.name) == 1 and not node.decorator_list}

    @cached_property
    def tokens(self) -> tuple[tokenize.TokenInfo, ...]:
        """The tokens; their columns count characters."""
        return tuple(tokenize.generate_tokens(io.StringIO(self.source.text).readline))

    def every[N: ast.AST](self, kind: type[N]) -> Iterator[N]:
        """Yield the nodes of a kind, in no order that means something."""
        yield from (node for node in ast.walk(self.tree) if isinstance(node, kind))

    def over(self, node: Placed, text: str) -> Edit:
        """Put `text` in place of a node."""
        return Edit(self.source.span_of(node), text)

    def after(self, node: Placed, length: int, text: str) -> Edit:
        """Put `text` in place of the last `length` characters of a node."""
        span = self.source.span_of(node)
        return Edit(Span(span.end_line, span.end_column - length, span.end_line, span.end_column), text)

    def text_of(self, node: Placed) -> str:
        """The text of a node."""
        return self.source.segment(self.source.span_of(node))


@dataclass(frozen=True, slots=True)
class Plant:
    """One way of planting a fault: the edits, and what is known about the result.

    `lines` are the lines that an expert would change, the best first; with `at_crash` the line on which it
    crashes is as good. A good hint says one of `words`. `owed` is the code of the finding that a careful
    reader makes on the first of `lines` before the run (for what does not compile, one is owed anyway).
    """

    edits: tuple[Edit, ...]
    lines: tuple[int, ...]
    words: tuple[str, ...] = ()
    owed: str | None = None
    replacement: str | None = None
    at_crash: bool = False


type Planting = Callable[[Clean, Random], Iterable[Plant]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault. `plants` yields every way of planting it; a way may turn out to be harmless."""

    name: str
    plants: Planting


def fault(plants: Planting) -> Fault:
    """Make a fault of a function; its name is the function's, with hyphens."""
    name = getattr(plants, "__name__", "")
    return Fault(name.replace("_", "-"), plants)


def clean_of(text: str) -> Clean | None:
    """Read a program; None where the text is none."""
    try:
        with quietly():
            return Clean(as_it_stands(text), ast.parse(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def names_bound(tree: ast.AST) -> Iterator[str]:
    """Yield every name that is bound somewhere below a node."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case ast.ExceptHandler(name=str(name)):
                yield name
            case _:
                pass
