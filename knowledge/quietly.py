"""Compiling without a word: what the interpreter warns of is not the caller's business."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

ONE_AT_A_TIME = threading.RLock()
"""Setting warnings aside sets them aside for all threads, so only one may do it at a time."""


@contextmanager
def quietly() -> Iterator[None]:
    """Ignore warnings, those too that the caller has turned into errors."""
    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
