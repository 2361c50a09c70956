"""Where a failure stood, as narrowly as the newest interpreter tells it."""

from collections.abc import Callable

import pytest

from knowledge.finding import Span
from knowledge.run import Run

WORKED_ON = [
    pytest.param("assert not 1, 'no'", (7, 12), id="an assertion"),
    pytest.param("for x in None: pass", (9, 13), id="a loop"),
    pytest.param("with 3: pass", (5, 6), id="a context"),
    pytest.param("[x for x in None]", (12, 16), id="a list comprehension"),
    pytest.param("len({x: 1 for x in None})", (19, 23), id="a dict comprehension"),
    pytest.param("sum(x for x in None)", (15, 19), id="a generator expression"),
]


@pytest.mark.parametrize(("text", "columns"), WORKED_ON)
def test_the_place_is_what_a_statement_works_on(
    run: Callable[..., Run], text: str, columns: tuple[int, int]
) -> None:
    """Also where the interpreter, before 3.13, tells the whole statement or comprehension only."""
    fault = run(text).fault
    assert fault is not None and fault.crash is not None
    assert fault.crash.span == Span(1, columns[0], 1, columns[1])
