"""Asking for a module's members: from memory, from disk, else from a process that reads the module.

The caller waits for a short time only. A process that needs longer goes on while the caller's lives, so
that the next question finds its answer; it ends by itself, and with the caller.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from analyzer.installed.patience import BUDGET, Patience
from analyzer.installed.place import Place
from analyzer.installed.shelf import keep, kept
from analyzer.installed.table import Table

LONGEST = 20.0
"""Seconds until a process that does not answer is ended."""
MOST_BYTES = 500_000
ROOT = Path(__file__).parents[2]
START = "import sys; sys.path.insert(0, {root!r}); from analyzer.installed.worker import main; main({args})"


@dataclass(slots=True)
class Question:
    """What was asked about one module, and the answer once it is there."""

    since: float = field(default_factory=time.monotonic)
    done: threading.Event = field(default_factory=threading.Event)
    table: Table | None = None


ASKED: dict[Place, Question] = {}
LOCK = threading.Lock()
ONE_AT_A_TIME = threading.Lock()
RUNNING: set[subprocess.Popen[bytes]] = set()


def asked(place: Place, patience: Patience) -> Table | None:
    """The members of a module; None where they cannot be found out, or not in time.

    For the same answer nobody waits twice: only the time since the first question counts.
    """
    started = time.monotonic()
    question = question_about(place)
    others_waited = started - question.since
    if not question.done.wait(max(min(patience.seconds, BUDGET - others_waited), 0)):
        patience.unanswered.add(place.module)
    patience.seconds -= time.monotonic() - started
    return question.table


def question_about(place: Place) -> Question:
    """The question about a module; it is asked once, for all callers."""
    with LOCK:
        question = ASKED.get(place)
        if question is None:
            question = ASKED[place] = Question(table=kept(place))
            if question.table is None:
                threading.Thread(target=find_out, args=(place, question), daemon=True).start()
            else:
                question.done.set()
        return question


def find_out(place: Place, question: Question) -> None:
    """Ask a process of its own, and keep what it says."""
    try:
        with ONE_AT_A_TIME:
            question.table = answer(place)
        if question.table is not None:
            keep(place, question.table)
    finally:
        question.done.set()


def answer(place: Place) -> Table | None:
    """What a process says that reads the module; None where it fails or takes too long."""
    python = place.python
    args = f"{place.module!r}, {str(place.site)!r}, {os.getpid()}, {python.executable!r}, {python.path!r}"
    command = [sys.executable, "-I", "-c", START.format(root=str(ROOT), args=args)]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings(),
            cwd="/",
        )
    except OSError:
        return None
    RUNNING.add(process)
    try:
        said, _ = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return None
    finally:
        end(process)
    return understood(said) if process.returncode == 0 else None


def surroundings() -> dict[str, str]:
    """What the process may know: where jedi's own cache lies, and that one thread is enough."""
    known = {
        name: os.environ[name] for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR", "PATH") if name in os.environ
    }
    return {**known, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and wait until it is gone."""
    RUNNING.discard(process)
    with suppress(OSError):
        process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


def understood(said: bytes) -> Table | None:
    """Read an answer; None where it is none."""
    try:
        told = json.loads(said) if len(said) <= MOST_BYTES else None
    except ValueError:
        return None
    match told:
        case {"members": list(members), "mentioned": list(mentioned), "closed": bool(closed)}:
            return Table(frozenset(map(str, members)), frozenset(map(str, mentioned)), closed)
        case _:
            return None


def forget() -> None:
    """In a forked copy of the process there is no thread that would answer: begin anew."""
    global LOCK, ONE_AT_A_TIME
    LOCK, ONE_AT_A_TIME = threading.Lock(), threading.Lock()
    ASKED.clear()
    RUNNING.clear()


os.register_at_fork(after_in_child=forget)


@atexit.register
def end_all() -> None:
    """Leave no process behind."""
    for process in tuple(RUNNING):
        end(process)
