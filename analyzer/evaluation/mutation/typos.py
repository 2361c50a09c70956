"""Misspells words as people do."""

from random import Random

from analyzer.evaluation.mutation.fault import SHORTEST

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def misspelt(word: str, random: Random) -> str | None:
    """Change a word by one slip: a letter dropped, doubled, hit beside, or two of them swapped.

    None for words that are too short to be recognised afterwards.
    """
    if len(word) < SHORTEST or not word.isidentifier():
        return None
    at = random.randrange(1, len(word))
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + random.choice(LETTERS) + word[at + 1 :],
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :],
    )
    slip = random.choice(slips)
    return slip if slip != word and slip.isidentifier() else None
