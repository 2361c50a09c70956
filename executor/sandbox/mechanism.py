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

    `scratch` is its writable directory, which exists and is its own. `report` is one end of a unix socket
    pair: the listener for refused system calls is sent through it (see `executor.sandbox.notification`);
    without it refused calls fail with EPERM and nobody hears of them. `name` is what the run's control groups
    are called; who gives it removes them.
    """

    scratch: str | None = None
    report: int | None = None
    name: str = ""


type Finish = Callable[[Limits], None]
"""What remains to be done when the limits of the run are known, before anything of the program runs."""
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
