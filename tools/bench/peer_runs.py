"""Each peer does what raydx does in a run: nothing, in an interpreter; the kernel is stopped in a loop too.

A plain subprocess and bubblewrap start an interpreter each time. The fork server and the Jupyter kernel are
warm; the kernel keeps the state of one run for the next, and none of the two protects the host.
"""

import json
import multiprocessing
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from tools.bench.timing import Figure, bare_interpreter, in_milliseconds, megabytes, ratio, seconds

PROGRAM = "pass"
LOOP = "while True: pass"
BARE = [sys.executable, "-I", "-c", PROGRAM]
WARM_UP = 3
UNTIL_IN_THE_LOOP = 0.2
CLOSED = [
    *("--unshare-all", "--die-with-parent", "--new-session", "--clearenv"),
    *("--ro-bind", "/", "/", "--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev"),  # noqa: S108  # inside its namespace
]
PACE_RUNS = 200

type Call = Callable[[], object]


def main() -> None:
    """Measure those that are here, in turns with the bare interpreter; the bench reads what is printed."""
    rounds = int(sys.argv[1])
    with ExitStack() as stack:
        calls: dict[str, Call] = {"plain subprocess, `python -I -c`": bare_interpreter}
        calls |= {"multiprocessing fork server": stack.enter_context(fork_server())}
        calls |= bubblewrap()
        kernel = stack.enter_context(jupyter_kernel())
        if kernel is not None:
            calls["warm Jupyter kernel"] = kernel.run
        figures = list(interleaved(calls, rounds))
        if kernel is not None:
            figures += kernel.figures(max(5, rounds // 4))
    print(json.dumps([figure.as_row() for figure in figures]))


def interleaved(calls: dict[str, Call], rounds: int) -> Iterator[Figure]:
    """Time all calls in turns."""
    for call in calls.values():
        for _ in range(WARM_UP):
            call()
    bare: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        bare.append(seconds(bare_interpreter))
        for name, call in calls.items():
            times[name].append(seconds(call))
    for name, taken in times.items():
        yield ratio(f"peer: {name}", taken, bare)


@contextmanager
def fork_server() -> Iterator[Call]:
    """A process of multiprocessing's fork server for each run. The children import no main module of ours."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([])
    ours, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")

    def run() -> None:
        process = context.Process(target=exec, args=(PROGRAM,))
        process.start()
        process.join()
        process.close()

    try:
        yield run
    finally:
        sys.modules["__main__"] = ours


def bubblewrap() -> dict[str, Call]:
    """A bare interpreter in namespaces of its own, where bubblewrap is installed and may make them."""
    command = next(Path(__file__).parents[2].glob(".peers/**/bwrap"), None) or shutil.which("bwrap")
    if command is None:
        return {}
    line = [str(command), *CLOSED, *BARE]
    tried = subprocess.run(line, check=False, capture_output=True, text=True)
    if tried.returncode:
        print(f"bubblewrap is left out: {tried.stderr.strip()}", file=sys.stderr)
        return {}
    return {"bubblewrap, namespaces only": lambda: subprocess.run(line, check=True)}


@contextmanager
def jupyter_kernel() -> Iterator["Kernel | None"]:
    """A kernel that runs, or None where its packages are not installed."""
    if find_spec("jupyter_client") is None or find_spec("ipykernel") is None:
        yield None
        return
    manager = import_module("jupyter_client.manager").KernelManager(kernel_name="python3", transport="ipc")
    manager.kernel_spec_manager.ensure_native_kernel = True
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield Kernel(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


class Kernel:
    """A Jupyter kernel and the client that speaks to it."""

    def __init__(self, manager: Any, client: Any) -> None:  # noqa: ANN401  # of a package that may be missing
        self.manager = manager
        self.client = client

    def run(self, text: str = PROGRAM) -> dict[str, Any]:
        """Run a cell and wait for the answer and for all that is told beside it."""
        answer: dict[str, Any] = self.client.execute_interactive(
            text, store_history=False, allow_stdin=False, output_hook=lambda _: None, timeout=60
        )
        return answer

    def figures(self, rounds: int) -> Iterator[Figure]:
        """Tell its pace, its memory while idle, and how soon an interrupted loop names its line."""
        pid = self.manager.provisioner.process.pid
        before = time.process_time() + processor_seconds(pid)
        for _ in range(PACE_RUNS):
            self.run()
        spent = time.process_time() + processor_seconds(pid) - before
        pace = PACE_RUNS / spent
        yield Figure("peer: Jupyter kernel, runs for each second of one processor", pace, pace, unit="/s")
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        yield megabytes("peer: Jupyter kernel, idle: resident", pages * 4096)
        taken = [self.until_line() for _ in range(rounds)]
        yield in_milliseconds("peer: Jupyter kernel, from the interrupt to the line", taken)

    def until_line(self) -> float:
        """Interrupt a loop of Python's own and wait for the traceback; loops in C are not interrupted."""
        self.client.execute(LOOP, store_history=False, stop_on_error=False)
        time.sleep(UNTIL_IN_THE_LOOP)
        began = time.perf_counter()
        self.manager.interrupt_kernel()
        answer = self.client.get_shell_msg(timeout=10)
        taken = time.perf_counter() - began
        if answer["content"]["status"] != "error":
            raise RuntimeError(f"the kernel should answer with a traceback, found {answer['content']}")
        return taken


def processor_seconds(pid: int) -> float:
    """The processor time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / 100


if __name__ == "__main__":
    main()
