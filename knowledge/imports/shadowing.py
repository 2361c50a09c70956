"""A file of the program's own that stands where the standard library's module would be found."""

import ast

from knowledge.cause import Cause
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.imports.members import has_member, lines


def shadowing(facts: Facts, module: str, member: str, node: ast.AST) -> Cause | None:
    """Blame the file, where the library's module of that name does have the member that is lacking.

    A submodule counts for nothing here: it is lacking until somebody imports it.
    """
    if has_member(module, member) is not True or f"{module}.{member}" in lines():
        return None
    return Cause(
        "module-shadowed-by-file",
        f"the library's `{module}` has `{member}`; a file `{module}.py` of the program's own hides it, since "
        f"its folder is searched first",
        named_at(facts, module) or facts.program.span(node),
        immediate=f"the module `{module}` that was imported is another one, and has no `{member}`",
        suggestions=(f"Give the file `{module}.py` another name, so that it hides no module of the library",),
    )


def named_at(facts: Facts, module: str) -> Span | None:
    """Where the program names the file, or the module that it writes."""
    for node in facts.program.by_type.get(ast.Constant, []):
        if isinstance(node, ast.Constant) and node.value in (module, f"{module}.py"):
            return facts.program.span(node)
    return None
