"""How a folder becomes a registry: one file, one thing, one name."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def names_in(folder: ModuleType) -> tuple[str, ...]:
    """Name the files of `folder`, in order, without importing any of them."""
    return tuple(entry.name for entry in iter_modules(folder.__path__))


def discover[T](folder: ModuleType, kind: type[T]) -> tuple[T, ...]:
    """Take from each file of `folder` the thing that bears the file's name, in the order of the names.

    Raises TypeError where a file holds no `kind` of its own name.
    """
    return tuple(take(f"{folder.__name__}.{name}", kind) for name in names_in(folder))


def take[T](module: str, kind: type[T]) -> T:
    """Import `module` and return the `kind` that is named like it."""
    name = module.rpartition(".")[2]
    thing = getattr(import_module(module), name, None)
    if not isinstance(thing, kind):
        raise TypeError(f"{module} should define a {kind.__name__} named {name!r}, found {thing!r}")
    return thing
