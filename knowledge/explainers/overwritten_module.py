"""AttributeError: a variable took the name of a module that is still needed."""

import ast

from knowledge.cause import Cause, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.names.lacking import Lacking, lacking, overwritten
from knowledge.scopes import Binding
from knowledge.telling.edits import replaced
from knowledge.telling.wording import a, quoted, short


@explains(AttributeError)
def overwritten_module(facts: Facts) -> Cause | None:
    """Blame the assignment, and give the variable another name."""
    found = lacking(facts, "overwritten")
    binding = overwritten(facts, found.owner) if found else None
    if found is None or binding is None:
        return None
    name = binding.name
    line = facts.program.span(binding.node).line
    words = f"Rename the variable `{name}` to `{name}_value`"
    nodes = variables(facts, found, binding)
    edits = tuple(replaced(facts.program, node, f"{name}_value") for node in nodes)
    return Cause(
        "module-overwritten",
        f"line {line} gives the name `{name}` to {a(short(found.obj.type))} and hides the module `{name}`",
        facts.program.span(binding.node),
        immediate=f"{quoted(name)} is {a(short(found.obj.type))} here and has no attribute `{found.name}`",
        suggestions=(words,),
        fixes=(Fix(words, edits),) if edits else (),
    )


def variables(facts: Facts, found: Lacking, binding: Binding) -> list[ast.Name]:
    """Where the name means the variable: where it is set, and where it is read without asking the module."""
    home = facts.program.scope(found.node).resolve(binding.name)
    names = [node for node in facts.program.nodes if isinstance(node, ast.Name) and node.id == binding.name]
    inside = [node for node in names if facts.program.scope(node).resolve(binding.name) is home]
    after = [node for node in inside if (node.lineno, node.col_offset) >= place(binding)]
    return [node for node in after if not isinstance(facts.program.parent(node), ast.Attribute)]


def place(binding: Binding) -> tuple[int, int]:
    """Where the variable is set first."""
    return getattr(binding.node, "lineno", 0), getattr(binding.node, "col_offset", 0)
