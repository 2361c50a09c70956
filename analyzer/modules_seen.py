"""Whether a module has a member: by table for the standard library, by its source for what is installed."""

from knowledge.members import has_member
from knowledge.modules import exists


def holds(module: str, name: str) -> bool | None:
    """Whether `from module import name` works; None where that is not known for sure."""
    found = has_member(module, name)
    if found is False and exists(f"{module}.{name}"):
        return True
    return found
