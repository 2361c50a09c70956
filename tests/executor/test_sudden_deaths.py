"""Whoever is killed, and when: no run is lost, none hangs, and no process stays."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from executor.execute import execute
from executor.policy import STRICT, Policy
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.run import Claims, Ending, Run
from knowledge.source import source_of
from tests.executor.running import running
from tests.processes import PATIENCE, below, children_of, eventually, is_alive, is_keeper

ROOT = Path(__file__).parents[2]
SEED = 20_240_517
COMPUTES = "import time\ntotal = 0\nfor n in range(20):\n    total += n\n    time.sleep(0.002)\nprint(total)"


def run_in(zygote: Zygote, text: str, policy: Policy = STRICT, seconds: float = 10.0) -> Run:
    """Run a program."""
    return execute(zygote, source_of(text), policy, Limits(seconds=seconds))


@contextmanager
def computing(zygote: Zygote) -> Iterator[Future[Run]]:
    """Run a program that ends well in a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(run_in, zygote, COMPUTES)


def kill(pid: int) -> None:
    """End a process, if it is still there."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("moment", range(6), ids=lambda moment: f"moment {moment}")
def test_a_warm_process_that_is_killed_costs_no_answer(moment: int) -> None:
    """The run is begun again in a new one; the caller gets the answer and sees no difference."""
    after = random.Random(SEED + moment).uniform(0.0, 0.09)
    with Zygote() as zygote:
        run_in(zygote, "x = 1")
        warm = zygote.start()
        with computing(zygote) as future:
            time.sleep(after)
            family = below(warm.process.pid)
            kill(warm.process.pid)
            done = future.result(PATIENCE)
        assert (done.ending, done.exit_code, done.stdout.text) == (Ending.EXITED, 0, "190\n")
    assert eventually(lambda: not any(map(is_alive, family)))
    assert not Path(warm.directory).exists()


def test_what_may_have_reached_outside_is_not_run_twice() -> None:
    """A program that has network and processes may have sent something: it is told as lost."""
    with Zygote() as zygote:
        warm = zygote.start()
        with running(zygote, "while True: pass", "open") as beside:
            kill(warm.process.pid)
            done = beside.run.result(PATIENCE)
        assert (done.ending, done.signal, done.claims) == (Ending.LOST, None, Claims.MISSING)
        assert not done.succeeded
        assert run_in(zygote, "x = 1").succeeded


def test_a_run_is_not_begun_again_without_end() -> None:
    """Where the warm process dies each time, that is the answer."""
    with Zygote() as zygote, running(zygote, "while True: pass") as beside:
        while not beside.run.done():
            warm = zygote.start()
            if children_of(warm.process.pid):
                time.sleep(0.3)
                kill(warm.process.pid)
        assert beside.run.result().ending is Ending.LOST


def test_closing_while_a_program_runs_ends_it() -> None:
    """It is not begun again in a warm process that nobody closes."""
    zygote = Zygote()
    run_in(zygote, "x = 1")
    with running(zygote, "while True: pass") as beside:
        zygote.close()
        assert beside.run.result(PATIENCE).ending is Ending.LOST


@pytest.mark.parametrize("moment", range(6), ids=lambda moment: f"moment {moment}")
def test_a_child_that_is_killed_is_told_by_its_signal(moment: int) -> None:
    """Be it the spare that waits, or the one that runs: the next run is not harmed."""
    after = random.Random(SEED + moment).uniform(0.0, 0.06)
    with Zygote() as zygote:
        run_in(zygote, "x = 1")
        warm = zygote.start()
        with computing(zygote) as future:
            time.sleep(after)
            for pid in below(warm.process.pid):
                if not is_keeper(pid):
                    kill(pid)
            done = future.result(PATIENCE)
        outcome = (done.ending, done.exit_code if done.ending is Ending.EXITED else done.signal)
        assert outcome in {(Ending.EXITED, 0), (Ending.SIGNALLED, signal.SIGKILL)}
        assert run_in(zygote, COMPUTES).stdout.text == "190\n"
        assert zygote.start() is warm


CALLER = """
import sys
from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.source import source_of
with Zygote() as zygote:
    warm = zygote.start()
    print(warm.process.pid, warm.directory, flush=True)
    for policy in ("strict", "standard", "open") * 1000:
        text = "import time\\ntime.sleep(0.01)\\n" + ("import os\\nos.fork()" if policy == "open" else "")
        execute(zygote, source_of(text), policy_named(policy), Limits(seconds=5))
"""


@pytest.mark.parametrize("moment", range(3), ids=lambda moment: f"moment {moment}")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda end: end.name)
def test_a_caller_that_is_killed_leaves_nothing(moment: int, end: signal.Signals) -> None:
    """Neither its warm process, nor a child of that, nor a directory."""
    after = random.Random(SEED + moment).uniform(0.0, 0.5)
    command = [sys.executable, "-c", CALLER]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    ) as caller:
        assert caller.stdout is not None
        pid, directory = caller.stdout.readline().split()
        time.sleep(after)
        family = below(caller.pid)
        caller.send_signal(end)
    assert int(pid) in family
    assert eventually(lambda: not any(map(is_alive, family)))
    assert eventually(lambda: not Path(directory).exists())
    assert Path(directory).parent == Path(tempfile.gettempdir())


def test_the_warm_process_may_die_under_many_runs_at_once() -> None:
    """Each of them gets its own answer."""
    with Zygote() as zygote, ThreadPoolExecutor(6) as pool:
        warm = zygote.start()
        futures = [pool.submit(run_in, zygote, f"{COMPUTES}\nprint({n})") for n in range(12)]
        threading.Timer(0.1, kill, [warm.process.pid]).start()
        assert [future.result(PATIENCE).stdout.text for future in futures] == [
            f"190\n{n}\n" for n in range(12)
        ]
