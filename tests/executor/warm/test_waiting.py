"""Children that wait, closed in: they are used, are no different from others, and are let go of."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from executor.execute import execute
from executor.policy import STANDARD, STRICT, Policy, allowing
from executor.warm.spares import ANYTHING, Spares
from executor.zygote import SPARES, Warm, Zygote
from knowledge.limits import Limits
from knowledge.run import Ending, Run
from knowledge.source import source_of

PATIENCE = 20.0


def run_in(zygote: Zygote, text: str, policy: Policy = STRICT, **limits: float) -> Run:
    """Run a program."""
    return execute(zygote, source_of(text), policy, Limits(**{"seconds": 10.0, **limits}))


def closed_in(warm: Warm) -> set[int]:
    """The children that have loaded a filter, and belong to no run: those have a session of their own."""
    found = set[int]()
    pid = warm.process.pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        status = Path(f"/proc/{child}/status").read_text()
        if "Seccomp:\t2" in status and os.getsid(int(child)) == pid:
            found.add(int(child))
    return found


def eventually(happened: Callable[[], bool]) -> bool:
    """Whether something becomes true soon."""
    deadline = time.monotonic() + PATIENCE
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.01)
    return happened()


@contextmanager
def waiting(policy: Policy = STRICT) -> Iterator[Zygote]:
    """A warm process, and as many children that wait for that policy as there may be."""
    with Zygote() as zygote:
        for _ in range(2):
            run_in(zygote, "x = 1", policy)
        assert eventually(lambda: len(closed_in(zygote.start())) == SPARES)
        yield zygote


def test_a_run_starts_in_a_child_that_waits() -> None:
    """It was closed in before, and leaves the session of those that wait when it has its order."""
    with waiting() as zygote:
        before = closed_in(zygote.start())
        done = run_in(zygote, "import time\ntime.sleep(0.2)\nprint('ran')")
        assert (done.succeeded, done.stdout.text) == (True, "ran\n")
        assert len(before & closed_in(zygote.start())) == SPARES - 1


TELLING = """
import builtins, gc, io, linecache, resource, signal, sys, threading
posix = sys.modules["posix"]
def tried(step):
    try:
        return repr(step())
    except BaseException as error:
        return f"{type(error).__name__} {getattr(error, 'errno', '')}"
def opened():
    found = []
    for n in range(400):
        try:
            posix.fstat(n)
        except OSError:
            continue
        found.append(n)
    return found
print("leads its session", posix.getsid(0) == posix.getpid() == posix.getpgrp())
print("descriptors", opened())
print("place", posix.getcwd() != "/", sys.argv, sys.path[:1])
for kind in ("CORE", "MSGQUEUE", "MEMLOCK", "FSIZE", "NOFILE", "CPU"):
    print(kind, resource.getrlimit(getattr(resource, f"RLIMIT_{kind}")))
for kind in ("DATA", "AS"):
    soft, hard = resource.getrlimit(getattr(resource, f"RLIMIT_{kind}"))
    print(kind, hard - soft, soft >> 26)
print("refused", [tried(step) for step in (
    posix.setsid, posix.fork, lambda: posix.listdir("/proc"), lambda: posix.kill(1, 0),
    lambda: resource.setrlimit(resource.RLIMIT_CPU, (1, 1)), lambda: posix.mkdir("x"),
    lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8)), lambda: open("/etc/passwd"),
)])
print("signals", signal.pthread_sigmask(signal.SIG_BLOCK, ()), signal.getsignal(signal.SIGINT))
print("modules", sorted(sys.modules))
print("builtins", sorted(vars(builtins)), builtins.__import__.__name__, builtins.__import__.__module__)
print("depth", sys.getrecursionlimit(), sys.getrecursionlimit.__name__)
print("watchers", [sys.monitoring.get_tool(n) for n in range(6)], sys.gettrace(), sys.getprofile())
print("threads", threading.active_count(), threading.current_thread().name, threading.stack_size())
print("streams", sys.stdout.encoding, sys.stderr.encoding, type(sys.stderr).__name__, sys.stdin.read())
print("lines", [name for name in linecache.cache if name.startswith("<")])
print("main", sorted(vars(sys.modules["__main__"])), gc.isenabled(), gc.get_threshold())
print("leftovers", [name for name in ("Account", "table", "account") if name in globals()])
"""


def test_what_a_program_finds_is_the_same_in_both() -> None:
    """Limits, descriptors, what is refused, and the interpreter's state: nothing of a rehearsal stays."""
    with Zygote(spares=0) as without:
        forked = run_in(without, TELLING)
    with waiting() as zygote:
        taken = run_in(zygote, TELLING)
    assert taken.stdout.text.splitlines() == forked.stdout.text.splitlines()
    assert taken.succeeded and forked.succeeded, taken.stderr.text
    assert taken.isolation == forked.isolation
    kinds = [Counter((one.operation, one.detail) for one in done.refusals) for done in (taken, forked)]
    assert kinds[0] == kinds[1]


def test_each_run_brings_its_own_limits() -> None:
    """They are set when the order is there, however the child was closed in."""
    text = "x = bytearray(100 << 20)\nprint(len(x) >> 20)"
    with waiting() as zygote:
        small, large = (run_in(zygote, text, memory_mb=size) for size in (50, 400))
        endless = run_in(zygote, "while True: pass", seconds=0.2)
    assert small.fault is not None and small.fault.name == "MemoryError"
    assert large.stdout.text == "100\n"
    assert endless.ending is Ending.TIMEOUT


def test_one_that_is_killed_is_replaced() -> None:
    """And the run that would have had it gets another."""
    with waiting() as zygote:
        warm = zygote.start()
        killed = closed_in(warm)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        assert run_in(zygote, "x = 1").succeeded
        assert eventually(lambda: len(closed_in(warm)) == SPARES)
        assert not killed & closed_in(warm)
        assert zygote.start() is warm


def test_each_order_gets_a_child_that_is_ready_for_it() -> None:
    """It is compared to the letter. Modules that are allowed beside the policy come with the job."""
    reaches = "import sys\nprint(sys.modules['posix'].access('.', 2))"
    with waiting() as zygote:
        before = closed_in(zygote.start())
        assert run_in(zygote, reaches, STANDARD).stdout.text == "True\n"
        assert run_in(zygote, f"import os\n{reaches}", allowing(STRICT, ["os"])).stdout.text == "False\n"
        assert before > closed_in(zygote.start()) & before


def test_turns_of_two_policies_leave_nothing() -> None:
    """Those that wait are of both kinds then; neither descriptors nor processes grow in number."""
    with Zygote() as zygote:
        counts, warm = list[int](), zygote.start()
        for _ in range(3):
            for policy in (STRICT, STANDARD) * 6:
                assert run_in(zygote, "x = 1", policy).succeeded
            assert eventually(lambda: len(closed_in(warm)) == SPARES // 2)
            counts.append(len(os.listdir("/proc/self/fd")))  # noqa: PTH208  # names are all that is counted
        assert len(set(counts)) == 1


ALIKE, OTHER = b"alike", b"other"


@pytest.mark.parametrize(
    ("recent", "wanted"),
    [
        pytest.param([], {}, id="none before the first run"),
        pytest.param([ALIKE], {ALIKE: 1}, id="one after it"),
        pytest.param([ALIKE, ALIKE], {ALIKE: 4}, id="as many as may after two"),
        pytest.param([ALIKE, OTHER], {ALIKE: 1, OTHER: 3}, id="more for the latest"),
        pytest.param([ALIKE, OTHER] * 5, {ALIKE: 2, OTHER: 2}, id="both kinds in turns"),
        pytest.param([OTHER] * 9 + [ALIKE] * 4, {ALIKE: 4}, id="nothing for what was long ago"),
        pytest.param([ANYTHING] * 4, {ANYTHING: 4}, id="ready for anything"),
    ],
)
def test_the_next_runs_will_be_like_the_latest(recent: list[bytes], wanted: dict[bytes, int]) -> None:
    """So many children wait for each."""
    spares = Spares(4)
    spares.recent.extend(recent)
    assert spares.wanted() == wanted
