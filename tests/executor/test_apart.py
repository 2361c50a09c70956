# ruff: noqa: E501  # a program on one line is easier to read than one that is broken into three
"""Two programs that run at once: neither can see the other, nor disturb it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.run import Ending, Run
from knowledge.source import source_of

SECRET = "neighbours-own-word"
VICTIM = f"""
import os, signal, time
secret = {SECRET!r}
rung = []
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGCONT):
    signal.signal(number, lambda *_: rung.append("signal"))
with open("kept", "w") as file:
    file.write(secret)
until = time.monotonic() + 1.2
turns = 0
while time.monotonic() < until:
    turns += 1
    time.sleep(0.001)
print(open("kept").read() == secret, sorted(os.listdir(".")), rung, turns > 5)
"""
SPY = """
import glob, os, signal, time
found = []
own = os.getcwd()
until = time.monotonic() + 0.8
def tried(what, step):
    try:
        got = step()
    except (OSError, ValueError, OverflowError):
        return
    if got:
        found.append((what, str(got)[:80]))
def others():
    return [n for n in os.listdir("/proc") if n.isdigit() and int(n) not in (os.getpid(), 1)]
def read(path):
    with open(path, "rb") as file:
        return file.read(100_000)
def neighbours():
    return [p for p in glob.glob(os.path.dirname(own) + "/*") + glob.glob("/tmp/raydx-*/*") if p != own]
while time.monotonic() < until:
    tried("processes", others)
    tried("neighbours", neighbours)
    pid = os.getpid()
    for other in {*range(2, 60), *range(max(pid - 30, 2), pid + 30)} - {pid}:
        for name in ("environ", "cmdline", "maps", "mem", "fd/0"):
            tried(name, lambda: read(f"/proc/{other}/{name}"))
        tried("signal", lambda: os.kill(other, signal.SIGTERM) or "sent")
    tried("group", lambda: os.killpg(os.getppid() or 2, signal.SIGTERM) or "sent")
    tried("everybody", lambda: os.kill(-1, signal.SIGTERM))  # the kernel calls it a success if it reached nobody
    tried("shared memory", lambda: glob.glob("/dev/shm/*"))
    time.sleep(0.02)
print(found)
"""


@pytest.mark.parametrize("policy", ["standard", "open"])
def test_a_spy_finds_nothing_of_its_neighbour(run: Callable[..., Run], policy: str) -> None:
    """No process, file, signal or memory of the other; the other ends as if it were alone."""
    with ThreadPoolExecutor(2) as pool:
        other = pool.submit(run, VICTIM, policy="standard", seconds=10)
        spy = pool.submit(run, SPY, policy=policy, seconds=10)
    done, looked = other.result(), spy.result()
    assert done.stdout.text == "True ['kept'] [] True\n"
    assert (done.ending, done.exit_code) == (Ending.EXITED, 0)
    assert looked.stdout.text == "[]\n", looked.stderr.text
    assert SECRET not in str(looked)


WILD = {
    "takes all memory": "rows = []\nwhile True: rows.append(bytearray(1 << 20))",
    "prints without end": "while True: print('x' * 9_999)",
    "fills its directory": "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(b'x' * 1_000_000)\n    n += 1",
    "starts threads without end": "import threading, time\nwhile True:\n    threading.Thread(target=time.sleep, args=(9,)).start()",
    "opens without end": "kept = []\nwhile True: kept.append(open('/dev/null'))",
    "closes and writes everywhere": "import os\nfor n in range(300):\n    try: os.write(n, b'V' * 99)\n    except OSError: pass\n"
    "    try: os.close(n)\n    except OSError: pass",
    "kills itself": "import signal\nsignal.raise_signal(9)",
    "never ends": "while True: pass",
}


def test_wild_neighbours_change_nothing(run: Callable[..., Run]) -> None:
    """Whatever eight others do at the same time, the answer of a quiet program is its own."""
    quiet = "import json\nrows = [n * n for n in range(1_000)]\nprint(json.dumps(rows[-3:]))\nsum(rows)"
    with ThreadPoolExecutor(len(WILD) + 1) as pool:
        others = [pool.submit(run, text, policy="standard", seconds=1.0) for text in WILD.values()]
        answers = [pool.submit(run, quiet, seconds=10) for _ in range(6)]
    for done in (answer.result() for answer in answers):
        assert (done.stdout.text, done.exit_code) == ("[994009, 996004, 998001]\n", 0)
        assert done.value is not None and done.value.scalar == 332_833_500
        assert done.succeeded
    assert not any(other.result().succeeded for other in others)


REACHES = "import sys\nposix = sys.modules['posix']\ntry:\n    pid = posix.fork()\n    pid or posix._exit(0)\n    print('forks')\n"
REACHES += "except OSError: print('stays')\ntry:\n    posix.close(posix.open('kept', 65, 384))\n    print('writes')\nexcept OSError: print('reads')"
GRANTED = {"strict": "stays\nreads\n", "standard": "stays\nwrites\n", "open": "forks\nwrites\n"}


def test_a_child_that_waits_is_for_one_policy() -> None:
    """Whatever ran before it: nobody gets what was made ready for another one."""
    turns = ["strict", "strict", "open", "strict", "standard", "strict", "open", "open", "strict", "standard"]
    with Zygote() as zygote:
        for policy in turns:
            done = execute(zygote, source_of(REACHES), policy_named(policy), Limits(seconds=20))
            assert (policy, done.stdout.text) == (policy, GRANTED[policy])
            time.sleep(0.05)  # so that a child waits for the next one
