"""What the program attempted and was refused: told once, with its line, and by whom it was seen."""

from collections.abc import Callable

import pytest

from executor.policy import STANDARD, STRICT
from executor.sandbox.notification import RefusedCall
from executor.watch.refusals import Refusals
from knowledge.run import Refusal, Run

READ, WRITE, PROCESS = ("file_read", "policy"), ("file_write", "policy"), ("process", "both")
NETWORK, SIGNAL = ("network", "both"), ("signal", "both")
ATTEMPTS = {
    "reading a file": (READ, "/etc/passwd", "\nopen('/etc/passwd')"),
    "reading through a library": (
        READ,
        "/etc/hosts",
        "import pathlib\npathlib.Path('/etc/hosts').read_text()",
    ),
    "listing a directory": (READ, "/", "import os\nos.listdir('/')"),
    "writing a file": (WRITE, "/tmp/x", "\nopen('/tmp/x', 'w')"),
    "removing a file": (WRITE, "/etc/passwd", "import os\nos.remove('/etc/passwd')"),
    "a shell": (PROCESS, "ls", "import os\nos.system('ls')"),
    "a subprocess": (PROCESS, "ls", "import subprocess\nsubprocess.run(['ls'])"),
    "a fork": (PROCESS, "clone", "import os\nos.fork()"),
    "a connection": (NETWORK, None, "import socket\nsocket.create_connection(('10.0.0.1', 80), 1)"),
    "a signal to the parent": (SIGNAL, None, "import os\nos.kill(os.getppid(), 9)"),
}


@pytest.mark.parametrize(("kind", "detail", "text"), ATTEMPTS.values(), ids=ATTEMPTS)
def test_an_attempt_is_told(
    run: Callable[..., Run], kind: tuple[str, str], detail: str | None, text: str
) -> None:
    """One attempt, one refusal, on the line of the program; and a warning while it runs."""
    done = run(text, policy="standard")
    assert len(done.refusals) == 1, done.refusals
    told = done.refusals[0]
    assert ((told.operation, told.seen_by), told.line) == (kind, 2)
    assert detail is None or told.detail == detail
    assert any(event.level == "warning" and told.operation in event.message for event in done.events)


def test_writing_beside_the_program_is_refused_in_strict(run: Callable[..., Run]) -> None:
    """There is no directory to write to."""
    assert [told.detail for told in run("open('out.txt', 'w')").refusals] == ["out.txt"]


def test_raw_system_calls_are_seen_by_the_kernel(run: Callable[..., Run]) -> None:
    """No hook of the interpreter sees them; the line is read from memory while the call waits."""
    done = run("import ctypes\nlibc = ctypes.CDLL(None)\n\nlibc.socket(2, 1, 0)", policy="standard")
    told = done.refusals[0]
    assert (told.operation, told.seen_by) == ("network", "kernel")
    assert told.line == 4


NO_ATTEMPTS = {
    "a file that is not there": "try: open('data.csv')\nexcept FileNotFoundError: pass",
    "a file of the interpreter": "import json\nopen(json.__file__).read()",
    "an event loop": "import asyncio\nasyncio.run(asyncio.sleep(0))",
    "a large library": "import numpy",
    "a descriptor": "import io\nio.FileIO(1, 'w', closefd=False).write(b'')",
}


@pytest.mark.parametrize("text", NO_ATTEMPTS.values(), ids=NO_ATTEMPTS)
def test_honest_programs_are_not_accused(run: Callable[..., Run], text: str) -> None:
    """What fails for other reasons, or what libraries probe, is no refusal."""
    done = run(text, seconds=20, memory_mb=300)
    if "ModuleNotFoundError" in done.stderr.text:
        pytest.skip("the library is not installed")
    assert done.succeeded, done.stderr.text
    assert done.refusals == ()


def test_attempts_are_bounded(run: Callable[..., Run]) -> None:
    """A program that tries for ever is told of a hundred times."""
    done = run("for n in range(5000):\n    try: open(f'/etc/{n}', 'w')\n    except OSError: pass", seconds=10)
    assert 50 <= len(done.refusals) <= 100 and len(done.events) < 500


NOTE = {"operation": "network", "detail": "", "line": 7, "capability": "network"}


@pytest.mark.parametrize(
    ("notes", "calls", "seen"),
    [
        ([NOTE], [RefusedCall(1, "socket", "AF_INET")], [("network", "socket AF_INET", 7, "both")]),
        ([NOTE], [], []),
        ([], [RefusedCall(1, "socket", "AF_INET")], [("network", "socket AF_INET", 3, "kernel")]),
        ([], [RefusedCall(1, "socket", "AF_UNIX", quiet=True)], []),
        ([NOTE], [RefusedCall(1, "socket"), RefusedCall(1, "socket")], [("network", "socket", 7, "both")]),
        ([], [RefusedCall(1, "nr4242")], [("system_call", "nr4242", 3, "kernel")]),
        ([], [RefusedCall(1, "nr4242")] * 3, [("system_call", "nr4242", 3, "kernel")]),
    ],
    ids=[
        "a note and a call are one refusal",
        "a note without a call came to nothing",
        "a call without a note is the kernel's word",
        "what libraries probe is not told",
        "an attempt may take several calls",
        "an unknown call is told by its number",
        "the same is told once",
    ],
)
def test_notes_and_calls_are_joined(
    notes: list[dict[str, object]], calls: list[RefusedCall], seen: list[tuple[str, str, int, str]]
) -> None:
    """By what they were about."""
    refusals = Refusals(STANDARD)
    for note in notes:
        refusals.note(note)
    for call in calls:
        refusals.refused(call, 3)
    told = refusals.all(kernel_is_heard=True)
    assert [(one.operation, one.detail, one.line, one.seen_by) for one in told] == seen


def test_where_the_kernel_is_not_heard_an_attempt_is_enough() -> None:
    """Another supervisor may hold the listener."""
    refusals = Refusals(STRICT)
    refusals.note(NOTE)
    assert refusals.all(kernel_is_heard=False) == (Refusal("network", "", 7, "policy", "network"),)


def test_a_flood_of_notes_hides_nothing_that_the_kernel_saw() -> None:
    """A program can write notes by the thousand; what was refused after them is told all the same."""
    refusals = Refusals(STANDARD)
    for number in range(1_000):
        refusals.note(
            {"operation": "file_read", "detail": f"/{number}", "line": 1, "capability": "files_read"}
        )
    refusals.refused(RefusedCall(1, "socket"), 2)
    told = refusals.all(kernel_is_heard=True)
    assert ("network", "kernel", 2) in {(one.operation, one.seen_by, one.line) for one in told}
    assert len(told) < 300
