"""A value of the analysed program, as it can be told to others."""

from dataclasses import dataclass

type Scalar = int | float | str | bool | None


@dataclass(frozen=True, slots=True)
class Value:
    """What a value was when it was captured: bounded, masked, and made without running the program's code.

    `text` is the bounded repr and `cut` says that something was left out. `scalar` is the value itself
    where its type is exactly int, float, str or bool and it is small. `members` are the names that `dir`
    would list, `keys` those of a mapping, `items` the first items of a sequence; each is captured for the
    operands of a crash only and is None elsewhere. `defined` is the line on which the program defines
    this function or class, or the class of this object.
    """

    type: str
    text: str
    cut: bool = False
    scalar: Scalar = None
    length: int | None = None
    keys: tuple["Value", ...] | None = None
    items: tuple["Value", ...] | None = None
    members: tuple[str, ...] | None = None
    signature: str | None = None
    name: str | None = None
    defined: int | None = None

    @property
    def is_none(self) -> bool:
        """Whether this is `None`."""
        return self.type == "NoneType"

    @property
    def is_number(self) -> bool:
        """Whether this is exactly an int or a float, with its value at hand."""
        return isinstance(self.scalar, int | float) and not isinstance(self.scalar, bool)
