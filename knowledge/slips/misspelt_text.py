"""A text that occurs once, and nearly equals one that occurs more often: a state, a key, a kind."""

import ast
from collections import Counter
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.near import nearest
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced

SHORTEST, LONGEST = 4, 40
MOST = 3
MOST_PAIRS = 5_000
"""Texts that are compared with each other: a list of words is none of states."""


@slip(rank=0)
def misspelt_text(facts: Facts) -> Iterator[Fix]:
    """Write the text as it is written elsewhere."""
    program = facts.program
    written = words_of(program)
    counts = Counter(text for text, _ in written)
    usual = [text for text, count in counts.items() if count > 1]
    lone = [(text, node) for text, node in written if counts[text] == 1]
    if len(lone) * len(usual) > MOST_PAIRS:
        return
    found = [(text, node, meant) for text, node in lone if (meant := nearest(text, usual))]
    for text, node, meant in found[:MOST]:
        yield Fix(
            f"Write {meant!r} instead of {text!r} in line {node.lineno}",
            (replaced(program, node, repr(meant)),),
            birth=program.span(node),
            because=f"{text!r} in line {node.lineno} occurs nowhere else, and {meant!r} does",
        )


def words_of(program: Program) -> list[tuple[str, ast.Constant]]:
    """The texts of one word that are data; those in f-strings and docstrings are for people."""
    found = program.by_type.get(ast.Constant, [])
    return [
        (node.value, node)
        for node in found
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and SHORTEST <= len(node.value) <= LONGEST
        and node.value.replace("_", "").replace("-", "").isalpha()
        and not isinstance(program.parent(node), ast.Expr | ast.JoinedStr)
    ]
