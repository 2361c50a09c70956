# ruff: noqa: E501  # a program on one line is easier to read than one that is broken into three
"""Memory: the limit gives a MemoryError with its line; what it does not see, the parent does."""

from collections.abc import Callable
from importlib.util import find_spec

import pytest

from knowledge.run import Ending, Run
from tests.executor.hanging import hung

MEGABYTE = 1_000_000
ERRORS = {
    "a list that grows": ("rows = []\nwhile True:\n    rows.append([1] * 1000)", {3}),
    "one large object": ("x = 1\ny = bytearray(1 << 30)", {2}),
    "many small objects": ("rows = []\nfor i in range(10 ** 9):\n    rows.append([i] * 10)", {2, 3}),
    "a number that grows": ("x = 1\nwhile True:\n    x = x << 10 ** 8", {3}),
    "a text that doubles": ("text = 'a'\nwhile True:\n    text += text", {3}),
    "in a function": ("def fill(n):\n    return [0] * n\nfill(10 ** 9)", {2}),
    "many texts": ("parts = []\nwhile True:\n    parts.append('x' * 50)", {3}),
    "byte arrays": ("rows = []\nwhile True:\n    rows.append(bytearray(1 << 16))", {3}),
    "a dictionary": ("d = {}\ni = 0\nwhile True:\n    d[i] = str(i)\n    i += 1", {4, 5}),
    "a set of tuples": ("s = set()\nn = 0\nwhile True:\n    n += 1\n    s.add((n, n))", {4, 5}),
    "a chain of objects": (
        (
            "class Node:\n    def __init__(self, n):\n        self.next = n\nnode = None\n"
            "while True:\n    node = Node(node)"
        ),
        {2, 3, 6},
    ),
    "two functions deep": (
        "def fill(rows):\n    while True:\n        rows.append(object())\ndef main():\n    fill([])\nmain()",
        {3},
    ),
    "a generator that is listed": ("x = list(n * 2.5 for n in range(10 ** 12))", {1}),
    "an error that was swallowed once": (
        (
            "rows = []\ntry:\n    while True: rows.append([])\nexcept MemoryError:\n"
            "    while True: rows.append([1])"
        ),
        {3, 5},
    ),
}


@pytest.mark.parametrize(("text", "lines"), ERRORS.values(), ids=ERRORS)
def test_the_line_that_took_too_much_is_known(run: Callable[..., Run], text: str, lines: set[int]) -> None:
    """Even where no memory was left for a traceback; an iteration and an operation may both be the last."""
    done = run(text, seconds=10, memory_mb=60)
    assert done.ending is Ending.EXITED and done.exit_code == 1
    assert done.fault is not None and done.fault.name == "MemoryError"
    line = None if done.fault.crash is None else done.fault.crash.line
    assert line in lines
    assert done.peak_bytes < 80 * MEGABYTE


NUMPY = pytest.mark.skipif(find_spec("numpy") is None, reason="numpy is not installed here")


@NUMPY
def test_arrays_of_numpy_are_stopped_on_their_line(run: Callable[..., Run]) -> None:
    """Which asks the kernel for memory, and not the interpreter."""
    text = "import numpy\nrows = []\nwhile True:\n    rows.append(numpy.ones(1_000_000))"
    done = run(text, seconds=20, memory_mb=200)
    assert done.fault is not None and done.fault.is_a("MemoryError")
    assert done.fault.crash is not None and done.fault.crash.line == 4


def test_what_a_thread_takes_is_told_in_its_own_words(run: Callable[..., Run]) -> None:
    """A MemoryError ends the thread and not the program, as under the interpreter; the line is printed."""
    text = (
        "import threading\ndef fill():\n    rows = []\n    while True:\n        rows.append([0] * 1000)\n"
        "t = threading.Thread(target=fill)\nt.start()\nt.join()\nprint('on')"
    )
    done = run(text, seconds=10, memory_mb=60)
    assert (done.ending, done.exit_code, done.stdout.text) == (Ending.EXITED, 0, "on\n")
    assert "line 5, in fill" in done.stderr.text and "MemoryError" in done.stderr.text


def test_shared_memory_is_seen_from_outside(run: Callable[..., Run]) -> None:
    """The allocator's limit knows nothing of it; the parent does, and ends the program."""
    done = run(
        "import mmap\nm = mmap.mmap(-1, 1 << 30)\nfor i in range(0, 1 << 30, 4096): m[i] = 1",
        seconds=10,
        memory_mb=60,
    )
    assert done.ending is Ending.MEMORY
    assert 50 * MEGABYTE < done.peak_bytes < 600 * MEGABYTE
    assert done.stuck[-1].line == 3 and done.stuck[-1].variables["i"].scalar is not None


def test_a_swallowed_memory_error_is_ended_by_the_clock_and_told(run: Callable[..., Run]) -> None:
    """The limit holds for as long as it lasts; see test_starving.py."""
    text = "rows = []\nwhile True:\n    try: rows.append(bytearray(1 << 20))\n    except MemoryError: pass"
    done = hung(run, text, lambda done: done.ending is Ending.MEMORY, memory_mb=60)
    assert done.ending is Ending.MEMORY
    assert done.peak_bytes < 80 * MEGABYTE
    assert done.stuck[-1].line == 3


def test_a_program_that_recovers_goes_on(run: Callable[..., Run]) -> None:
    """A MemoryError that is dealt with is no failure."""
    done = run("try: x = bytearray(1 << 30)\nexcept MemoryError: x = b'less'\nx")
    assert done.succeeded and done.value is not None and done.value.text == "b'less'"


def test_the_peak_is_the_programs_own(run: Callable[..., Run]) -> None:
    """The interpreter below it does not count."""
    assert run("x = 1").peak_bytes < 5 * MEGABYTE
    assert 19 * MEGABYTE < run("x = b'x' * 20_000_000").peak_bytes < 30 * MEGABYTE


def test_thirty_threads_fit(run: Callable[..., Run]) -> None:
    """The kernel counts their whole stacks as memory."""
    text = """
import threading
done = threading.Event()
threads = [threading.Thread(target=done.wait) for _ in range(30)]
for thread in threads: thread.start()
done.set()
for thread in threads: thread.join()
print('all')
"""
    assert run(text).stdout.text == "all\n"


FAMILIES = {
    "five forks": "import os, time\nfor _ in range(5):\n    if os.fork() == 0:\n        rows = b'x' * 30_000_000\n"
    "        time.sleep(20)\n        os._exit(0)\ntime.sleep(20)",
    "grandchildren": "import os, time\nif os.fork() == 0:\n    for _ in range(5):\n        if os.fork() == 0:\n"
    "            rows = b'x' * 30_000_000\n            time.sleep(20)\n            os._exit(0)\ntime.sleep(20)",
}


@pytest.mark.parametrize("text", FAMILIES.values(), ids=FAMILIES)
def test_what_children_take_counts(run: Callable[..., Run], text: str) -> None:
    """Each stays below the limit, all of them together do not."""
    done = run(text, policy="open", seconds=10, memory_mb=100)
    assert done.ending is Ending.MEMORY
    assert 100 * MEGABYTE < done.peak_bytes < 250 * MEGABYTE


FLOODS = {
    "processes": (
        "open",
        "import os, time\nfor _ in range(600):\n    if os.fork() == 0: time.sleep(20)\ntime.sleep(20)",
    ),
    "threads": (
        "standard",
        (
            "import _thread, time\n_thread.stack_size(32768)\ntry:\n"
            "    for _ in range(3_000): _thread.start_new_thread(time.sleep, (20,))\n"
            "except RuntimeError: pass\ntime.sleep(20)"
        ),
    ),
}


@pytest.mark.parametrize(("policy", "text"), FLOODS.values(), ids=FLOODS)
def test_what_they_cost_the_kernel_counts_too(run: Callable[..., Run], policy: str, text: str) -> None:
    """Each takes next to nothing itself: the numbers for processes would run out first, for all of the host."""
    done = run(text, policy=policy, seconds=10, memory_mb=80)
    assert done.ending is Ending.MEMORY


def test_children_that_take_little_are_let_be(run: Callable[..., Run]) -> None:
    """What a fork shares with its parent is counted once."""
    text = "import os, time\nkept = b'x' * 30_000_000\nfor _ in range(6):\n    if os.fork() == 0:\n"
    text += "        time.sleep(0.5)\n        os._exit(0)\nfor _ in range(6): os.wait()\nprint('all')"
    done = run(text, policy="open", seconds=10, memory_mb=100)
    assert done.stdout.text == "all\n"
    assert 25 * MEGABYTE < done.peak_bytes < 100 * MEGABYTE


FILLED = "rows = []\ntry:\n    while True: rows.append(b'x' * 99_999)\nexcept MemoryError: pass\n"


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        pytest.param(f"{FILLED}import ctypes\nctypes.string_at(0)", Ending.MEMORY, id="with full memory"),
        pytest.param(f"{FILLED}import os\nos.abort()", Ending.MEMORY, id="aborted, with full memory"),
        pytest.param("import ctypes\nctypes.string_at(0)", Ending.SIGNALLED, id="with memory left"),
        pytest.param(
            f"{FILLED}import signal\nsignal.raise_signal(9)",
            Ending.SIGNALLED,
            id="by a signal of another kind",
        ),
    ],
)
def test_a_crash_with_full_memory_is_told_as_that(run: Callable[..., Run], text: str, ending: Ending) -> None:
    """Compiled code, CPython's own too, now and then goes on with what the allocator refused it."""
    done = run(f"import ctypes, os\n{text}", policy="standard", seconds=10, memory_mb=60)
    assert done.ending is ending
    assert {frame.line for frame in done.stuck} <= ({4, 5} if ending is Ending.MEMORY else set())
