"""Every way to end has an answer of its own, and it is the parent's, whatever the program says of itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from analyzer import Analyzer, Limits
from executor.child.channel import framed
from knowledge.run import Claims, Ending, Run

INTO_EVERY_PIPE = """import sys
posix = sys.modules["posix"]
for end in range(3, 300):
    try: posix.write(end, {})
    except OSError: pass
"""
RECORD = framed("V", {"variables": {}, "returns": []}) + framed("X", 0)
TWICE = framed("V", {}) * 2
LIMITS = Limits(seconds=1.0, memory_mb=60, output_mb=0.1)


@dataclass(frozen=True, slots=True)
class Way:
    """A program that ends in one way, and what has to be said about it."""

    text: str
    begins: str
    names: str
    ending: Ending = Ending.EXITED
    claims: Claims = Claims.KEPT
    policy: str = "strict"


WAYS = {
    "an exit with a code": Way("raise SystemExit(3)", "SystemExit on line 1", "SystemExit(3)"),
    "an exception": Way("1 / 0", "ZeroDivisionError on line 1", "0"),
    "endless recursion": Way("def f(): f()\nf()", "RecursionError on line 1", "itself"),
    "a crash in native code": Way(
        "import ctypes\nctypes.string_at(0)",
        "ProcessKilled on line 2",
        "SIGSEGV",
        Ending.SIGNALLED,
        Claims.MISSING,
        "standard",
    ),
    "an abort": Way(
        "import os\nos.abort()",
        "ProcessKilled on line 2",
        "SIGABRT",
        Ending.SIGNALLED,
        Claims.MISSING,
        "standard",
    ),
    "a signal to itself": Way(
        "import signal\nsignal.raise_signal(signal.SIGKILL)",
        "ProcessKilled on line 2",
        "SIGKILL",
        Ending.SIGNALLED,
        Claims.MISSING,
    ),
    "the signal of the processor's limit, sent to itself": Way(
        "import signal\nsignal.raise_signal(signal.SIGXCPU)",
        "ProcessKilled on line 2",
        "SIGXCPU",
        Ending.SIGNALLED,
        Claims.MISSING,
    ),
    "too much time": Way(
        "while True: pass", "ExecutionTimeout on line 1", "1 s", Ending.TIMEOUT, Claims.MISSING
    ),
    "too much memory, which the allocator refuses": Way(
        "rows = bytearray(1 << 30)", "MemoryError on line 1", ""
    ),
    "too much memory, which only the parent sees": Way(
        "import mmap\nm = mmap.mmap(-1, 1 << 30)\nfor i in range(0, 1 << 30, 4096): m[i] = 1",
        "MemoryError on line 3",
        "",
        Ending.MEMORY,
        Claims.MISSING,
    ),
    "too much output": Way(
        "while True: print('x' * 999)", "OutputLimitExceeded on line 1", "", Ending.OUTPUT, Claims.MISSING
    ),
    "too many files": Way(
        "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(b'x' * 4_000_000)\n    n += 1",
        "DiskLimitExceeded on line 3",
        "",
        Ending.DISK,
        Claims.MISSING,
        "standard",
    ),
    "a refused import": Way("import socket", "SecurityViolation on line 1", "socket"),
    "a refused system call": Way(
        "import socket\nsocket.socket()", "PermissionError on line 2", "", policy="standard"
    ),
    "gone without a record": Way(
        "import sys\nsys.modules['posix']._exit(0)",
        "MissingRecord on line 2",
        "0",
        claims=Claims.MISSING,
    ),
    "gone with a code and without a record": Way(
        "import sys\nsys.modules['posix']._exit(9)",
        "MissingRecord on line 2",
        "9",
        claims=Claims.MISSING,
    ),
    "a forged record": Way(
        INTO_EVERY_PIPE.format(TWICE) + "posix._exit(0)", "ForgedRecord", "", claims=Claims.FORGED
    ),
    "a contradicting record": Way(
        INTO_EVERY_PIPE.format(RECORD) + "posix._exit(7)",
        "InconsistentRecord",
        "",
        claims=Claims.INCONSISTENT,
    ),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_each_way_to_end_is_told_by_the_parent(run: Callable[..., Run], way: Way) -> None:
    """How it ended, and what became of the record."""
    done = run(way.text, policy=way.policy, seconds=1.0, memory_mb=60, output_mb=0.1)
    assert (done.ending, done.claims) == (way.ending, way.claims)
    assert not done.succeeded


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_each_way_to_end_has_words_of_its_own(analyzer: Analyzer, way: Way) -> None:
    """One line tells which it was."""
    report = analyzer.diagnose(way.text, policy=way.policy, limits=LIMITS, level=1)
    summary = report.error_summary or ""
    assert summary.startswith(way.begins) and way.names in summary
    assert not report.success


def test_no_two_ways_share_their_words() -> None:
    """Otherwise the caller could not tell them apart."""
    words = {(way.begins, way.names) for way in WAYS.values()}
    assert len(words) == len(WAYS)


@pytest.fixture(scope="module")
def analyzer() -> Iterator[Analyzer]:
    """A warm analyzer."""
    with Analyzer() as warm:
        yield warm
