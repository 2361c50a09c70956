"""misspelt-argument: a keyword argument under a name that the function does not have."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from analyzer.evaluation.mutation.typos import misspelt


@fault
def misspelt_argument(clean: Clean, random: Random) -> Iterator[Plant]:
    """Misspell the name of a keyword argument in a call."""
    for call in clean.every(ast.Call):
        for keyword in call.keywords:
            slip = misspelt(keyword.arg or "", random)
            if slip and keyword.arg:
                edit = clean.over(keyword, clean.text_of(keyword).replace(keyword.arg, slip, 1))
                yield Plant((edit,), (keyword.lineno,), (keyword.arg,), "wrong-arguments", keyword.arg)
