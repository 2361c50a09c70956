"""What is loaded and run once before the first child is forked, so that no child pays for it."""

import builtins
import traceback
from _sitebuiltins import Quitter, _Helper
from importlib import import_module

from executor.child.channel import RECORD, framed
from executor.child.faults import fault_claim
from executor.child.frames import Stack, module_claims
from executor.child.places import Places
from executor.child.program import compiled
from executor.child.raising import Raises
from executor.child.syntax import Syntax
from executor.child.tracing import code_objects

COMMON = (
    *("abc", "ast", "base64", "bisect", "collections", "contextlib", "copy", "csv", "dataclasses"),
    *("datetime", "decimal", "enum", "fractions", "functools", "hashlib", "heapq", "inspect", "io"),
    *("itertools", "json", "linecache", "math", "operator", "random", "re", "statistics", "string"),
    *("textwrap", "threading", "time", "tokenize", "traceback", "types", "typing", "uuid", "weakref"),
)
"""What programs import most, and what a report needs."""
SAMPLE = """
class Account:
    def __init__(self, owner, rows):
        self.owner = owner
        self.rows = rows
    def mean(self, api_key="none"):
        total = sum(self.rows)
        return [total / len(self.rows) for _ in range(1)][0]
table = {"first": 1, "second": (2.5, "text"), "third": None}
account = Account("somebody", [])
account.mean()
"""


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


def rehearse(places: Places) -> None:
    """Run the sample and tell how it failed, to nobody: what is touched once need not be copied later."""
    program = compiled(SAMPLE)
    namespace: dict[str, object] = {"__name__": "__main__"}
    try:
        for part in program.parts:
            exec(part, namespace)  # noqa: S102  # the sample above
    except ZeroDivisionError as error:
        codes = {id(code) for part in program.parts for code in code_objects(part)}
        syntax = Syntax(SAMPLE)
        stack = Stack(codes, places, syntax, Raises(syntax))
        framed(RECORD, {"variables": module_claims(namespace), "fault": fault_claim(error, stack)})
        "".join(traceback.TracebackException.from_exception(error).format())
