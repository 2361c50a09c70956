"""Which modules there are for a program to import. Asked without running any of their code."""

from functools import cache

from knowledge.interpreter import Interpreter, meant
from knowledge.near import EDIT, distance, nearest
from knowledge.tables.distributions import DISTRIBUTIONS
from knowledge.tables.import_homes import MODULES
from knowledge.tables.known_packages import KNOWN_PACKAGES

NOT_PACKAGES = {"os": frozenset({"path"})}
"""What can be imported from below a module that is no package."""


def exists(module: str) -> bool | None:
    """Whether a module can be imported; None where only running its package could tell."""
    top, _, below = module.partition(".")
    if not is_installed(top):
        return False
    if not below:
        return True
    return has_submodule(module) if top in meant().standard else None


@cache
def _was_found(top: str, interpreter: Interpreter) -> bool:
    """Remember modules that are there; one that is missing may be installed later."""
    if interpreter.finds(top):
        return True
    raise LookupError(top)


def is_installed(top: str) -> bool:
    """Whether there is a module of this name, which has no dots."""
    try:
        return top.isidentifier() and _was_found(top, meant())
    except LookupError:
        return False


def has_submodule(module: str) -> bool:
    """Whether a package of the standard library has what lies below it under this name."""
    top, *below = module.split(".")
    if top in NOT_PACKAGES:
        return len(below) == 1 and below[0] in NOT_PACKAGES[top]
    places = _places(top)
    name = top
    for part in below:
        name = f"{name}.{part}"
        spec = meant().spec(name, places) if places else None
        if spec is None:
            return False
        places = list(spec.submodule_search_locations or [])
    return True


def _places(top: str) -> list[str]:
    """Where a package keeps its modules."""
    spec = meant().spec(top)
    return list(spec.submodule_search_locations or []) if spec else []


def nearest_module(name: str) -> str | None:
    """The module that was probably meant: one of the standard library first, then a well-known one.

    Packages are often named after each other, so it takes less than for other names to be another one: a
    single edit, or two from eight letters on.
    """
    if name in KNOWN_PACKAGES:
        return None
    public = [known for known in meant().standard if not known.startswith("_")]
    found = nearest(name, public) or nearest(name, [*MODULES, *DISTRIBUTIONS])
    limit = EDIT * (2 if len(name) >= 8 else 1)
    return found if found and distance(name, found, limit) <= limit else None


def module_of_distribution(name: str) -> str | None:
    """The module that is imported where somebody names what is installed: `beautifulsoup4` is `bs4`."""
    plain = name.replace("_", "-").lower()
    found = [module for module, known in DISTRIBUTIONS.items() if known.lower() == plain and module != name]
    return min(found, key=len, default=None)


def distribution(module: str) -> str:
    """What to install to get this module."""
    names = module.split(".")
    for length in range(len(names), 0, -1):
        known = DISTRIBUTIONS.get(".".join(names[:length]))
        if known:
            return known
    return names[0]
