"""text-for-number: what was read is never turned into a number."""

import ast
from collections.abc import Iterator
from random import Random

from analyzer.evaluation.mutation.fault import Clean, Plant, fault

NUMBERS = ("int", "float")


@fault
def text_for_number(clean: Clean, random: Random) -> Iterator[Plant]:
    """Take away the `int(...)` around a value, or the `map(int, ...)` over several."""
    del random
    for call in clean.every(ast.Call):
        match call:
            case ast.Call(func=ast.Name(id=name), args=[value], keywords=[]) if name in NUMBERS:
                yield Plant((clean.over(call, clean.text_of(value)),), (call.lineno,), NUMBERS)
            case ast.Call(func=ast.Name(id="map"), args=[ast.Name(id=name), value]) if name in NUMBERS:
                yield Plant((clean.over(call, clean.text_of(value)),), (call.lineno,), NUMBERS)
            case _:
                pass
