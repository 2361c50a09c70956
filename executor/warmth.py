"""What is loaded and run once before the first child is forked, so that no child pays for it."""

from importlib import import_module

COMMON = (
    *(
        "abc",
        "ast",
        "base64",
        "bisect",
        "collections",
        "contextlib",
        "copy",
        "csv",
        "dataclasses",
        "datetime",
    ),
    *("decimal", "enum", "fractions", "functools", "hashlib", "heapq", "inspect", "io", "itertools", "json"),
    *(
        "linecache",
        "math",
        "operator",
        "random",
        "re",
        "statistics",
        "string",
        "textwrap",
        "threading",
        "time",
    ),
    *("tokenize", "traceback", "types", "typing", "uuid", "weakref"),
)
"""What programs import most, and what a report needs."""


def warm() -> None:
    """Load what is common, and walk the path that a failing program will take."""
    for name in COMMON:
        import_module(name)
