"""wrong-key: a key of a dictionary under another spelling, where it is read or where it is written."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault
from analyzer.evaluation.mutation.typos import misspelt


@fault
def wrong_key(clean: Clean, random: Random) -> Iterator[Plant]:
    """Misspell a constant key."""
    for key in keys(clean):
        slip = misspelt(str(key.value), random)
        text = clean.text_of(key)
        if slip and text[:1] in "\"'" and str(key.value) in text:
            edit = clean.over(key, text.replace(str(key.value), slip, 1))
            yield Plant((edit,), (key.lineno,), (str(key.value), slip))


def keys(clean: Clean) -> Iterator[ast.Constant]:
    """Yield the texts that stand as keys."""
    for node in ast.walk(clean.tree):
        match node:
            case ast.Subscript(slice=ast.Constant(value=str()) as key):
                yield key
            case ast.Dict(keys=several):
                for one in several:
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        yield one
            case _:
                pass
