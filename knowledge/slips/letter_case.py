"""Texts that are written in more than one way, and compared letter by letter."""

import ast
import re
from collections.abc import Iterator

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.program import Program
from knowledge.slip import slip
from knowledge.telling.edits import replaced
from knowledge.telling.wording import quoted

WORD = re.compile(r"[^\W\d_]{2,}")
MOST = 3
LONGEST = 20_000
"""Characters of text that are searched for words."""


@slip(rank=1)
def letter_case(facts: Facts) -> Iterator[Fix]:
    """Compare without regard to case, where the program holds one word in capitals and in small letters."""
    program = facts.program
    if not facts.fault or not is_written_in_two_ways(program):
        return
    compares = [
        node
        for node in program.by_type.get(ast.Compare, [])
        if isinstance(node, ast.Compare)
        and len(node.ops) == 1
        and isinstance(node.ops[0], ast.Eq | ast.NotEq)
        and facts.reached(node.lineno)
        and all(is_read(side) for side in (node.left, node.comparators[0]))
    ]
    for node in compares[:MOST]:
        sides = [node.left, node.comparators[0]]
        texts = [quoted(program.text(side), 30) for side in sides]
        yield Fix(
            f"Compare {texts[0]} and {texts[1]} without regard to case: `.casefold()` on both",
            tuple(replaced(program, side, f"{program.text(side)}.casefold()") for side in sides),
            birth=program.span(node),
            because=f"line {node.lineno} compares {texts[0]} and {texts[1]} letter by letter, and the texts "
            f"are written in capitals here and in small letters there",
        )


def is_read(node: ast.expr) -> bool:
    """Whether an expression is a variable, or a part of one."""
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript)


def is_written_in_two_ways(program: Program) -> bool:
    """Whether two texts of the program hold the same word in other letters; docstrings count for nothing."""
    spellings: dict[str, str] = {}
    for text in texts_of(program):
        for word in WORD.findall(text):
            if spellings.setdefault(word.casefold(), word) != word:
                return True
    return False


def texts_of(program: Program) -> Iterator[str]:
    """Yield the texts that are data, up to some length."""
    left = LONGEST
    for node in program.by_type.get(ast.Constant, []):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or left <= 0:
            continue
        if not isinstance(program.parent(node), ast.Expr | ast.JoinedStr):
            left -= len(node.value)
            yield node.value[:LONGEST]
