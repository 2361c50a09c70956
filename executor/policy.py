"""What a program may do: three policies, and which capability an attempt runs into.

The kernel enforces (`executor.sandbox`); what stands here explains. A program that hides an import or
silences the audit hook gains nothing but a report with fewer words.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from executor import capabilities
from executor.capability import Capability
from executor.child.guard import Ban
from knowledge.discovery import discover
from knowledge.interpreter import Interpreter, meant

WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True, slots=True)
class Policy:
    """What a program may do.

    `importable` names the capabilities whose modules it may import, `granted` those that it really has.
    `scratch` says whether each run gets a directory to write to, which dies with the run. `allowed` are
    modules that the operator lets it import in spite of their capability; it gets nothing else by that.
    """

    name: str
    importable: frozenset[str]
    granted: frozenset[str]
    scratch: bool
    allowed: frozenset[str] = frozenset()


CAPABILITIES = discover(capabilities, Capability)
ALL = frozenset(capability.name for capability in CAPABILITIES)

STRICT = Policy("strict", importable=frozenset(), granted=frozenset(), scratch=False)
STANDARD = Policy("standard", importable=ALL, granted=frozenset({"native_code"}), scratch=True)
OPEN = Policy(
    "open", importable=ALL, granted=frozenset({"native_code", "network", "processes"}), scratch=True
)
POLICIES: Mapping[str, Policy] = {policy.name: policy for policy in (STRICT, STANDARD, OPEN)}


def _owners(field: str) -> Mapping[str, Capability]:
    """Who owns each name that stands in that field of a capability."""
    return {name: capability for capability in CAPABILITIES for name in getattr(capability, field)}


MODULES = _owners("modules")
EVENTS = _owners("audit_events")
SYSTEM_CALLS = _owners("system_calls")
BY_NAME = {capability.name: capability for capability in CAPABILITIES}
FILES_READ = next(capability for capability in CAPABILITIES if capability.name == "files_read")
FILES_WRITE = next(capability for capability in CAPABILITIES if capability.name == "files_write")


def policy_named(name: str) -> Policy:
    """Return the policy of that name; ValueError names the choices."""
    if name not in POLICIES:
        raise ValueError(f"policy should be one of {', '.join(POLICIES)}, found {name!r}")
    return POLICIES[name]


def allowing(policy: Policy, modules: Iterable[str]) -> Policy:
    """Let the program import these modules, with all that lies below them; TypeError or ValueError.

    It is the import that is allowed, and nothing that could be done by it: the kernel refuses as before.
    """
    if isinstance(modules, str | bytes) or not isinstance(modules, Iterable):
        raise TypeError(f"allow should be a list of module names, found {modules!r}")
    names = tuple(modules)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"allow should hold module names, found {name!r}")
        if not all(part.isidentifier() for part in name.split(".")):
            raise ValueError(f"allow should hold module names such as 'numpy' or 'os.path', found {name!r}")
    return replace(policy, allowed=policy.allowed.union(names)) if names else policy


def refusing(policy: Policy, module: str) -> Capability | None:
    """Name the capability that stands against importing `module` (`os`, `urllib.request`, `os.path`).

    A module that is not there reaches nothing: it is not refused, and importing it fails by itself.
    """
    name = ban_of(policy).capability(module)
    return None if name is None else BY_NAME[name]


def ban_of(policy: Policy) -> Ban:
    """What the program may not import under this policy, in the Python that is meant."""
    return _ban(policy, meant())


@lru_cache(maxsize=64)
def _ban(policy: Policy, interpreter: Interpreter) -> Ban:
    """Leave out the modules that are not there."""
    shut = {module: owner.name for module, owner in MODULES.items() if owner.name not in policy.importable}
    there = {top: interpreter.finds(top) for top in {module.partition(".")[0] for module in shut}}
    refused = {module: owner for module, owner in shut.items() if there[module.partition(".")[0]]}
    return Ban(policy.name, refused, policy.allowed)


def refusing_event(
    policy: Policy, event: str, args: Sequence[object], scratch: str | None = None
) -> Capability | None:
    """Name the capability that an audit event was about, if the policy does not grant it.

    An answer means: *had the operation failed, this would be why*. It is no proof that it failed: a policy
    without files still reads its own standard library. `scratch` is the run's writable directory.
    """
    owner = _owner_of_open(args) if event == "open" else EVENTS.get(event)
    if owner is None or owner.name in policy.granted:
        return None
    if owner in (FILES_READ, FILES_WRITE) and args and _is_harmless_place(args[0], scratch):
        return None
    return owner


def refusing_call(policy: Policy, call: str) -> Capability | None:
    """Name the capability that a refused system call was about, if the policy does not grant it."""
    owner = SYSTEM_CALLS.get(call)
    return None if owner is None or owner.name in policy.granted else owner


def _owner_of_open(args: Sequence[object]) -> Capability:
    """Reading or writing: `open` tells by its mode, `os.open` by its flags."""
    mode = args[1] if len(args) > 1 else None
    flags = args[2] if len(args) > 2 else 0
    by_mode = isinstance(mode, str) and any(letter in mode for letter in "wax+")
    by_flags = isinstance(flags, int) and bool(flags & WRITING_FLAGS)
    return FILES_WRITE if by_mode or by_flags else FILES_READ


def _is_harmless_place(place: object, scratch: str | None) -> bool:
    """Whether that is an open descriptor, a database in memory, or lies in the scratch directory."""
    match place:
        case int() | ":memory:" | b":memory:" | "" | b"":
            return True
        case str() | bytes() if scratch is not None:
            path = os.path.abspath(os.fsdecode(place))
            return path == scratch or path.startswith(scratch.rstrip("/") + "/")
        case _:
            return False
