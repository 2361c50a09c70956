"""Children under the full protection, one for each piece of code."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from executor.execute import execute
from executor.policy import STRICT
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.source import source_of

NURSERY = Path(__file__).with_name("nursery.py")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a child: exit status (negative: a signal), its output, the calls refused to it."""

    status: int
    said: str
    refused: list[tuple[str, str, bool]]
    listener: bool


type Confine = Callable[..., Outcome]
"""`confine(code, policy="strict", scratch=None, **limits)` runs code in a protected child."""


@contextmanager
def nursery(*arguments: str, user: int | None = None) -> Iterator[Confine]:
    """Start a nursery, and end it."""
    command = [sys.executable, "-I", "-B", str(NURSERY), *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, user=user, cwd="/"
    ) as process:

        def confine(
            code: str, policy: str = "strict", scratch: Path | None = None, **limits: float
        ) -> Outcome:
            assert process.stdin is not None
            assert process.stdout is not None
            request = {"code": code, "policy": policy, "limits": {"memory_mb": 300} | limits}
            if scratch is not None:
                request["scratch"] = str(scratch)
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            answer["refused"] = [tuple(call) for call in answer["refused"]]
            return Outcome(**answer)

        yield confine
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="session")
def confine() -> Iterator[Confine]:
    """Children of an ordinary process, on a host that lets nobody make namespaces."""
    with nursery("--without", "namespaces") as confined:
        yield confined


@pytest.fixture(scope="session")
def confine_apart() -> Iterator[Confine]:
    """Children of an ordinary process with all that this host permits."""
    with nursery() as confined:
        yield confined


@pytest.fixture(scope="session")
def confine_in_container() -> Iterator[Confine]:
    """Children of a process that is held as in a container."""
    with nursery("--like-a-container") as confined:
        yield confined


@pytest.fixture(scope="session")
def confine_unheard() -> Iterator[Confine]:
    """Children of a process whose refused calls somebody else listens to."""
    with nursery("--occupied") as confined:
        yield confined


@pytest.fixture(scope="session")
def confine_nobody() -> Iterator[Confine]:
    """Children of an ordinary user, where the interpreter is readable for one."""
    if os.getuid() != 0:
        pytest.skip("these tests run as an ordinary user already")
    ways = [Path(sys.executable), Path(os.__file__), NURSERY]
    roads = {parent for way in ways for path in (way, way.resolve()) for parent in path.parents}
    if any(not road.stat().st_mode & 0o001 for road in roads):
        pytest.skip("the interpreter or the project lies where only root may look")
    with nursery(user=65534) as confined:
        yield confined


@pytest.fixture(scope="session")
def apart() -> Iterator[Zygote]:
    """A warm process whose programs have namespaces, where the host permits that."""
    with Zygote() as zygote:
        isolation = execute(zygote, source_of("1"), STRICT, Limits()).isolation
        if not {"namespaces", "pid_namespace"} <= set(isolation.active):
            pytest.skip("this host makes no namespaces for us")
        yield zygote


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A directory of the run's own, not below one that the test names as outside."""
    with tempfile.TemporaryDirectory(prefix="scratch-") as directory:
        yield Path(directory)
