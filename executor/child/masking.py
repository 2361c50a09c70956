"""Which values are secrets: told by the name they are kept under, or by their own shape."""

import re
from itertools import pairwise

MASK = "<masked>"

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SECRET_WORDS = frozenset(
    [
        *("password", "passwords", "passwd", "passphrase", "pwd", "secret", "secrets", "apikey", "apikeys"),
        *("authorization", "credential", "credentials", "privatekey"),
    ]
)
_SECRET_PAIRS = frozenset(
    [
        *[(first, last) for first in ("api", "private", "secret", "access") for last in ("key", "keys")],
        *[(first, "key") for first in ("auth", "encryption", "signing", "session", "master")],
        ("auth", "token"),
        ("access", "token"),
        ("refresh", "token"),
        ("bearer", "token"),
    ]
)
_DOUBTFUL_WORDS = frozenset(["token", "tokens", "cookie", "cookies", "auth", "bearer", "jwt", "session"])
_COUNTED = frozenset(
    [
        *("count", "counts", "length", "size", "limit", "index", "type", "max", "min", "num", "number"),
        *("total", "per", "used", "left"),
    ]
)
_OPAQUE = re.compile(r"(?=.*\d)[^\s]{12,}")

_SHAPES = re.compile(
    r"""
      \bsk-[A-Za-z0-9_-]{16,}
    | \bgh[pousr]_[A-Za-z0-9]{20,}
    | \bgithub_pat_[A-Za-z0-9_]{20,}
    | \bglpat-[A-Za-z0-9_-]{16,}
    | \b(?:AKIA|ASIA)[0-9A-Z]{16}\b
    | \bxox[abprse]-[A-Za-z0-9-]{10,}
    | \bAIza[0-9A-Za-z_-]{30,}
    | \bhf_[A-Za-z0-9]{20,}
    | \beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*
    | -----BEGIN\ [A-Z ]{0,30}PRIVATE\ KEY-----[\s\S]*
    | (?<=://)[^\s/:@'"]{1,100}:[^\s/@'"]{1,200}(?=@)
    | (?<=\bBearer\ )[A-Za-z0-9._~+/-]{16,}
    """,
    re.VERBOSE,
)


_GIVEN = re.compile(
    r"""
      (?<![\w.-]) ([A-Za-z][\w.-]{2,60}+)
      ( ["']? \s? [:=] \s? (?:Basic\ |Bearer\ |Token\ )? )
      (?: (["']) ([^"'\n]{4,200}+) \3 | ([^\s"'&;,?=<>(){}\[\]\\]{8,200}+) )
    """,
    re.VERBOSE,
)
"""A name and what it is given, in quotes or without: in JSON, settings, the query of an address, a call."""
_MIXED = re.compile(r"(?=.*\d)(?=.*[A-Za-z]).*")


def is_secret_name(name: str) -> bool:
    """Whether what a variable, attribute or key of that name holds is a secret.

    Whole words count, in snake and camel case: `api_key`, `userPassword`, `X-Auth-Token`; not what only
    counts them, as `max_password_length` does.
    """
    words = _words(name)
    pairs = pairwise(words)
    known = not _SECRET_WORDS.isdisjoint(words) or not _SECRET_PAIRS.isdisjoint(pairs)
    return known and _COUNTED.isdisjoint(words)


def is_secret_text(name: str, text: str) -> bool:
    """Whether a text under that name is a secret: `token = "the"` is a word, `"9f86d081884c"` is none."""
    doubtful = not _DOUBTFUL_WORDS.isdisjoint(_words(name))
    return is_secret_name(name) or (doubtful and _OPAQUE.fullmatch(text) is not None)


def _words(name: str) -> list[str]:
    """Split a name at underscores, hyphens and capitals."""
    return [word.lower() for word in _WORDS.findall(name[:200])]


def masked(text: str) -> str:
    """Return the text without what has the shape of a secret, or is given to the name of one.

    What stands without quotes could be code: there only what mixes letters and digits counts.
    """
    return _GIVEN.sub(_without_value, _SHAPES.sub(MASK, text))


def _without_value(given: re.Match[str]) -> str:
    """Leave out what a name is given, if that is a secret."""
    name, between, quote, quoted, bare = given.groups()
    secret = quoted or bare
    is_opaque = quoted is not None or between[-2:-1].isalpha() or _MIXED.fullmatch(secret) is not None
    if secret == MASK or not is_opaque or not is_secret_text(name, secret):
        return given[0]
    return f"{name}{between}{quote or ''}{MASK}{quote or ''}"
