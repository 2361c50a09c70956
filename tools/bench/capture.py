"""From the end of a program's time to the line on which it stands, and to the answer."""

import time
from collections.abc import Iterator

from executor.execute import execute
from executor.policy import STRICT
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.run import Ending, Run
from knowledge.source import source_of
from tools.bench.timing import Figure, in_milliseconds

LIMIT = 0.1
AIM = 30.0
STUCK = {
    "a loop": "while True: pass",
    "a loop in C": "sum(range(10 ** 12))",
    "a regular expression": "import re\nre.match('(a+)+$', 'a' * 60 + 'b')",
    "a sleep": "import time\ntime.sleep(1e6)",
    "signals blocked": "import signal\nsignal.pthread_sigmask(0, range(1, 65))\nwhile True: pass",
    "a deep stack": "def f(n):\n    while n > 900: pass\n    f(n + 1)\nf(0)",
}


def measure_capture(rounds: int) -> Iterator[Figure]:
    """Let programs hang in every way."""
    captured, answered = list[float](), list[float]()
    with Zygote() as zygote:
        for _ in range(rounds):
            for text in STUCK.values():
                began = time.monotonic()
                run = execute(zygote, source_of(text), STRICT, Limits(seconds=LIMIT))
                answered.append(time.monotonic() - began - LIMIT)
                captured.append(until_captured(run))
    yield in_milliseconds("from the time limit to the captured line", captured, AIM)
    yield in_milliseconds("all that a run takes beyond its time limit", answered)


def until_captured(run: Run) -> float:
    """The seconds between the limit and the event that names the line; RuntimeError where there is none."""
    stopped = [event for event in run.events if event.level == "warning" and "line" in event.message]
    if run.ending is not Ending.TIMEOUT or not stopped:
        raise RuntimeError(f"the program should be stopped on a line, found {run.ending} {run.events}")
    return (stopped[0].timestamp - run.events[0].timestamp).total_seconds() - LIMIT
