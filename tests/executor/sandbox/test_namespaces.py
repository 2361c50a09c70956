"""A root of one's own: what is outside is not even there; what is written is gone and bounded."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from executor.execute import execute
from executor.policy import OPEN, STANDARD, STRICT, Policy, policy_named
from executor.sandbox.namespaces import links_on
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.run import Ending, Run
from knowledge.source import source_of

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def apart() -> Iterator[Zygote]:
    """A warm process whose programs have namespaces, where the host permits that."""
    with Zygote() as zygote:
        isolation = execute(zygote, source_of("1"), STRICT, Limits()).isolation
        if not {"namespaces", "pid_namespace"} <= set(isolation.active):
            pytest.skip("this host makes no namespaces for us")
        yield zygote


def run_in(zygote: Zygote, text: str, policy: str = "standard", **limits: float) -> Run:
    """Run a program that may import what it likes."""
    return execute(
        zygote, source_of(text), policy_named(policy), Limits(**{"seconds": 10.0, "memory_mb": 200, **limits})
    )


HIDDEN = [
    pytest.param("os.stat({canary!r})", id="the size of a file"),
    pytest.param("os.lstat({canary!r})", id="the kind of a file"),
    pytest.param("os.stat({folder!r})", id="a directory"),
    pytest.param("os.chdir({folder!r})", id="going there"),
    pytest.param("os.readlink({folder!r} + '/link')", id="a link"),
    pytest.param("os.statvfs({folder!r})", id="the space that is left"),
    pytest.param("os.stat('/proc/self')", id="the list of processes"),
    pytest.param("os.stat('/proc/1')", id="the first process"),
    pytest.param("os.stat('/sys/class')", id="the devices"),
    pytest.param("os.stat('/etc/passwd')", id="the users"),
    pytest.param("os.stat('/etc/hostname')", id="the name of the machine"),
    pytest.param("os.stat({folder!r} + '/../' + {name!r})", id="a way around"),
    pytest.param("os.stat('../../../../../../..' + {canary!r})", id="a way up and down"),
]


@pytest.mark.parametrize("policy", ["standard", "open"])
@pytest.mark.parametrize("act", HIDDEN)
def test_what_is_outside_is_not_there(apart: Zygote, tmp_path: Path, act: str, policy: str) -> None:
    """Whether it is or not: the answer is the same for a name that nothing has."""
    (tmp_path / "canary").write_text("untouched")
    (tmp_path / "link").symlink_to("canary")
    words = {"canary": str(tmp_path / "canary"), "folder": str(tmp_path), "name": tmp_path.name}
    done = run_in(
        apart, f"import os\ntry:\n    {act.format(**words)}\nexcept OSError as e: print(e.errno)", policy
    )
    assert done.stdout.text == "2\n", done.stderr.text


@pytest.mark.parametrize("policy", ["standard", "open"])
def test_no_file_tells_whether_it_is_there(apart: Zygote, tmp_path: Path, policy: str) -> None:
    """`exists` and `access` give one answer for a file and for none."""
    (tmp_path / "canary").write_text("x")
    text = (
        f"import os\nfor name in ('canary', 'nothing'):\n    path = os.path.join({str(tmp_path)!r}, name)\n"
        "    print(os.path.exists(path), os.access(path, os.R_OK), os.path.islink(path))"
    )
    assert run_in(apart, text, policy).stdout.text == "False False False\n" * 2


def spaces_of(pid: int | str, *names: str) -> dict[str, str]:
    """The namespaces of a process."""
    return {name: str(Path(f"/proc/{pid}/ns/{name}").readlink()) for name in names}


@pytest.mark.parametrize(
    ("policy", "shared"), [("standard", set()), ("open", {"net"})], ids=["standard", "open has the network"]
)
def test_each_namespace_is_entered(apart: Zygote, policy: str, shared: set[str]) -> None:
    """Seen from outside, while the program runs; the warm process stays where it is."""
    names = ("mnt", "ipc", "uts", "net", "pid")
    here = spaces_of("self", *names)
    warm = apart.start().process.pid
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(run_in, apart, "import time\ntime.sleep(0.6)", policy)
        time.sleep(0.3)
        found = [spaces_of(child, *names) for child in children_of(warm)]
        assert done.result().succeeded
    inside = [spaces for spaces in found if spaces["mnt"] != here["mnt"]]
    assert [{name for name in names if spaces[name] == here[name]} for spaces in inside] == [shared]
    assert spaces_of(warm, *names) == here


def test_no_process_outside_is_seen(apart: Zygote) -> None:
    """It has no parent, and its own number says nothing about the host's."""
    text = "import os\nprint(os.getppid(), os.getpid() < 30_000, os.getsid(0) == os.getpid())"
    assert run_in(apart, text).stdout.text == "0 True True\n"


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


@pytest.mark.usefixtures("apart")
def test_nothing_outlives_the_warm_process() -> None:
    """Not even what a program let go of, when the warm process is killed: the kernel ends them all."""
    text = (
        "import os, time\nif os.fork() == 0:\n    if os.fork() == 0:\n        time.sleep(300)\n"
        "    time.sleep(300)\ntime.sleep(300)"
    )
    with Zygote() as zygote, ThreadPoolExecutor(1) as pool:
        run_in(zygote, "1", "open")
        first = zygote.start()
        future = pool.submit(run_in, zygote, text, "open")
        time.sleep(0.6)
        space = {str(Path(f"/proc/{pid}/ns/pid").readlink()) for pid in children_of(first.process.pid)}
        assert len(members_of(space)) >= 4
        first.process.kill()
        future.result(20)
        deadline = time.monotonic() + 10
        while members_of(space) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not members_of(space)


def children_of(pid: int) -> list[str]:
    """The processes below a process."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


EXITING = 4
"""The kernel's flag for a process that ends, or has ended and waits to be buried by somebody."""


def members_of(spaces: set[str]) -> list[str]:
    """The processes that live in one of these namespaces."""
    found = []
    for link in Path("/proc").glob("[0-9]*/ns/pid"):
        with suppress(OSError):
            flags = link.parents[1].joinpath("stat").read_text().rpartition(")")[2].split()[6]
            is_alive = not int(flags) & EXITING
            found += [link.parts[2]] if is_alive and str(link.readlink()) in spaces else []
    return found


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


def test_it_is_left_out_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the report says so: then the other mechanisms hold alone."""
    monkeypatch.setenv("RAYDX_WITHOUT", "namespaces, pid_namespace landlock")
    with Zygote() as zygote:
        isolation = execute(zygote, source_of("1"), STRICT, Limits()).isolation
    assert isolation.level == "reduced"
    assert (
        isolation.mechanisms["namespaces"]
        == isolation.mechanisms["pid_namespace"]
        == "left out by RAYDX_WITHOUT"
    )
    assert isolation.mechanisms["landlock"] == "active"  # what is required cannot be left out


DENIED = """
import sys; sys.path[:0] = [{root!r}, {here!r}]
from nursery import hold_like_a_container
hold_like_a_container()
from executor.execute import execute
from executor.policy import STANDARD, STRICT
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.source import source_of
with Zygote() as zygote:
    for policy in (STRICT, STANDARD):
        run = execute(zygote, source_of("print(1)"), policy, Limits())
        print(run.succeeded, run.isolation.level, run.isolation.mechanisms["namespaces"])
"""


def test_a_container_that_refuses_them_still_runs_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason in the report."""
    monkeypatch.delenv("RAYDX_WITHOUT", raising=False)
    code = DENIED.format(root=str(ROOT), here=str(Path(__file__).parent))
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "True reduced Operation not permitted\n" * 2, done.stderr


@pytest.mark.parametrize("policy", [STRICT, STANDARD, OPEN], ids=lambda policy: policy.name)
def test_every_mechanism_is_proven(apart: Zygote, policy: Policy) -> None:
    """By what a test program could not do."""
    isolation = execute(apart, source_of("1"), policy, Limits()).isolation
    assert set(isolation.active) == {*isolation.proofs, "reports"}


def test_links_are_followed_one_by_one(tmp_path: Path) -> None:
    """Through several of them, relative and absolute, and not for ever."""
    (tmp_path / "real" / "deep").mkdir(parents=True)
    (tmp_path / "first").symlink_to("second")
    (tmp_path / "second").symlink_to(tmp_path / "real")
    (tmp_path / "loop").symlink_to("loop")
    found = dict(links_on([str(tmp_path / "first" / "deep"), str(tmp_path / "loop")]))
    assert found == {
        str(tmp_path / "first"): "second",
        str(tmp_path / "second"): str(tmp_path / "real"),
        str(tmp_path / "loop"): "loop",
    }


def test_without_them_shared_memory_of_the_host_stays_shut(
    confine: Callable[..., Any], scratch: Path
) -> None:
    """A run under `open` would leave files there."""
    assert confine("open('/dev/shm/left', 'w')", "open", scratch).said == "refused EACCES\n"
