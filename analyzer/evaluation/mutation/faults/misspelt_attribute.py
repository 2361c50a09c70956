"""misspelt-attribute: an attribute of a value, read under another spelling."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from analyzer.evaluation.mutation.typos import misspelt


@fault
def misspelt_attribute(clean: Clean, random: Random) -> Iterator[Plant]:
    """Misspell an attribute or a method where it is read; members of modules are another fault."""
    for node in clean.every(ast.Attribute):
        of_module = isinstance(node.value, ast.Name) and node.value.id in clean.imported
        slip = misspelt(node.attr, random)
        if isinstance(node.ctx, ast.Load) and not of_module and slip:
            edit = clean.after(node, len(node.attr), slip)
            line = node.end_lineno or node.lineno
            yield Plant((edit,), (line,), (node.attr,), "attribute-missing", node.attr)
