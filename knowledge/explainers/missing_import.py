"""NameError: the name belongs to a module that was not imported."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.edits import replaced
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.importing import importing
from knowledge.modules import distribution, is_installed
from knowledge.scopes import Binding
from knowledge.unbound import Unbound, strangers, unbound


@explains(NameError)
def missing_import(facts: Facts) -> Cause | None:
    """Give the import statement; where the module is imported already, the name may be taken from it."""
    found = unbound(facts, "import")
    if found is None:
        return None
    module = found.meant.split()[1]
    fixes = (*through_module(facts, found, module), by_statement(facts, found))
    top = module.partition(".")[0]
    absent = () if is_installed(top) else (f"`{distribution(top)}` is not installed here",)
    return Cause(
        "missing-import",
        because(found, module),
        facts.program.span(found.node),
        immediate=f"`{found.name}` is not defined in line {found.node.lineno}",
        certainty=Certainty.LIKELY,
        suggestions=tuple(fix.words for fix in fixes),
        factors=absent,
        fixes=fixes,
    )


def because(found: Unbound, module: str) -> str:
    """Say what the name stands for."""
    if found.meant.startswith("from"):
        return f"`{found.name}` belongs to the module `{module}`, and the program does not import it"
    alias = "" if found.name == module else f", for which `{found.name}` stands"
    return f"the program does not import the module `{module}`{alias}"


def by_statement(facts: Facts, found: Unbound) -> Fix:
    """Add the import at the top."""
    return Fix(f"Add `{found.meant}` at the top", (importing(facts.program, found.meant),))


def through_module(facts: Facts, found: Unbound, module: str) -> tuple[Fix, ...]:
    """Write `math.sqrt` where `math` is imported."""
    bound = name_of_module(facts.program.scopes.root.bindings.get(module, []), module)
    if bound is None or found.meant.startswith("import"):
        return ()
    nodes = strangers(facts.program, found.name)
    whole = f"{bound}.{found.name}"
    edits = tuple(replaced(facts.program, node, whole) for node in nodes)
    return (Fix(f"Write `{whole}` instead of `{found.name}`", edits),)


def name_of_module(bindings: list[Binding], module: str) -> str | None:
    """The name under which a module was imported, if it is its own."""
    for binding in bindings:
        if isinstance(binding.owner, ast.Import) and binding.name == module:
            return binding.name
    return None
