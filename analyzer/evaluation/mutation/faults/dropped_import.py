"""dropped-import: a module is used and never imported."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from knowledge.finding import Edit, Span


@fault
def dropped_import(clean: Clean, random: Random) -> Iterator[Plant]:
    """Take out an import that stands alone on its line at the top of the program."""
    del random
    for statement in clean.tree.body:
        match statement:
            case ast.Import(names=[ast.alias(name=name, asname=other)]):
                bound = other or name
            case ast.ImportFrom(names=[ast.alias(name=name, asname=other)], module=str()):
                bound = other or name
            case _:
                continue
        line, uses = statement.lineno, lines_of(bound, clean)
        alone = clean.source.code_line(line) == clean.text_of(statement)
        if alone and uses and min(uses) > line:
            gone = Edit(Span(line, 0, line + 1, 0), "")
            yield Plant(
                (gone,), (min(uses) - 1, max(line - 1, 1), line), (name,), "missing-import", at_crash=True
            )


def lines_of(name: str, clean: Clean) -> list[int]:
    """The lines on which a name is read."""
    return [
        node.lineno for node in clean.every(ast.Name) if node.id == name and isinstance(node.ctx, ast.Load)
    ]
