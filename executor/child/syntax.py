"""The program's tree, and the search for what stood at a place of it."""

import ast
import warnings
from collections.abc import Iterator

type Range = tuple[int, int, int, int]
"""Line, column, last line, last column; columns in UTF-8 bytes."""

SCOPES = ast.Lambda | ast.GeneratorExp | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def range_of(node: ast.expr | ast.stmt) -> Range:
    """Tell where a node stands."""
    return (node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0)


def covers(outer: Range, inner: Range) -> bool:
    """Whether one range lies inside the other."""
    return outer[:2] <= inner[:2] and inner[2:] <= outer[2:]


class Syntax:
    """The tree of the program, made when it is first asked for: most programs need none."""

    __slots__ = ("text", "tree")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree: ast.Module | None = None

    def root(self) -> ast.Module:
        """Return the tree; empty where there is no room to make one, on the stack or in memory."""
        if self.tree is None:
            try:
                with warnings.catch_warnings(action="ignore"):
                    self.tree = ast.parse(self.text)
            except (SyntaxError, ValueError, MemoryError, RecursionError):
                return ast.Module([], [])
        return self.tree

    def statement(self, line: int, place: Range | None) -> ast.stmt | None:
        """Find the innermost statement that holds the place, or the line where no place is known."""
        found: ast.stmt | None = None
        waiting: list[ast.AST] = list(self.root().body)
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.stmt):
                if not holds(node, line, place):
                    continue
                found = node
                waiting = []
            waiting.extend(child for child in ast.iter_child_nodes(node) if may_hold_statements(child))
        return found

    def narrowed(self, place: Range) -> Range:
        """Tell the part of a statement or a comprehension that failed, where only the whole is known.

        Before 3.13 the interpreter gives the whole of it for an `assert` that does not hold, and for what
        `for`, `with` and comprehensions do with their expression.
        """
        statement = self.statement(place[0], place)
        inside = (node for root in parts(statement) for node in evaluated(root, place)) if statement else ()
        whole = (node for node in (*filter(None, [statement]), *inside) if range_of(node) == place)
        part = next(filter(None, map(worked_on, whole)), None)
        return range_of(part) if part is not None and part.lineno == place[0] else place


def worked_on(node: ast.stmt | ast.expr) -> ast.expr | None:
    """Tell the one expression that a statement or a comprehension as a whole works on."""
    match node:
        case ast.Assert(test=part) | ast.For(iter=part) | ast.AsyncFor(iter=part):
            return part
        case ast.With(items=[item]) | ast.AsyncWith(items=[item]):
            return item.context_expr
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp() if (
            len(node.generators) == 1
        ):
            return node.generators[0].iter
        case _:
            return None


def holds(node: ast.stmt, line: int, place: Range | None) -> bool:
    """Whether a statement, decorators included, holds a place."""
    if place is not None and covers(range_of(node), place):
        return True
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    inside = first <= line <= (node.end_lineno or node.lineno)
    return inside and (place is None or any(covers(range_of(decorator), place) for decorator in decorators))


def may_hold_statements(node: ast.AST) -> bool:
    """Whether statements can stand below that node."""
    return isinstance(node, ast.stmt | ast.excepthandler | ast.match_case)


def parts(statement: ast.stmt) -> Iterator[ast.expr]:
    """Yield the outermost expressions that a statement itself evaluates, without those of its body."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        for child in ast.iter_child_nodes(waiting.pop(0)):
            if isinstance(child, ast.expr):
                yield child
            elif not isinstance(child, ast.stmt | ast.excepthandler | ast.match_case | ast.arguments):
                waiting.append(child)


def evaluated(root: ast.expr, place: Range | None) -> Iterator[ast.expr]:
    """Yield the expressions below `root` that are evaluated in its own scope, `root` included.

    Below a comprehension only where the place lies in it: elsewhere its names are not those of the frame.
    """
    waiting: list[ast.AST] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.expr):
            yield node
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, COMPREHENSIONS) and not (place and covers(range_of(node), place)):
            waiting.append(node.generators[0].iter)
            continue
        waiting.extend(reversed(list(ast.iter_child_nodes(node))))
