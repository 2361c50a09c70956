"""A test for the type of one value, where what follows needs two of that type."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import callee
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.run import Frame
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

FAULTS = ("TypeError", "AttributeError", "ValueError")


@slip(rank=0)
def one_sided_kind_test(facts: Facts) -> Iterator[Fix]:
    """Test the other argument of the call for that type too, innermost call first."""
    program, fault = facts.program, facts.fault
    if fault is None or not any(map(fault.is_a, FAULTS)):
        return
    frames = [frame for frame in fault.frames if frame.in_program]
    for outer, inner in zip(reversed(frames[:-1]), reversed(frames[1:]), strict=True):
        node = program.node_at(outer.span) if outer.span else None
        call = node.value if isinstance(node, ast.Expr) else node
        if isinstance(call, ast.Call):
            yield from of_call(facts, call, inner)


def of_call(facts: Facts, call: ast.Call, inner: Frame) -> Iterator[Fix]:
    """Yield the wider tests, where the other argument came in with another type than the one tested for."""
    program = facts.program
    function = callee(facts, call)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    names = names[len(names) - len(call.args) :] if names[:1] in (["self"], ["cls"]) else names
    for above in program.ancestors(call):
        if above is program.function(call):
            return
        if not isinstance(above, ast.If) or not is_in_body(program, above, call):
            continue
        for kind, thing in kinds_tested(program, above.test):
            for name, given in zip(names, call.args, strict=False):
                value = inner.variables.get(name)
                other = value is not None and value.type != kind
                if other and program.text(given) != thing and not isinstance(given, ast.Starred):
                    yield widened(program, above, given, kind)


def is_in_body(program: Program, above: ast.If, call: ast.Call) -> bool:
    """Whether a call runs where the test is true."""
    statement = program.statement(call)
    while statement is not None and program.parent(statement) is not above:
        parent = program.parent(statement)
        statement = parent if isinstance(parent, ast.stmt) else None
    return statement in above.body


def kinds_tested(program: Program, test: ast.expr) -> Iterator[tuple[str, str]]:
    """Yield the type and the text of what is tested for it, where all of the test must hold."""
    for part in test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]:
        match part:
            case ast.Call(func=ast.Name(id="isinstance"), args=[thing, ast.Name(id=kind)]):
                yield kind, program.text(thing)
            case _:
                continue


def widened(program: Program, above: ast.If, given: ast.expr, kind: str) -> Fix:
    """Write the test of the other value behind the one that is there."""
    text, test = asked(program, above.test, given), program.text(above.test)
    head = f"({test})" if isinstance(above.test, ast.BoolOp) and isinstance(above.test.op, ast.Or) else test
    written = f"{head} and isinstance({text}, {kind})"
    return Fix(
        f"Test both for the type: {quoted(written, 80)} in line {above.lineno}",
        (replaced(program, above.test, written),),
        birth=program.span(above.test),
        because=f"{quoted(test, 50)} in line {above.lineno} lets through {quoted(program.text(given), 30)}, "
        f"which is no {kind}",
    )


def asked(program: Program, test: ast.expr, given: ast.expr) -> str:
    """How to ask for a value: an item with `get`, unless the test knows that it is there."""
    match given:
        case ast.Subscript(value=owner, slice=ast.Name() | ast.Constant(value=str()) as key):
            if f"{program.text(key)} in {program.text(owner)}" not in program.text(test):
                return f"{program.text(owner)}.get({program.text(key)})"
        case _:
            pass
    return program.text(given)
