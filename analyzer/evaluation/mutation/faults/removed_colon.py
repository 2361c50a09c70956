"""removed-colon: the colon that opens a block is not there."""

import tokenize
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from knowledge.finding import Edit, Span

WORDS = ("colon", "':'", "`:`")


@fault
def removed_colon(clean: Clean, random: Random) -> Iterator[Plant]:
    """Take out the colon at the end of a line that opens a block."""
    del random
    for token, behind in pairwise(clean.tokens):
        if token.string == ":" and behind.type in (tokenize.NEWLINE, tokenize.COMMENT):
            yield Plant((Edit(Span(*token.start, *token.end), ""),), (token.start[0],), WORDS)
