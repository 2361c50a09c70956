"""Whether a failure at some place would be felt: the place may never be reached, or the failure expected."""

import ast
import os
import sys
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from knowledge.finding import Severity
from knowledge.interpreter import meant
from knowledge.program import Program

CATCH_ALL = frozenset({"Exception", "BaseException"})
VIOLATION = "SecurityViolation"
"""What a refused import raises; it is no `Exception`."""

ENDS = frozenset({"exit", "quit", "sys.exit", "os._exit", "os.abort"})
DEEPEST = 120
"""What lies deeper in its program is not judged."""

KIND_TESTS = frozenset({"hasattr", "getattr", "isinstance", "issubclass", "type", "callable", "dir"})
EXPECTING = frozenset({"suppress", "raises", "assertRaises", "assertRaisesRegex"})

BEHIND_JUMPS: WeakKeyDictionary[Program, frozenset[ast.AST]] = WeakKeyDictionary()


def felt(program: Program, node: ast.AST, *errors: str) -> Severity | None:
    """Say how bad one of `errors` would be at this node.

    None: it cannot happen, or the program is made for it. A warning: something else catches it.
    """
    severity = Severity.ERROR
    child, behind = node, behind_jumps(program)
    for depth, above in enumerate(program.ancestors(node)):
        if depth > DEEPEST:
            return None
        if child in behind or unreachable(above, child) or expects(above, child, errors):
            return None
        if swallows(above, child, errors):
            severity = Severity.WARNING
        child = above
    return severity


def asks_first(program: Program, node: ast.AST) -> bool:
    """Whether a test around the node looks at what kind of thing something is."""
    tests = (test for above in program.ancestors(node) for test in tests_in(above))
    return any(looks_at_kind(part) for test in tests for part in ast.walk(test))


def is_asked_about(program: Program, node: ast.expr) -> bool:
    """Whether a test around the node looks at the very thing: `if hook is not None: hook()`."""
    name = dotted(node)
    if name is None:
        return False
    tests = (test for above in program.ancestors(node) for test in tests_in(above))
    return any(dotted(part) == name and part is not node for test in tests for part in ast.walk(test))


def tests_in(node: ast.AST) -> list[ast.AST]:
    """The conditions that decide whether what is in a node is evaluated."""
    match node:
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            return [test]
        case ast.BoolOp(values=values):
            return [*values]
        case ast.comprehension(ifs=ifs):
            return [*ifs]
        case _:
            return []


def under_condition(program: Program, node: ast.AST) -> bool:
    """Whether the node stands under an `if`, or in a handler: the program may know what it does."""
    return any(isinstance(above, ast.If | ast.ExceptHandler | ast.IfExp) for above in program.ancestors(node))


def looks_at_kind(node: ast.AST) -> bool:
    """Whether this is a call of `hasattr`, `isinstance` or the like."""
    return isinstance(node, ast.Call) and dotted(node.func) in KIND_TESTS


def unreachable(above: ast.AST, child: ast.AST) -> bool:
    """Whether `child` stands in a branch that is never taken."""
    if isinstance(above, ast.If | ast.While | ast.IfExp):
        truth = constant_truth(above.test)
        if truth is False and within(above, "body", child):
            return True
        if truth is True and not isinstance(above, ast.While) and within(above, "orelse", child):
            return True
    return False


def constant_truth(test: ast.expr) -> bool | None:
    """Whether a test is always true or false at run time; None where that is not known."""
    match test:
        case ast.Constant(value=value):
            return bool(value)
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return False
        case ast.Name(id="__debug__"):
            return True
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return compared(dotted(left), operator, right)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            truth = constant_truth(operand)
            return None if truth is None else not truth
        case _:
            return None


def compared(what: str | None, operator: ast.cmpop, right: ast.expr) -> bool | None:
    """Whether a test of the version or the platform holds for the running Python."""
    match right:
        case ast.Tuple(elts=elements) if what == "sys.version_info":
            numbers = [part.value for part in elements if isinstance(part, ast.Constant)]
            version = [part for part in numbers if isinstance(part, int)]
            same = len(version) == len(elements)
            return of_version(meant().version, operator, tuple(version)) if same else None
        case ast.Constant(value=str(name)) if what in {"sys.platform", "os.name"}:
            here = sys.platform if what == "sys.platform" else os.name
            return {ast.Eq: here == name, ast.NotEq: here != name}.get(type(operator))
        case _:
            return None


def of_version(ours: tuple[object, ...], operator: ast.cmpop, theirs: tuple[int, ...]) -> bool | None:
    """Compare as tuples are compared."""
    mine = tuple(part for part in ours if isinstance(part, int))
    match operator:
        case ast.GtE():
            return mine >= theirs
        case ast.Gt():
            return mine > theirs
        case ast.Lt():
            return mine < theirs
        case ast.LtE():
            return mine <= theirs
        case _:
            return None


def within(above: ast.AST, part: str, child: ast.AST) -> bool:
    """Whether `child` is, or is in, that field of the node above it."""
    found = getattr(above, part, None)
    return found is child or (isinstance(found, list) and any(one is child for one in found))


def behind_jumps(program: Program) -> frozenset[ast.AST]:
    """The statements that stand behind one of their block that never goes on; found out once a program."""
    if program not in BEHIND_JUMPS:
        holders = (nodes for kind, nodes in program.by_type.items() if "body" in kind._fields)
        blocks = (block for nodes in holders for node in nodes for block in blocks_of(node))
        BEHIND_JUMPS[program] = frozenset(part for block in blocks for part in behind_jump(block))
    return BEHIND_JUMPS[program]


def blocks_of(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield the blocks of statements that a node holds."""
    for part in ("body", "orelse", "finalbody"):
        block = getattr(node, part, None)
        if isinstance(block, list):
            yield block


def behind_jump(block: list[ast.stmt]) -> list[ast.stmt]:
    """The statements behind the first that never goes on."""
    return next((block[place + 1 :] for place, statement in enumerate(block) if jumps(statement)), [])


def jumps(statement: ast.stmt) -> bool:
    """Whether control never passes this statement."""
    match statement:
        case ast.Return() | ast.Raise() | ast.Break() | ast.Continue():
            return True
        case ast.Expr():
            return ends_program(statement)
        case ast.If(body=body, orelse=[*_, _] as orelse):
            return any(map(jumps, body)) and any(map(jumps, orelse))
        case ast.While(test=test) if constant_truth(test) is True:
            return not any(isinstance(part, ast.Break) for part in ast.walk(statement))
        case _:
            return False


def ends_program(statement: ast.stmt) -> bool:
    """Whether the statement is a call that never returns: `sys.exit()` and the like."""
    match statement:
        case ast.Expr(value=ast.Call(func=called)):
            return dotted(called) in ENDS
        case _:
            return False


def dotted(node: ast.AST) -> str | None:
    """Write a chain of names as `a.b.c`; None for anything else."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(names)]) if isinstance(node, ast.Name) else None


def expects(above: ast.AST, child: ast.AST, errors: tuple[str, ...]) -> bool:
    """Whether the node above is there for one of these errors."""
    match above:
        case ast.Try() | ast.TryStar() if within(above, "body", child):
            return any(name in errors for name in caught(above))
        case ast.With() | ast.AsyncWith() if within(above, "body", child):
            return any(is_expecting(item.context_expr, errors) for item in above.items)
        case _:
            return False


def is_expecting(context: ast.expr, errors: tuple[str, ...]) -> bool:
    """Whether this is `suppress(NameError)`, `raises(...)` or the like."""
    match context:
        case ast.Call(func=called, args=args):
            name = (dotted(called) or "").rpartition(".")[2]
            wanted = {dotted(part) for arg in args for part in parts(arg)}
            return name in EXPECTING and not wanted.isdisjoint({*errors, *CATCH_ALL})
        case _:
            return False


def swallows(above: ast.AST, child: ast.AST, errors: tuple[str, ...]) -> bool:
    """Whether the node above catches everything that goes wrong in `child`."""
    if not isinstance(above, ast.Try | ast.TryStar) or not within(above, "body", child):
        return False
    names = caught(above)
    return None in names or "BaseException" in names or ("Exception" in names and VIOLATION not in errors)


def caught(above: ast.Try | ast.TryStar) -> list[str | None]:
    """The plain names of the exceptions that are caught; None stands for everything."""
    found: list[str | None] = []
    for handler in above.handlers:
        if handler.type is None:
            found.append(None)
        else:
            found.extend((dotted(part) or "").rpartition(".")[2] for part in parts(handler.type))
    return found


def parts(node: ast.expr) -> list[ast.expr]:
    """The members of a tuple, or the node alone."""
    return node.elts if isinstance(node, ast.Tuple) else [node]
