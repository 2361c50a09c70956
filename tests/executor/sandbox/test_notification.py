"""What the parent hears of refused calls, from programs that lie, die and shout."""

import os
import socket
from collections.abc import Callable
from typing import Any

import pytest

from executor.sandbox.kernel import AUDIT_ARCHITECTURES, machine
from executor.sandbox.notification import RefusedCall, call_name, described, receive_listener, refuse_next

NATIVE = AUDIT_ARCHITECTURES[machine()]
OURS = os.getpid()

NAMES = [
    pytest.param(99_999, NATIVE, "nr99999", id="a number that nobody knows"),
    pytest.param(0x40000000 | 99_999, NATIVE, "x32-nr99999", id="an x32 number that nobody knows"),
    pytest.param(0xFFFFFFFF, NATIVE, "x32-nr3221225471", id="the highest number"),
    pytest.param(102, 0x40000003, "foreign-nr102", id="a 32-bit call"),
    pytest.param(0, 0, "foreign-nr0", id="no architecture at all"),
]


@pytest.mark.parametrize(("number", "architecture", "name"), NAMES)
def test_has_a_name_for_every_number(number: int, architecture: int, name: str) -> None:
    """The number was chosen by the enemy."""
    assert call_name(number, architecture) == name


HUGE = (1 << 64) - 1
CALLS = [
    pytest.param("socket", [2, 1, 0, 0, 0, 0], RefusedCall(OURS, "socket", "AF_INET"), id="a family"),
    pytest.param("socket", [HUGE] * 6, RefusedCall(OURS, "socket", f"family {HUGE}"), id="no family"),
    pytest.param(
        "socket", [1, 1, 0, 0, 0, 0], RefusedCall(OURS, "socket", "AF_UNIX", quiet=True), id="names"
    ),
    pytest.param(
        "kill", [0xFFFFFFFF, 9, 0, 0, 0, 0], RefusedCall(OURS, "kill", "process -1"), id="everybody"
    ),
    pytest.param("ptrace", [16, 1, 0, 0, 0, 0], RefusedCall(OURS, "ptrace", "process 1"), id="a target"),
    pytest.param("ioctl", [0, 0x5412, 0, 0, 0, 0], RefusedCall(OURS, "ioctl", "0x5412"), id="a request"),
    pytest.param("mkdir", [0] * 6, RefusedCall(OURS, "mkdir"), id="no path"),
    pytest.param("mkdir", [HUGE] * 6, RefusedCall(OURS, "mkdir"), id="a path beyond memory"),
    pytest.param("mkdirat", [0, HUGE, 0, 0, 0, 0], RefusedCall(OURS, "mkdirat"), id="a second argument"),
    pytest.param("nr99999", [HUGE] * 6, RefusedCall(OURS, "nr99999"), id="nothing known"),
]


@pytest.mark.parametrize(("name", "arguments", "call"), CALLS)
def test_says_what_the_arguments_mean(name: str, arguments: list[int], call: RefusedCall) -> None:
    """Whatever they are."""
    assert described(OURS, name, arguments) == call


PATHS = [
    pytest.param("'/tmp/é'", "/tmp/é", id="letters beyond ASCII"),
    pytest.param(r"b'/tmp/\xff'", "/tmp/�", id="bytes that are no text"),
    pytest.param("'x' * 3000", "x" * 256, id="longer than we read"),
    pytest.param("''", "", id="an empty path"),
    pytest.param(r"'/a\n{\"forged\": 1}'", '/a\n{"forged": 1}', id="a path that looks like a message"),
]


@pytest.mark.parametrize(("path", "detail"), PATHS)
def test_reads_the_path(confine: Callable[..., Any], path: str, detail: str) -> None:
    """Read from the caller's memory, bounded."""
    refused = confine(f"import os; os.mkdir({path})").refused
    assert [(name.removesuffix("at"), said) for name, said, _ in refused] == [("mkdir", detail)]


def test_compiled_modules_are_no_alarm(confine: Callable[..., Any]) -> None:
    """The import system tries to keep what it compiled."""
    refused = confine("import os; os.mkdir('/usr/lib/__pycache__')").refused
    assert [quiet for _, _, quiet in refused] == [True]


DYING = """
import os, threading, time
refused = threading.Event()
def shout():
    while True:
        try: os.mkdir('/x')
        except OSError: refused.set()
for _ in range(4): threading.Thread(target=shout, daemon=True).start()
refused.wait()
time.sleep(0.05)
os._exit(7)
"""


@pytest.mark.parametrize("attempt", range(10))
def test_survives_callers_that_die(confine: Callable[..., Any], attempt: int) -> None:
    """Killed while the kernel held their calls."""
    outcome = confine(DYING)
    assert (outcome.status, attempt in range(10)) == (7, True)
    assert (
        {call for call in outcome.refused if call[0] in ("mkdir", "mkdirat")} == set(outcome.refused) != set()
    )


def test_no_child_no_listener() -> None:
    """The child died before it had one."""
    left, right = socket.socketpair()
    right.close()
    assert receive_listener(left.fileno()) is None
    left.close()


def test_a_descriptor_that_is_no_listener() -> None:
    """A child that sends something else in its place gains nothing, and nothing breaks."""
    descriptor = os.open(os.devnull, os.O_RDONLY)
    assert refuse_next(descriptor) is None
    os.close(descriptor)
