"""Calls that wait: by the name of what is called, where a program was stopped in them."""

import ast

from knowledge.ending.stopping import stops, within
from knowledge.facts import Facts
from knowledge.operating.kinds import builtin_called, called_name

WAITS = {
    "sleep": "time to pass",
    "acquire": "a lock",
    "join": "a thread or process to end",
    "wait": "a signal from elsewhere",
    "get": "something to be put into a queue",
    "put": "room in a queue",
    "recv": "data from elsewhere",
    "accept": "a connection",
    "connect": "a connection",
    "urlopen": "an answer from the network",
    "result": "a task to end",
    "select": "data from elsewhere",
    "communicate": "a process to end",
    "serve_forever": "requests",
    "run_forever": "an event loop to be stopped",
    "mainloop": "a window to be closed",
    "pause": "a signal",
}
TEXTS = frozenset({"join"})


def waiting_call(facts: Facts) -> tuple[ast.Call, str] | None:
    """The call on the innermost line that waits, and for what.

    The line has to have been reached a few times at most, or else to be where the stack ended: a loop that
    works in between is no waiting.
    """
    for stop in stops(facts)[:1]:
        statement = stop.statement
        if statement is None or isinstance(statement, ast.FunctionDef | ast.ClassDef):
            return None
        calls = [node for node in within(heads(statement)) if isinstance(node, ast.Call)]
        for call in calls:
            if builtin_called(facts, call) == "input":
                return call, "input"
            if what := wait_of(call):
                return call, what
    return None


def heads(statement: ast.stmt) -> list[ast.stmt]:
    """The statement, or of a compound one only what stands in its first line."""
    match statement:
        case ast.While(test=test) | ast.If(test=test):
            return [ast.Expr(test)]
        case ast.For(iter=iterable):
            return [ast.Expr(iterable)]
        case ast.With(items=items):
            return [ast.Expr(item.context_expr) for item in items]
        case _:
            return [statement]


def wait_of(call: ast.Call) -> str | None:
    """For what a call waits: `sleep` in any spelling, methods only where they are given no data."""
    name = called_name(call)
    if name not in WAITS:
        return None
    if name == "sleep":
        return WAITS[name]
    if not isinstance(call.func, ast.Attribute) or isinstance(call.func.value, ast.Constant | ast.JoinedStr):
        return None
    if name in ("join", "get", "wait", "acquire", "result", "put") and positional(call) > (
        1 if name == "put" else 0
    ):
        return None
    return WAITS[name]


def positional(call: ast.Call) -> int:
    """How many arguments stand without a name."""
    return len(call.args)
