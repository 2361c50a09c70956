"""NameError: nothing anywhere gives the name a value."""

import ast
from collections.abc import Iterator

from knowledge.absence.missing_return import gathered
from knowledge.cause import Cause, Certainty, Fix
from knowledge.containers.lengths import loop_of
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.unbound import Unbound, strangers, unbound
from knowledge.names.unread import VALUES, unread
from knowledge.scopes import Scope
from knowledge.telling.edits import replaced
from knowledge.telling.wording import some_of

SHELL = frozenset(
    {"pip", "pip3", "conda", "npm", "ls", "cd", "pwd", "python", "python3", "sudo", "git", "exit"}
)


@explains(NameError)
def undefined_name(facts: Facts) -> Cause | None:
    """The program never defines it; a run keeps nothing of the runs before."""
    found = unbound(facts, "undefined")
    if found is None:
        return None
    if found.name in SHELL and isinstance(facts.program.parent(found.node), ast.Expr):
        return shell_command(facts, found)
    names = sorted(name for name in found.use.scope.visible() if not name.startswith("_"))
    fixes = tuple(instead(facts, found))
    return Cause(
        "undefined-name",
        f"nothing in the program defines `{found.name}`, and no name is near to it",
        facts.program.span(found.node),
        immediate=f"`{found.name}` is not defined in line {found.node.lineno}",
        certainty=Certainty.LIKELY if facts.program.is_dynamic else Certainty.PROVEN,
        suggestions=(
            *(fix.words for fix in fixes),
            advice(facts, found),
            "Define it in this program: nothing is kept from earlier runs",
        ),
        factors=(f"defined here: {some_of(names, 10)}",) if names else (),
        fixes=fixes,
    )


def shell_command(facts: Facts, found: Unbound) -> Cause:
    """A command for a terminal stands in the program."""
    line = found.node.lineno
    words = f"Remove line {line}"
    return Cause(
        "shell-command",
        f"`{found.name}` is a shell command, not Python: a program can neither run nor install it so",
        facts.program.span(found.node),
        immediate=f"`{found.name}` is not defined in line {line}",
        certainty=Certainty.LIKELY,
        suggestions=(words,),
        fixes=(Fix(words, (replaced(facts.program, found.node, "pass"),)),),
    )


def instead(facts: Facts, found: Unbound) -> Iterator[Fix]:
    """Read what the program made for this place: what nothing reads, gathers for it, or counts for it."""
    function = function_of(found)
    able = unread(facts.program, function, VALUES) if function else []
    nodes = strangers(facts.program, found.name)
    reasons = [(able[0], "which is set and never read")] if len(able) == 1 else []
    reasons += [(name, "which the function builds up") for name in returned_instead(facts, found)]
    reasons += [(name, "whose length the loop counts to") for name in counted(facts, found.node)]
    reasons += [(name, "which is indexed in the same way") for name in indexed_alike(facts, found.node)]
    for name, why in dict(reasons).items():
        words = f"Change `{found.name}` to `{name}`, {why}"
        yield Fix(words, tuple(replaced(facts.program, node, name) for node in nodes))


def function_of(found: Unbound) -> Scope | None:
    """The scope of the function around the name."""
    scope = found.use.scope
    while scope.kind == "comprehension" and scope.parent:
        scope = scope.parent
    return scope if scope.kind in ("function", "lambda") else None


def returned_instead(facts: Facts, found: Unbound) -> list[str]:
    """What a function has gathered, where it returns a name that there is not."""
    function = facts.program.function(found.node)
    is_result = isinstance(facts.program.parent(found.node), ast.Return)
    return gathered(function)[:2] if is_result and isinstance(function, ast.FunctionDef) else []


def counted(facts: Facts, node: ast.Name) -> list[str]:
    """The container to whose length the index of this one is counted: `xs` for `a[i]` in `range(len(xs))`."""
    match facts.program.parent(node):
        case ast.Subscript(value=value, slice=ast.Name() as index) if value is node:
            loop = loop_of(facts, index)
        case _:
            return []
    match loop.iter if loop is not None else None:
        case ast.Call(func=ast.Name(id="range"), args=[*_, ast.Call(func=ast.Name(id="len"), args=[held])]):
            return [held.id] if isinstance(held, ast.Name) else []
        case _:
            return []


def indexed_alike(facts: Facts, node: ast.Name) -> list[str]:
    """The one other container of the function that is indexed by the same expression."""
    item, function = facts.program.parent(node), facts.program.function(node)
    if not isinstance(item, ast.Subscript) or item.value is not node or function is None:
        return []
    index = ast.unparse(item.slice)
    names = {
        other.value.id
        for other in ast.walk(function)
        if isinstance(other, ast.Subscript) and isinstance(other.value, ast.Name)
        if ast.unparse(other.slice) == index
    }
    others = names - {node.id}
    return list(others) if len(others) == 1 else []


def advice(facts: Facts, found: Unbound) -> str:
    """What to define, after how the name is used."""
    line, parent = found.node.lineno, facts.program.parent(found.node)
    if isinstance(parent, ast.Call) and parent.func is found.node:
        return f"Define or import the function `{found.name}` before line {line}"
    if isinstance(parent, ast.Attribute):
        return f"Import or create `{found.name}` before line {line}"
    return f"Give `{found.name}` a value before line {line}"
