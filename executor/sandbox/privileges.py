"""Root's powers, split by the kernel into capabilities: the child has none, and gets none back."""

import ctypes
import errno

from executor.sandbox.kernel import machine, system_call
from executor.sandbox.mechanism import Ground, Mechanism, Step, Terms

PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 28, 47, 4
ROOT_IS_NOBODY = 0b1110_1111
"""NOROOT, NO_SETUID_FIXUP, KEEP_CAPS off, NO_CAP_AMBIENT_RAISE, all of them locked.

One call where emptying the bounding set takes forty: user 0 means nothing special from then on, so a program
started by it gains nothing, whatever the bounding set holds.
"""
VERSION_3 = 0x20080522


def prepare(_: Ground) -> Step:
    """Nothing depends on the policy."""
    machine()
    head, nothing = (ctypes.c_uint32 * 2)(VERSION_3, 0), (ctypes.c_uint32 * 6)()

    def step(_: Terms) -> None:
        _lock_root_out()
        system_call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
        system_call("capset", ctypes.addressof(head), ctypes.addressof(nothing))

    return step


def _lock_root_out() -> None:
    """End what is special about user 0, which only root may do; anybody else has nothing to lose."""
    try:
        system_call("prctl", PR_SET_SECUREBITS, ROOT_IS_NOBODY, 0, 0, 0)
    except OSError as refused:
        if refused.errno != errno.EPERM:
            raise


privileges = Mechanism("privileges", prepare, required=True)
