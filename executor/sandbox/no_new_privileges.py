"""No new privileges: neither set-uid programs nor file capabilities raise anyone again."""

from executor.sandbox.kernel import machine, system_call
from executor.sandbox.mechanism import Ground, Mechanism, Step, Terms

PR_SET_NO_NEW_PRIVS = 38


def prepare(_: Ground) -> Step:
    """Nothing depends on the policy; Landlock and seccomp ask for this of everybody but root."""
    machine()

    def step(_: Terms) -> None:
        system_call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)

    return step


no_new_privileges = Mechanism("no_new_privileges", prepare, required=True)
