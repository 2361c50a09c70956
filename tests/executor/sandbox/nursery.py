"""Forks one protected child per request, tells what became of it.

A script of its own, because the test process has several threads and may not fork. Requests and answers are
lines of JSON. `--like-a-container` refuses what Docker's default profile refuses; `--occupied` already has a
listener, so that a child can have none; `--without NAMES` leaves out the mechanisms of these names.
"""

# ruff: noqa: T201 - what is printed is the answer
import ctypes
import errno
import json
import os
import select
import signal
import socket
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any, NoReturn

sys.path.insert(0, str(Path(__file__).parents[3]))

from executor.policy import policy_named
from executor.sandbox.bpf import ALLOW, NOTIFY, Rule, assemble, failing
from executor.sandbox.kernel import AUDIT_ARCHITECTURES, machine, numbers, system_call
from executor.sandbox.mechanism import Ground, Terms
from executor.sandbox.notification import receive_listener, refuse_next
from executor.sandbox.places import places_here
from executor.sandbox.protection import Protection, prepare, protect
from executor.sandbox.seccomp import SECCOMP_FILTER_FLAG_NEW_LISTENER, loading
from knowledge.limits import Limits

PATIENCE = 10.0


def born(protection: Protection, request: dict[str, Any]) -> dict[str, Any]:
    """Fork a child that runs the code, answer its refused calls, and judge it from outside."""
    ours, theirs = socket.socketpair()
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        ours.close()
        live(protection, request, theirs.fileno(), writable)
    theirs.close()
    os.close(writable)
    said, refused, listener = watched(ours.fileno(), readable)
    ours.close()
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return {
        "status": os.waitstatus_to_exitcode(status),
        "said": said,
        "refused": refused,
        "listener": listener,
    }


def live(protection: Protection, request: dict[str, Any], report: int, writable: int) -> NoReturn:
    """Protect this process and run the code; what it writes to standard output is what it says."""
    os.setsid()
    os.dup2(writable, 1)
    status = 1
    try:
        terms = Terms(request.get("scratch"), is_heard=True)
        protect(protection, terms, Limits(**request.get("limits", {})), report)
        os.close(report)
        os.chdir(terms.scratch or "/")
        exec(request["code"], {"__name__": "__main__"})
        status = 0
    except OSError as refusal:
        print("refused", errno.errorcode.get(refusal.errno or 0))
    except BaseException as failure:  # noqa: BLE001 - whatever ended it, the test hears of it
        print("failed", type(failure).__name__, failure)
        print("".join(traceback.format_tb(failure.__traceback__)), file=sys.stderr)
    finally:
        sys.stdout.flush()
        os._exit(status)


def watched(report: int, readable: int) -> tuple[str, list[list[object]], bool]:
    """Collect what the child says and what it was refused, until it ends or patience does."""
    listener, said, refused = receive_listener(report), b"", []
    poller, deadline = select.poll(), time.monotonic() + PATIENCE
    for descriptor in filter(None, (readable, listener)):
        poller.register(descriptor, select.POLLIN)
    open_still = True
    while open_still and time.monotonic() < deadline and len(said) < 1_000_000:
        for descriptor, event in poller.poll(1000):
            if descriptor == readable:
                chunk = os.read(readable, 65536)
                open_still, said = bool(chunk), said + chunk
            elif event & select.POLLIN:
                call = refuse_next(descriptor)
                refused += [[call.name, call.detail, call.quiet]] if call else []
            else:
                poller.unregister(descriptor)
    os.close(readable)
    if listener is not None:
        os.close(listener)
    return said.decode(errors="replace"), refused, listener is not None


def hold_like_a_container() -> None:
    """Refuse what a container's usual profile refuses to all within it."""
    calls = ("unshare", "setns", "mount", "pidfd_getfd", "ptrace", "process_vm_readv", "bpf", "keyctl")
    _load([Rule(call, failing(errno.EPERM)) for call in calls], 0)


def hold_with_a_listener() -> None:
    """Load a filter that has a listener: the kernel allows but one."""
    _load([Rule("reboot", NOTIFY)], SECCOMP_FILTER_FLAG_NEW_LISTENER)


def _load(rules: list[Rule], flags: int) -> None:
    system_call("prctl", 38, 1, 0, 0, 0)
    loading(assemble(rules, ALLOW, numbers(machine()), AUDIT_ARCHITECTURES[machine()]))(flags)


def main() -> None:
    """Serve until the input ends."""
    if "--like-a-container" in sys.argv:
        hold_like_a_container()
    if "--occupied" in sys.argv:
        hold_with_a_listener()
    ctypes.CDLL(None)
    # our own root plays an editable install: a directory that a `.pth` file adds
    places, protections = places_here([sys.path[0]]), {}
    for line in sys.stdin:
        request = json.loads(line)
        name = request["policy"]
        if name not in protections:
            without = tuple(sys.argv[sys.argv.index("--without") + 1 :]) if "--without" in sys.argv else ()
            ground = Ground(policy_named(name), places, tempfile.gettempdir(), without)
            protections[name] = prepare(ground)
        print(json.dumps(born(protections[name], request)), flush=True)


if __name__ == "__main__":
    main()
