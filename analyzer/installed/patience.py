"""How long one look at a program waits for what installed modules hold."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyzer.installed.place import Place

BUDGET = 1.5
"""Seconds, for all modules of a program together."""


@dataclass(slots=True)
class Patience:
    """The seconds that are left, and the modules about which nothing was learned in time.

    Where modules lie is looked up once for a program: the next one may meet another release.
    """

    seconds: float = BUDGET
    unanswered: set[str] = field(default_factory=set)
    places: "dict[str, Place | None]" = field(default_factory=dict)

    def place_of(self, module: str) -> "Place | None":
        """Where an installed module lies."""
        from analyzer.installed.place import place_of  # noqa: PLC0415 - 2 ms, for few of the rules

        if module not in self.places:
            self.places[module] = place_of(module)
        return self.places[module]
