"""The warm process: many threads, sudden deaths, interrupted callers; nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from executor.execute import execute
from executor.installation import ROOT
from executor.policy import STRICT
from executor.sandbox.unavailable import SandboxUnavailable
from executor.zygote import SPARES, Zygote
from knowledge.event import Kind
from knowledge.limits import Limits
from knowledge.run import Run
from knowledge.source import source_of
from tests.executor.running import running
from tests.processes import PATIENCE, children_of, descriptors_of, eventually, in_session, is_keeper

IDLE = 1 + SPARES
"""The children of an idle warm process: one that keeps the others apart, and those that wait."""


def run_in(zygote: Zygote, text: str, **limits: float) -> Run:
    """Run a program under the strict policy."""
    return execute(zygote, source_of(text), STRICT, Limits(**{"seconds": 5.0, **limits}))


def test_several_threads_run_at_once(zygote: Zygote) -> None:
    """Each program is heard by its own caller, and none has ended before the last has begun."""
    texts = [f"import time\nprint({n}, flush=True)\ntime.sleep(1e6)" for n in range(8)]
    with ExitStack() as stack:
        beside = [stack.enter_context(running(zygote, text, moment=Kind.OUTPUT)) for text in texts]
        said = [event.message for one in beside for event in one.heard if event.kind is Kind.OUTPUT]
    assert said == [f"stdout: {n}\n" for n in range(8)]


def test_a_dead_warm_process_is_replaced() -> None:
    """At the next run, without a word to the caller."""
    with Zygote() as zygote:
        run_in(zygote, "x = 1")
        first = zygote.start()
        os.kill(first.process.pid, signal.SIGKILL)
        assert run_in(zygote, "x = 1").succeeded
        assert zygote.start().process.pid != first.process.pid
    assert not Path(first.directory).exists()


def test_a_dead_keeper_ends_the_warm_process() -> None:
    """Nothing can be forked any more where it kept the children: the next run gets another one."""
    with Zygote() as zygote:
        if "pid_namespace" not in run_in(zygote, "x = 1").isolation.active:
            pytest.skip("this host makes no namespaces for us")
        first = zygote.start()
        (keeper,) = filter(is_keeper, children_of(first.process.pid))
        os.kill(keeper, signal.SIGKILL)
        assert run_in(zygote, "x = 1").succeeded
        assert zygote.start().process.pid != first.process.pid
    assert not Path(first.directory).exists()


@pytest.mark.parametrize("delay", [0.0, 0.005, 0.02, 0.05])
def test_a_warm_process_may_die_at_any_moment(delay: float) -> None:
    """Also while it tries the sandbox: the run ends, or is begun again, and no process stays."""
    with Zygote() as zygote:
        warm = zygote.start()
        with ThreadPoolExecutor(1) as pool:
            run = pool.submit(run_in, zygote, "x = 1")
            time.sleep(delay)
            os.kill(warm.process.pid, signal.SIGKILL)
            done = run.result(PATIENCE)
        assert done.succeeded
    assert eventually(lambda: not in_session(warm.process.pid))


@pytest.mark.parametrize("spares", [0, 1, 4], ids=lambda count: f"{count} wait")
def test_as_many_children_wait_as_are_wanted(spares: int) -> None:
    """Each takes memory; without any, a run forks its own."""
    with Zygote(spares=spares) as zygote:
        for _ in range(3):
            assert run_in(zygote, "x = 1").succeeded
        warm = zygote.start().process.pid
        keepers = sum(map(is_keeper, children_of(warm)))
        assert eventually(lambda: len(children_of(warm)) == spares + keepers)
        time.sleep(0.05)  # one too many would come soon
        assert len(children_of(warm)) == spares + keepers


def test_a_closed_zygote_says_so() -> None:
    """And closing it twice is harmless."""
    zygote = Zygote()
    zygote.close()
    zygote.close()
    with pytest.raises(SandboxUnavailable, match="closed"):
        run_in(zygote, "x = 1")


def test_one_that_was_never_used_starts_nothing() -> None:
    """The first run starts the warm process, nothing else does."""
    with Zygote() as zygote:
        assert zygote.start_seconds is None
        run_in(zygote, "x = 1")
        assert zygote.start_seconds is not None and 0 < zygote.start_seconds < 30


def test_a_host_that_cannot_isolate_runs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """On another system there is no sandbox."""
    monkeypatch.setattr("sys.platform", "darwin")
    with Zygote() as zygote, pytest.raises(SandboxUnavailable, match="darwin"):
        run_in(zygote, "x = 1")


def test_the_isolation_is_told_with_the_run(zygote: Zygote) -> None:
    """As it was found by trying."""
    isolation = run_in(zygote, "x = 1").isolation
    assert {"seccomp", "landlock", "rlimits"} <= set(isolation.active)


CALLER = """
import sys
from executor.execute import execute
from executor.installation import ROOT
from executor.policy import STANDARD
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.source import source_of
zygote = Zygote()
warm = zygote.start()
print(warm.process.pid, warm.directory, flush=True)
execute(zygote, source_of("open('x', 'w').write('y')\\nwhile True: pass"), STANDARD, Limits(seconds=60))
"""


def test_a_caller_that_is_killed_leaves_nothing() -> None:
    """Neither the warm process, nor its child, nor a directory."""
    command = [sys.executable, "-c", CALLER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as caller:
        assert caller.stdout is not None
        pid, directory = caller.stdout.readline().split()
        time.sleep(0.5)
        caller.kill()
    assert eventually(lambda: not in_session(int(pid)) and not Path(directory).exists())


class Rung(Exception):
    """Raised by an alarm. A `TimeoutError` would be an `OSError`, which is expected in many a place."""


def test_a_caller_that_is_interrupted_ends_its_run() -> None:
    """An exception out of the watch ends the program, and the zygote goes on."""

    def ring(*_: object) -> None:
        raise Rung

    with Zygote() as zygote:
        run_in(zygote, "x = 1")
        warm, before = zygote.start(), descriptors_of()
        previous = signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, 0.4)
        try:
            with pytest.raises(Rung):
                run_in(zygote, "while True: pass", seconds=60)
        finally:
            signal.signal(signal.SIGALRM, previous)
        assert eventually(lambda: len(children_of(warm.process.pid)) <= IDLE)
        assert descriptors_of() == before
        assert run_in(zygote, "x = 1").succeeded
