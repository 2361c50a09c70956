"""All mechanisms together: prepared once, applied in each child."""

from collections.abc import Mapping
from dataclasses import dataclass

from executor.sandbox.cgroup import cgroup
from executor.sandbox.landlock import landlock
from executor.sandbox.mechanism import Finish, Ground, Mechanism, Step, Terms, Unsupported
from executor.sandbox.namespaces import namespaces
from executor.sandbox.no_new_privileges import no_new_privileges
from executor.sandbox.privileges import privileges
from executor.sandbox.rlimits import rlimits
from executor.sandbox.seccomp import seccomp
from executor.sandbox.unavailable import SandboxUnavailable
from knowledge.limits import Limits

MECHANISMS: tuple[Mechanism, ...] = (
    cgroup,
    rlimits,
    namespaces,
    privileges,
    no_new_privileges,
    landlock,
    seccomp,
)
"""The order matters: first what needs files, filters when nothing else is left to be opened."""

LEFT_OUT = "left out by RAYDX_WITHOUT"


@dataclass(frozen=True, slots=True)
class Protection:
    """The steps that a child takes, by the name of their mechanism, in order; what is missing, and why."""

    ground: Ground
    steps: Mapping[str, Step]
    missing: Mapping[str, str]


def prepare(ground: Ground) -> Protection:
    """Do ahead, in the parent of all children, what can be done ahead.

    Raises SandboxUnavailable where a required mechanism is missing.
    """
    steps, missing = {}, {}
    for mechanism in MECHANISMS:
        if mechanism.name in ground.without and not mechanism.required:
            missing[mechanism.name] = LEFT_OUT
            continue
        try:
            steps[mechanism.name] = mechanism.prepare(ground)
        except Unsupported as why:
            if mechanism.required:
                raise SandboxUnavailable(f"{mechanism.name}: {why}") from why
            missing[mechanism.name] = str(why)
    return Protection(ground, steps, missing)


def begin(protection: Protection, terms: Terms) -> Finish:
    """Apply every step to this process, which must be a single-threaded child; there is no way back.

    What is returned has to be called with what belongs to the run before anything of the program runs: only
    then is the protection whole. Both raise OSError where the kernel refuses: the child must then end without
    running anything.
    """
    remaining = [finish for step in protection.steps.values() if (finish := step(terms)) is not None]

    def finish_all(limits: Limits, report: int | None) -> None:
        for finish in remaining:
            finish(limits, report)

    return finish_all


def protect(protection: Protection, terms: Terms, limits: Limits, report: int | None = None) -> None:
    """Apply the whole protection at once; see `begin`."""
    begin(protection, terms)(limits, report)
