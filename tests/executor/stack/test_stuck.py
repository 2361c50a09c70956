# ruff: noqa: E501  # a program on one line is easier to read than one that is broken into three
"""A program that hangs is stopped, looked at, and ended; where it hung is told with what it held."""

from collections.abc import Callable

import pytest

from knowledge.finding import Span
from knowledge.run import Ending, Run
from tests.executor.hanging import at, hung

PROGRAMS = {
    "a loop of its own": "def hang(n):\n    while True: n = n",
    "a loop in C": "def hang(n):\n    sum(range(10 ** 12))",
    "a regular expression": "import re\ndef hang(n):\n    re.match('(a+)+$', 'a' * 60 + 'b')",
    "a sleep": "import time\ndef hang(n):\n    time.sleep(1e6)",
    "a join": "import threading\nlock = threading.Lock()\nlock.acquire()\ndef hang(n):\n"
    "    thread = threading.Thread(target=lock.acquire, daemon=True)\n    thread.start()\n    thread.join()",
    "blocked signals": "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\ndef hang(n):\n"
    "    while True: pass",
    "a huge power": "def hang(n):\n    3 ** 10 ** 9",
    "every exception swallowed": "def hang(n):\n    while True:\n        try:\n            while True: pass\n"
    "        except BaseException: pass",
    "no monitoring": "import sys\nsys.monitoring.free_tool_id(5)\ndef hang(n):\n    while True: pass",
    "two locks taken crosswise": "import threading\na, b = threading.Lock(), threading.Lock()\nboth = threading.Barrier(2)\n"
    "def other():\n    with b:\n        both.wait()\n        a.acquire()\ndef hang(n):\n    with a:\n"
    "        threading.Thread(target=other, daemon=True).start()\n        both.wait()\n        b.acquire()",
    "an empty queue": "import queue\ndef hang(n):\n    queue.Queue().get()",
    "an event loop": "import asyncio\nasync def wait(): await asyncio.Event().wait()\ndef hang(n):\n    asyncio.run(wait())",
    "a search through a text": "def hang(n):\n    'a' * 30_000_000 in 'b' * 10 or max(iter(int, 1))",
    "an iterator of C without end": "import itertools, collections\ndef hang(n):\n"
    "    collections.deque(itertools.repeat(1), 0)",
    "ignored signals and caught exits": "import signal, sys\nfor s in (1, 2, 3, 15): signal.signal(s, signal.SIG_IGN)\n"
    "def hang(n):\n    while True:\n        try: sys.exit()\n        except SystemExit: pass",
    "a comparison that never returns": "class A:\n    def __lt__(self, other):\n        while True: pass\n"
    "def hang(n):\n    sorted([A(), A()])",
    "a destructor that never returns": "class A:\n    def __del__(self):\n        while True: pass\n"
    "def hang(n):\n    a = A()\n    del a",
    "other interpreters": "try: import _interpreters\nexcept ImportError: import _xxsubinterpreters as _interpreters\n"
    "others = [_interpreters.create() for _ in range(3)]\ndef hang(n):\n    while True: pass",
    "a generator": "def hang(n):\n    list(endless())\ndef endless():\n    while True: pass\n    yield",
}


def calls_hang(done: Run) -> bool:
    """Whether the function was called that hangs."""
    return any(step.function == "hang" for step in done.trace.steps)


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_the_stack_of_a_stuck_program_is_read(run: Callable[..., Run], text: str) -> None:
    """Line and variables are known, whatever it hangs in."""
    done = hung(run, f"{text}\nconfig = {{'name': 'é€', 'rows': [1, 2.5, None]}}\nhang(7)", calls_hang)
    assert done.ending is Ending.TIMEOUT
    assert done.limits.seconds <= done.seconds < done.limits.seconds + 10
    module, hang = (frame for frame in done.stuck if frame.function in {"<module>", "hang"})
    assert calls_hang(done)
    assert module.code_line == "hang(7)"
    assert module.variables["config"].text == "{'name': 'é€', 'rows': [1, 2.5, None]}"
    assert hang.variables["n"].scalar == 7
    assert done.stuck[0] is module


def test_the_place_is_told_to_the_column(run: Callable[..., Run]) -> None:
    """The place of the instruction, not only its line."""
    done = hung(run, "import time\nprint('ö', time.sleep(1e6))")
    assert done.stuck[-1].span == Span(2, 11, 2, 26)


def test_secrets_are_masked_from_outside_too(run: Callable[..., Run]) -> None:
    """The reader of a stopped process knows the same secrets as the child."""
    done = hung(run, "api_key = 'hunter2'\nkept = {'password': 'x', 'n': 1}\nwhile True: pass")
    held = done.stuck[-1].variables
    assert held["api_key"].text == "'<masked>'" and held["api_key"].scalar is None
    assert held["kept"].text == "{'password': '<masked>', 'n': 1}"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("10 ** 30", "1000000000000000000000000000000"),
        ("-5", "-5"),
        ("2.5", "2.5"),
        ("float('inf')", "inf"),
        ("True", "True"),
        ("None", "None"),
        ("'a' * 500", "'" + "a" * 200 + "...'"),
        ("(1,)", "(1,)"),
        ("list(range(100))", "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ...]"),
        ("object()", "<object object>"),
        ("7 ** 5000", "<int>"),
        ("'\\ud800'", "'\\ud800'"),
        ("type('int', (int,), {})(5)", "<int object>"),
    ],
)
def test_values_are_read_from_memory(run: Callable[..., Run], value: str, told: str) -> None:
    """Plain values are told as they are, others by their type; every length is bounded."""
    done = hung(run, f"value = {value}\nwhile True: pass")
    assert done.stuck[-1].variables["value"].text == told


def test_endless_recursion_without_a_limit_is_told_by_its_inner_end(run: Callable[..., Run]) -> None:
    """Of a stack of a hundred thousand frames, some are told."""
    text = """
import sys, time
sys.setrecursionlimit(10 ** 6)
def f(n):
    if n == 50_000:
        time.sleep(1e6)
    f(n + 1)
f(0)
"""
    done = hung(run, text, at(6), memory_mb=400)
    assert done.ending is Ending.TIMEOUT
    assert done.stuck[-1].variables["n"].scalar == 50_000
    assert len(done.stuck) < 100


def test_the_lines_reached_are_known_after_any_death(run: Callable[..., Run]) -> None:
    """What was noted lies in memory of the parent's."""
    done = hung(run, "x = 1\nfor i in range(3):\n    x += i\nwhile True:\n    pass")
    assert (done.trace.hits[1], done.trace.hits[3], done.trace.hits[5]) == (1, 3, 50)
    assert not done.trace.complete


def test_a_hang_in_the_words_of_an_exception_keeps_the_record(run: Callable[..., Run]) -> None:
    """What is known without the program's code is sent before that code is run."""
    text = "class Slow(Exception):\n    def __str__(self):\n        while True: pass\nraise Slow(5)"
    done = hung(run, text)
    assert done.ending is Ending.TIMEOUT
    assert done.fault is not None and (done.fault.type, done.fault.frames[-1].line) == ("Slow", 4)


def test_pausing_the_clock_by_force_gains_nothing(run: Callable[..., Run]) -> None:
    """A program that claims to be reporting is ended all the same, a bounded time later."""
    pause = b"P\x04\x00\x00\x00null"
    text = f"""
import sys
while True:
    for n in range(200, 210):
        try: sys.modules['posix'].write(n, {pause!r})
        except OSError: pass
"""
    done = run(text, seconds=0.3)
    assert done.ending in {Ending.TIMEOUT, Ending.SIGNALLED}
    assert done.seconds < 20


def test_what_was_printed_before_a_hang_is_kept(run: Callable[..., Run]) -> None:
    """What was flushed, that is; the rest is still in the program's own buffer, as under the interpreter."""
    done = hung(run, "import sys\nprint('kept', flush=True)\nsys.stdout.write('lost')\nwhile True: pass")
    assert (done.ending, done.stdout.text) == (Ending.TIMEOUT, "kept\n")
