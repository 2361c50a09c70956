"""Names that shorten or spell out one another: `squareroot` for `sqrt`, `average` for `avg`."""

from collections.abc import Iterable

SHORTEST = 4


def abbreviated(word: str, words: Iterable[str]) -> str | None:
    """Return the one known word that shortens this one, or that this one shortens; None where several do.

    Either the short one begins the long one, or both begin and end with the same letter and the letters of
    the short one stand in the long one in order.
    """
    found = {known for known in words if known != word and shortens(*sorted((word, known), key=len))}
    return found.pop() if len(found) == 1 else None


def shortens(short: str, long: str) -> bool:
    """Whether the letters of one word stand in the other one in the same order, first and last included."""
    one, other = short.lower().strip("_"), long.lower().strip("_")
    if len(one) >= SHORTEST and other.startswith(one):
        return True
    if len(one) < SHORTEST or not other or one[0] != other[0] or one[-1] != other[-1]:
        return False
    letters = iter(other)
    return all(letter in letters for letter in one)
