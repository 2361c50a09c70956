"""Control groups: only where one was named, bounded for each run, and gone with it."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from executor.execute import execute
from executor.policy import OPEN, STRICT, Policy
from executor.sandbox.cgroup import NOT_NAMED, killed_for_memory, parents_in, removed
from executor.sandbox.mechanism import Unsupported
from executor.warm.groups import Groups
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.run import Ending, Run
from knowledge.source import source_of
from tests.processes import children_of, is_keeper

TASKS = Path("/sys/fs/cgroup/pids")


@pytest.fixture
def group(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A group of the test's own that bounds tasks, where such can be made at the top of a hierarchy."""
    own = TASKS / f"raydx-test-{os.getpid()}"
    try:
        own.mkdir()
    except OSError:
        pytest.skip("this host lets us make no control group for tasks")
    monkeypatch.setenv("RAYDX_CGROUP", str(own))
    monkeypatch.delenv("RAYDX_WITHOUT", raising=False)
    yield own
    own.rmdir()  # fails where a run has left a group in it


def run_in(zygote: Zygote, text: str, policy: Policy = STRICT) -> Run:
    """Run a program."""
    return execute(zygote, source_of(text), policy, Limits(seconds=5.0, memory_mb=300))


def below(group: Path) -> list[Path]:
    """The groups in a group."""
    return [entry for entry in group.iterdir() if entry.is_dir()]


def test_each_run_has_a_group_that_is_gone_with_it(group: Path) -> None:
    """It bounds the tasks, which a program that starts others cannot exceed."""
    text = (
        "import os, time\nn = 0\ntry:\n    while True:\n"
        "        if os.fork() == 0: time.sleep(60)\n        n += 1\n"
        "except OSError as e: print(e.errno, 100 < n < 256)"
    )
    with Zygote() as zygote:
        done = run_in(zygote, text, OPEN)
        assert done.stdout.text == "11 True\n", done.stderr.text
        assert done.isolation.mechanisms["cgroup"] == "active"
        assert done.isolation.proofs["cgroup"] == ("start 300 threads",)
        assert run_in(zygote, "1 / 0").ending is Ending.EXITED
    assert below(group) == []


def test_threads_are_bounded(group: Path) -> None:
    """By number, however small their stacks."""
    text = (
        "import threading, time\nthreading.stack_size(65536)\nn = 0\ntry:\n    while True:\n"
        "        threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n        n += 1\n"
        "except RuntimeError: print(200 < n < 256)"
    )
    with Zygote() as zygote:
        assert run_in(zygote, text).stdout.text == "True\n"
    assert below(group) == []


def test_where_nothing_more_can_be_forked_the_warm_process_lives_on(group: Path) -> None:
    """Children that wait are for speed only: for want of them no run that goes on is lost."""
    with Zygote() as zygote:
        run_in(zygote, "1")
        warm = zygote.start()
        (group / "cgroup.procs").write_text(str(warm.process.pid))
        (group / "pids.max").write_text("1")
        for pid in children_of(warm.process.pid):
            if not is_keeper(pid):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.3)
        assert warm.process.poll() is None
        (group / "pids.max").write_text("max")
        assert run_in(zygote, "print(1)").stdout.text == "1\n"
        assert zygote.start() is warm


REASONS = [
    pytest.param((), NOT_NAMED, id="none is named"),
    pytest.param(("/nowhere/at/all",), "no group can be made in /nowhere/at/all", id="it is not there"),
    pytest.param(("{folder}",), "bounds neither memory nor tasks", id="it is no group"),
]


@pytest.mark.parametrize(("named", "why"), REASONS)
def test_the_reason_is_told(named: tuple[str, ...], why: str, tmp_path: Path) -> None:
    """And a directory that is no group stays as it is."""
    with pytest.raises(Unsupported, match=why):
        parents_in(name.format(folder=tmp_path) for name in named)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name no group is made, and the isolation counts as complete."""
    for name in ("RAYDX_WITHOUT", "RAYDX_CGROUP"):
        monkeypatch.delenv(name, raising=False)
    with Zygote() as zygote:
        isolation = run_in(zygote, "1").isolation
    assert isolation.mechanisms["cgroup"] == NOT_NAMED


COUNTS = [
    pytest.param("memory.events", "low 0\nmax 31\noom 2\noom_kill 1\n", True, id="version 2, ended"),
    pytest.param("memory.events", "low 0\nmax 31\noom 2\noom_kill 0\n", False, id="version 2, refused only"),
    pytest.param("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n", True, id="version 1"),
    pytest.param("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\n", False, id="an old kernel"),
    pytest.param("pids.events", "max 7\n", False, id="tasks only"),
]


@pytest.mark.parametrize(("file", "content", "was_ended"), COUNTS)
def test_the_kernel_counts_what_it_ended(tmp_path: Path, file: str, content: str, was_ended: bool) -> None:
    """Its counter is the proof; that memory was refused is none."""
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / file).write_text(content)
    assert killed_for_memory([str(tmp_path)], "run") is was_ended
    assert killed_for_memory([str(tmp_path)], "another") is False


def test_what_cannot_be_removed_is_tried_again(tmp_path: Path) -> None:
    """Processes may take longer to end than the one that we wait for."""
    groups = Groups((str(tmp_path),))
    name = groups.name()
    groups.taken[7] = name
    (tmp_path / name / "held").mkdir(parents=True)
    assert groups.end(7) is False and groups.left == {name}
    (tmp_path / name / "held").rmdir()
    groups.clear()
    assert not groups.left and list(tmp_path.iterdir()) == []
    assert removed([str(tmp_path)], name)


def test_names_differ_between_containers() -> None:
    """Two warm processes may have the same number and share a group; neither may end what the other runs."""
    names = [Groups(()).name() for _ in range(100)]
    assert len(set(names)) == len(names)
    assert all(name.startswith(f"raydx-{os.getpid()}-") for name in names)
