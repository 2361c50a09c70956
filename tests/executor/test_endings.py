"""How a run ends is the parent's word, whatever the program does."""

import json
from collections.abc import Callable

import pytest

from executor.child.channel import framed
from knowledge.run import Claims, Ending, Run

EXITS = {
    "nothing at all": ("", 0),
    "a plain end": ("x = 1", 0),
    "an exit without a code": ("import sys\nsys.exit()", 0),
    "an exit with zero": ("raise SystemExit(0)", 0),
    "an exit with a number": ("raise SystemExit(3)", 3),
    "an exit with a negative number": ("raise SystemExit(-1)", 255),
    "an exit with a truth": ("raise SystemExit(True)", 1),
    "an exit with a text": ("raise SystemExit('bye')", 1),
    "an exit in a function": ("import sys\ndef f():\n    sys.exit(4)\nf()", 4),
    "an exit in a thread ends the thread": (
        "import threading, sys\nthreading.Thread(target=sys.exit).start()",
        0,
    ),
    "an exit in an exit hook changes nothing": ("import atexit, sys\natexit.register(sys.exit, 5)", 0),
    "an exception": ("1 / 0", 1),
    "an interrupt": ("raise KeyboardInterrupt", 130),
    "an exception beside Exception": ("class Halt(BaseException): pass\nraise Halt", 1),
    "a syntax error": ("x = = 1", 1),
}


@pytest.mark.parametrize(("text", "code"), EXITS.values(), ids=EXITS)
def test_a_program_exits_as_under_the_interpreter(run: Callable[..., Run], text: str, code: int) -> None:
    """The exit code is that of the interpreter, the record is kept, and only zero is success."""
    done = run(text)
    assert (done.ending, done.exit_code, done.signal) == (Ending.EXITED, code, None)
    assert done.claims is Claims.KEPT
    assert done.succeeded == (code == 0)


LEAVES = "import sys\nleave = sys.modules['posix']._exit\n"
UNRECORDED = {
    "leaving without a word": (LEAVES + "leave(0)", 0),
    "leaving with a code": (LEAVES + "leave(9)", 9),
    "leaving in an exit hook": (LEAVES + "import atexit\natexit.register(leave, 0)", 0),
    "closing every descriptor": (
        "import sys\nfor n in range(300):\n    try: sys.modules['posix'].close(n)\n    except OSError: pass",
        0,
    ),
}


@pytest.mark.parametrize(("text", "code"), UNRECORDED.values(), ids=UNRECORDED)
def test_an_end_without_a_record_is_no_success(run: Callable[..., Run], text: str, code: int) -> None:
    """Exit code 0 means nothing where the child did not say how it went."""
    done = run(text)
    assert (done.ending, done.exit_code, done.claims) == (Ending.EXITED, code, Claims.MISSING)
    assert not done.succeeded


SIGNALS = {
    "killing itself": ("import signal\nsignal.raise_signal(signal.SIGKILL)", 9),
    "a terminating signal": ("import signal\nsignal.raise_signal(signal.SIGTERM)", 15),
    "aborting": ("import os\nos.abort()", 6),
    "a null pointer": ("import ctypes\nctypes.string_at(0)", 11),
    "a signal to its own number": ("import os\nos.kill(os.getpid(), 10)", 10),
}


@pytest.mark.parametrize(("text", "number"), SIGNALS.values(), ids=SIGNALS)
def test_a_signal_is_told_by_its_number(run: Callable[..., Run], text: str, number: int) -> None:
    """What killed the program is known from its wait status."""
    done = run(text, policy="standard")
    assert (done.ending, done.exit_code, done.signal) == (Ending.SIGNALLED, None, number)
    assert done.trace.hits[1] == 1


FORGED = b"V\x02\x00\x00\x00{}"
EVERYWHERE = """import sys
posix = sys.modules['posix']
for n in range(3, 300):
    try: posix.write(n, {})
    except OSError: pass
"""
FORGERIES = {
    "a record and a silent exit": EVERYWHERE.format(FORGED) + "posix._exit(0)",
    "two records": EVERYWHERE.format(FORGED + FORGED) + "posix._exit(0)",
    "a record before the true one": EVERYWHERE.format(FORGED) + "1 / 0",
    "noise": EVERYWHERE.format(b"\xff" * 50) + "x = 1",
    "a frame of an unknown kind": EVERYWHERE.format(b"Z\x02\x00\x00\x00{}") + "x = 1",
    "an exit before the true one": EVERYWHERE.format(b"X\x01\x00\x00\x000") + "raise SystemExit(3)",
    "deeply nested JSON": EVERYWHERE.format(b"V\x00\x00\x01\x00" + b"[" * 65536) + "posix._exit(0)",
    "two megabytes": EVERYWHERE.format(b"N") + "for _ in range(40): posix.write(200, b'x' * 60000)",
}


@pytest.mark.parametrize("text", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_record_is_not_believed(run: Callable[..., Run], text: str) -> None:
    """A claim of another shape, or one claim too many, makes all of them worthless."""
    done = run(text)
    assert done.claims in {Claims.FORGED, Claims.MISSING}
    assert not done.succeeded


def test_a_frame_without_an_end_swallows_the_record(run: Callable[..., Run]) -> None:
    """Nothing came, so nothing is believed."""
    done = run(EVERYWHERE.format(b"V\xff\xff\x0f\x00{") + "x = 1")
    assert (done.exit_code, done.claims, done.succeeded) == (0, Claims.MISSING, False)


def frames(record: str, code: int) -> bytes:
    """A record and an exit code in the form that the sandbox gives them."""
    return framed("V", json.loads(record)) + framed("X", code)


WELL_FORMED = '{"variables": {}, "returns": []}'
FAULT = '{"type": "OSError", "message": "", "frames": [], "bases": [], "attributes": {}, "notes": []}'
FAILED = f'{{"variables": {{}}, "returns": [], "fault": {FAULT}}}'
CONTRADICTIONS = {
    "success, and then a signal": (frames(WELL_FORMED, 0), "import signal\nsignal.raise_signal(9)"),
    "success, and then another exit code": (frames(WELL_FORMED, 0), "posix._exit(7)"),
    "a failure with exit code 7, and then success": (frames(FAILED, 7), "posix._exit(0)"),
    "an exception, and then success": (frames(FAILED, 0), "posix._exit(0)"),
    "success, and then no end": (frames(WELL_FORMED, 0), "while True: pass"),
}


@pytest.mark.parametrize(("record", "end"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_record_that_contradicts_the_end_is_not_believed(
    run: Callable[..., Run], record: bytes, end: str
) -> None:
    """It has the right form, but the parent saw something else."""
    done = run(EVERYWHERE.format(record) + end, seconds=1.0)
    assert (done.claims, done.fault, done.succeeded) == (Claims.INCONSISTENT, None, False)


def test_a_perfect_forgery_gains_only_its_own_words(run: Callable[..., Run]) -> None:
    """A program may claim to have ended well and end well: how it ended is still the parent's word."""
    done = run(EVERYWHERE.format(frames(WELL_FORMED, 0)) + "posix._exit(0)")
    assert (done.ending, done.exit_code, done.claims) == (Ending.EXITED, 0, Claims.KEPT)


def test_ten_gigabytes_of_output_end_the_run(run: Callable[..., Run]) -> None:
    """Head and tail are kept, the bytes are counted, and nothing waits for the rest."""
    done = run("while True: print('x' * 9_999)", output_mb=0.5)
    assert done.ending is Ending.OUTPUT
    assert done.stdout.cut and done.stdout.text.startswith("xxx") and "left out" in done.stdout.text
    assert 500_000 < done.stdout.total_bytes < 1_000_000 and len(done.stdout.text) < 80_000


def test_a_record_outlives_the_output_limit(run: Callable[..., Run]) -> None:
    """An exception whose words fill the output is known all the same."""
    done = run("raise ValueError('x' * 10_000_000)")
    assert done.fault is not None and done.fault.type == "ValueError"
    assert len(done.fault.message) <= 4_000


def test_output_that_was_not_flushed_is_there(run: Callable[..., Run]) -> None:
    """The streams are flushed at the end, as the interpreter does it."""
    done = run("import sys\nsys.stdout.write('part')\nsys.stderr.write('other')\n1 / 0")
    assert done.stdout.text == "part"
    assert done.stderr.text.startswith("other")


@pytest.mark.parametrize(
    ("stdin", "said"), [(b"", "EOFError"), (b"zwei\n", "zwei"), (b"\xff\n", "UnicodeDecodeError")]
)
def test_standard_input_is_what_was_given(run: Callable[..., Run], stdin: bytes, said: str) -> None:
    """Without any, the end of the file comes at once."""
    done = run("print(input())", stdin=stdin)
    assert said in done.stdout.text + done.stderr.text


def test_the_value_of_the_last_expression_is_kept(run: Callable[..., Run]) -> None:
    """As in a notebook; nothing is printed."""
    done = run("from __future__ import annotations\nx: Unknown = [1, 2]\nx[0] + len(x)")
    assert done.value is not None and (done.value.scalar, done.stdout.text) == (3, "")
    assert run("x = 1").value is None
    assert run("'only a docstring'").value is None
