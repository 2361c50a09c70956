"""One run of a program: from the source to what is known about it."""

import json
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass

from executor.child.board import board_bytes
from executor.policy import MODULES, Policy, refusing
from executor.sandbox.unavailable import SandboxUnavailable
from executor.supervise import Seen, Watch
from executor.verdict import run_of
from executor.wire import Gone, memory_file
from executor.zygote import Warm, Zygote
from knowledge.event import Event
from knowledge.limits import Limits
from knowledge.run import Run
from knowledge.source import Source


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be run, and how."""

    source: Source
    policy: Policy
    limits: Limits
    stdin: bytes


def execute(
    zygote: Zygote,
    source: Source,
    policy: Policy,
    limits: Limits,
    stdin: bytes = b"",
    on_event: Callable[[Event], None] | None = None,
) -> Run:
    """Run a program in a child of the zygote and tell all that is known about the run.

    Nothing that the program does is an exception here. Raises SandboxUnavailable where the host cannot
    isolate: then nothing was run.
    """
    wanted = Wanted(source, policy, limits, stdin)
    seen, board = attempted(zygote, wanted)
    if seen.started is None and seen.status is None and seen.declined is None:
        os.close(board)
        seen, board = attempted(zygote, wanted)  # the warm process died before the child began: once more
    try:
        if seen.declined is not None:
            raise SandboxUnavailable(str(seen.declined.get("unavailable") or seen.declined.get("failed")))
        return run_of(wanted.source, policy, limits, seen, board)
    finally:
        os.close(board)


def attempted(zygote: Zygote, wanted: Wanted) -> tuple[Seen, int]:
    """Run the program once; returns what was seen, and the memory that the child shared."""
    warm = zygote.start()
    with ExitStack() as stack:
        scratch = stack.enter_context(scratch_directory(warm)) if wanted.policy.scratch else None
        board = memory_file("board", b"\0" * board_bytes(wanted.source.text.count("\n") + 1))
        stack.callback(os.close, board)
        ours, line = connected(zygote, warm, wanted, scratch, board)
        stack.callback(close_all, ours)
        watch = Watch(line, wanted.limits, lambda pid: None)
        return watch.run(*ours), os.dup(board)


def connected(
    zygote: Zygote, warm: Warm, wanted: Wanted, scratch: str | None, board: int
) -> tuple[tuple[int, int, int, int], socket.socket]:
    """Order a child; returns our ends of its output, errors, record and report, and the line."""
    (out, out_w), (err, err_w), (rec, rec_w) = os.pipe(), os.pipe(), os.pipe()
    report, report_w = socket.socketpair()
    line, line_w = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    job = memory_file("job", json.dumps(job_of(wanted, scratch, warm)).encode())
    handed = [line_w.detach(), job, os.dup(board), out_w, err_w, rec_w, report_w.detach()]
    if wanted.stdin:
        handed.append(memory_file("stdin", wanted.stdin))
    try:
        zygote.order(warm, wanted.policy, handed)
    except Gone:
        pass  # the line will say so: it is closed with what was to be handed over
    finally:
        close_all(handed)
    return (out, err, rec, report.detach()), line


def job_of(wanted: Wanted, scratch: str | None, warm: Warm) -> dict[str, object]:
    """Write down what the child is to do."""
    return {
        "text": wanted.source.text,
        "limits": asdict(wanted.limits),
        "policy": wanted.policy.name,
        "scratch": scratch,
        "directory": scratch or os.path.join(warm.directory, "empty"),
        "refused": refused_modules(wanted.policy),
    }


def refused_modules(policy: Policy) -> dict[str, str]:
    """The modules that the program may not import, and the capability that each stands for."""
    found = {module: refusing(policy, module) for module in MODULES}
    return {module: capability.name for module, capability in found.items() if capability}


@contextmanager
def scratch_directory(warm: Warm) -> Iterator[str]:
    """Make a directory that dies with the run."""
    path = tempfile.mkdtemp(prefix="run-", dir=warm.directory)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def close_all(ends: tuple[int, ...] | list[int]) -> None:
    """Close descriptors."""
    for end in ends:
        os.close(end)
