"""Places where one object is made and several were probably meant, each with the change that makes several.

No value shows at the crash that two names hold the same list: the program computes a wrong result, and its
own check fails far away. So each place is a guess, and running the change decides: where it ends the failure,
the fault was born there.
"""

import ast
from collections.abc import Callable, Iterator

from knowledge.backward.reaching import reached_nodes
from knowledge.calling.returning import Def
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.program import Program
from knowledge.telling.edits import is_alone, line_before, replaced
from knowledge.telling.wording import quoted

MOST = 4
CHANGERS = frozenset({
    "append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "remove", "discard",
    "clear", "appendleft",
})  # fmt: skip
MAKERS = frozenset({"list", "dict", "set"})

type Suspect = Callable[[Facts], Iterator[Fix]]


def shared(facts: Facts) -> tuple[Fix, ...]:
    """List the changes that would give each its own object; none where nothing in the text is shared."""
    suspects: tuple[Suspect, ...] = (
        shared_default,
        shared_class_attribute,
        shared_rows,
        shared_values,
        late_binding,
    )
    found = [fix for suspect in suspects for fix in suspect(facts)]
    return tuple(found[:MOST])


def is_mutable(node: ast.AST | None) -> bool:
    """Whether an expression makes a new container that can change."""
    match node:
        case ast.List() | ast.Dict() | ast.Set() | ast.ListComp() | ast.DictComp() | ast.SetComp():
            return True
        case ast.Call(func=ast.Name(id=name), args=[]):
            return name in MAKERS
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return isinstance(left, ast.List) or isinstance(right, ast.List)
        case _:
            return False


def body_of(function: Def) -> ast.stmt:
    """The first statement of a function behind its docstring."""
    match function.body:
        case [ast.Expr(value=ast.Constant(value=str())), second, *_]:
            return second
        case body:
            return body[0]


def shared_default(facts: Facts) -> Iterator[Fix]:
    """Yield for each list, dict or set that is a default: all calls that pass nothing share it."""
    program = facts.program
    for function in (one for found in program.functions.values() for one in found):
        first = body_of(function)
        if not facts.reached(first.lineno) or not is_alone(program, first):
            continue
        for name, default in defaults_of(function):
            if is_mutable(default):
                text = program.text(default)
                start = line_before(program, first, f"if {name} is None:\n    {name} = {text}")
                yield Fix(
                    f"Make a new {quoted(text, 30)} in each call of `{function.name}`: `{name}=None`",
                    (replaced(program, default, "None"), start),
                    birth=program.span(default),
                    code="mutable-default",
                    because=f"the default {quoted(text, 30)} of `{name}` is made once, when "
                    f"`{function.name}` is defined, so all calls that pass no `{name}` share and change it",
                )


def defaults_of(function: Def) -> list[tuple[str, ast.expr]]:
    """The parameters of a function that have a default, with it."""
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = list(zip(reversed(plain), reversed(arguments.defaults), strict=False))
    named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return [(one.arg, default) for one, default in (*pairs, *named) if default is not None]


def shared_class_attribute(facts: Facts) -> Iterator[Fix]:
    """Yield for each container in the body of a class that methods change as if each object had its own."""
    program = facts.program
    for owner in program.classes.values():
        starts = [one for one in owner.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"]
        for statement in owner.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    pass
                case _:
                    continue
            if not starts or not is_mutable(value) or not changed_by_self(owner, name):
                continue
            first, this = body_of(starts[0]), starts[0].args.args[:1]
            if not this or not is_alone(program, first):
                continue
            made = f"{this[0].arg}.{name} = {program.text(value)}"
            yield Fix(
                f"Give each object its own: {quoted(made)} at the start of `__init__`",
                (line_before(program, first, made),),
                birth=program.span(statement),
                code="shared-class-attribute",
                because=f"`{name}` is made once in the body of class `{owner.name}`, so all its objects "
                f"share and change the same one",
            )


def changed_by_self(owner: ast.ClassDef, name: str) -> bool:
    """Whether methods change an attribute's container and never give the object one of its own."""
    own = [node for node in ast.walk(owner) if isinstance(node, ast.Attribute) and node.attr == name]
    if any(isinstance(node.ctx, ast.Store) for node in own):
        return False
    return any(changes(node) == name for node in ast.walk(owner))


def changes(node: ast.AST) -> str | None:
    """The attribute of an object whose container a node changes."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Attribute(value=ast.Name(), attr=name), attr=method)):
            return name if method in CHANGERS else None
        case (
            ast.Subscript(value=ast.Attribute(value=ast.Name(), attr=name), ctx=ast.Store() | ast.Del())
            | ast.AugAssign(target=ast.Attribute(value=ast.Name(), attr=name))
        ):
            return name
        case _:
            return None


def shared_rows(facts: Facts) -> Iterator[Fix]:
    """Yield for each `[[0] * n] * m`: its rows are one and the same list."""
    program = facts.program
    for node in products(program):
        match node:
            case (
                ast.BinOp(left=ast.List(elts=[row]), right=count)
                | ast.BinOp(left=count, right=ast.List(elts=[row]))
            ) if is_mutable(row) and facts.reached(node.lineno):
                written = f"[{program.text(row)} for _ in range({program.text(count)})]"
                yield Fix(
                    f"Make each row anew: {quoted(written, 60)}",
                    (replaced(program, node, written),),
                    birth=program.span(node),
                    code="shared-rows",
                    because=f"{quoted(program.text(node), 40)} repeats one and the same list, so a change in "
                    f"one row shows in all rows",
                )
            case _:
                continue


def products(program: Program) -> list[ast.BinOp]:
    """All products in the text."""
    found = program.by_type.get(ast.BinOp, [])
    return [node for node in found if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)]


def shared_values(facts: Facts) -> Iterator[Fix]:
    """Yield for each `dict.fromkeys(keys, [])`: all keys hold the same list."""
    program = facts.program
    for node in program.by_type.get(ast.Call, []):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="dict"), attr="fromkeys"), args=[keys, value]
            ) if is_mutable(value) and facts.reached(node.lineno):
                written = f"{{key: {program.text(value)} for key in {program.text(keys)}}}"
                yield Fix(
                    f"Make each value anew: {quoted(written, 60)}",
                    (replaced(program, node, written),),
                    birth=program.span(node),
                    code="shared-values",
                    because=f"`fromkeys` puts one and the same {quoted(program.text(value), 20)} under all "
                    f"keys",
                )
            case _:
                continue


def late_binding(facts: Facts) -> Iterator[Fix]:
    """Yield for each function made in a loop that reads the loop's variable: later it reads the last one."""
    program = facts.program
    for loop in reached_nodes(facts, program.statements):
        if not isinstance(loop, ast.For):
            continue
        given = {part.id for part in ast.walk(loop.target) if isinstance(part, ast.Name)}
        for made in (node for statement in loop.body for node in ast.walk(statement)):
            if not isinstance(made, ast.Lambda | ast.FunctionDef) or is_used_at_once(program, made):
                continue
            names = sorted(given & read_in(made))
            edit = parameters_added(program, made, names)
            if names and edit:
                told = " and ".join(f"`{name}`" for name in names)
                yield Fix(
                    f"Keep the value of each round: {quoted(edit.text.strip(', '), 40)} as a default",
                    (edit,),
                    birth=program.span(made),
                    code="late-binding-closure",
                    because=f"the function made in line {made.lineno} reads {told} only when it is called, "
                    f"and the loop in line {loop.lineno} has left the last value there by then",
                )


def is_used_at_once(program: Program, made: ast.AST) -> bool:
    """Whether a function is called where it is made: as a key of a sort, or by a map that is gone through."""
    parent = program.parent(made)
    return isinstance(parent, ast.keyword) and parent.arg == "key"


def read_in(made: ast.Lambda | ast.FunctionDef) -> set[str]:
    """The names that a function reads and that are no parameters of it."""
    parameters = {one.arg for one in ast.walk(made.args) if isinstance(one, ast.arg)}
    body = made.body if isinstance(made.body, list) else [made.body]
    inside = (part for one in body for part in ast.walk(one) if isinstance(part, ast.Name))
    return {part.id for part in inside if isinstance(part.ctx, ast.Load)} - parameters


def parameters_added(program: Program, made: ast.Lambda | ast.FunctionDef, names: list[str]) -> Edit | None:
    """Write `name=name` behind the last parameter; None where a star makes the place unclear."""
    arguments = made.args
    if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or not arguments.args or not names:
        return None
    last = (arguments.defaults or arguments.args)[-1]
    span = program.span(last)
    text = "".join(f", {name}={name}" for name in names)
    return Edit(Span(span.end_line, span.end_column, span.end_line, span.end_column), text)
