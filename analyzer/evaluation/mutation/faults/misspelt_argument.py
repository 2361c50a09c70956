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
        owed = "wrong-arguments" if is_plain(call.func, clean) else None
        for keyword in call.keywords:
            slip = misspelt(keyword.arg or "", random)
            if slip and keyword.arg:
                edit = clean.over(keyword, clean.text_of(keyword).replace(keyword.arg, slip, 1))
                replacement = keyword.arg if owed else None
                yield Plant((edit,), (keyword.lineno,), (keyword.arg,), owed, replacement)


def is_plain(called: ast.expr, clean: Clean) -> bool:
    """Whether that is a function of the program which takes no other keywords than it names."""
    function = clean.functions.get(called.id) if isinstance(called, ast.Name) else None
    return function is not None and function.args.kwarg is None
