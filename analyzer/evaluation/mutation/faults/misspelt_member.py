"""misspelt-member: what a module offers, asked for under another spelling."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from analyzer.evaluation.mutation.typos import misspelt


@fault
def misspelt_member(clean: Clean, random: Random) -> Iterator[Plant]:
    """Misspell a member in `from module import member` or in `module.member`."""
    for statement in clean.every(ast.ImportFrom):
        for alias in statement.names:
            slip = misspelt(alias.name, random)
            if slip and statement.module != "__future__":
                edit = clean.over(alias, clean.text_of(alias).replace(alias.name, slip, 1))
                words = (alias.name,)
                yield Plant((edit,), (statement.lineno,), words, "import-member-missing", alias.name)
    for node in clean.every(ast.Attribute):
        slip = misspelt(node.attr, random)
        if slip and isinstance(node.value, ast.Name) and node.value.id in clean.imported:
            edit, line = clean.after(node, len(node.attr), slip), node.end_lineno or node.lineno
            yield Plant((edit,), (line,), (node.attr,), "module-attribute-missing", node.attr)
