"""Is this host able to isolate? Found by trying, not by version numbers."""

import errno
import os
import select
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from executor.sandbox.attempts import ATTEMPTS, Attempt, Bait
from executor.sandbox.mechanism import Ground, Terms
from executor.sandbox.notification import receive_listener, refuse_next
from executor.sandbox.protection import Protection, prepare, protect
from executor.sandbox.unavailable import SandboxUnavailable
from knowledge.limits import Limits
from knowledge.run import Isolation

PATIENCE = 10.0
OUTSIDE_FILES = ("/etc/passwd", "/etc/group", "/etc/fstab", "/proc/self/status")
OUTSIDE_DIRECTORIES = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - creating a file there must fail
ACTIVE, WORKED, REFUSED = "active", "worked", "refused"
REFUSALS = (errno.EPERM, errno.EACCES, errno.ENOSYS)
"""Any other error would mean that the kernel went on to look at what was asked for."""
UNHEARD = "refused calls fail, but are not reported: another supervisor listens, or the kernel is too old"


def isolation_here(ground: Ground) -> Isolation:
    """Run a throw-away child under the full protection and see that it cannot reach out.

    Forks, so call it where there is one thread only. Raises SandboxUnavailable where the minimum is not
    reached, or where something got out.
    """
    protection = prepare(ground)
    answers, heard = _tried(protection)
    _judge(protection, answers)
    states = {"reports": ACTIVE if heard else UNHEARD, **protection.missing}
    mechanisms = {**dict.fromkeys(protection.steps, ACTIVE), **states}
    complete = all(state == ACTIVE for state in mechanisms.values())
    return Isolation("full" if complete else "reduced", mechanisms)


def _tried(protection: Protection) -> tuple[dict[str, str], bool]:
    """Fork the child, and collect its answers and whether its refused calls are heard of."""
    ours, theirs = socket.socketpair()
    readable, writable = os.pipe()
    with ours, theirs, _bait() as bait:
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
    return dict(line.split(":", 1) for line in text.splitlines() if ":" in line), heard


def _try_everything(protection: Protection, bait: Bait, report: int, writable: int) -> None:
    """Play the program, in the child; leaves the process whatever happens."""
    try:
        protect(protection, Terms(Limits(seconds=PATIENCE, memory_mb=100), report=report))
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
    except Exception as failure:  # noqa: BLE001 - any way of failing is an answer
        refused = isinstance(failure, OSError) and failure.errno in REFUSALS
        return REFUSED if refused else f"failed with {failure!r}"
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


def _judge(protection: Protection, answers: dict[str, str]) -> None:
    """Raise where something got out, where plain work failed, or where an answer is missing."""
    if "protected" not in answers:
        raise SandboxUnavailable(
            f"the protection could not be applied: {answers.get('failure', 'no answer')}"
        )
    granted = protection.ground.policy.granted
    for attempt in ATTEMPTS:
        answer = answers.get(attempt.name, "no answer")
        wanted = WORKED if attempt.must_work else REFUSED
        if answer != wanted and attempt.granted_by not in granted:
            raise SandboxUnavailable(f"a test program could {attempt.because} ({attempt.name} {answer})")


@contextmanager
def _bait() -> Iterator[Bait]:
    """Lay out what the child shall not reach, and clear it away."""
    readable = next(path for path in OUTSIDE_FILES if os.access(path, os.R_OK))
    directories = [path for path in OUTSIDE_DIRECTORIES if os.access(path, os.W_OK)] or ["/"]
    creatable = os.path.join(directories[0], f"sandbox-probe-{os.getpid()}")
    with socket.create_server(("127.0.0.1", 0)) as server:
        try:
            yield Bait(readable, creatable, server.getsockname()[1], os.getpid())
        finally:
            with suppress(FileNotFoundError):
                os.unlink(creatable)
