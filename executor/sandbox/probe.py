"""Is this host able to isolate? Found by trying, not by version numbers."""

import errno
import os
import select
import signal
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress

from executor.sandbox.attempts import ATTEMPTS, KEPT, Attempt, Bait
from executor.sandbox.cgroup import removed
from executor.sandbox.mechanism import Ground, Terms
from executor.sandbox.notification import receive_listener, refuse_next
from executor.sandbox.protection import Protection, protect
from executor.sandbox.unavailable import SandboxUnavailable
from knowledge.limits import Limits
from knowledge.run import Isolation

PATIENCE = 10.0
OUTSIDE_FILES = ("/etc/passwd", "/etc/group", "/etc/fstab", "/proc/self/status")
OUTSIDE_DIRECTORIES = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - creating a file there must fail
ACTIVE, WORKED = "active", "worked"
OPTIONAL = frozenset({"namespaces", "pid_namespace", "cgroup"})
HOLDER = {
    **dict.fromkeys((errno.EPERM, errno.ENOSYS), "seccomp"),
    errno.EACCES: "landlock",
    **dict.fromkeys((errno.ENOENT, errno.EROFS), "namespaces"),
    errno.ENOMEM: "rlimits",
    errno.ESRCH: "pid_namespace",
    errno.EAGAIN: "cgroup",
}
"""Which mechanism refuses in which way. Any other error, or one whose mechanism is not there, would mean that
the kernel went on to look at what was asked for."""
NAME = f"raydx-probe-{os.getpid()}-{os.urandom(6).hex()}"
"""Of the group of the throw-away child; another container has processes of the same number."""
UNHEARD = "refused calls fail, but are not reported: another supervisor listens, or the kernel is too old"
EXTRA = frozenset({"cgroup"})
"""What only the operator can give: it is told, but its absence makes no isolation incomplete."""


def tried(protection: Protection, known: Mapping[str, str]) -> Isolation:
    """Run a throw-away child under the full protection and see that it cannot reach out.

    `known` are mechanisms of the whole process, with their state. Forks, so call it where there is one thread
    only. Raises SandboxUnavailable where the minimum is not reached, or where something got out.
    """
    answers, heard = _tried(protection)
    states = dict.fromkeys(protection.steps, ACTIVE) | dict(known)
    states |= {"reports": ACTIVE if heard else UNHEARD, **protection.missing}
    states |= _judged(protection, answers, states)
    complete = all(state == ACTIVE for name, state in states.items() if name not in EXTRA)
    return Isolation("full" if complete else "reduced", states, _proofs(answers, states))


def _tried(protection: Protection) -> tuple[dict[str, str], bool]:
    """Fork the child, and collect its answers and whether its refused calls are heard of."""
    ours, theirs = socket.socketpair()
    readable, writable = os.pipe()
    with ours, theirs, _bait(protection) as bait:
        child = os.fork()
        if child == 0:
            _try_everything(protection, bait, theirs.fileno(), writable)
        os.close(writable)
        theirs.close()
        try:
            text, heard = _listened(ours.fileno(), readable)
        finally:
            os.close(readable)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            removed(protection.ground.groups, NAME)
    return dict(line.split(":", 1) for line in text.splitlines() if ":" in line), heard


def _try_everything(protection: Protection, bait: Bait, report: int, writable: int) -> None:
    """Play the program, in the child; leaves the process whatever happens."""
    try:
        limits = Limits(seconds=PATIENCE, memory_mb=100)
        protect(protection, Terms(bait.scratch, NAME, is_heard=True), limits, report)
        os.write(writable, b"protected:yes\n")
        for attempt in ATTEMPTS:
            os.write(writable, f"{attempt.name}:{_outcome(attempt, bait)}\n".encode())
    except BaseException as failure:  # noqa: BLE001 - whatever it was, the parent has to hear of it
        os.write(writable, f"failure:{failure!r}\n".encode())
    finally:
        os._exit(0)


def _outcome(attempt: Attempt, bait: Bait) -> str:
    try:
        attempt.act(bait)
    except OSError as failure:
        return f"{failure.errno}:{failure!r}"
    except Exception as failure:  # noqa: BLE001 - any way of failing is an answer
        return f"0:{failure!r}"
    return WORKED


def _listened(report: int, answers: int) -> tuple[str, bool]:
    """Answer the child's refused calls until it ends."""
    deadline, text = time.monotonic() + PATIENCE, b""
    listener = receive_listener(report)
    poller = select.poll()
    poller.register(answers, select.POLLIN)
    if listener is not None:
        poller.register(listener, select.POLLIN)
    while time.monotonic() < deadline:
        for descriptor, event in poller.poll(1000 * PATIENCE):
            if descriptor == listener:
                refuse_next(listener) if event & select.POLLIN else poller.unregister(listener)
            elif chunk := os.read(answers, 4096):
                text += chunk
            else:
                deadline = 0
    if listener is not None:
        os.close(listener)
    return text.decode(errors="replace"), listener is not None


def _judged(protection: Protection, answers: Mapping[str, str], states: Mapping[str, str]) -> dict[str, str]:
    """Raise where something got out, where plain work failed, or where an answer is missing.

    Returns the mechanisms that are there but did not hold, if we can do without them.
    """
    if "protected" not in answers:
        raise SandboxUnavailable(
            f"the protection could not be applied: {answers.get('failure', 'no answer')}"
        )
    broken, granted = {}, protection.ground.policy.granted
    for attempt in ATTEMPTS:
        answer = answers.get(attempt.name, "no answer")
        went_well = answer == WORKED if attempt.must_work else states.get(_holder(attempt, answer)) == ACTIVE
        if went_well or attempt.granted_by in granted:
            continue
        words = f"a test program could {attempt.because} ({attempt.name} {answer})"
        if attempt.held_by not in OPTIONAL:
            raise SandboxUnavailable(words)
        if states.get(attempt.held_by) == ACTIVE:
            broken[attempt.held_by] = words
    return broken


def _holder(attempt: Attempt, answer: str) -> str:
    """Name the mechanism that refused an attempt; empty where none did."""
    code = answer.partition(":")[0]
    holder = HOLDER.get(int(code), "") if code.isdigit() else ""
    return attempt.held_by if holder and attempt.held_by else holder


def _proofs(answers: Mapping[str, str], states: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Say for each active mechanism what a test program could not do because of it."""
    held: dict[str, tuple[str, ...]] = {}
    for attempt in ATTEMPTS:
        holder = _holder(attempt, answers.get(attempt.name, ""))
        if not attempt.must_work and states.get(holder) == ACTIVE:
            held[holder] = (*held.get(holder, ()), attempt.because)
    return held


@contextmanager
def _bait(protection: Protection) -> Iterator[Bait]:
    """Lay out what the child shall not reach, and what it may write to; clear both away."""
    ground = protection.ground
    readable = next(path for path in OUTSIDE_FILES if os.access(path, os.R_OK))
    directories = [path for path in OUTSIDE_DIRECTORIES if os.access(path, os.W_OK)] or ["/"]
    creatable = os.path.join(directories[0], f"sandbox-probe-{os.getpid()}")
    with socket.create_server(("127.0.0.1", 0)) as server, ExitStack() as stack:
        stack.callback(_removed, creatable)
        scratch = stack.enter_context(_scratch(ground)) if ground.policy.scratch and ground.home else None
        port, is_grouped = server.getsockname()[1], "cgroup" in protection.steps
        yield Bait(readable, creatable, port, os.getpid(), scratch, is_grouped)


@contextmanager
def _scratch(ground: Ground) -> Iterator[str]:
    """Make a directory to write to, as each run gets one."""
    path = os.path.join(ground.home, f"probe-{os.getpid()}")
    os.mkdir(path, 0o700)
    try:
        yield path
    finally:
        _removed(os.path.join(path, KEPT))
        os.rmdir(path)


def _removed(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)
