"""A variable that is set and never read: what was computed is not what is used."""

import ast
from collections.abc import Iterator

from knowledge.calling.calls import enclosing_class
from knowledge.calling.returning import Def, inside
from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.names.unread import unread
from knowledge.program import Program
from knowledge.scopes import Binding, Scope
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

KINDS = frozenset({"assignment", "loop"})
MOST = 3


@slip(rank=0)
def unread_variable(facts: Facts) -> Iterator[Fix]:
    """Set the attribute that others read, or read the variable where its source is read again."""
    program = facts.program
    for scope in program.scopes.all:
        if scope.kind not in ("function", "module") or (scope.kind == "module" and not scope.bindings):
            continue
        for name in unread(program, scope, KINDS):
            for binding in scope.bindings[name][:1]:
                if facts.reached(getattr(binding.owner, "lineno", 0)):
                    yield from changes(program, scope, binding)


def changes(program: Program, scope: Scope, binding: Binding) -> Iterator[Fix]:
    """Yield what the variable may have been meant for, most likely first."""
    place = program.span(binding.node)
    because = f"`{binding.name}` is set in line {place.line} and never read"
    if scope.kind == "function":
        yield from as_attribute(program, binding, place, because)
    yield from updated(program, scope, binding, place, because)
    yield from read_later(program, scope, binding, because)


def as_attribute(program: Program, binding: Binding, place: Span, because: str) -> Iterator[Fix]:
    """`self.name = …` where the class reads such an attribute."""
    function = program.function(binding.node)
    kind = enclosing_class(program, binding.node)
    if kind is None or not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    first = function.args.args[:1]
    if not first or program.parent(function) is not kind or not reads_attribute(program, binding.name):
        return
    written = f"{first[0].arg}.{binding.name}"
    yield Fix(
        f"Set `{written}` instead of the local `{binding.name}` in line {place.line}",
        (replaced(program, binding.node, written),),
        birth=place,
        because=f"{because}: it is a local variable of `{function.name}`, and others read `.{binding.name}`",
    )


def reads_attribute(program: Program, name: str) -> bool:
    """Whether some attribute of this name is read anywhere."""
    found = program.by_type.get(ast.Attribute, [])
    return any(
        isinstance(one, ast.Attribute) and one.attr == name and isinstance(one.ctx, ast.Load) for one in found
    )


def updated(program: Program, scope: Scope, binding: Binding, place: Span, because: str) -> Iterator[Fix]:
    """`total = total + x` where `totals = total + x` stands: the new value belongs to the old name."""
    if binding.value is None or not isinstance(binding.owner, ast.Assign):
        return
    names = dict.fromkeys(
        part.id
        for part in ast.walk(binding.value)
        if isinstance(part, ast.Name) and part.id in scope.bindings and part.id != binding.name
    )
    for name in list(names)[:MOST]:
        if any(one.kind in ("assignment", "augmented", "parameter") for one in scope.bindings[name]):
            yield Fix(
                f"Give the new value to `{name}` in line {place.line}",
                (replaced(program, binding.node, name),),
                birth=place,
                because=because,
            )


def read_later(program: Program, scope: Scope, binding: Binding, because: str) -> Iterator[Fix]:
    """Read the variable in the lines behind it, where they read what it was made from."""
    source = source_of_value(binding)
    if source is None:
        return
    names = {ast.unparse(part) for part in made_from(source)}
    later = [use for use in uses_behind(program, scope, binding) if program.text(use) in names]
    around = [program.parent(use) for use in later]
    items = [above for above in around if isinstance(above, ast.Subscript) and is_item(above)]
    for use in (*items[:MOST], *later[:MOST]):
        text = quoted(program.text(use), 40)
        yield Fix(
            f"Use `{binding.name}` instead of {text} in line {use.lineno}",
            (replaced(program, use, binding.name),),
            birth=program.span(use),
            because=f"{because}; line {use.lineno} reads {text} instead",
        )


def made_from(node: ast.expr) -> list[ast.expr]:
    """What a value is another form of: what a call is given or works on, what a comprehension goes through.

    A sum is no form of its parts.
    """
    match node:
        case ast.Call(func=ast.Attribute(value=owner), args=args):
            found = [owner, *args]
        case ast.Call(args=args):
            found = [*args]
        case ast.ListComp(generators=clauses) | ast.SetComp(generators=clauses):
            found = [clause.iter for clause in clauses]
        case ast.DictComp(generators=clauses) | ast.GeneratorExp(generators=clauses):
            found = [clause.iter for clause in clauses]
        case ast.Subscript(value=owner):
            found = [owner]
        case _:
            found = [node]
    inner = [
        part for one in found if isinstance(one, ast.Call) and one is not node for part in made_from(one)
    ]
    return [one for one in (*found, *inner) if isinstance(one, ast.Name | ast.Attribute)]


def is_item(node: ast.Subscript) -> bool:
    """Whether one item by its number is asked for: `rows[0]`."""
    return isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int)


def source_of_value(binding: Binding) -> ast.expr | None:
    """What a variable was made from; of a loop's, what the loop goes through."""
    if isinstance(binding.owner, ast.For):
        return binding.owner.iter
    return binding.value


def uses_behind(program: Program, scope: Scope, binding: Binding) -> list[ast.expr]:
    """The names and attributes that are read behind a binding, in a loop those of its body."""
    owner = binding.owner
    if isinstance(owner, ast.For):
        nodes = [node for statement in owner.body for node in ast.walk(statement)]
    else:
        end = getattr(owner, "end_lineno", 0)
        home = scope.node
        found = inside(home) if isinstance(home, Def.__value__) else iter(program.nodes)
        nodes = [node for node in found if getattr(node, "lineno", 0) > end]
    plain = [
        node
        for node in nodes
        if isinstance(node, ast.Name | ast.Attribute)
        and isinstance(node.ctx, ast.Load)
        and not is_owner(program, node)
    ]
    return sorted(plain, key=lambda node: (node.lineno, node.col_offset))


def is_owner(program: Program, node: ast.expr) -> bool:
    """Whether only a part of it is asked for: `self` of `self.rows`, `clean` of `clean(x)`."""
    parent = program.parent(node)
    return isinstance(parent, ast.Attribute) or (isinstance(parent, ast.Call) and parent.func is node)
