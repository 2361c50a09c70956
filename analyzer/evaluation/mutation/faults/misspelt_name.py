"""misspelt-name: a name of the program, read under another spelling."""

import ast
import builtins
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from analyzer.evaluation.mutation.typos import misspelt


@fault
def misspelt_name(clean: Clean, random: Random) -> Iterator[Plant]:
    """Misspell a name where it is read."""
    for node in clean.every(ast.Name):
        known = node.id in clean.bound or hasattr(builtins, node.id)
        if isinstance(node.ctx, ast.Load) and known:
            slip = misspelt(node.id, random)
            if slip and slip not in clean.bound and not hasattr(builtins, slip):
                edit = clean.over(node, slip)
                yield Plant((edit,), (node.lineno,), (node.id,), "undefined-name", node.id)
