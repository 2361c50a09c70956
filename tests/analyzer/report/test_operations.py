"""What worked, told from what really happened in the sandbox."""

from collections.abc import Callable

import pytest

from analyzer.report.operations import operations_of
from analyzer.report.progress import Progress

type ProgressOf = Callable[..., Progress]


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        pytest.param(
            "import math, json\nfrom os.path import join\nx = 3\noops\n",
            ["Imported `math` and `json`"],
            id="an import that is refused is not told",
        ),
        pytest.param("import math\nx = 3\noops\n", ["Imported `math`", "Assigned `x` = 3"], id="a value"),
        pytest.param("x = 3\nx = 4\noops\n", ["Assigned `x`", "Assigned `x`"], id="a value that changed"),
        pytest.param(
            "def f():\n    return 7\ndef g(): pass\nclass A: pass\nf()\noops\n",
            ["Defined functions `f` and `g`", "Defined class `A`", "Called `f()`", "`f` returned 7"],
            id="definitions and what functions gave back",
        ),
        pytest.param(
            "for n in range(3):\n    print(n)\noops\n",
            ["Ran the loop in lines 1-2 for 3 iterations"],
            id="a loop that ended",
        ),
        pytest.param(
            "for n in [1, 2, 0]:\n    print(1 / n)\n",
            ["Completed 2 iterations of the loop in lines 1-2"],
            id="a loop that broke",
        ),
        pytest.param(
            "for n in range(99, -1, -1):\n    1 / n\n",
            ["Completed at least 50 iterations of the loop in lines 1-2"],
            id="a loop beyond counting",
        ),
        pytest.param(
            "from math import pi, e, tau, inf, nan, sqrt, sin\noops\n",
            ["Imported `math.pi`, `math.e`, `math.tau`, `math.inf`, `math.nan` and 2 more"],
            id="many names",
        ),
        pytest.param("oops\n", [], id="nothing"),
    ],
)
def test_operations(code: str, sentences: list[str], progress_of: ProgressOf) -> None:
    """What worked is told from what ran, not from what is written."""
    assert list(operations_of(progress_of(code))) == sentences


def test_operations_are_few(progress_of: ProgressOf) -> None:
    """Of many things that worked the last ones are told."""
    code = "\n".join(f"x{row} = {row}" for row in range(100)) + "\noops\n"
    told = operations_of(progress_of(code))
    assert len(told) == 10
    assert told[-1] == "Assigned `x99` = 99"
