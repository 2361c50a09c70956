"""seccomp: which system calls a program may make, by an allow-list.

What is not allowed is reported to a listener in the parent, which refuses it. The listener cannot be fetched
from outside (`pidfd_getfd` is refused in ordinary containers), so the child sends it through a socket: the
first filter still permits what has to be done until the program begins; a second one on top takes it away.
"""

import ctypes
import errno
import os
import socket
import struct
from collections.abc import Callable

from executor.policy import Policy
from executor.sandbox import landlock
from executor.sandbox.bpf import ALLOW, NOTIFY, Program, Rule, assemble, failing
from executor.sandbox.call_rules import closing_rules, opening_rules, rules
from executor.sandbox.kernel import AUDIT_ARCHITECTURES, machine, numbers, system_call
from executor.sandbox.mechanism import Finish, Ground, Mechanism, Step, Terms, Unsupported
from executor.sandbox.rlimits import lower_open_files
from knowledge.limits import Limits

SECCOMP_SET_MODE_FILTER, SECCOMP_GET_ACTION_AVAIL = 1, 2
SECCOMP_FILTER_FLAG_NEW_LISTENER = 8
WITH_LISTENER, WITHOUT_LISTENER = b"L", b"N"


type Loader = Callable[..., int]


class FilterProgram(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


def prepare(ground: Ground) -> Step:
    """Assemble the programs; the child only fills in its own process id."""
    _check_support()
    load_reporting = loading(_assembled(ground.policy, NOTIFY))
    load_silent = loading(_assembled(ground.policy, failing(errno.EPERM)))
    load_closing = loading(_closing(ground.policy))

    def step(terms: Terms) -> Finish:
        listener = _loaded(load_reporting, load_silent) if terms.is_heard else load_silent()

        def finish(_: Limits, report: int | None) -> None:
            if report is not None:
                _hand_over(listener, report)
            lower_open_files()
            load_closing()

        return finish

    return step


def loading(program: Program) -> Loader:
    """Lay a program out in memory as the kernel takes it; what is returned loads it into the calling thread.

    That is for good, and gives the listener's descriptor where the flags ask for one.
    """
    memory = ctypes.create_string_buffer(program.code, len(program.code))
    head = FilterProgram(program.length, ctypes.addressof(memory))
    word = struct.Struct("<I")

    def load(flags: int = 0) -> int:
        for place in program.process_at:
            word.pack_into(memory, place, os.getpid())
        return system_call("seccomp", SECCOMP_SET_MODE_FILTER, flags, ctypes.addressof(head))

    return load


def _check_support() -> None:
    action = ctypes.c_uint32(failing(0))
    try:
        system_call("seccomp", SECCOMP_GET_ACTION_AVAIL, 0, ctypes.addressof(action))
    except OSError as refused:
        raise Unsupported(f"the kernel loads no filters ({refused.strerror})") from refused


def _assembled(policy: Policy, default: int) -> Program:
    abi = landlock.abi()
    permitted = list(
        rules(
            policy,
            signals_are_scoped=abi >= landlock.SCOPES_SINCE,
            truncation_is_held=abi >= landlock.TRUNCATE_SINCE,
        )
    )
    return _program([*permitted, *opening_rules(policy)], default)


def _closing(policy: Policy) -> Program:
    """The second filter: from now on nothing is loaded, no descriptor leaves, and few may be open."""
    return _program(list(closing_rules(policy)), ALLOW)


def _program(permitted: list[Rule], default: int) -> Program:
    family = machine()
    return assemble(permitted, default, numbers(family), AUDIT_ARCHITECTURES[family])


def _loaded(load_reporting: Loader, load_silent: Loader) -> int:
    """Load the filter with a listener; where another one listens already, the one that only refuses."""
    try:
        return load_reporting(SECCOMP_FILTER_FLAG_NEW_LISTENER)
    except OSError:
        return load_silent()


def _hand_over(listener: int, report: int) -> None:
    """Send the listener away."""
    channel = socket.socket(fileno=report)
    try:
        if listener:
            socket.send_fds(channel, [WITH_LISTENER], [listener])
            os.close(listener)
        else:
            channel.send(WITHOUT_LISTENER)
    finally:
        channel.detach()


seccomp = Mechanism("seccomp", prepare, required=True)
