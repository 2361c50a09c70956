"""A root of one's own: what Python needs is there; what is written is gone afterwards, and bounded."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from executor.zygote import Zygote
from knowledge.run import Ending
from tests.executor.sandbox.apart import run_in


def test_the_scratch_directory_is_its_own(apart: Zygote) -> None:
    """Writable at its place, unseen from outside, and gone."""
    text = "import os\nopen('kept', 'w').write('x')\nprint(os.getcwd())"
    done = run_in(apart, text)
    assert done.succeeded and not Path(done.stdout.text.strip()).exists()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(b'x' * 1_000_000); n += 1", id="bytes"
        ),
        pytest.param("n = 0\nwhile True:\n    open(f'f{n}', 'w').close(); n += 1", id="files"),
        pytest.param("import os\nn = 0\nwhile True:\n    os.mkdir(f'd{n}'); n += 1", id="directories"),
        pytest.param(
            "import os, mmap\nkept = []\nwhile True:\n    f = open('f', 'wb+')\n"
            "    f.write(bytes(8_000_000))\n"
            "    f.flush(); kept.append(mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ))\n"
            "    f.close(); os.unlink('f')",
            id="files without a name",
        ),
    ],
)
def test_the_disk_is_bounded(apart: Zygote, text: str) -> None:
    """The watch ends the run; a program that is faster than it is told that no space is left."""
    done = run_in(apart, text)
    told = done.fault is not None and done.fault.type == "OSError" and "No space left" in done.fault.message
    assert done.ending is Ending.DISK or told


def test_shared_memory_is_its_own(apart: Zygote) -> None:
    """A pool of processes finds its semaphores; nothing of it is on the host."""
    text = (
        "import multiprocessing as m\nopen('/dev/shm/kept', 'w').write('x')\n"
        "with m.get_context('fork').Pool(2) as pool: print(pool.map(abs, [-1]))"
    )
    done = run_in(apart, text, "open")
    assert done.stdout.text == "[1]\n", done.stderr.text
    assert not Path("/dev/shm/kept").exists()


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("policy", ["strict", "standard", "open"])
def test_temporary_files_may_lie_in_shared_memory(monkeypatch: pytest.MonkeyPatch, policy: str) -> None:
    """Then one of the run's own file systems lies in the other."""
    shared = Path("/dev/shm")
    if not shared.is_dir():
        pytest.skip("this host has no shared memory")
    ours = tempfile.mkdtemp(dir=shared)
    monkeypatch.setattr("tempfile.tempdir", ours)
    text = "print(1)" if policy == "strict" else "open('x', 'w').write('y')\nprint(len(open('x').read()))"
    with Zygote() as zygote:
        done = run_in(zygote, text, policy)
    assert done.stdout.text == "1\n", done.stderr.text
    Path(ours).rmdir()  # which is refused where anything is left


WORKS = [
    pytest.param(
        "import zoneinfo\nprint(zoneinfo.ZoneInfo('Europe/Berlin'))", "Europe/Berlin", id="time zones"
    ),
    pytest.param("import ssl, sqlite3, ctypes, decimal\nprint(1)", "1", id="compiled modules"),
    pytest.param(
        "import tempfile\nwith tempfile.TemporaryFile() as f: print(f.write(b'x'))", "1", id="files"
    ),
    pytest.param("import asyncio\nprint(asyncio.run(asyncio.sleep(0, 1)))", "1", id="asyncio"),
    pytest.param("import os\nos.abort()", "", id="abort"),
    pytest.param("import os\nprint(os.uname().nodename)", "sandbox", id="a name of its own"),
    pytest.param(
        "open('/dev/null', 'w').write('x')\nprint(len(open('/dev/urandom', 'rb').read(9)))", "9", id="devices"
    ),
]


@pytest.mark.parametrize(("text", "said"), WORKS)
def test_honest_programs_work(apart: Zygote, text: str, said: str) -> None:
    """What Python needs is there."""
    done = run_in(apart, text)
    assert done.stdout.text.strip() == said, done.stderr.text
    assert done.succeeded or (done.ending, done.signal) == (Ending.SIGNALLED, 6)


def test_signals_end_it_as_anywhere(apart: Zygote) -> None:
    """It is not the first process of its namespace, which the kernel would spare."""
    done = run_in(apart, "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)")
    assert (done.ending, done.signal) == (Ending.SIGNALLED, 15)


def test_a_system_file_is_refused_not_missing(apart: Zygote) -> None:
    """What a program may not read is told as such; a file of its own that is not there is missing."""
    refused = run_in(apart, "open('/etc/passwd')", "strict")
    assert refused.fault is not None and refused.fault.type == "PermissionError"
    assert [(refusal.operation, refusal.line) for refusal in refused.refusals] == [("file_read", 1)]
    missing = run_in(apart, "open('/data/of/mine.csv')", "strict")
    assert missing.fault is not None and missing.fault.type == "FileNotFoundError" and not missing.refusals


def test_without_them_shared_memory_of_the_host_stays_shut(
    confine: Callable[..., Any], scratch: Path
) -> None:
    """A run under `open` would leave files there."""
    assert confine("open('/dev/shm/left', 'w')", "open", scratch).said == "refused EACCES\n"
