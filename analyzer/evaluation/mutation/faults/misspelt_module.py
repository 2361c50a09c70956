"""misspelt-module: a module, imported under another spelling."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from analyzer.evaluation.mutation.typos import misspelt


@fault
def misspelt_module(clean: Clean, random: Random) -> Iterator[Plant]:
    """Misspell the module in `import module` or `from module import member`."""
    for imported in clean.every(ast.Import):
        for alias in imported.names:
            slip = misspelt(alias.name, random)
            if slip:
                edit = clean.over(alias, clean.text_of(alias).replace(alias.name, slip, 1))
                yield Plant((edit,), (imported.lineno,), (alias.name,), "module-not-installed", alias.name)
    for statement in clean.every(ast.ImportFrom):
        slip = misspelt(statement.module or "", random)
        if slip and statement.module and not statement.level:
            edit = clean.over(statement, clean.text_of(statement).replace(statement.module, slip, 1))
            words = (statement.module,)
            yield Plant((edit,), (statement.lineno,), words, "module-not-installed", statement.module)
