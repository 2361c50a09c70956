"""misspelt-keyword: a word of the language, misspelt."""

import keyword
import tokenize
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from analyzer.evaluation.mutation.typos import misspelt
from knowledge.finding import Edit, Span


@fault
def misspelt_keyword(clean: Clean, random: Random) -> Iterator[Plant]:
    """Misspell a keyword such as `while`, `return`, `import`."""
    for token in clean.tokens:
        if token.type == tokenize.NAME and keyword.iskeyword(token.string) and token.string.islower():
            slip = misspelt(token.string, random)
            if slip and not keyword.iskeyword(slip):
                edit = Edit(Span(*token.start, *token.end), slip)
                yield Plant((edit,), (token.start[0],), (token.string,))
