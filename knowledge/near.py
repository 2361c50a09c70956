"""Which known word was probably meant: near by typing, and near enough to say so.

The measure is the optimal string alignment distance (insert, delete, replace, swap two neighbours), in
which writing a letter in the wrong case counts half. How far a word may be depends on its length: a guess
at a short or far-away word would be noise.
"""

from collections.abc import Iterable
from itertools import takewhile

EDIT = 2
CASE = 1
SHORT = 4
LONGEST = 80
"""Longer words are not compared: the time grows with the product of the lengths."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one word that is nearest, or None where none is near enough or two are equally near.

    Of two words at the same distance, that one is nearer which agrees longer from the start; having the
    same letters in another order counts for one more.
    """
    found = _ranked(word, words)
    if not found or (len(found) > 1 and found[0][:2] == found[1][:2]):
        return None
    return found[0][2]


def near(word: str, words: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return the words that are near enough, nearest first."""
    return tuple(known for _, _, known in _ranked(word, words)[:count])


def next_to(word: str, words: Iterable[str]) -> str | None:
    """Return the one of a few words that is a single edit away, however short it is.

    For a closed list, such as the keywords of one function: there a short word is no other word.
    """
    found = [
        known for known in words if len(word) > 1 and known != word and distance(word, known, EDIT) <= EDIT
    ]
    return found[0] if len(found) == 1 else None


def reach(word: str) -> int:
    """How far another word may be from this one: about an edit per three letters, three at most.

    One letter has no neighbours, and two letters only those in another case (`pI`).
    """
    if len(word) < 3:
        return CASE * (len(word) - 1)
    return EDIT * min((len(word) + 1) // 3, 3)


def distance(one: str, other: str, limit: int) -> int:
    """Count the edits between two words, two for each; any number above `limit` means more than that."""
    if abs(len(one) - len(other)) * EDIT > limit or _letters_missing(one, other) * EDIT > limit:
        return limit + 1
    above: list[int] = []
    row = [column * EDIT for column in range(len(other) + 1)]
    for at in range(len(one)):
        above, row = row, _next_row(one, other, at, above, row)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _next_row(one: str, other: str, at: int, two_above: list[int], above: list[int]) -> list[int]:
    """Fill the row of the table that belongs to the letter `one[at]`."""
    row = [above[0] + EDIT]
    for column, letter in enumerate(other):
        cost = min(above[column + 1] + EDIT, row[column] + EDIT, above[column] + _replacing(one[at], letter))
        if at and column and one[at] == other[column - 1] and one[at - 1] == letter:
            cost = min(cost, two_above[column - 1] + EDIT)
        row.append(cost)
    return row


def _replacing(one: str, other: str) -> int:
    """What it costs to write one letter for another."""
    if one == other:
        return 0
    return CASE if one.lower() == other.lower() else EDIT


def _letters_missing(one: str, other: str) -> int:
    """How many letters one word has that the other does not: each is at least one edit."""
    ours, theirs = set(one.lower()), set(other.lower())
    return max(len(ours - theirs), len(theirs - ours))


def _ranked(word: str, words: Iterable[str]) -> list[tuple[int, int, str]]:
    """The words near enough with their distances and where they first differ, nearest first."""
    limit = reach(word) if len(word) <= LONGEST else 0
    if not limit:
        return []
    found = ((distance(word, known, limit), known) for known in set(words) if known != word)
    return sorted(
        (cost, -_shared(word, known) - (sorted(word) == sorted(known)), known)
        for cost, known in found
        if cost <= limit and not _counts_on(word, known) and not _other_word(word, known)
    )


def _shared(one: str, other: str) -> int:
    """How many letters the two share from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _other_word(one: str, other: str) -> bool:
    """Whether two short words are two words: they start otherwise, or have another letter among three.

    Swapped letters are a typo in any word.
    """
    one, other = one.lower(), other.lower()
    if len(one) > SHORT or sorted(one) == sorted(other):
        return False
    return one[0] != other[0] or len(one) == len(other) < SHORT


def _counts_on(one: str, other: str) -> bool:
    """Whether the two differ in a number only (`row1`, `row2`): then both are meant as they are."""
    bare = [word.translate(_DIGITS) for word in (one, other)]
    return bare[0] == bare[1] and bare[0] != one and bare[1] != other


_DIGITS = {ord(digit): None for digit in "0123456789"}
