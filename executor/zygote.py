"""The handle of a warm process, in the caller's own."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from executor.child.places import Places
from executor.installation import ENVIRONMENT, ROOT, Installation, installation_here
from executor.policy import Policy
from executor.sandbox.unavailable import SandboxUnavailable
from executor.stack.fixed import FIXED_RELEASE, is_as_expected
from executor.warm.orders import order_for
from executor.wire import Gone, Setup, receive_message, send_message, send_raw

PATIENCE = 30.0
SPARES = 4
"""A program that fails, its fix, what works of it, and what shows more of it: run at nearly the same time."""
WITHOUT = "RAYDX_WITHOUT"
"""The environment variable that names mechanisms to do without, to see what holds where a host lacks them."""
GROUPS = "RAYDX_CGROUP"
"""The environment variable that names control groups (see `executor.sandbox.cgroup`)."""
LONGEST_COMPLAINT = 1 << 16
COMMAND = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from executor.warm.nursery import main; main(int(sys.argv[2]))"
)


@dataclass(frozen=True, slots=True)
class Warm:
    """A warm process that runs: how it is spoken to, and where the interpreter's state lies in its memory."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    directory: str
    owner: int
    places: Places
    runtime: int = 0

    def stop(self) -> None:
        """End it, with its children, and clear its directory away."""
        self.control.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stderr is not None:
            self.process.stderr.close()
        shutil.rmtree(self.directory, ignore_errors=True)

    def complaint(self) -> str:
        """The last line that it printed before it died; it must be dead."""
        said = self.process.stderr.read(LONGEST_COMPLAINT) if self.process.stderr is not None else b""
        return (said.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"])[-1]


class Zygote:
    """A warm process from which children are forked: started at the first run, again when it died.

    Several threads may use one at the same time. Close it, or use it as a context manager. `spares` children
    wait for programs, forked while there is nothing else to do: each is some megabytes, and spares a run the
    time of its fork.
    """

    def __init__(self, installation: Installation | None = None, spares: int = SPARES) -> None:
        self._installation = installation
        self._spares = spares
        self._lock = threading.Lock()
        self._warm: Warm | None = None
        self._closed = False
        self.start_seconds: float | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the warm process and every run in it; harmless when called twice."""
        with self._lock:
            self._closed = True
            self._end()

    @property
    def is_closed(self) -> bool:
        """Whether it was closed: then it starts nothing any more."""
        return self._closed

    def start(self) -> Warm:
        """Return the warm process, started if there is none, or if it died.

        Raises SandboxUnavailable where none can be started, or it was closed.
        """
        with self._lock:
            if self._closed:
                raise SandboxUnavailable("the sandbox was closed before the program began")
            if self._warm is not None and self._warm.owner != os.getpid():
                self._warm = None  # this is a fork of the owner: the warm process is not ours
            if self._warm is not None and self._warm.process.poll() is not None:
                self._end()
            if self._warm is None:
                began = time.monotonic()
                self._warm = started(self._installation or installation_here(), self._spares)
                self.start_seconds = time.monotonic() - began
            return self._warm

    def order(self, warm: Warm, policy: Policy, ends: Iterable[int]) -> None:
        """Ask for a child; raises Gone where the warm process died."""
        send_raw(warm.control, order_for(policy), ends)

    def give_up(self, warm: Warm) -> None:
        """Let go of a warm process that died; the next run starts another one."""
        with self._lock:
            if self._warm is warm:
                self._end()

    def _end(self) -> None:
        """Let go of the warm process; only its owner may end it."""
        warm, self._warm = self._warm, None
        if warm is not None and warm.owner == os.getpid():
            warm.stop()


def started(installation: Installation, spares: int = SPARES) -> Warm:
    """Start a warm process of that Python and wait until it is ready; raises SandboxUnavailable."""
    if not sys.platform.startswith("linux"):
        raise SandboxUnavailable(f"programs are run on Linux only, found {sys.platform}")
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    directory = os.path.realpath(tempfile.mkdtemp(prefix="raydx-"))
    try:
        with theirs:
            command = [
                installation.interpreter.executable,
                "-I",
                "-S",
                "-B",
                "-X",
                "utf8",
                "-c",
                COMMAND,
                ROOT,
                str(theirs.fileno()),
            ]
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                env=ENVIRONMENT,
                start_new_session=True,
            )
        places = Places(os.path.join(ROOT, "executor", ""), installation.stdlib, installation.site)
        warm = Warm(process, ours, directory, os.getpid(), places)
        return replace(warm, runtime=greeted(warm, installation, spares))
    except BaseException as why:
        ours.close()
        shutil.rmtree(directory, ignore_errors=True)
        if isinstance(why, OSError):
            raise SandboxUnavailable(f"the interpreter could not be started: {why}") from why
        raise


def greeted(warm: Warm, installation: Installation, spares: int) -> int:
    """Tell the warm process where things are, and wait for its answer."""
    empty = os.path.join(warm.directory, "empty")
    os.mkdir(empty, 0o555)
    places = warm.places
    setup = Setup(ROOT, empty, places.site, places.stdlib, installation.places, left_out(), groups(), spares)
    try:
        warm.control.settimeout(PATIENCE)
        send_message(warm.control, setup.message())
        answer, _ = receive_message(warm.control)
        warm.control.settimeout(None)
    except Gone as why:
        warm.process.kill()
        warm.process.wait()
        raise SandboxUnavailable(f"the warm process did not start: {warm.complaint()}") from why
    runtime = int(answer["runtime"])
    if not runtime or installation.interpreter.release != FIXED_RELEASE:
        return runtime
    told = (f"'root': {ROOT!r}", f"'spares': {spares}")
    return runtime if is_as_expected(warm.process.pid, runtime, places, told) else 0


def left_out() -> tuple[str, ...]:
    """The mechanisms that the operator wants to do without; only those take notice that are not required."""
    return tuple(os.environ.get(WITHOUT, "").replace(",", " ").split())


def groups() -> tuple[str, ...]:
    """The control groups in which the operator lets us make others."""
    return tuple(filter(os.path.isabs, os.environ.get(GROUPS, "").split(":")))
