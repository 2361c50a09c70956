"""What a protected child may take."""

import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MB = 1_000_000

LIMITED = [
    pytest.param("bytes(400_000_000)", "MemoryError", id="one large object"),
    pytest.param("x = []\nwhile True: x.append(bytes(5_000_000))", "MemoryError", id="many objects"),
    pytest.param("bytearray(50_000_000); raise ValueError('enough')", "ValueError", id="what is granted"),
    pytest.param("1 << 10 ** 10", "MemoryError", id="a number without end"),
    pytest.param(
        "import mmap\nx = [mmap.mmap(-1, 64_000_000) for _ in range(50)]", "ENOMEM", id="shared memory"
    ),
    pytest.param("import mmap\nmmap.mmap(-1, 1 << 40, prot=mmap.PROT_READ)", "ENOMEM", id="mere addresses"),
    pytest.param("import os\n[os.open('/dev/null', 0) for _ in range(100)]", "EMFILE", id="many open files"),
    pytest.param("open('big', 'wb').write(bytes(40_000_000))", "EFBIG", id="a large file"),
]


@pytest.mark.parametrize(("code", "why"), LIMITED)
def test_ends_at_the_limit(confine: Callable[..., Any], code: str, why: str, scratch: Path) -> None:
    """The program gets the error, in its own line."""
    outcome = confine(code, "standard", scratch, memory_mb=100)
    assert why in outcome.said


def test_strict_writes_no_byte_into_a_file(confine: Callable[..., Any]) -> None:
    """Not even through a descriptor that it was given by mistake."""
    assert "0 0" in confine("import resource; print(*resource.getrlimit(resource.RLIMIT_FSIZE))").said


def test_processor_time_is_the_second_net(confine: Callable[..., Any]) -> None:
    """A spin that nobody stops from outside is stopped by the kernel."""
    outcome = confine(
        "import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass", seconds=0.1
    )
    assert outcome.status in (-signal.SIGKILL, -signal.SIGXCPU)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))", id="more files"),
        pytest.param("resource.setrlimit(resource.RLIMIT_CPU, (9**9, 9**9))", id="more time"),
        pytest.param("resource.setrlimit(resource.RLIMIT_DATA, (9**12, 9**12))", id="more memory"),
        pytest.param("resource.prlimit(0, resource.RLIMIT_FSIZE, (9**9, 9**9))", id="larger files"),
    ],
)
def test_limits_are_not_lifted(confine: Callable[..., Any], code: str) -> None:
    """Whatever it asks for."""
    said = confine(f"import resource\n{code}").said
    assert said == "refused EPERM\n" or "not allowed to raise" in said


def test_the_reporter_has_room_left(confine: Callable[..., Any]) -> None:
    """Soft may be raised to hard: room to tell of the end of the memory."""
    code = (
        "import resource as r\nsoft, hard = r.getrlimit(r.RLIMIT_DATA)\n"
        "r.setrlimit(r.RLIMIT_DATA, (hard, hard)); print(hard - soft)"
    )
    assert int(confine(code).said) >= 16 * MB


def test_a_limit_of_the_host_stays(confine: Callable[..., Any]) -> None:
    """What the host has limited is never raised."""
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    assert confine("import resource; print(resource.getrlimit(resource.RLIMIT_STACK)[1])").said == f"{hard}\n"
