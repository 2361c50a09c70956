"""The warm process: many runs, many threads, sudden deaths; nothing is left behind."""

import contextlib
import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from executor.execute import execute
from executor.installation import ROOT
from executor.policy import OPEN, STANDARD, STRICT
from executor.sandbox.unavailable import SandboxUnavailable
from executor.zygote import SPARES, Zygote
from knowledge.limits import Limits
from knowledge.run import Ending, Run
from knowledge.source import source_of

IDLE = 1 + SPARES
"""The children of an idle warm process: one that keeps the others apart, and those that wait."""


def run_in(zygote: Zygote, text: str, **limits: float) -> Run:
    """Run a program under the strict policy."""
    return execute(zygote, source_of(text), STRICT, Limits(**{"seconds": 5.0, **limits}))


def descriptors_of(pid: int) -> int:
    """How many descriptors a process holds."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def children_of(pid: int) -> set[int]:
    """The processes below a process."""
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


EXITING = 4
"""The kernel's flag for a process that ends, or has ended and waits to be buried by somebody."""


def group_of(leader: int) -> list[int]:
    """The live processes of a session, by its leader; children that were protected have one of their own."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            is_alive = not int(fields[6]) & EXITING
            found += [int(stat.parent.name)] if is_alive and int(fields[3]) == leader else []
    return found


def resident(pid: int) -> int:
    """The memory that a process has in use, in pages."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1])


def test_hundreds_of_runs_leave_nothing_behind() -> None:
    """No process, no descriptor, no directory, no growing memory."""
    texts = [
        "x = 1",
        "1 / 0",
        "import sys\nsys.modules['posix']._exit(3)",
        "import signal\nsignal.raise_signal(9)",
    ]
    with Zygote() as zygote:
        for text in texts:
            run_in(zygote, text)
        warm = zygote.start()
        gc.collect()
        before, pages = descriptors_of(os.getpid()), resident(warm.process.pid)
        held = descriptors_of(warm.process.pid)
        for index in range(200):
            run_in(zygote, texts[index % len(texts)])
        gc.collect()
        assert descriptors_of(os.getpid()) == before
        assert descriptors_of(warm.process.pid) == held
        assert len(children_of(warm.process.pid)) <= IDLE
        assert resident(warm.process.pid) < pages + 200
    assert not Path(warm.directory).exists() and not Path(f"/proc/{warm.process.pid}").exists()


def test_several_threads_run_at_once(zygote: Zygote) -> None:
    """Each gets its own answer, and they do not wait for each other."""
    began = time.monotonic()
    texts = [f"import time\ntime.sleep(0.5)\nprint({n})" for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(lambda text: run_in(zygote, text), texts))
    assert [done.stdout.text for done in runs] == [f"{n}\n" for n in range(8)]
    assert time.monotonic() - began < 3.5


def test_a_dead_warm_process_is_replaced() -> None:
    """At the next run, without a word to the caller."""
    with Zygote() as zygote:
        run_in(zygote, "x = 1")
        first = zygote.start()
        os.kill(first.process.pid, signal.SIGKILL)
        assert run_in(zygote, "x = 1").succeeded
        assert zygote.start().process.pid != first.process.pid
    assert not Path(first.directory).exists()


def first_of_its_namespace(pid: int) -> bool:
    """Whether a process keeps a namespace of processes."""
    names = Path(f"/proc/{pid}/status").read_text().partition("NSpid:")[2].splitlines()[0].split()
    return len(names) > 1 and names[-1] == "1"


def test_a_dead_keeper_ends_the_warm_process() -> None:
    """Nothing can be forked any more where it kept the children: the next run gets another one."""
    with Zygote() as zygote:
        if "pid_namespace" not in run_in(zygote, "x = 1").isolation.active:
            pytest.skip("this host makes no namespaces for us")
        first = zygote.start()
        (keeper,) = filter(first_of_its_namespace, children_of(first.process.pid))
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
            done = run.result(20)
        assert done.succeeded
    assert eventually(lambda: not group_of(warm.process.pid))


@pytest.mark.parametrize("spares", [0, 1, 4], ids=lambda count: f"{count} wait")
def test_as_many_children_wait_as_are_wanted(spares: int) -> None:
    """Each takes memory; without any, a run forks its own."""
    with Zygote(spares=spares) as zygote:
        for _ in range(3):
            assert run_in(zygote, "x = 1").succeeded
        warm = zygote.start().process.pid
        keepers = sum(map(first_of_its_namespace, children_of(warm)))
        assert eventually(lambda: len(children_of(warm)) == spares + keepers)
        time.sleep(0.05)
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


def test_what_a_program_leaves_running_is_ended(zygote: Zygote) -> None:
    """Even in a group and a session of its own."""
    text = "import os, time\nif os.fork() == 0:\n    if os.fork() == 0:\n        time.sleep(300)\n"
    text += "    os._exit(0)\nos.wait()"
    done = execute(zygote, source_of(text), OPEN, Limits(seconds=5))
    assert done.succeeded
    assert len(children_of(zygote.start().process.pid)) <= IDLE


def test_a_fork_of_the_program_does_not_report(zygote: Zygote) -> None:
    """It shares the pipe of its parent; one record is enough."""
    text = "import os\npid = os.fork()\nif pid: os.waitpid(pid, 0)\nprint('x')"
    done = execute(zygote, source_of(text), OPEN, Limits(seconds=5))
    assert done.succeeded and done.stdout.text == "x\nx\n"


def test_the_scratch_directory_dies_with_the_run(zygote: Zygote) -> None:
    """Files can be written and read; nothing of them is left."""
    text = "import os, tempfile\nopen('a', 'w').write('x')\nos.makedirs('d/e')\n"
    text += "print(open('a').read(), os.getcwd())\nprint(tempfile.gettempdir() == os.getcwd())"
    done = execute(zygote, source_of(text), STANDARD, Limits(seconds=5))
    assert done.succeeded, done.stderr.text
    content, place = done.stdout.text.splitlines()[0].split()
    assert content == "x" and done.stdout.text.endswith("True\n") and not Path(place).exists()


def test_a_full_scratch_directory_ends_the_run(zygote: Zygote) -> None:
    """The kernel bounds one file, the parent all of them together."""
    text = "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(b'x' * 1_000_000)\n    n += 1"
    done = execute(zygote, source_of(text), STANDARD, Limits(seconds=20))
    assert done.ending is Ending.DISK


def test_nothing_is_shared_between_runs(zygote: Zygote) -> None:
    """Neither modules nor random numbers."""
    assert run_in(zygote, "import json\njson.loads = None\nimport builtins\nbuiltins.spy = 1").succeeded
    assert run_in(zygote, "import json\njson.loads('1')").succeeded
    assert run_in(zygote, "spy").exit_code == 1
    drawn = {run_in(zygote, "import random\nrandom.random()").value for _ in range(3)}
    assert len(drawn) == 3


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
    assert eventually(lambda: not group_of(int(pid)) and not Path(directory).exists())


def test_a_caller_that_is_interrupted_ends_its_run() -> None:
    """An exception out of the watch ends the program, and the zygote goes on."""

    def ring(*_: object) -> None:
        raise TimeoutError

    with Zygote() as zygote:
        run_in(zygote, "x = 1")
        warm, before = zygote.start(), descriptors_of(os.getpid())
        previous = signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, 0.4)
        try:
            with pytest.raises(TimeoutError):
                run_in(zygote, "while True: pass", seconds=60)
        finally:
            signal.signal(signal.SIGALRM, previous)
        assert eventually(lambda: len(children_of(warm.process.pid)) <= IDLE)
        assert descriptors_of(os.getpid()) == before
        assert run_in(zygote, "x = 1").succeeded


def eventually(happened: Callable[[], bool]) -> bool:
    """Whether something becomes true within ten seconds."""
    deadline = time.monotonic() + 10
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.02)
    return happened()


SOURCES = {
    "ten megabytes of text": "x = '" + "a" * 10_000_000 + "'",
    "a million empty lines": "\n" * 1_000_000 + "x = 1\n1 / 0",
    "twenty thousand lines": "x = 1\n" * 20_000,
    "five thousand functions": "".join(f"def f{n}(): return {n}\n" for n in range(5_000)) + "f4999()",
    "deep nesting": "(" * 10_000 + ")" * 10_000,
    "a long sum": "+".join("1" * 50_000),
    "a deep attribute": "x" + ".y" * 50_000,
    "deep indentation": "".join(" " * n + "if 1:\n" for n in range(95)) + " " * 95 + "pass",
    "a null byte": "x = 1\0",
    "lone surrogates": "x = '\ud800'",
    "only a comment": "# nothing",
    "odd line ends": "x = 1\r\ny = 2\ry / 0\x0c\n",
}


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES)
def test_no_source_is_too_odd(zygote: Zygote, text: str) -> None:
    """Each gets an answer within its limits, and the next run is not harmed."""
    done = run_in(zygote, text, seconds=10, memory_mb=400)
    assert done.seconds < 12 and done.ending in {Ending.EXITED, Ending.SIGNALLED, Ending.TIMEOUT}
    assert run_in(zygote, "x = 1").succeeded
