"""One step back from a call: to the `return` of the function that was taken."""

import ast
from dataclasses import replace

from knowledge.backward.place import Place
from knowledge.backward.reaching import may_be, reached_nodes
from knowledge.calling.calls import callee
from knowledge.calling.decorating import is_registered, keeps_result, wrapper_of
from knowledge.calling.returning import (
    Def,
    falls_off,
    is_generator,
    never_answers,
    returns_of,
    says_nothing,
)
from knowledge.facts import Facts
from knowledge.program import first_line
from knowledge.value import Value

COPIERS = frozenset({"copy", "deepcopy"})


def of_call(facts: Facts, here: Place, call: ast.Call) -> Place | None:
    """Go to what the function returned; None where the call is where the walk ends."""
    function = callee(facts, call)
    if function is None:
        function = handed_over(facts, here, call)
        here = replace(here, sure=False)
    if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return of_function(facts, here, function)
    return None


def of_copy(here: Place, call: ast.Call) -> Place | None:
    """Go to what was copied, where a copy is the thing itself."""
    match call:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[copied], keywords=[]) if (
            name in COPIERS and here.value is not None and here.value.is_none
        ):
            return here.to(copied, "returned")
        case _:
            return None


def of_generator(facts: Facts, here: Place, call: ast.Call) -> Place | None:
    """Go to the end of a generator that was gone through by `yield from`, and that returns nothing."""
    function = callee(facts, call)
    if not isinstance(function, ast.FunctionDef) or not never_answers(function):
        return None
    return here.to(call, "returned", function).ending("falls-off", call, function, function)


def handed_over(facts: Facts, here: Place, call: ast.Call) -> Def | None:
    """Which function a variable, a table or an attribute held: the one that returned this value.

    It is one that the program passes around, and no other of those can have returned the same.
    """
    if here.value is None or not is_held(facts, call.func):
        return None
    called = call.func.id if isinstance(call.func, ast.Name) else ""
    passed = passed_around(facts) - {called}
    found = [
        one
        for name in sorted(passed)
        for one in facts.program.functions.get(name, ())
        if gave(facts, one, here.value)
    ]
    return found[0] if len(found) == 1 else None


def is_held(facts: Facts, function: ast.expr) -> bool:
    """Whether what is called was put there by the program: no function by its own name, and no method."""
    match function:
        case ast.Name() as name:
            kinds = {binding.kind for binding in facts.program.bindings(name)}
            return bool(kinds) and kinds <= {"parameter", "loop", "comprehension", "assignment"}
        case ast.Subscript():
            return True
        case ast.Call(func=ast.Attribute(attr="get")):
            return True
        case ast.Attribute(value=ast.Name(id="self"), attr=attr):
            return attr not in facts.program.functions
        case _:
            return False


def passed_around(facts: Facts) -> set[str]:
    """The names of functions and methods that the program uses without calling them there."""
    names = {use.name for use in facts.program.scopes.uses if not is_called(facts, use.node)}
    nodes = facts.program.by_type.get(ast.Attribute, ())
    handed = {one.attr for one in nodes if isinstance(one, ast.Attribute) and not is_called(facts, one)}
    entered = {
        name
        for name, functions in facts.program.functions.items()
        if any(is_registered(facts.program, one) for one in functions)
    }
    return names | handed | entered


def gave(facts: Facts, function: Def, value: Value) -> bool:
    """Whether a function's last answer was this value, or an answer before it may have been."""
    done = facts.returned(function.name, first_line(function))
    if done is None or is_generator(function):
        return False
    if agrees(done.value, value):
        return True
    if done.value.type == "function":
        return False
    ways = [one for one in returns_of(function) if returns_it(facts, one, value)]
    return done.count > 1 and bool(ways or (value.is_none and falls_off(function)))


def is_called(facts: Facts, node: ast.Name | ast.Attribute) -> bool:
    """Whether a name is called where it stands."""
    parent = facts.program.parent(node)
    return isinstance(parent, ast.Call) and parent.func is node


def of_function(facts: Facts, here: Place, function: Def) -> Place | None:
    """Go to the `return` that gave this value; a decorator may have put another function in its place."""
    if not keeps_result(function) and not is_registered(facts.program, function):
        instead = wrapper_of(facts.program, function)
        return of_function(facts, replace(here, sure=False), instead) if instead else None
    if is_generator(function):
        return None
    done = facts.returned(function.name, first_line(function))
    if done and agrees(done.value, here.value):
        there = replace(here, value=here.value or done.value)
        return of_line(there, function, done.line, sure=done.count == 1)
    return of_guess(facts, here, function)


def agrees(one: Value, other: Value | None) -> bool:
    """Whether two records can be of one value."""
    return other is None or (one.type == other.type and one.text == other.text)


def of_line(here: Place, function: Def, line: int, *, sure: bool) -> Place | None:
    """Go to the `return` on a line; a function that ended elsewhere ran off its end."""
    taken = [node for node in returns_of(function) if node.lineno <= line <= (node.end_lineno or node.lineno)]
    place = Place(here.node, None, here.value, sure=here.sure and sure)
    if not taken:
        return place.to(here.node, "returned", function).ending("falls-off", here.node, function, function)
    return of_return(place, taken[-1], function)


def of_return(here: Place, taken: ast.Return, function: Def) -> Place:
    """Go to the expression of a `return`."""
    if taken.value is None or says_nothing(taken):
        return here.to(taken, "returned").ending("bare-return", taken, function)
    return here.to(taken.value, "returned", taken)


def of_guess(facts: Facts, here: Place, function: Def) -> Place | None:
    """Where the record speaks of a later call: the only way out that can give this value."""
    value = here.value
    ways = [node for node in reached_nodes(facts, returns_of(function)) if returns_it(facts, node, value)]
    off = falls_off(function) and (value is None or value.is_none)
    if value is not None and value.is_none:
        silent = [node for node in ways if says_nothing(node)]
        ways = silent if silent or off else ways
    if len(ways) + off != 1:
        return None
    place = Place(here.node, None, value, sure=False)
    if off:
        return place.to(here.node, "returned", function).ending("falls-off", here.node, function, function)
    return of_return(place, ways[0], function)


def returns_it(facts: Facts, node: ast.Return, value: Value | None) -> bool:
    """Whether a `return` can have given this value."""
    if value is None:
        return True
    return value.is_none if node.value is None else may_be(facts.program, node.value, value)
