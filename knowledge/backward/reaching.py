"""Which of several bindings gave a name the value that it has: read off the lines that the run reached."""

import ast
from collections.abc import Iterable, Sequence

from knowledge.facts import Facts
from knowledge.program import Program, first_line
from knowledge.scopes import Binding
from knowledge.value import Value

MOST_LINES = 40
DISPLAYS = {
    ast.List: "list",
    ast.ListComp: "list",
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.Set: "set",
    ast.SetComp: "set",
    ast.Tuple: "tuple",
    ast.GeneratorExp: "generator",
    ast.JoinedStr: "str",
    ast.Lambda: "function",
    ast.Compare: "bool",
}


def in_force(
    facts: Facts, bindings: Sequence[Binding], line: int, value: Value | None
) -> tuple[Binding | None, bool]:
    """Return the binding that was in force when `line` ran last, and whether that is sure.

    Bindings that the run never reached, or that cannot have made this value, fall away; among the others
    the last one that was reached decides.
    """
    able = [
        found for found in bindings if found.kind != "annotation" and may_bind(facts.program, found, value)
    ]
    reached = [found for found in able if was_reached(facts, found)]
    if len(reached) < 2:
        return (reached[0] if reached else None), True
    own = [found for found in reached if found.kind != "parameter"]
    times = {last_time(facts, at_line(found), line): found for found in own}
    last = max(times)
    if last >= entered(facts, own[0], line):
        return times[last], len(times) == len(own)
    return next((found for found in reached if found.kind == "parameter"), None), True


def at_line(binding: Binding) -> int:
    """The line on which a binding happens."""
    return (
        first_line(binding.owner)
        if isinstance(binding.owner, ast.stmt)
        else getattr(binding.node, "lineno", 0)
    )


def was_reached(facts: Facts, binding: Binding) -> bool:
    """Whether the run came to this binding; a run without a trace says yes."""
    if binding.kind in ("parameter", "def", "class", "type", "comprehension") or not facts.run.trace.hits:
        return True
    return facts.reached(at_line(binding))


def last_time(facts: Facts, line: int, before: int) -> int:
    """Count at which step `line` was reached last before `before` was; -1 where it was not."""
    steps = facts.run.trace.steps
    end = until(facts, before)
    return next((at for at in range(end - 1, -1, -1) if steps[at].line == line), -1)


def until(facts: Facts, line: int) -> int:
    """Count the steps before the last one on `line`; all of them, where later ones were not counted."""
    steps = facts.run.trace.steps
    if facts.run.trace.hits.get(line, 0) >= facts.run.trace.cap:
        return len(steps)
    return next((at for at in range(len(steps) - 1, -1, -1) if steps[at].line == line), len(steps))


def entered(facts: Facts, binding: Binding, line: int) -> int:
    """At which step the function around a binding was entered last before `line`; -1 in the module.

    The trace has no calls. A function was entered where it appears without being on the stack that the steps
    before imply, and wherever its first line comes again that is no loop.
    """
    function = facts.program.function(binding.owner)
    if function is None or isinstance(function, ast.Lambda):
        return -1
    inside = range(function.lineno, (function.end_lineno or function.lineno) + 1)
    first = function.body[0]
    again = -1 if isinstance(first, ast.For | ast.While | ast.AsyncFor) else first.lineno
    stack: list[str] = []
    found = -1
    for at, step in enumerate(facts.run.trace.steps[: until(facts, line) + 1]):
        if step.function in stack:
            del stack[stack.index(step.function) + 1 :]
            fresh = step.line == again
        else:
            stack.append(step.function)
            fresh = True
        if fresh and step.line in inside and step.function.rpartition(".")[2] == function.name:
            found = at
    return found


def may_bind(program: Program, binding: Binding, value: Value | None) -> bool:
    """Whether a binding can have given a name this value."""
    if value is None or binding.value is None:
        return not (value and value.is_none and binds_something(binding))
    return may_be(program, binding.value, value)


def binds_something(binding: Binding) -> bool:
    """Whether a binding never gives None; a decorator may return it in the place of a function."""
    decorated = bool(getattr(binding.node, "decorator_list", []))
    return binding.kind in ("class", "import") or (binding.kind == "def" and not decorated)


def may_be(program: Program, node: ast.expr, value: Value) -> bool:
    """Whether an expression can have had this value, as far as its form tells."""
    match node:
        case ast.Constant(value=constant):
            return type(constant).__name__ == value.type and value.scalar in (None, constant)
        case ast.Call(func=ast.Name(id=name)) if name in program.classes:
            return value.type.rpartition(".")[2] == name
        case ast.Dict() | ast.List() | ast.Tuple() if (written := literal(node)) is not None:
            return value.cut or written == value.text
        case ast.UnaryOp(op=ast.Not()):
            return value.type == "bool"
        case ast.UnaryOp():
            return value.type not in ("str", "list", "tuple", "dict", "NoneType")
        case ast.IfExp(body=body, orelse=orelse):
            return may_be(program, body, value) or may_be(program, orelse, value)
        case _:
            return DISPLAYS.get(type(node), value.type) == value.type


def literal(node: ast.expr) -> str | None:
    """The repr of a container that is written out in constants; None where it is not, or is long."""
    if (node.end_lineno or node.lineno) - node.lineno > MOST_LINES:
        return None
    try:
        return repr(ast.literal_eval(node))
    except (ValueError, TypeError, RecursionError, MemoryError, SyntaxError):
        return None


def reached_nodes[T: ast.stmt](facts: Facts, nodes: Iterable[T]) -> list[T]:
    """Keep the statements that the run came to; without a trace all of them."""
    known = bool(facts.run.trace.hits)
    return [node for node in nodes if not known or facts.reached(first_line(node))]
