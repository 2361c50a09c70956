"""One step back from a name: to its assignment, its loop, or the argument that its caller passed."""

import ast

from knowledge.backward.elements import fed_to, iterated
from knowledge.backward.of_call import of_function
from knowledge.backward.place import Place, depth_of, expression_at, frames, line_of, runs
from knowledge.backward.reaching import in_force, may_be
from knowledge.calling.calls import (
    argument_for,
    callee,
    calls_to,
    class_of,
    default_of,
    methods_of,
    spreads,
)
from knowledge.calling.returning import Def, returns_of
from knowledge.facts import Facts
from knowledge.scopes import Binding, Function


def of_name(facts: Facts, here: Place, name: ast.Name) -> Place | None:
    """Go to what gave the name its value; None where nothing is known to have."""
    scope = facts.program.scope(name).resolve(name.id)
    if scope is None:
        return None
    bindings = scope.bindings[name.id]
    binding, sure = in_force(facts, bindings, line_of(facts, name), here.value)
    if binding is None:
        return None
    there = Place(name, depth_of(facts, scope, here.depth), here.value, sure=here.sure and sure)
    return of_binding(facts, there, binding)


def of_binding(facts: Facts, here: Place, binding: Binding) -> Place | None:
    """Go to the expression that a binding binds."""
    match binding.kind, binding.owner:
        case "parameter", (ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda()) as function:
            return of_parameter(facts, here, function, binding.name)
        case "loop", (ast.For() | ast.AsyncFor()) as loop:
            return of_loop(here, loop.iter, loop.target, binding.node)
        case "comprehension", ast.AST() as whole:
            return of_comprehension(here, whole, binding.node)
        case "with", ast.withitem(context_expr=context):
            entered = of_entering(facts, here, context)
            return entered or here.to(context, "assigned").ending("expression", context)
        case "augmented", ast.AST() as owner:
            return here.to(owner, "assigned").ending("expression", owner)
        case "def", (ast.FunctionDef() | ast.AsyncFunctionDef()) as function:
            return of_decorator(facts, here, function) or here.ending("definition", binding.node)
        case "import" | "class", _:
            return here.ending("definition", binding.node)
        case _, owner if binding.value is not None:
            return here.to(binding.value, "assigned", owner)
        case _, ast.Assign(targets=[target], value=value) as owner:
            return of_unpacking(here, target, value, binding.node, owner)
        case _:
            return None


def of_entering(facts: Facts, here: Place, context: ast.expr) -> Place | None:
    """What `with` gives a name is what `__enter__` returned: None where that forgot to."""
    kind = class_of(facts, context)
    if kind is None or here.value is None or not here.value.is_none:
        return None
    methods = (one for one in methods_of(facts.program, kind) if one.name in ("__enter__", "__aenter__"))
    method = next(methods, None)
    return of_function(facts, here, method) if method else None


def of_decorator(facts: Facts, here: Place, function: Def) -> Place | None:
    """A decorated name holds what its decorator returned: None where that forgot to."""
    if here.value is None or not here.value.is_none or not function.decorator_list:
        return None
    decorator = function.decorator_list[0]
    found = program_function(facts, decorator)
    return of_function(facts, here, found) if found else None


def program_function(facts: Facts, decorator: ast.expr) -> Def | None:
    """The program's function that is used as a decorator, itself or as what another one returns."""
    if isinstance(decorator, ast.Call):
        factory = callee(facts, decorator)
        plain = factory if isinstance(factory, ast.FunctionDef) else None
        made = [node.value for node in returns_of(plain) if node.value] if plain else []
        return program_function(facts, made[0]) if len(made) == 1 and isinstance(made[0], ast.Name) else None
    bindings = facts.program.bindings(decorator) if isinstance(decorator, ast.Name) else []
    nodes = [one.node for one in bindings if isinstance(one.node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return nodes[0] if len(nodes) == 1 else None


def of_unpacking(
    here: Place, target: ast.expr, value: ast.expr, name: ast.AST, owner: ast.AST
) -> Place | None:
    """Go to the item that a name got from the right side of an assignment."""
    match target, value:
        case ((ast.Tuple(elts=names) | ast.List(elts=names)), (ast.Tuple(elts=items) | ast.List(elts=items))):
            starred = any(isinstance(part, ast.Starred) for part in (*names, *items))
            pairs = zip(names, items, strict=True) if len(names) == len(items) and not starred else ()
            found = next((item for part, item in pairs if part is name), None)
            return here.to(found, "assigned", owner) if found else None
        case ((ast.Tuple(elts=names) | ast.List(elts=names)), _):
            row = place_among(names, name)
            what = "element" if row is None else f"element:{row}"
            return here.to(value, "assigned", owner).ending(what, value, shown=owner)
        case _:
            return here.to(value, "assigned", owner).ending("element", value)


def place_among(names: list[ast.expr], name: ast.AST) -> int | None:
    """Which item of a tuple a name gets; a star before it hides the count."""
    row = next((at for at, part in enumerate(names) if part is name), None)
    starred = any(isinstance(part, ast.Starred) for part in names[:row])
    return None if starred else row


def of_loop(here: Place, iterable: ast.expr, target: ast.expr, name: ast.AST) -> Place:
    """Go to the container that a loop walks over; the walk over items takes it from there."""
    container, what = iterated(iterable, target, name)
    place = here.to(container, "element", iterable)
    return place.ending(f"element:{what}" if what else "element", container)


def of_comprehension(here: Place, whole: ast.AST, name: ast.AST) -> Place | None:
    """Go to the container that the clause walks over which binds the name."""
    for clause in getattr(whole, "generators", ()):
        if any(part is name for part in ast.walk(clause.target)):
            return of_loop(here, clause.iter, clause.target, name)
    return None


def of_parameter(facts: Facts, here: Place, function: Function, name: str) -> Place | None:
    """Go to the argument: in the caller's frame where it still runs, else in the one call there was.

    What an earlier call has stored is met again in a later one, whose argument is another.
    """
    depth = here.depth
    if depth is None or not runs(frames(facts)[depth], function):
        return of_ended_call(facts, here, function, name)
    caller = frames(facts)[depth - 1] if depth else None
    if caller is None or not caller.in_program:
        return None
    call = expression_at(facts.program, caller.span)
    call = call.value if isinstance(call, ast.Await) else call
    if not isinstance(call, ast.Call):
        return None
    there = Place(call, depth - 1, here.value, sure=here.sure)
    found = of_feeding(there, call, function, name) or of_argument(facts, there, call, function, name)
    if found is not None and not found.kind and not could_be(facts, found):
        return of_ended_call(facts, here, function, name)
    return found


def of_argument(facts: Facts, here: Place, call: ast.Call, function: Function, name: str) -> Place | None:
    """Go to the argument of a call, or to the default where the call passes none."""
    argument = argument_for(facts.program, call, function, name)
    if argument is not None:
        return here.to(argument, "argument", call)
    default = default_of(function, name)
    if default is None or spreads(call) or name in {keyword.arg for keyword in call.keywords}:
        return None
    return here.to(default, "argument", call).ending("default", default, function, call)


def of_ended_call(facts: Facts, here: Place, function: Function, name: str) -> Place | None:
    """Go to the argument of the only call that can have passed this value."""
    if isinstance(function, ast.Lambda):
        return None
    ended = Place(here.node, None, here.value, sure=here.sure)
    found = [of_argument(facts, ended, call, function, name) for call in calls_to(facts, function)]
    able = [place for place in found if place and could_be(facts, place)]
    return able[0] if len(able) == 1 else None


def could_be(facts: Facts, place: Place) -> bool:
    """Whether the expression at a place can have had the value that is followed."""
    return (
        place.value is None
        or not isinstance(place.node, ast.expr)
        or may_be(facts.program, place.node, place.value)
    )


def of_feeding(here: Place, call: ast.Call, function: Function, name: str) -> Place | None:
    """Go to the iterable whose items a builtin such as `min` or `map` hands to its function."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    handed = (*call.args, *(keyword.value for keyword in call.keywords))
    for argument in handed:
        named = isinstance(argument, ast.Name) and argument.id == getattr(function, "name", None)
        if argument is function or named:
            iterable = fed_to(call, argument, names.index(name) if name in names else -1)
            return of_loop(here, iterable, ast.Name(name), argument) if iterable else None
    return None
