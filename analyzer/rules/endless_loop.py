"""endless-loop: the run can only end by timeout."""

import ast
from collections.abc import Iterator

from analyzer.reading.guards import constant_truth, ends_program
from analyzer.reading.naming import is_builtin
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Severity
from knowledge.program import Program

STATEMENTS = ast.While | ast.If | ast.Pass | ast.Continue | ast.Assign
EXPRESSIONS = ast.Constant | ast.Name | ast.expr_context | ast.BoolOp | ast.boolop | ast.UnaryOp | ast.Not
STAYS = STATEMENTS | EXPRESSIONS
TESTS = ast.Compare | ast.cmpop | ast.BinOp | ast.operator | ast.UnaryOp | ast.unaryop | EXPRESSIONS
LEAVES = ast.Break | ast.Return | ast.Raise | ast.Yield | ast.YieldFrom | ast.Await | ast.Assert | ast.With
ENTERED = ast.Expr | ast.AugAssign | ast.BinOp | ast.operator | ast.Compare | ast.cmpop | ast.JoinedStr
ENTERED |= ast.FormattedValue | ast.keyword | ast.Call | ast.Attribute | ast.List | ast.Tuple
PLAIN = frozenset({"abs", "bool", "len", "max", "min", "print", "repr", "round", "sorted", "str", "sum"})
CHANGES = ast.Delete | ast.Global | ast.Nonlocal | ast.AsyncWith | ast.AsyncFor


@rule(
    ast.While,
    flags=[
        "while True: pass",
        "while 1: x = 1",
        "while True:\n if done: continue",
        "i = 0\nwhile i < 10:\n    print(i)",
        "def f(n):\n    i = 0\n    total = 0\n    while i < n:\n        total += i\n    return total",
        "done = False\nwhile not done:\n    print('x')",
        "while True:\n    print('x')",
        "n = 0\nwhile True:\n    n += 1",
        "left = 3\nwhile left > 0:\n    print(left)\n    left += 1",
    ],
    passes=[
        "while True: break",
        "while x: pass",
        "while True: step()",
        "while True: n = row[n]",
        "i = 0\nwhile i < 10:\n    i += 1",
        "i = 0\nwhile i < 10:\n    print(i)\n    break",
        "def f(items):\n    while items:\n        items.pop()",
        "def f(a):\n    while len(a) < 3:\n        a.append(1)",
        "i = 0\ndef step():\n    global i\n    i += 1\nwhile i < 10:\n    step()",
        "i = 0\nwhile i < 10:\n    for i in range(20):\n        pass",
        "i = 9\nwhile i < 3:\n    print(i)",
        "def f(x, y):\n    while x < y:\n        x.grow()",
        "done = False\nwhile not done:\n    exec('done = True')",
        "import sys\ni = 0\nwhile i < 1:\n    sys.exit()",
        "i = 0\nwhile i < 10:\n    [i := i + 1]",
        "while (n := next(it)) < 3:\n    print(n)",
        "while True:\n    print(step())",
        "left = 3\nwhile left > 0:\n    left -= 1",
        "left = 3\nwhile left > 0:\n    left += 1\n    if left > 9:\n        break",
        "def f(n):\n    while n > 0:\n        n += 1",
    ],
)
def endless_loop(reading: Reading, loop: ast.While) -> Iterator[Hit]:
    """A loop that nothing ever leaves.

    Where the test is a constant, only what can neither jump nor raise counts as staying inside. Where it is
    not, the loop is flagged if nothing in it could change what the test reads; a call in it might still end
    the program, so that is a warning.
    """
    if constant_truth(loop.test) is True and isinstance(loop.test, ast.Constant):
        if all(isinstance(part, STAYS) for part in ast.walk(loop)):
            yield Hit(loop.test, "nothing ever leaves this loop")
        elif all(goes_on(reading, part) for statement in loop.body for part in ast.walk(statement)):
            words = ("Leave the loop with `break`",)
            message = "nothing leaves this loop, unless one of its operations fails"
            yield Hit(loop.test, message, None, None, (), words, Severity.WARNING)
        return
    if (away := runs_away(reading, loop)) is not None:
        message = f"each round takes `{away}` further from its end, so this loop does not end"
        yield Hit(loop.test, message, away, None, (), (f"Change `{away}` the other way",), Severity.WARNING)
        return
    names = [node for node in ast.walk(loop.test) if isinstance(node, ast.Name)]
    if names and stands_still(reading, loop, names):
        texts = ", ".join(f"`{name}`" for name in sorted({node.id for node in names}))
        message = f"nothing in this loop changes {texts}, so it does not end once it has begun"
        yield Hit(
            loop.test, message, names[0].id, None, (), (f"Change {texts} in the loop",), Severity.WARNING
        )


def goes_on(reading: Reading, part: ast.AST) -> bool:
    """Whether a part of a loop neither jumps nor calls what nobody knows."""
    match part:
        case ast.Call(func=ast.Name(id=name) as called):
            return name in PLAIN and is_builtin(reading, called)
        case ast.Call(func=ast.Attribute(attr=attr)):
            return attr in {"append", "add", "extend", "upper", "lower", "strip"}
        case ast.Name(id=name):
            return name not in {"exit", "quit"}
        case _:
            return isinstance(part, STAYS | ENTERED)


def runs_away(reading: Reading, loop: ast.While) -> str | None:
    """The name in `while n > 0` that the loop only ever makes larger, or smaller in `while n < 9`."""
    match loop.test:
        case ast.Compare(
            left=ast.Name(id=name) as counter, ops=[operator], comparators=[ast.Constant(value=int())]
        ):
            wrong = {ast.Gt: ast.Add, ast.GtE: ast.Add, ast.Lt: ast.Sub, ast.LtE: ast.Sub}.get(type(operator))
        case _:
            return None
    inside = [part for statement in loop.body for part in ast.walk(statement)]
    steps = [
        one
        for one in inside
        if isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store)
    ]
    leaves = any(isinstance(part, LEAVES | CHANGES) for part in inside) or any(map(is_exit, inside))
    if wrong is None or leaves or not steps or reading.writes_unseen:
        return None
    program = reading.program
    right = all(is_step(program.parent(one), wrong) for one in steps)
    return (
        name if right and is_number(program, counter) and begins_literally(program, counter, loop) else None
    )


def is_step(statement: ast.AST | None, operator: type[ast.operator]) -> bool:
    """Whether this is `n += 1`, or whatever number above 0 and sign."""
    match statement:
        case ast.AugAssign(op=found, value=ast.Constant(value=int(number))):
            return isinstance(found, operator) and number > 0
        case _:
            return False


def begins_literally(program: Program, counter: ast.Name, loop: ast.While) -> bool:
    """Whether a number that the name is bound to lets the loop begin."""
    values = [one.value for one in program.bindings(counter) if one.kind != "augmented"]
    test = loop.test
    known = [value.value for value in values if isinstance(value, ast.Constant)]
    return (
        isinstance(test, ast.Compare)
        and len(known) == len(values) > 0
        and all(holds(one, test) for one in known)
    )


def stands_still(reading: Reading, loop: ast.While, names: list[ast.Name]) -> bool:
    """Whether the test stays true: it is made of numbers and truth values that the loop does not touch."""
    if reading.writes_unseen or not all(isinstance(part, TESTS) for part in ast.walk(loop.test)):
        return False
    body = [part for statement in loop.body for part in ast.walk(statement)]
    if any(isinstance(part, LEAVES | CHANGES) for part in body) or any(map(is_exit, body)):
        return False
    touched = {part.id for part in body if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)}
    bases = {base for part in body if (base := base_of(part))}
    if not touched.isdisjoint(node.id for node in names) or any(node.id in bases for node in names):
        return False
    return all(is_number(reading.program, node) for node in names) and begins(reading.program, loop, names)


def is_exit(node: ast.AST) -> bool:
    """Whether this statement ends the program."""
    return isinstance(node, ast.stmt) and ends_program(node)


def base_of(node: ast.AST) -> str | None:
    """The name with one of whose attributes or items something is done."""
    match node:
        case ast.Attribute(value=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name)):
            return name
        case _:
            return None


def is_number(program: Program, name: ast.Name) -> bool:
    """Whether a name stands for a number or a truth value, and only its own scope binds it."""
    bindings = program.bindings(name)
    home = program.scope(name).resolve(name.id)
    if not bindings or any(program.scope(one.node) is not home for one in bindings):
        return False
    literal = any(
        isinstance(one.value, ast.Constant) and isinstance(one.value.value, int | float) for one in bindings
    )
    parameter = all(one.kind == "parameter" for one in bindings)
    return literal or parameter


def begins(program: Program, loop: ast.While, names: list[ast.Name]) -> bool:
    """Whether the loop may begin: its test holds for the literals that the names were bound to."""
    match loop.test, names:
        case ast.Compare(left=ast.Name(), ops=[_], comparators=[ast.Constant()]) as test, [name]:
            values = [one.value for one in program.bindings(name)]
            if len(values) == 1 and isinstance(values[0], ast.Constant):
                return holds(values[0].value, test)
            return True
        case _, _:
            return any(not all(one.kind == "parameter" for one in program.bindings(name)) for name in names)


def holds(value: object, test: ast.Compare) -> bool:
    """Whether a comparison of two literals holds."""
    other = test.comparators[0]
    if not isinstance(value, int | float) or not isinstance(other, ast.Constant):
        return True
    bound = other.value
    if not isinstance(bound, int | float):
        return True
    answers = {ast.Lt: value < bound, ast.LtE: value <= bound, ast.Gt: value > bound, ast.GtE: value >= bound}
    return answers.get(type(test.ops[0]), True)
