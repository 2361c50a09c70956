"""Landlock: which files a program reaches, and whom it may connect to and signal.

Held for good, by the process and all it starts, without root. What the kernel knows is asked, not assumed:
each version of its interface (ABI) adds rights, and a ruleset names only those that are known.
"""

import ctypes
import os
from collections.abc import Iterator
from functools import cache

from executor.policy import Policy
from executor.sandbox import places
from executor.sandbox.kernel import machine, system_call
from executor.sandbox.mechanism import Ground, Mechanism, Step, Terms, Unsupported

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG, MAKE_SYM, REFER, TRUNCATE = (1 << bit for bit in (7, 8, 12, 13, 14))
READ = READ_FILE | READ_DIR
RUN = READ | EXECUTE
WRITE = WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SYM
ONLY_DIRECTORIES = READ_DIR | REMOVE_DIR | REMOVE_FILE | REFER | (0x7F << 6)
FILE_RIGHTS_OF_ABI = (0, 13, 14, 15, 15, 16)
"""How many of the file rights each ABI knows, from 0 on; later ones know all."""

ALL_TCP, ALL_SCOPES = 0b11, 0b11
TRUNCATE_SINCE, TCP_SINCE, SCOPES_SINCE = 3, 4, 6
CREATE_VERSION = 1
RULE_PATH_BENEATH = 1

type Rules = tuple[tuple[str, int], ...]


class RulesetAttributes(ctypes.Structure):
    """`struct landlock_ruleset_attr`: what is refused unless a rule allows it."""

    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class PathBeneath(ctypes.Structure):
    """`struct landlock_path_beneath_attr`."""

    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


@cache
def abi() -> int:
    """Return the version of Landlock that this kernel offers; 0 for none."""
    try:
        machine()
        return system_call("landlock_create_ruleset", 0, 0, CREATE_VERSION)
    except (OSError, Unsupported):
        return 0


def prepare(ground: Ground) -> Step:
    """Settle the rules; the ruleset is built in the child, where the scratch directory is known."""
    machine()
    if abi() < 1:
        raise Unsupported("the kernel has no Landlock, or it is switched off")
    handled, known = _handled(ground.policy), file_rights()
    rules = tuple((place, _fitting(place, rights & known)) for place, rights in _rules(ground))
    in_scratch = (READ | WRITE | REFER) & known
    shares, host = "processes" in ground.policy.granted, _device(places.SHARED_MEMORY)

    def step(terms: Terms) -> None:
        own = [(terms.scratch, in_scratch)] if terms.scratch else []
        if shares and _device(places.SHARED_MEMORY) != host:
            own.append((places.SHARED_MEMORY, (READ | WRITE) & known))
        restrict(handled, (*rules, *own))

    return step


def file_rights() -> int:
    """Return the file rights that this kernel knows."""
    known = FILE_RIGHTS_OF_ABI
    return (1 << known[min(abi(), len(known) - 1)]) - 1


def restrict(handled: RulesetAttributes, rules: Rules) -> None:
    """Hold this thread to the rules, for good."""
    size = 8 if abi() < TCP_SINCE else 16 if abi() < SCOPES_SINCE else 24
    ruleset = system_call("landlock_create_ruleset", ctypes.addressof(handled), size, 0)
    try:
        for place, rights in rules:
            _allow(ruleset, place, rights)
        system_call("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)


def _handled(policy: Policy) -> RulesetAttributes:
    tcp = 0 if "network" in policy.granted else ALL_TCP
    return RulesetAttributes(file_rights(), tcp, ALL_SCOPES)


def _rules(ground: Ground) -> Iterator[tuple[str, int]]:
    """Say which rights go with which place."""
    for place in ground.places.readable:
        yield place, READ
    for place in ground.places.listable:
        yield place, READ_DIR
    yield "/dev/null", READ_FILE | WRITE_FILE
    if "network" in ground.policy.granted:
        for place in places.FOR_THE_NETWORK:
            yield place, READ
    if "processes" in ground.policy.granted:
        for place in ground.places.programs:
            yield place, RUN


def _device(place: str) -> int | None:
    """What file system a place lies on; that of the host is never opened, what a run has of its own is."""
    try:
        return os.stat(place).st_dev
    except OSError:
        return None


def _fitting(place: str, rights: int) -> int:
    """Leave out what only a directory can have, since the kernel takes no such rule for a file."""
    return rights if os.path.isdir(place) else rights & ~ONLY_DIRECTORIES


def _allow(ruleset: int, place: str, rights: int) -> None:
    """Allow what lies beneath a place; one that is gone, or that this user cannot reach, needs no rule."""
    try:
        parent = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return
    try:
        rule = PathBeneath(rights, parent)
        system_call("landlock_add_rule", ruleset, RULE_PATH_BENEATH, ctypes.addressof(rule), 0)
    finally:
        os.close(parent)


landlock = Mechanism("landlock", prepare, required=True)
