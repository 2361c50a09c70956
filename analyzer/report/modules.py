"""Which modules could have been imported: those with similar names first, then common ones."""

import sys
from functools import lru_cache
from pkgutil import iter_modules

from executor.policy import POLICIES, refusing
from knowledge.interpreter import Interpreter, meant
from knowledge.near import near

MOST = 10
COMMON = (
    "math",
    "json",
    "datetime",
    "random",
    "re",
    "collections",
    "itertools",
    "statistics",
    "functools",
    "string",
    "decimal",
)


def available_modules(attempted: str, policy: str) -> tuple[str, ...]:
    """Name a few modules that can be imported under this policy."""
    rules = POLICIES.get(policy)
    top = attempted.partition(".")[0]
    names = dict.fromkeys([*near(top, importable(meant())), *COMMON])
    free = [name for name in names if name != top and (rules is None or refusing(rules, name) is None)]
    return tuple(free[:MOST])


@lru_cache(maxsize=16)
def importable(python: Interpreter) -> tuple[str, ...]:
    """The standard library's modules and what is installed beside it, private ones left out."""
    places = [place for place in python.path or sys.path if place.rstrip("/").endswith("-packages")]
    found = {*python.standard, *(module.name for module in iter_modules(places))}
    return tuple(sorted(name for name in found if not name.startswith("_")))
