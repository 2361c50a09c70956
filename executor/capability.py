"""What a capability is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Capability:
    """Something that code can ask of the machine, and what to do instead when it is refused.

    `modules` are those whose *purpose* it is: each covers what lies below it (`http.client` covers
    `http.client.x`, and `os` covers `os.path`, but not `http`). A module that computes as well as reaches
    out (`io`, `pathlib`, `sqlite3`, `signal`) stands in no list: the kernel refuses what it may not do.
    `audit_events` are names of PEP 578 events, `system_calls` the kernel's names; both say which capability
    an attempt was about, and no more. `calls` are the whole names of functions and methods that do it, for
    whoever looks at a program before it runs. `operation` is the word that a report uses for the attempt.
    """

    name: str
    operation: str
    modules: frozenset[str]
    audit_events: frozenset[str]
    system_calls: frozenset[str]
    reason: str
    alternatives: tuple[str, ...]
    calls: frozenset[str] = frozenset()


def named(words: str) -> frozenset[str]:
    """Read a list of names that white space keeps apart."""
    return frozenset(words.split())
