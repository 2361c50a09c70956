"""What somebody said about a program: raydx, or one of its peers, in one shape."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """A finding made before the run: where, how bad, and what should stand there instead."""

    line: int
    code: str
    is_error: bool
    replacement: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A mended program, and whether the one who offers it says that it was proven."""

    code: str
    proven: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. None or empty where nothing was said, which is never counted as right.

    `births` are the lines named as the cause, best first: only the first one counts. `hint` is all the
    prose that the reader is given. `seconds` is the time from question to answer. `trouble` says why there
    is no answer at all.
    """

    category: str | None = None
    type: str | None = None
    line: int | None = None
    column: int | None = None
    births: tuple[int, ...] = ()
    cause: str | None = None
    hint: str = ""
    offers: tuple[Offer, ...] = ()
    claims: tuple[Claim, ...] = ()
    stdout: str | None = None
    seconds: float = 0.0
    trouble: str | None = None


def sound(text: str) -> str:
    """Turn what no file can hold (lone surrogates) into escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
