"""Which names certainly have no value where they are read.

Follows the statements of a module or function in the order in which they run, with the set of the names that
may have got a value by then. What is only possible is let pass: a branch that binds a name is believed to
have been taken, a loop to have gone round, unless a name is read on the straight way through its first round.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from analyzer.reading.guards import constant_truth, ends_program
from knowledge.below import nodes_in, walk
from knowledge.program import Program
from knowledge.scopes import Scope, Use

type Names = frozenset[str]
type State = Names | None
"""The names that may have a value; None where control never comes."""

DEFERRED = (ast.Lambda, ast.GeneratorExp)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
CONSUMERS = frozenset(
    {"all", "any", "dict", "frozenset", "list", "max", "min", "set", "sorted", "sum", "tuple"}
)
"""Builtins that run a generator to its end, or at least begin with it."""

NOTHING: Names = frozenset()


@dataclass(frozen=True, slots=True)
class Flow:
    """What is followed (the names that `scope` owns), and the readings that were found to fail."""

    program: Program
    scope: Scope
    names: Names
    bound: dict[ast.AST, set[str]] = field(default_factory=dict)
    readers: set[ast.AST] = field(default_factory=set)
    found: list[ast.Name] = field(default_factory=list)

    def bound_in(self, *nodes: ast.AST) -> Names:
        """The followed names that these nodes may bind, wherever in them."""
        return NOTHING.union(*[self.bound[node] for node in nodes if node in self.bound])


def unset_readings(program: Program, scope: Scope, names: Names, uses: Iterable[Use]) -> list[ast.Name]:
    """The places at which one of these names of the scope is read and cannot have a value.

    `uses` are the readings that may be among them.
    """
    node = scope.node
    if not names or not isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return []
    flow = marked(Flow(program, scope, names), uses)
    parameters = (
        name for name, bindings in scope.bindings.items() if bindings[0].kind in {"parameter", "type"}
    )
    block(flow, node.body, frozenset(parameters), NOTHING)
    return flow.found


def marked(flow: Flow, uses: Iterable[Use]) -> Flow:
    """Mark every node in which a followed name is bound or read, so that the others cost nothing."""
    parents, bound, readers = flow.program.scopes.parents, flow.bound, flow.readers
    for name in flow.names:
        for binding in flow.scope.bindings[name]:
            node: ast.AST | None = None if binding.kind == "annotation" else binding.node
            while node is not None and name not in bound.setdefault(node, set()):
                bound[node].add(name)
                node = parents.get(node)
    for use in uses:
        node = use.node if use.name in flow.names else None
        while node is not None and node not in readers:
            readers.add(node)
            node = parents.get(node)
    return flow


def block(flow: Flow, body: Iterable[ast.stmt], state: State, again: Names) -> State:
    """Go through statements; `again` holds what an earlier round of the loop around may have bound."""
    for statement in body:
        if state is None:
            return None
        state = step(flow, statement, state, again)
    return state


def step(flow: Flow, node: ast.stmt, state: Names, again: Names) -> State:
    """Go through one statement."""
    match node:
        case ast.If():
            return of_if(flow, node, read(flow, [node.test], state), again)
        case ast.For() | ast.AsyncFor() | ast.While():
            return of_loop(flow, node, state, again)
        case ast.Try() | ast.TryStar():
            return of_try(flow, node, state | again)
        case ast.With() | ast.AsyncWith():
            return of_with(flow, node, state, again)
        case ast.Match():
            return of_match(flow, node, read(flow, [node.subject], state), again)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return of_definition(flow, node, state)
        case _:
            return of_simple(flow, node, state)


def of_simple(flow: Flow, node: ast.stmt, state: Names) -> State:
    """A statement without a block: what it reads comes before what it binds."""
    state = read(flow, [node], state)
    match node:
        case ast.Return() | ast.Raise() | ast.Break() | ast.Continue():
            return None
        case ast.Delete(targets=targets):
            gone = {target.id for target in targets if isinstance(target, ast.Name)}
            return state - gone
        case _:
            return None if ends_program(node) else state | flow.bound_in(node)


def of_if(flow: Flow, node: ast.If, state: Names, again: Names) -> State:
    """Either branch may be taken, unless the test is a constant."""
    truth = constant_truth(node.test)
    inside = state | again
    taken = block(flow, node.body, inside, again) if truth is not False else None
    other = block(flow, node.orelse, inside, again) if truth is not True else None
    return without(either(taken, other), (again - state) - flow.bound_in(*node.body, *node.orelse))


def without(state: State, assumed: Names) -> State:
    """Take back what was assumed for a branch."""
    return None if state is None else state - assumed


def of_loop(flow: Flow, node: ast.For | ast.AsyncFor | ast.While, state: Names, again: Names) -> State:
    """The first round starts with what there is; a `continue` may lead to any later one."""
    state = read(flow, [node.test if isinstance(node, ast.While) else node.iter], state)
    rounds = flow.bound_in(*node.body)
    target = NOTHING if isinstance(node, ast.While) else flow.bound_in(node.target)
    entry = state | again | target
    if holds(flow, node.body, ast.Continue):
        entry |= rounds
    block(flow, node.body, entry, again | rounds)
    endless = isinstance(node, ast.While) and constant_truth(node.test) is True
    if endless and not holds(flow, [node], ast.Break):
        return None
    after = state | rounds | target
    return (
        after | flow.bound_in(*node.orelse) if block(flow, node.orelse, after, again) is not None else after
    )


def holds(flow: Flow, nodes: Iterable[ast.stmt], kind: type[ast.stmt]) -> bool:
    """Whether such a statement stands somewhere in these; where the program has none, nobody looks."""
    if kind not in flow.program.by_type:
        return False
    return any(isinstance(part, kind) for node in nodes for part in walk(node))


def of_try(flow: Flow, node: ast.Try | ast.TryStar, state: Names) -> State:
    """A handler may start anywhere in the body; its name is gone when it ends."""
    body = block(flow, [*node.body, *node.orelse], state, NOTHING)
    caught = state | flow.bound_in(*node.body)
    ends: list[State] = [body]
    for handler in node.handlers:
        if handler.type:
            read(flow, [handler.type], caught)
        name = frozenset({handler.name}) if handler.name else NOTHING
        end = block(flow, handler.body, caught | name, NOTHING)
        ends.append(without(end, name))
    after: State = None
    for end in ends:
        after = either(after, end)
    handled = (part for handler in node.handlers for part in handler.body)
    anywhere = caught | flow.bound_in(*node.orelse, *handled)
    final = block(flow, node.finalbody, anywhere, NOTHING)
    return None if final is None or after is None else after | flow.bound_in(*node.finalbody)


def of_with(flow: Flow, node: ast.With | ast.AsyncWith, state: Names, again: Names) -> State:
    """A context may swallow what goes wrong in its body, so the end is always reached."""
    for item in node.items:
        state = read(flow, [item.context_expr], state)
        state |= flow.bound_in(item.optional_vars) if item.optional_vars else NOTHING
    block(flow, node.body, state, again)
    return state | flow.bound_in(*node.body)


def of_match(flow: Flow, node: ast.Match, state: Names, again: Names) -> State:
    """Any case may be taken, or none."""
    after: State = state
    for case in node.cases:
        entry = state | again | flow.bound_in(case.pattern)
        entry = read(flow, [case.guard], entry) if case.guard else entry
        after = either(after, block(flow, case.body, entry, again))
    bodies = [statement for case in node.cases for statement in case.body]
    return without(after, (again - state) - flow.bound_in(*bodies))


def of_definition(
    flow: Flow, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, state: Names
) -> State:
    """What stands around the body is evaluated now; the body of a function later, that of a class at once."""
    now: list[ast.AST] = [*node.decorator_list]
    if isinstance(node, ast.ClassDef):
        now += [*node.bases, *node.keywords]
    else:
        now += [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
    state = read(flow, now, state)
    if isinstance(node, ast.ClassDef):
        block(flow, node.body, state, NOTHING)
    return state | {node.name}


def either(one: State, other: State) -> State:
    """Where two ways meet."""
    if one is None or other is None:
        return other if one is None else one
    return one | other


def read(flow: Flow, nodes: Iterable[ast.AST], state: Names) -> Names:
    """Note the readings in expressions that cannot succeed; a `:=` binds for what comes after it."""
    pending = [*reversed(list(nodes))]
    while pending:
        node = pending.pop()
        if not (node in flow.readers or node in flow.bound or isinstance(node, ast.comprehension)):
            continue
        match node:
            case ast.Name(id=name) if name in flow.names and name not in state and is_read(flow, node):
                flow.found.append(node)
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                state = read(flow, [value], state) | {name}
                continue
            case ast.GeneratorExp() if not is_consumed(flow.program, node):
                pending.append(node.generators[0].iter)
                continue
            case ast.Lambda():
                pending.extend(
                    default for default in [*node.args.defaults, *node.args.kw_defaults] if default
                )
                continue
            case ast.AnnAssign():
                pending.extend(part for part in (node.value, node.target) if part)
                continue
        pending.extend(reversed(nodes_in(node)))
    return state


def is_consumed(program: Program, node: ast.GeneratorExp) -> bool:
    """Whether a generator is run through at once, by the call that it is handed to."""
    match program.parent(node):
        case ast.Call(func=ast.Name(id=name)):
            return name in CONSUMERS and program.scopes.root.resolve(name) is None
        case ast.Call(func=ast.Attribute(attr="join")):
            return True
        case _:
            return False


def is_read(flow: Flow, node: ast.Name) -> bool:
    """Whether a name node needs the value that the followed scope holds."""
    augmented = isinstance(flow.program.parent(node), ast.AugAssign) and isinstance(node.ctx, ast.Store)
    if isinstance(node.ctx, ast.Store) and not augmented:
        return False
    return flow.program.scope(node).resolve(node.id) is flow.scope
