"""Finds the scopes of a program.

`symtable` knows no order and, since 3.12, no comprehension scopes; so scopes are made in one walk over the
tree. The walk keeps its own stack: trees nest deeper than Python recurses.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from knowledge.below import nodes_in
from knowledge.scopes import Binding, Function, Scope, Scopes, Use

type Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
type Pairs = Iterable[tuple[ast.AST, Scope]]
"""Nodes, each with the scope in which it is evaluated."""

DIVIDED = frozenset({ast.Tuple, ast.List, ast.Starred})
"""The targets that are made of others."""


def scopes_of(tree: ast.Module) -> Scopes:
    """Walk the tree once.

    This is the innermost loop of the whole static pass. On the stack lie nodes, and a scope wherever those
    that come next are evaluated in another one than those before.
    """
    scope = Scope("module", tree, None)
    found = Scopes(scope, [scope], [], {}, {})
    inside, parents, uses = found.inside, found.parents, found.uses
    pending: list[Any] = [tree]
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind is Scope:
            scope = node
            continue
        inside[node] = scope
        if kind is ast.Name:
            if type(node.ctx) is ast.Store:
                note_stored(found, node, scope)
            else:
                uses.append(Use(node.id, node, scope))
        elif kind in OPENERS:
            pending += opening(found, node, scope)
        elif kind is not ast.Constant:
            if kind in BINDERS:
                note_binding(node, scope)
            below = nodes_in(node)
            for child in below:
                parents[child] = node
            below.reverse()
            pending += below
    for inner in found.all:
        lift_declared(inner)
    return found


def opening(found: Scopes, node: ast.AST, scope: Scope) -> list[ast.AST | Scope]:
    """What comes on the stack for a node that opens a scope: the last one is met first."""
    below: list[ast.AST | Scope] = []
    current = scope
    for child, home in OPENERS[type(node)](found, node, scope):
        found.parents.setdefault(child, node)
        if home is not current:
            below.append(home)
            current = home
        below.append(child)
    if current is not scope:
        below.append(scope)
    below.reverse()
    return below


def opened(found: Scopes, kind: str, node: ast.AST, parent: Scope) -> Scope:
    """Open a scope."""
    scope = Scope(kind, node, parent)
    found.all.append(scope)
    return scope


def of_function(found: Scopes, node: Function, scope: Scope) -> Pairs:
    """Decorators and defaults belong outside; annotations too, unless there are type parameters."""
    inner = opened(found, "lambda" if isinstance(node, ast.Lambda) else "function", node, scope)
    arguments = node.args
    found.inside[arguments], found.parents[arguments] = inner, node
    parameters = [] if isinstance(node, ast.Lambda) else node.type_params
    hints = inner if parameters else scope
    for default in [*arguments.defaults, *arguments.kw_defaults]:
        if default is not None:
            found.parents[default] = arguments
            yield default, scope
    for argument in parameters_of(arguments):
        bind(inner, Binding(argument.arg, "parameter", argument, node))
        found.inside[argument], found.parents[argument] = inner, arguments
        if argument.annotation:
            found.parents[argument.annotation] = argument
            yield argument.annotation, hints
    if isinstance(node, ast.Lambda):
        yield node.body, inner
        return
    bind(scope, Binding(node.name, "def", node, node))
    yield from ((decorator, scope) for decorator in node.decorator_list)
    if node.returns:
        yield node.returns, hints
    yield from ((child, inner) for child in [*parameters, *node.body])


def parameters_of(arguments: ast.arguments) -> Iterator[ast.arg]:
    """Yield all parameters in the order in which they are written."""
    yield from arguments.posonlyargs
    yield from arguments.args
    if arguments.vararg:
        yield arguments.vararg
    yield from arguments.kwonlyargs
    if arguments.kwarg:
        yield arguments.kwarg


def of_class(found: Scopes, node: ast.ClassDef, scope: Scope) -> Pairs:
    """Bases and decorators belong outside."""
    bind(scope, Binding(node.name, "class", node, node))
    heads = opened(found, "type-parameters", node, scope) if node.type_params else scope
    inner = opened(found, "class", node, heads)
    yield from ((child, heads) for child in node.type_params)
    yield from ((decorator, scope) for decorator in node.decorator_list)
    yield from ((child, heads) for child in [*node.bases, *node.keywords])
    yield from ((child, inner) for child in node.body)


def of_comprehension(found: Scopes, node: Comprehension, scope: Scope) -> Pairs:
    """The first iterable is evaluated outside, all else inside."""
    inner = opened(found, "comprehension", node, scope)
    for row, generator in enumerate(node.generators):
        found.inside[generator], found.parents[generator] = inner, node
        found.parents.update(dict.fromkeys([generator.iter, *generator.ifs], generator))
        yield generator.iter, inner if row else scope
        yield from ((child, inner) for child in [generator.target, *generator.ifs])
    values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    yield from ((value, inner) for value in values)


def note_stored(found: Scopes, node: ast.Name, scope: Scope) -> None:
    """A name is stored by what stands around it; `x += 1` uses it too."""
    kind, owner, value = binder(found.parents, node)
    home = scope
    while kind == "walrus" and home.kind == "comprehension" and home.parent:
        home = home.parent
    bind(home, Binding(node.id, kind, node, owner, value))
    if kind == "augmented":
        found.uses.append(Use(node.id, node, scope))


def binder(parents: dict[ast.AST, ast.AST], node: ast.Name) -> tuple[str, ast.AST, ast.expr | None]:
    """Find what gives a stored name its value, and that value where the name gets the whole of it."""
    child: ast.AST = node
    while type(parents.get(child)) in DIVIDED:
        child = parents[child]
    whole = child is node
    match parents.get(child):
        case ast.Assign(value=value) as owner:
            return "assignment", owner, value if whole else None
        case ast.AnnAssign(value=value) as owner:
            return "assignment" if value else "annotation", owner, value
        case ast.AugAssign(value=value) as owner:
            return "augmented", owner, None
        case ast.NamedExpr(value=value) as owner:
            return "walrus", owner, value
        case ast.For() | ast.AsyncFor() as owner:
            return "loop", owner, None
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp() as owner:
            return "comprehension", owner, None
        case ast.withitem() as owner:
            return "with", owner, None
        case ast.TypeAlias(value=value) as owner:
            return "type", owner, value
        case owner:
            return "assignment", owner or node, None


def note_binding(node: ast.AST, scope: Scope) -> None:
    """Bind what is bound by something else than a name node."""
    match node:
        case ast.Import() | ast.ImportFrom():
            note_import(node, scope)
        case ast.ExceptHandler(name=str(name)):
            bind(scope, Binding(name, "except", node, node))
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            bind(scope, Binding(name, "match", node, node))
        case ast.TypeVar(name=name) | ast.ParamSpec(name=name) | ast.TypeVarTuple(name=name):
            bind(scope, Binding(name, "type", node, node))
        case ast.Global(names=names):
            scope.globals.update(names)
        case ast.Nonlocal(names=names):
            scope.nonlocals.update(names)


def note_import(node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
    """`import a.b` binds `a`; a star binds what nobody can see."""
    for alias in node.names:
        if alias.name == "*" and isinstance(node, ast.ImportFrom):
            scope.stars.append(node)
        else:
            name = alias.asname or (
                alias.name.partition(".")[0] if isinstance(node, ast.Import) else alias.name
            )
            bind(scope, Binding(name, "import", alias, node))


def bind(scope: Scope, binding: Binding) -> None:
    """Add a binding to a scope."""
    scope.bindings.setdefault(binding.name, []).append(binding)


def lift_declared(scope: Scope) -> None:
    """What a function binds under `global` or `nonlocal` belongs to the scope that it names."""
    for name in [name for name in scope.bindings if name in scope.globals]:
        if scope.parent is not None:
            scope.root.bindings.setdefault(name, []).extend(scope.bindings.pop(name))
    for name in [name for name in scope.bindings if name in scope.nonlocals]:
        home = owner_of(name, scope.parent.chain() if scope.parent else ())
        if home:
            home.bindings[name].extend(scope.bindings.pop(name))


def owner_of(name: str, scopes: Iterable[Scope]) -> Scope | None:
    """Find the first function scope that binds the name itself."""
    return next((scope for scope in scopes if scope.kind == "function" and name in scope.bindings), None)


OPENERS: dict[type[ast.AST], Callable[[Scopes, Any, Scope], Pairs]] = {
    **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda), of_function),
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), of_comprehension),
    ast.ClassDef: of_class,
}
BINDERS = frozenset(
    {
        *(ast.Import, ast.ImportFrom, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping),
        *(ast.TypeVar, ast.ParamSpec, ast.TypeVarTuple, ast.Global, ast.Nonlocal),
    }
)
