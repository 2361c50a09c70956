"""NameError: the name belongs to a module that was not imported."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.imports.importing import importing
from knowledge.imports.modules import distribution, is_installed
from knowledge.names.unbound import Unbound, strangers, unbound
from knowledge.telling.edits import replaced


@explains(NameError)
def missing_import(facts: Facts) -> Cause | None:
    """Give the import statement; where the module is imported already, the name may be taken from it.

    The fault lies where the import should stand, not where the name is used: in 13 of 18 such failures of
    real agents that is the line which the repair touched, and the line of the use in 5.
    """
    found = unbound(facts, "import", "imported")
    if found is None:
        return None
    if found.kind == "imported":
        return taken_otherwise(facts, found)
    module = found.meant.split()[1]
    present = import_to_extend(facts, found, module)
    added = extended(facts, found, present) if present else by_statement(facts, found)
    fixes = (added,)
    top = module.partition(".")[0]
    absent = () if is_installed(top) else (f"`{distribution(top)}` is not installed here",)
    return Cause(
        "missing-import",
        because(found, module),
        facts.program.span(present) if present else facts.source.line_span(added.edits[0].span.line),
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


def import_to_extend(facts: Facts, found: Unbound, module: str) -> ast.ImportFrom | None:
    """The import at the top that takes other names from the same module."""
    if not found.meant.startswith("from"):
        return None
    for statement in facts.program.tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == module and not statement.level:
            return statement
    return None


def extended(facts: Facts, found: Unbound, present: ast.ImportFrom) -> Fix:
    """Take one more name from the module."""
    last = facts.program.span(present.names[-1])
    place = Span(last.end_line, last.end_column, last.end_line, last.end_column)
    words = f"Add `{found.name}` to the import in line {present.lineno}"
    return Fix(words, (Edit(place, f", {found.name}"),))


def by_statement(facts: Facts, found: Unbound) -> Fix:
    """Add the import at the top."""
    return Fix(f"Add `{found.meant}` at the top", (importing(facts.program, found.meant),))


def taken_otherwise(facts: Facts, found: Unbound) -> Cause:
    """The program imports it, and calls it otherwise: `math.sqrt`, or `dt` for `datetime`."""
    nodes = strangers(facts.program, found.name)
    words = f"Change `{found.name}` to `{found.meant}`"
    return Cause(
        "missing-import",
        f"the program has imported it as `{found.meant}`",
        facts.program.span(found.node),
        immediate=f"`{found.name}` is not defined in line {found.node.lineno}",
        certainty=Certainty.LIKELY,
        suggestions=(words,),
        fixes=(Fix(words, tuple(replaced(facts.program, node, found.meant) for node in nodes)),),
    )
