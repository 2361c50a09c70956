"""tuple-assert: an assert that can never fail."""

import ast
from collections.abc import Iterator

from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Severity


@rule(
    ast.Assert,
    severity=Severity.WARNING,
    flags=["assert (x, 'message', 1)"],
    fixes={"assert (x == 1, 'message')": "assert x == 1, 'message'"},
    passes=["assert x, 'message'", "assert ()", "assert (*rows,)", "assert (x)"],
)
def tuple_assert(reading: Reading, statement: ast.Assert) -> Iterator[Hit]:
    """An assert of a tuple, which is true whatever is in it."""
    match statement.test:
        case ast.Tuple(elts=parts) if not all(isinstance(part, ast.Starred) for part in parts):
            texts = [reading.program.text(part) for part in parts]
            better = ", ".join(texts) if len(parts) == 2 and statement.msg is None else None
            words = (f"Write `assert {better}`",) if better else ("Take the brackets away",)
            message = "a tuple that is not empty is always true"
            yield Hit(statement.test, message, None, better, (), words)
        case _:
            return
