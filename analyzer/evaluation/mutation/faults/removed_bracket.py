"""removed-bracket: a bracket is never closed."""

import tokenize
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from knowledge.finding import Edit, Span

PAIRS = {")": "(", "]": "[", "}": "{"}
WORDS = (
    *("bracket", "parenthes", "brace", "never closed"),
    *(f"`{sign}`" for pair in PAIRS.items() for sign in pair),
)


@fault
def removed_bracket(clean: Clean, random: Random) -> Iterator[Plant]:
    """Take out a closing bracket; the line where it was opened is a good answer as well."""
    del random
    opened: list[tokenize.TokenInfo] = []
    for token in clean.tokens:
        if token.type == tokenize.OP and token.string in PAIRS.values():
            opened.append(token)
        elif token.type == tokenize.OP and token.string in PAIRS and opened:
            lines = (token.start[0], opened.pop().start[0])
            yield Plant((Edit(Span(*token.start, *token.end), ""),), lines, WORDS)
