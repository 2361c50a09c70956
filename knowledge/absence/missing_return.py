"""A function that returns None without saying so: what it should have returned, and where."""

import ast
from collections.abc import Iterator

from knowledge.backward.origin import Origin
from knowledge.calling.returning import Def, inside, returns_of, says_nothing
from knowledge.cause import Cause, Fix
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.operating.touching import failing
from knowledge.telling.edits import below, is_alone, replaced
from knowledge.telling.wording import at_lines, listed, quoted

KEEPS = frozenset({"append", "extend", "add", "update", "insert", "setdefault", "appendleft"})

ITSELF = frozenset({"__enter__", "__aenter__", "__iter__"})
"""Methods that return their object more often than not."""


def without_return(facts: Facts, origin: Origin) -> Cause | None:
    """The function came to its end without a `return`."""
    function = origin.function
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    said = [node for node in returns_of(function) if not says_nothing(node)]
    return on_one_path(facts, function, said) if said else nowhere(facts, function)


def nowhere(facts: Facts, function: Def) -> Cause:
    """No `return` gives a value: the function forgot to hand over what it made."""
    fixes = tuple(return_fixes(facts, function))
    last = function.body[-1]
    printed = printed_by(last)
    because = f"`{function.name}` has no `return`, so every call of it returns None"
    if printed:
        because = f"`{function.name}` prints its result in line {last.lineno} and returns None"
    return Cause(
        "none-from-missing-return",
        because,
        last_span(facts, function),
        suggestions=tuple(fix.words for fix in fixes)
        or (f"Return the result at the end of `{function.name}`",),
        fixes=fixes,
    )


def on_one_path(facts: Facts, function: Def, said: list[ast.Return]) -> Cause:
    """Some path through the function has no `return`."""
    places = listed(at_lines(node.lineno) for node in said[:4])
    missed = how_missed(function, said)
    fixes = tuple(return_fixes(facts, function))
    return Cause(
        "none-from-missing-return",
        f"`{function.name}` came to its end without a `return`, so it returned None: {missed}",
        last_span(facts, function),
        suggestions=(
            f"End `{function.name}` with a `return` or a `raise` for the case that {places} is not reached",
            *(fix.words for fix in fixes),
            f"Handle None where `{function.name}` is called",
        ),
        fixes=fixes,
    )


def how_missed(function: Def, said: list[ast.Return]) -> str:
    """Say how a call went past the returns: over a loop that ended, or past conditions that did not hold."""
    places = listed(at_lines(node.lineno) for node in said[:4])
    last = function.body[-1]
    if isinstance(last, ast.For | ast.While) and all(covers(last, node) for node in said):
        lines = at_lines(last.lineno, last.end_lineno)
        return f"the loop in {lines} ended before the `return` in {places} was reached"
    if isinstance(last, ast.If) and all(covers(last, node) for node in said):
        return f"none of the conditions from line {last.lineno} on led to the `return` in {places}"
    return f"that call did not reach the `return` in {places}"


def covers(statement: ast.stmt, node: ast.stmt) -> bool:
    """Whether a statement lies inside another one, by its lines."""
    return statement.lineno <= node.lineno <= (statement.end_lineno or statement.lineno)


def returned_none(facts: Facts, origin: Origin) -> Cause | None:
    """The function says `return None`, or only `return`, on the path that was taken."""
    function, statement = origin.function, origin.node
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or not isinstance(
        statement, ast.Return
    ):
        return None
    test = condition_of(facts, statement)
    why = f" because {quoted(test, 50)} is true" if test else ""
    words = "return None" if statement.value else "return"
    return Cause(
        "none-from-return-none",
        f"`{function.name}` took `{words}` in line {statement.lineno}{why}",
        origin.span,
        suggestions=(
            f"Handle None where `{function.name}` is called, before using its result",
            f"Return a value, or raise an exception, in line {statement.lineno}",
        ),
    )


def condition_of(facts: Facts, statement: ast.stmt) -> str | None:
    """The test of the `if` whose body a statement stands in."""
    parent = facts.program.parent(statement)
    if isinstance(parent, ast.If) and statement in parent.body:
        return facts.program.text(parent.test)
    return None


def last_span(facts: Facts, function: Def) -> Span:
    """Where the `return` is missing: the end of the function."""
    last = function.body[-1]
    if isinstance(last, ast.Expr | ast.Assign | ast.AugAssign | ast.AnnAssign):
        return facts.program.span(last)
    return facts.program.source.line_span(function.end_lineno or function.lineno)


def printed_by(statement: ast.stmt) -> ast.expr | None:
    """The only thing that a statement prints."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[one], keywords=[])):
            return one
        case _:
            return None


def return_fixes(facts: Facts, function: Def) -> Iterator[Fix]:
    """Return the last expression, or what the function gathered, most likely first."""
    program, last = facts.program, function.body[-1]
    printed = printed_by(last)
    itself = function.name in ITSELF or goes_on(facts, function)
    if itself and function.args.args and is_alone(program, last):
        margin, name = program.source.indentation(last.lineno), function.args.args[0].arg
        edit = below(program, function.end_lineno or last.lineno, margin, f"return {name}")
        yield Fix(f"Return `{name}` at the end of `{function.name}`", (edit,), upstream=True)
    if printed is not None:
        text = program.text(printed)
        yield Fix(
            f"Return {quoted(text, 40)} in line {last.lineno} instead of printing it",
            (replaced(program, last, f"return {text}"),),
        )
    elif isinstance(last, ast.Expr) and worth_returning(function, last.value):
        text = program.text(last.value)
        yield Fix(
            f"Put `return` before {quoted(text, 40)} in line {last.lineno}",
            (replaced(program, last, f"return {text}"),),
        )
    if not is_alone(program, last):
        return
    margin = program.source.indentation(last.lineno)
    for name in dict.fromkeys((*gathered(function)[:2], *changed_parameters(function)[:1])):
        edit = below(program, function.end_lineno or last.lineno, margin, f"return {name}")
        yield Fix(f"Return `{name}` at the end of `{function.name}`", (edit,), upstream=True)


def changed_parameters(function: Def) -> list[str]:
    """The parameters whose attributes or items the function sets: such a function hands them back."""
    names = [one.arg for one in function.args.args if one.arg not in ("self", "cls")]
    targets = [
        node.value.id
        for node in inside(function)
        if isinstance(node, ast.Attribute | ast.Subscript)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
    ]
    return [name for name in names if name in targets]


def goes_on(facts: Facts, function: Def) -> bool:
    """Whether what a method returned was asked for a method of the same class: `a.add(1).add(2)`."""
    owner, node = facts.program.parent(function), failing(facts)
    if not isinstance(owner, ast.ClassDef) or not isinstance(node, ast.Attribute):
        return False
    names = {one.name for one in owner.body if isinstance(one, ast.FunctionDef)}
    return node.attr in names


def worth_returning(function: Def, node: ast.expr) -> bool:
    """Whether an expression on a line of its own, at a function's end, has a value that somebody may want.

    A constant there does nothing at all, so it was meant to be returned; a text alone is a docstring.
    """
    if isinstance(node, ast.Constant):
        return len(function.body) > 1 and node.value is not ...
    return not (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in KEEPS
    )


def gathered(function: Def) -> list[str]:
    """The variables that the function builds up or sets, those set last first."""
    found: dict[str, int] = {}
    for node in inside(function):
        for name in filled(node):
            found[name] = max(found.get(name, 0), node.lineno)  # type: ignore[attr-defined]  # statements have a line
    outer = {
        name
        for node in inside(function)
        if isinstance(node, ast.Global | ast.Nonlocal)
        for name in node.names
    }
    loops = {
        part.id
        for node in inside(function)
        if isinstance(node, ast.For)
        for part in ast.walk(node.target)
        if isinstance(part, ast.Name)
    }
    names = [name for name in found if name not in outer | loops]
    top = {name for statement in function.body for name in filled(statement)}
    return sorted(names, key=lambda name: (name in top, found[name]), reverse=True)


def filled(node: ast.AST) -> list[str]:
    """The names that a statement assigns to, adds to, or stores into."""
    match node:
        case ast.FunctionDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return stored_names(targets)
        case (
            ast.AugAssign(target=ast.Name(id=name))
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr())
        ):
            return [name]
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr))) if (
            attr in KEEPS
        ):
            return [name]
        case _:
            return []


def stored_names(targets: list[ast.expr]) -> list[str]:
    """The names that targets of an assignment give a value."""
    parts = (part for target in targets for part in ast.walk(target))
    return [part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]
