"""What is loaded and run once before the first child is forked, so that no child pays for it."""

import builtins
from _sitebuiltins import Quitter, _Helper
from importlib import import_module

from executor.child.places import Places
from executor.child.rehearsal import rehearse

COMMON = (
    *("abc", "ast", "base64", "bisect", "collections", "contextlib", "copy", "csv", "dataclasses"),
    *("datetime", "decimal", "enum", "fractions", "functools", "hashlib", "heapq", "inspect", "io"),
    *("itertools", "json", "linecache", "math", "operator", "random", "re", "statistics", "string"),
    *("textwrap", "threading", "time", "tokenize", "traceback", "types", "typing", "uuid", "weakref"),
)
"""What programs import most, and what a report needs."""


def warm(places: Places) -> None:
    """Load what is common, and walk the path that a failing program will take."""
    for name in COMMON:
        import_module(name)
    add_site_names()
    rehearse(places)


def add_site_names() -> None:
    """Give programs the names that `site` adds to the builtins; we start without it."""
    end = "Ctrl-D (i.e. EOF)"
    builtins.__dict__.update(exit=Quitter("exit", end), quit=Quitter("quit", end), help=_Helper())
