"""Many programs on all cores: what one of them does is not felt by the others, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.processes import PATIENCE

pytestmark = pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core needs no processes")

COMMAND = [sys.executable, "-m", "analyzer.doors.command_line", "preflight", "--isolated"]

KILLER = """
import os, sys
from dataclasses import replace
from analyzer.doors.looking.looked import Task
from analyzer.doors.looking.workers import looked_at

class Killer:
    def open(self, mode):
        os._exit(9)

tasks = [Task(f"t{number}", code=b"print(qqq)") for number in range(40)]
tasks[13] = Task("t13", Killer())
tasks[27] = Task("t27", Killer())
print([(looked.name, looked.trouble) for looked in looked_at(tasks) if not looked.inspection.findings])
"""


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core needs no processes")
def test_a_program_that_ends_its_process_costs_only_its_own_answer() -> None:
    """The others are looked at all the same."""
    ended = subprocess.run(
        [sys.executable, "-c", KILLER], capture_output=True, text=True, check=True, timeout=60
    )
    died = "the process that looked at it died"
    assert ended.stdout == f"{[('t13', died), ('t27', died)]}\n"


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A folder that takes some seconds to look at."""
    text = "def f(a, b):\n    c = [a, b]\n    return c[0] + len(c)\n\n" * 1_500
    for number in range(60):
        (tmp_path / f"m{number}.py").write_text(text)
    return tmp_path


def started(folder: Path) -> tuple[subprocess.Popen[bytes], list[psutil.Process]]:
    """A call that has its processes already."""
    call = subprocess.Popen(
        [*COMMAND, "."], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )
    until = time.monotonic() + PATIENCE
    while len(children := psutil.Process(call.pid).children()) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    return call, children


@pytest.mark.parametrize(
    ("send", "status"), [(signal.SIGKILL, -9), (signal.SIGTERM, -15)], ids=["killed", "ended"]
)
def test_no_process_outlives_the_call(send: signal.Signals, status: int, slow: Path) -> None:
    """However the call ends, its processes end with it."""
    call, children = started(slow)
    call.send_signal(send)
    _, alive = psutil.wait_procs(children, timeout=PATIENCE)
    assert (call.wait(timeout=PATIENCE), len(children) >= 2, alive) == (status, True, [])
    assert call.stderr is not None
    call.stderr.close()


def test_interrupted_from_the_keyboard(slow: Path) -> None:
    """Every process of the group hears of it; none says more than it has to."""
    call, children = started(slow)
    os.killpg(call.pid, signal.SIGINT)
    _, said = call.communicate(timeout=PATIENCE)
    _, alive = psutil.wait_procs(children, timeout=PATIENCE)
    assert (call.returncode, alive) == (130, [])
    assert b"Traceback" not in said
