"""unawaited-call: an `async` function is called, and nothing waits for it."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import felt
from analyzer.reading.naming import whole_name
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Edit, Severity, Span
from knowledge.imports.importing import importing

WAITING = frozenset({"asyncio.sleep", "asyncio.wait", "asyncio.wait_for", "asyncio.open_connection"})


@rule(
    ast.Expr,
    severity=Severity.WARNING,
    flags=["async def f(): pass\ndef g():\n    f()"],
    fixes={
        "async def f(): pass\nasync def g():\n    f()": "async def f(): pass\nasync def g():\n    await f()",
        "import asyncio\nasync def g():\n    asyncio.sleep(1)": (
            "import asyncio\nasync def g():\n    await asyncio.sleep(1)"
        ),
        "import asyncio\nasync def f(): pass\nf()": "import asyncio\nasync def f(): pass\nasyncio.run(f())",
    },
    passes=[
        "async def f(): pass\nasync def g():\n    await f()",
        "import asyncio\nasync def f(): pass\nasyncio.run(f())",
        "def f(): pass\nf()",
        "@decorate\nasync def f(): pass\nf()",
        "async def f():\n    yield 1\nx = f()",
    ],
)
def unawaited_call(reading: Reading, statement: ast.Expr) -> Iterator[Hit]:
    """A statement that calls an `async` function and drops what it returns: its body never runs."""
    call = statement.value
    if isinstance(call, ast.Call) and whole_name(reading, call.func) in WAITING:
        yield of_library(reading, call)
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return
    match [binding.node for binding in reading.program.bindings(call.func)]:
        case [ast.AsyncFunctionDef(decorator_list=[]) as function] if not is_generator(function):
            if felt(reading.program, call, "RuntimeError"):
                name = function.name
                message = f"`{name}` is `async`: without `await` its body never runs"
                edits, words = waiting(reading, call)
                alone = len(edits) == 1  # an `await`; how a loop is started is the author's choice
                yield Hit(call, message, name, None, edits, words, safe=alone)
        case _:
            return


def of_library(reading: Reading, call: ast.Call) -> Hit:
    """A function of asyncio that has to be waited for."""
    text = reading.program.text(call.func)
    edits, words = waiting(reading, call)
    return Hit(call, f"`{text}` is `async`: without `await` nothing happens", text, None, edits, words)


def is_generator(function: ast.AsyncFunctionDef) -> bool:
    """Whether the function yields, so that it is looped over and not awaited."""
    return any(isinstance(node, ast.Yield) for node in ast.walk(function))


def waiting(reading: Reading, call: ast.Call) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Wait for it: with `await` in another `async` function, with `asyncio.run` at module level."""
    program = reading.program
    span = program.span(call)
    start = Span(span.line, span.column, span.line, span.column)
    end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
    match program.function(call):
        case ast.AsyncFunctionDef():
            return (Edit(start, "await "),), ("Write `await` before the call",)
        case None:
            known = "asyncio" in program.scopes.root.bindings
            added = () if known else (importing(program, "import asyncio"),)
            return (*added, Edit(start, "asyncio.run("), Edit(end, ")")), ("Run it with `asyncio.run(…)`",)
        case _:
            return (), ("Make the function around it `async` and write `await` before the call",)
