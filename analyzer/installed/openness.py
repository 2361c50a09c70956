"""Whether a module may hold names that its source does not show; read from the source, as a tree."""

import ast
from collections.abc import Iterator

READERS = frozenset({"copy", "get", "items", "keys", "values"})
NAMESPACES = frozenset({"globals", "locals", "vars"})
DISPLAYS = (ast.List, ast.Tuple, ast.Set)


def is_open(tree: ast.Module) -> bool:
    """Whether a module writes its own names by other means than statements.

    Anything that might be such a means counts, but for the two that say their names: `globals()[name]`
    where a loop takes the name from a literal, and a `__getattr__` that raises for all but names it lists.
    """
    return any(writes_unseen(tree, node) for node in ast.walk(tree)) or not answers_listed_names_only(tree)


def writes_unseen(tree: ast.Module, node: ast.AST) -> bool:
    """Whether a node may give the module names that stand nowhere."""
    match node:
        case ast.Call(func=ast.Name(id="exec"), args=args):
            return len(args) < 2
        case ast.Call(func=ast.Name(id=name), args=[]) if name in NAMESPACES:
            return not is_only_read(tree, node)
        case ast.Name(id="__path__" | "__dict__", ctx=ast.Store()) | ast.Name(id="extend_path"):
            return True
        case ast.Subscript(value=ast.Attribute(attr="modules"), slice=ast.Name(id="__name__")):
            return True
        case ast.Call(args=[ast.Name(id="__name__")], func=ast.Name(id="__import__" | "import_module")):
            return True
        case ast.Call(args=[ast.Name(id="__name__")], func=ast.Attribute(attr="import_module")):
            return True
        case _:
            return False


def is_only_read(tree: ast.Module, call: ast.Call) -> bool:
    """Whether a call of `globals` only serves to look names up, is copied, or writes names from a literal."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=value, attr=attr) if value is call:
                return attr in READERS
            case ast.Subscript(value=value, ctx=ast.Load() | ast.Del()) if value is call:
                return True
            case ast.Subscript(value=value, slice=ast.Name(id=name)) if value is call:
                return name in loop_names(tree)
            case ast.Compare(comparators=[value]) if value is call:
                return True
            case ast.Call(func=ast.Attribute(value=ast.Name(), attr="update"), args=[value]) if value is call:
                return True
            case _:
                pass
    return False


def loop_names(tree: ast.Module) -> set[str]:
    """The names that loops take from literals of strings, and nothing else binds."""
    stored = [
        node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    found = [
        node.target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name) and is_listing(node.iter)
    ]
    return {name for name in found if sum(node.id == name for node in stored) == found.count(name)}


def is_listing(node: ast.expr | None) -> bool:
    """Whether an expression is a literal of strings; of a dict its keys count."""
    match node:
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts)
        case ast.Dict(keys=keys):
            return all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in keys)
        case ast.Call(func=ast.Name(id="frozenset" | "set"), args=[inner]):
            return is_listing(inner)
        case _:
            return False


def answers_listed_names_only(tree: ast.Module) -> bool:
    """Whether the module has no `__getattr__`, or one that raises for every name that stands nowhere."""
    made = [node for node in tree.body for node in within(node) if "__getattr__" in names_bound(node)]
    match made:
        case []:
            return True
        case [ast.FunctionDef(args=ast.arguments(args=[name]), body=body)]:
            return raises(body, name.arg, listings(tree))
        case _:
            return False


def within(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yield a statement and those inside it that run with the module itself."""
    yield statement
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.stmt):
            yield from within(child)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            for inner in child.body:
                yield from within(inner)


def names_bound(statement: ast.stmt) -> set[str]:
    """The names that a statement by itself gives to its scope."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {alias.asname or alias.name.partition(".")[0] for alias in names}
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
            return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        case _:
            return set()


def listings(tree: ast.Module) -> set[str]:
    """The names of the module that stand for literals of strings."""
    assigned = [node for top in tree.body for node in within(top) if isinstance(node, ast.Assign)]
    pairs = [(node.targets[0], is_listing(node.value)) for node in assigned if len(node.targets) == 1]
    named = [(target.id, listing) for target, listing in pairs if isinstance(target, ast.Name)]
    return {name for name, _ in named} - {name for name, listing in named if not listing}


def raises(body: list[ast.stmt], name: str, listed: set[str]) -> bool:
    """Whether a block surely raises, for a `name` that is none of the strings in the module."""
    for statement in body:
        match statement:
            case ast.Raise():
                return True
            case ast.Return(
                value=ast.Subscript(value=ast.Call(func=ast.Name(id="globals")), slice=ast.Name(id=key))
            ):
                return key == name
            case ast.If(test=test, body=_, orelse=orelse) if is_false(test, name, listed):
                if raises(orelse, name, listed):
                    return True
                if returns(orelse, name, listed):
                    return False
            case ast.Try(body=tried, handlers=handlers, finalbody=[]) if raises(tried, name, listed):
                return all(raises(handler.body, name, listed) for handler in handlers)
            case _ if returns([statement], name, listed):
                return False
    return False


def returns(body: list[ast.stmt], name: str, listed: set[str]) -> bool:
    """Whether a block might return, or change what `name` means, for a name that is no such string."""
    for top in body:
        if isinstance(top, ast.If) and is_false(top.test, name, listed):
            if returns(top.orelse, name, listed):
                return True
            continue
        for node in ast.walk(top):
            if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom):
                return True
            if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load):
                return True
    return False


def is_false(test: ast.expr, name: str, listed: set[str]) -> bool:
    """Whether a condition is false for a name that is none of the strings in the module."""
    match test:
        case ast.Compare(left=ast.Name(id=left), ops=[ast.Eq()], comparators=[ast.Constant(value=str())]):
            return left == name
        case ast.Compare(left=ast.Name(id=left), ops=[ast.In()], comparators=[ast.Name(id=place)]):
            return left == name and place in listed
        case ast.Compare(left=ast.Name(id=left), ops=[ast.In()], comparators=[place]):
            return left == name and is_listing(place)
        case ast.BoolOp(op=ast.Or(), values=parts):
            return all(is_false(part, name, listed) for part in parts)
        case ast.BoolOp(op=ast.And(), values=parts):
            return any(is_false(part, name, listed) for part in parts)
        case _:
            return False
