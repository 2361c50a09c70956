"""NameError: nothing anywhere gives the name a value."""

import ast
from collections.abc import Iterator

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.unbound import Unbound, strangers, unbound
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
    unread = unread_name(found)
    fixes = tuple(instead(facts, found, unread)) if unread else ()
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


def unread_name(found: Unbound) -> str | None:
    """The one local variable or parameter that is given a value and never read."""
    scope = found.use.scope
    while scope.kind == "comprehension" and scope.parent:
        scope = scope.parent
    if scope.kind not in ("function", "lambda"):
        return None
    read = {
        name.id
        for name in ast.walk(scope.node)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Load)
    }
    kinds = {"assignment", "parameter", "augmented"}
    unread = [
        name
        for name, bindings in scope.bindings.items()
        if name not in read
        and not name.startswith("_")
        and name not in ("self", "cls")
        and bindings[0].kind in kinds
    ]
    return unread[0] if len(unread) == 1 else None


def instead(facts: Facts, found: Unbound, unread: str) -> Iterator[Fix]:
    """Read the variable that nothing reads."""
    nodes = strangers(facts.program, found.name)
    words = f"Change `{found.name}` to `{unread}`, which is set and never read"
    yield Fix(words, tuple(replaced(facts.program, node, unread) for node in nodes))


def advice(facts: Facts, found: Unbound) -> str:
    """What to define, after how the name is used."""
    line, parent = found.node.lineno, facts.program.parent(found.node)
    if isinstance(parent, ast.Call) and parent.func is found.node:
        return f"Define or import the function `{found.name}` before line {line}"
    if isinstance(parent, ast.Attribute):
        return f"Import or create `{found.name}` before line {line}"
    return f"Give `{found.name}` a value before line {line}"
