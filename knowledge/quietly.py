"""Compiling without a word: what the interpreter warns of is not the caller's business."""

import ast
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.nesting import crashes

ONE_AT_A_TIME = threading.RLock()
"""Setting warnings aside sets them aside for all threads, so only one may do it at a time."""


@contextmanager
def quietly() -> Iterator[None]:
    """Ignore warnings, those too that the caller has turned into errors."""
    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def compile_quietly(text: str, *, harmless: bool = False) -> None:
    """Compile a text, in this process; raises what the interpreter raises.

    What would end the process raises RecursionError. Whoever knows that the text is `harmless` spares its
    parsing.
    """
    with quietly():
        if not harmless and crashes(ast.parse(text)):
            raise RecursionError("the comprehensions in each other are more than the interpreter can compile")
        compile(text, "<string>", "exec", dont_inherit=True)
