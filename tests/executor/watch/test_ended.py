"""The kernel's limits are told from signals that a program sends itself, by the time that really passed."""

import signal

import pytest

from executor.watch.seen import Seen
from executor.watch.verdict import ended
from knowledge.limits import Limits
from knowledge.run import Ending

LIMITS = Limits(seconds=0.5)


@pytest.mark.parametrize(
    ("number", "pause", "end", "told"),
    [
        pytest.param(signal.SIGXCPU, None, 1.4, Ending.TIMEOUT, id="too much time of the processor"),
        pytest.param(signal.SIGXCPU, 0.1, 1.4, Ending.TIMEOUT, id="the same with a halted clock"),
        pytest.param(signal.SIGXCPU, None, 0.4, Ending.SIGNALLED, id="the same signal too early to be ours"),
        pytest.param(signal.SIGKILL, 0.1, 1.4, Ending.SIGNALLED, id="another signal with the clock halted"),
        pytest.param(signal.SIGXFSZ, None, 0.1, Ending.DISK, id="too large a file"),
    ],
)
def test_a_limit_of_the_kernel(number: int, pause: float | None, end: float, told: Ending) -> None:
    """Halting the clock, by saying that the report is being made, does not halt the processor."""
    seen = Seen(status=int(number))
    seen.clock.ordered = 0.0
    seen.clock.start(None, 0.0)
    if pause is not None:
        seen.clock.pause(None, pause)
    seen.clock.end(None, end)
    assert ended(seen, LIMITS) == (told, None, number)
