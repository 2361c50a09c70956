"""removed-quote: a text without its end."""

import tokenize
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from knowledge.finding import Edit, Span

ENDS = (tokenize.STRING, getattr(tokenize, "FSTRING_END", tokenize.STRING))


@fault
def removed_quote(clean: Clean, random: Random) -> Iterator[Plant]:
    """Take out the quote that ends a text of one line."""
    del random
    for token in clean.tokens:
        if token.type in ENDS and not token.string.endswith(('"""', "'''")):
            line, column = token.end
            yield Plant((Edit(Span(line, column - 1, line, column), ""),), (line,), ("quote", "string"))
