"""A child that waits may be wanted and sent away in the same moment: then the program counts."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

from executor.execute import execute
from executor.policy import OPEN, STRICT, Policy
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.run import Run
from knowledge.source import source_of
from tests.processes import children_of, eventually, is_keeper


def run_in(zygote: Zygote, policy: Policy) -> Run:
    """Run a program."""
    return execute(zygote, source_of("print('ran')"), policy, Limits(seconds=30))


def waiting(zygote: Zygote) -> list[int]:
    """The children that wait for a program."""
    warm = zygote.start().process.pid
    return [pid for pid in children_of(warm) if not is_keeper(pid)]


def test_a_child_that_has_its_program_runs_it() -> None:
    """Also where the warm process believes that nobody wants it: it was slow to say that it was taken."""
    with Zygote() as zygote, ThreadPoolExecutor(1) as pool:
        assert run_in(zygote, STRICT).stdout.text == "ran\n"
        assert eventually(lambda: len(waiting(zygote)) > 0)
        time.sleep(0.3)
        slow = waiting(zygote)
        for pid in slow:
            os.kill(pid, signal.SIGSTOP)
        taken = pool.submit(run_in, zygote, STRICT)
        time.sleep(0.3)
        for _ in range(6):
            assert run_in(zygote, OPEN).stdout.text == "ran\n"
            time.sleep(0.1)
        for pid in slow:
            os.kill(pid, signal.SIGCONT)
        assert taken.result(30).stdout.text == "ran\n"
