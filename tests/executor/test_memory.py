"""Memory: the limit gives a MemoryError with its line; what it does not see, the parent does."""

from collections.abc import Callable

import pytest

from knowledge.run import Ending, Run

MEGABYTE = 1_000_000
ERRORS = {
    "a list that grows": ("rows = []\nwhile True:\n    rows.append([1] * 1000)", 3),
    "one large object": ("x = 1\ny = bytearray(1 << 30)", 2),
    "many small objects": ("rows = []\nfor i in range(10 ** 9):\n    rows.append([i] * 10)", 3),
    "a number that grows": ("x = 1\nwhile True:\n    x = x << 10 ** 8", 3),
    "a text that doubles": ("text = 'a'\nwhile True:\n    text += text", 3),
    "in a function": ("def fill(n):\n    return [0] * n\nfill(10 ** 9)", 2),
}


@pytest.mark.parametrize(("text", "line"), ERRORS.values(), ids=ERRORS)
def test_the_line_that_took_too_much_is_known(run: Callable[..., Run], text: str, line: int) -> None:
    """Even where no memory was left for a traceback."""
    done = run(text, seconds=10, memory_mb=60)
    assert done.ending is Ending.EXITED and done.exit_code == 1
    assert done.fault is not None and done.fault.name == "MemoryError"
    assert done.fault.crash is not None and done.fault.crash.line == line
    assert done.peak_bytes < 80 * MEGABYTE


def test_shared_memory_is_seen_from_outside(run: Callable[..., Run]) -> None:
    """The allocator's limit knows nothing of it; the parent does, and ends the program."""
    done = run(
        "import mmap\nm = mmap.mmap(-1, 1 << 30)\nfor i in range(0, 1 << 30, 4096): m[i] = 1",
        seconds=10,
        memory_mb=60,
    )
    assert done.ending is Ending.MEMORY
    assert 50 * MEGABYTE < done.peak_bytes < 150 * MEGABYTE
    assert done.stuck == () or done.stuck[-1].line == 3


def test_a_swallowed_memory_error_ends_by_the_clock(run: Callable[..., Run]) -> None:
    """The limit holds for as long as it lasts."""
    text = "rows = []\nwhile True:\n    try: rows.append(bytearray(1 << 20))\n    except MemoryError: pass"
    done = run(text, seconds=0.7, memory_mb=60)
    assert done.ending is Ending.TIMEOUT
    assert done.peak_bytes < 80 * MEGABYTE


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
