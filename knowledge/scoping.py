"""Finds the scopes of a program.

`symtable` knows no order and, since 3.12, no comprehension scopes; so scopes are made in one walk over the
tree. The walk keeps its own stack: trees nest deeper than Python recurses.
"""

import ast
from collections.abc import Iterable, Iterator

from knowledge.scopes import FUNCTIONS, Binding, Function, Scope, Scopes, Use

type Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp

SHARED = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
BINDERS = (
    *(ast.Import, ast.ImportFrom, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping),
    *(ast.TypeVar, ast.ParamSpec, ast.TypeVarTuple, ast.Global, ast.Nonlocal),
)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SPECIAL = frozenset({ast.Name, *FUNCTIONS, ast.ClassDef, *COMPREHENSIONS, *BINDERS})
"""The kinds of nodes that bind or use names, or open a scope."""


class Kinds(dict[type, bool]):
    """Which types are those of nodes that have a place of their own; each is found out once."""

    def __missing__(self, kind: type) -> bool:
        """Contexts and operators have none: there is one of each for all programs, so no parent."""
        self[kind] = found = issubclass(kind, ast.AST) and not issubclass(kind, SHARED)
        return found


PLACED = Kinds()


def scopes_of(tree: ast.Module) -> Scopes:
    """Walk the tree once."""
    root = Scope("module", tree, None)
    found = Scopes(root, [root], [], {}, {})
    inside, parents = found.inside, found.parents
    pending: list[tuple[ast.AST, Scope]] = [(tree, root)]
    while pending:
        node, scope = pending.pop()
        inside[node] = scope
        if type(node) in SPECIAL:
            below = list(children(found, node, scope))
            for child, _ in below:
                parents.setdefault(child, node)
        else:
            plain = nodes_in(node)
            parents.update(dict.fromkeys(plain, node))
            below = [(child, scope) for child in plain]
        below.reverse()
        pending += below
    for inner in found.all:
        lift_declared(inner)
    return found


def children(found: Scopes, node: ast.AST, scope: Scope) -> Iterable[tuple[ast.AST, Scope]]:
    """Note what a special node binds or uses, and return the nodes below it, each with its scope."""
    if isinstance(node, ast.Name):
        note_name(found, node, scope)
        return ()
    if isinstance(node, FUNCTIONS):
        return of_function(found, node, scope)
    if isinstance(node, ast.ClassDef):
        return of_class(found, node, scope)
    if isinstance(node, COMPREHENSIONS):
        return of_comprehension(found, node, scope)
    note_binding(node, scope)
    return [(child, scope) for child in nodes_in(node)]


def nodes_in(node: ast.AST) -> list[ast.AST]:
    """The nodes right below a node, in the order of the text, without contexts and operators.

    This is the innermost loop of the whole static pass, and takes a quarter of the time of
    `ast.iter_child_nodes`.
    """
    found: list[ast.AST] = []
    for value in vars(node).values():
        kind = type(value)
        if kind is list:
            found += [item for item in value if PLACED[type(item)]]
        elif PLACED[kind]:
            found.append(value)
    return found


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it in no order to rely on, without contexts and operators.

    Takes half the time of `ast.walk`.
    """
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        pending += nodes_in(node)


def opened(found: Scopes, kind: str, node: ast.AST, parent: Scope) -> Scope:
    """Open a scope."""
    scope = Scope(kind, node, parent)
    found.all.append(scope)
    return scope


def of_function(found: Scopes, node: Function, scope: Scope) -> Iterator[tuple[ast.AST, Scope]]:
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


def of_class(found: Scopes, node: ast.ClassDef, scope: Scope) -> Iterator[tuple[ast.AST, Scope]]:
    """Bases and decorators belong outside."""
    bind(scope, Binding(node.name, "class", node, node))
    heads = opened(found, "type-parameters", node, scope) if node.type_params else scope
    inner = opened(found, "class", node, heads)
    yield from ((child, heads) for child in node.type_params)
    yield from ((decorator, scope) for decorator in node.decorator_list)
    yield from ((child, heads) for child in [*node.bases, *node.keywords])
    yield from ((child, inner) for child in node.body)


def of_comprehension(found: Scopes, node: Comprehension, scope: Scope) -> Iterator[tuple[ast.AST, Scope]]:
    """The first iterable is evaluated outside, all else inside."""
    inner = opened(found, "comprehension", node, scope)
    for row, generator in enumerate(node.generators):
        found.inside[generator], found.parents[generator] = inner, node
        found.parents.update(dict.fromkeys([generator.iter, *generator.ifs], generator))
        yield generator.iter, inner if row else scope
        yield from ((child, inner) for child in [generator.target, *generator.ifs])
    values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    yield from ((value, inner) for value in values)


def note_name(found: Scopes, node: ast.Name, scope: Scope) -> None:
    """A name is stored by what stands around it, else it is used."""
    if not isinstance(node.ctx, ast.Store):
        found.uses.append(Use(node.id, node, scope))
        return
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
    while isinstance(parents.get(child), ast.Tuple | ast.List | ast.Starred):
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
    for name in scope.globals & scope.bindings.keys():
        if scope.parent is not None:
            scope.root.bindings.setdefault(name, []).extend(scope.bindings.pop(name))
    for name in scope.nonlocals & scope.bindings.keys():
        home = owner_of(name, scope.parent.chain() if scope.parent else ())
        if home:
            home.bindings[name].extend(scope.bindings.pop(name))


def owner_of(name: str, scopes: Iterable[Scope]) -> Scope | None:
    """Find the first function scope that binds the name itself."""
    return next((scope for scope in scopes if scope.kind == "function" and name in scope.bindings), None)
