"""Long ways back to a birth are walked in time, however many names and stores a program has."""

import time
from collections.abc import Callable

import pytest

from analyzer.correlation.causes import explanations
from knowledge.facts import Facts

SECONDS = 10
MANY = 2_000
ALIASES = "".join(f"    v{row} = v{row - 1}\n" for row in range(1, 50))
FILLED = f'def fill():\n    v0 = []\n    v0.append("7")\n{ALIASES}    return v49\n'
LONG = {
    "a list of fifty names among thousands of stores": (
        FILLED
        + "other = []\n"
        + "".join(f"other.append({row})\n" for row in range(MANY))
        + "data = fill()\nprint(sum(data))\n"
    ),
    "thousands of loops that take the name of a table": (
        'table = {}\ntable["a"] = 1\n'
        + "".join(f"for table in range(2):\n    x{row} = table\n" for row in range(MANY))
        + 'print(table["a"])\n'
    ),
    "thousands of functions with a table of the same name": (
        "TABLE = {}\n"
        + "".join(f"def h{row}(a):\n    TABLE = {{}}\n    TABLE[a] = 1\nh{row}(1)\n" for row in range(MANY))
        + 'print(TABLE["x"])\n'
    ),
    "thousands of functions in a table, which all can give None": (
        "".join(f"def t{row}(a):\n    return None if a else 1\n" for row in range(MANY))
        + f"table = [{', '.join(f't{row}' for row in range(MANY))}]\nout = []\n"
        + "for row in range(30):\n    out.append(table[row](1))\n"
        + "for one in out:\n    one.upper()\n"
    ),
    "an assertion about sums of sums of many names": (
        "v0 = 1\n"
        + "".join(f"v{row} = {' + '.join([f'v{row - 1}'] * 50)}\n" for row in range(1, 6))
        + f"w = [{', '.join(f'v{row % 6}' for row in range(MANY))}]\nassert v5 + len(w) == 0\n"
    ),
    "thousands of tests of one index": (
        "def look(cells, p):\n    for q in range(2):\n        r = p + q\n"
        + "".join(f"        if {row} <= r <= {row + 9}:\n            pass\n" for row in range(MANY))
        + "        yield r\ncells = [1, 2, 3]\nprint([cells[r] for r in look(cells, 2)])\n"
    ),
}


@pytest.mark.parametrize("code", LONG.values(), ids=LONG.keys())
def test_a_long_way_is_walked_in_time(code: str, facts_of: Callable[..., Facts]) -> None:
    """Something is said, and within seconds."""
    facts = facts_of(code)
    started = time.process_time()
    assert list(explanations(facts))
    assert time.process_time() - started < SECONDS
