"""The control groups of runs: named before the child is there, removed when it is gone."""

import os

from executor.sandbox.cgroup import killed_for_memory, removed


class Groups:
    """The names of the groups that children may have made for themselves, by the descriptors of these."""

    __slots__ = ("count", "left", "own", "parents", "taken")

    def __init__(self, parents: tuple[str, ...]) -> None:
        self.parents = parents
        self.taken: dict[int, str] = {}
        self.left: set[str] = set()
        self.count = 0
        self.own = f"raydx-{os.getpid()}-{os.urandom(6).hex()}"

    def name(self) -> str:
        """Make a name that no other run has, in other containers neither: those number processes as we do."""
        self.count += 1
        return f"{self.own}-{self.count}"

    def end(self, child: int) -> bool:
        """A child is gone: remove its groups; tells whether the kernel ended it for want of memory."""
        name = self.taken.pop(child)
        was_out_of_memory = killed_for_memory(self.parents, name)
        self.left.add(name)
        self.clear()
        return was_out_of_memory

    def clear(self) -> None:
        """Remove what is left, of earlier runs too: their processes may have taken longer to end."""
        self.left = {name for name in self.left if not removed(self.parents, name)}

    def leave(self) -> None:
        """All children are gone."""
        self.left.update(self.taken.values())
        self.clear()
