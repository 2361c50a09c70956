"""Which lines were reached, how often, and what functions returned."""

from collections.abc import Callable

import pytest

from knowledge.run import Run, Step

PROGRAM = """
def double(n):
    if n > 2:
        return None
    return n * 2
total = 0
for i in range(4):
    double(i)
"""


def test_lines_are_told_in_order_and_counted(run: Callable[..., Run]) -> None:
    """Each with the function that it ran in."""
    trace = run(PROGRAM).trace
    assert trace.steps[:5] == (
        Step("<module>", 2),
        Step("<module>", 6),
        Step("<module>", 7),
        Step("<module>", 8),
        Step("double", 3),
    )
    assert trace.hits == {2: 1, 3: 4, 4: 1, 5: 3, 6: 1, 7: 5, 8: 4}
    assert trace.complete


def test_the_last_return_of_a_function_is_told(run: Callable[..., Run]) -> None:
    """With its line and its value, and how often it returned."""
    (told,) = run(PROGRAM).trace.returns
    assert (told.function, told.defined, told.line, told.count) == ("double", 2, 4, 4)
    assert told.value.is_none


RETURNS = {
    "a method": ("class A:\n    def f(self): return 5\nA().f()", [("A.f", "5")]),
    "a nested function": (
        "def f():\n    def g(): return 'x'\n    return g()\nf()",
        [("f.<locals>.g", "'x'"), ("f", "'x'")],
    ),
    "a list as it was": ("def f(): return rows\nrows = [1]\nf()\nrows.append(2)", [("f", "[1]")]),
    "a generator yields": ("def f():\n    yield 1\nlist(f())", []),
    "a coroutine": ("import asyncio\nasync def f(): return 7\nasyncio.run(f())", [("f", "7")]),
    "a class body returns nothing": ("class A:\n    x = 1", []),
    "an exception is no return": ("def f(): 1 / 0\nf()", []),
    "a secret": ("def f(): return 'sk-abcdefghijklmnop1234'\nf()", [("f", "'<masked>'")]),
    "an object that lies": (
        "class A:\n    __repr__ = __class__ = __len__ = None\ndef f(): return A()\nf()",
        [("f", "<A object>")],
    ),
}


@pytest.mark.parametrize(("text", "told"), RETURNS.values(), ids=RETURNS)
def test_returns_are_told(run: Callable[..., Run], text: str, told: list[tuple[str, str]]) -> None:
    """Functions and coroutines; the value as it was at that moment."""
    assert [(one.function, one.value.text) for one in run(text).trace.returns] == told


def test_a_returned_object_is_not_kept_alive(run: Callable[..., Run]) -> None:
    """Otherwise its destructor would run later than the program expects."""
    text = "class A:\n    def __del__(self): print('gone')\ndef f(): return A()\nf()\nprint('after')"
    assert run(text).stdout.text == "gone\nafter\n"


def test_a_long_run_is_counted_up_to_a_bound(run: Callable[..., Run]) -> None:
    """A line switches itself off after fifty hits; those of other lines are counted on."""
    trace = run("n = 0\nwhile n < 1000:\n    n += 1\nlast = n").trace
    assert (trace.hits[2], trace.hits[3], trace.hits[4]) == (50, 50, 1)
    assert not trace.complete and len(trace.steps) < 110


def test_more_steps_than_there_is_room_for_are_counted_still(run: Callable[..., Run]) -> None:
    """Beyond ten thousand steps the order is lost, the hits are not."""
    text = "\n".join(f"for i in range(45):\n    x{n} = i" for n in range(150)) + "\nlast = 1"
    trace = run(text, seconds=10).trace
    assert (
        len(trace.steps) == 10_000 and trace.hits[301] == 1 and trace.hits[300] == 45 and not trace.complete
    )


def test_code_made_at_run_time_is_not_traced(run: Callable[..., Run]) -> None:
    """Its lines would be mistaken for the program's."""
    assert run("exec('a = 1\\n' * 9)").trace.hits == {1: 1}


def test_lines_in_threads_are_traced(run: Callable[..., Run]) -> None:
    """The program's code is armed, wherever it runs."""
    text = "import threading\ndef f():\n    x = 1\nt = threading.Thread(target=f)\nt.start()\nt.join()"
    assert run(text).trace.hits[3] == 1


ONE_LINERS = {
    "a generator expression": ("def f(n): return sum(k * 2 for k in range(n) if k % 3)\n", "f(90)"),
    "a lambda": ("f = lambda k: k or 1\n", "for k in range(3): f(k)"),
    "a function": ("def f(k): return k\n", "for k in range(3): f(k)"),
}


@pytest.mark.parametrize(("made", "used"), ONE_LINERS.values(), ids=ONE_LINERS)
def test_code_on_one_line_belongs_to_where_it_is_used(run: Callable[..., Run], made: str, used: str) -> None:
    """Its line is hit where it is made, not once for each turn of its loop."""
    trace = run(made + used).trace
    assert trace.hits[1] == 1 and trace.hits[2] >= 1
    assert {step.function for step in trace.steps} == {"<module>"}


def test_no_turn_of_a_loop_on_one_line_is_watched_forever(run: Callable[..., Run]) -> None:
    """A line event that can never be heard could never be switched off."""
    text = """
import dis
def f(n):
    return sum(k * 2 for k in range(n) if k % 3)
f(1000)
(inner,) = [const for const in f.__code__.co_consts if hasattr(const, "co_code")]
[one.opname for one in dis.get_instructions(inner, adaptive=True) if one.opname == "INSTRUMENTED_LINE"]
"""
    done = run(text)
    assert done.value is not None and done.value.text == "[]"
