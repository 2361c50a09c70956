"""What a mechanism of the sandbox is."""

from collections.abc import Callable
from dataclasses import dataclass, field

from executor.policy import Policy
from executor.sandbox.places import Places
from knowledge.limits import Limits


class Unsupported(Exception):
    """This kernel, or this process, does not have the mechanism; the message says why."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for every run: the policy, and the files that every program may read.

    `places` comes from `executor.sandbox.places.places_here()`, called in a process that has its
    site-packages: an interpreter started with `-S` does not know them. Below `home` lie the directories in
    which programs start, scratch or not. `without` names mechanisms that shall not be used, `groups` the
    directories of control groups in which we may make others.
    """

    policy: Policy
    places: Places = field(default_factory=Places)
    home: str = ""
    without: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What one run is given, but for its limits: a child closes itself in before it knows them.

    `scratch` is its writable directory, which exists and is its own. `name` is what the run's control groups
    are called; who gives it removes them. `is_heard` says that somebody will hear of refused system calls;
    else they fail with EPERM.
    """

    scratch: str | None = None
    name: str = ""
    is_heard: bool = False


type Finish = Callable[[Limits, int | None], None]
"""What remains to be done when the run is known, before anything of the program runs.

Takes its limits, and where refused calls are heard of, the end of a socket pair to send the listener through
(see `executor.sandbox.notification`).
"""
type Step = Callable[[Terms], Finish | None]
"""Applies a mechanism to this very process, for good; raises OSError where the kernel refuses."""


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One way in which the kernel holds a process.

    `prepare` does all that can be done ahead, in the parent, and returns the step for the child. It raises
    `Unsupported` with the reason. Without a `required` mechanism nothing is run.
    """

    name: str
    prepare: Callable[[Ground], Step]
    required: bool
