"""Namespaces of one's own: what is outside is not even there, and nothing outlives the warm process."""

import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest

from executor.execute import execute
from executor.policy import OPEN, STANDARD, STRICT, Policy
from executor.sandbox.namespaces import links_on
from executor.zygote import Zygote
from knowledge.event import Kind
from knowledge.limits import Limits
from knowledge.source import source_of
from tests.executor.running import running
from tests.executor.sandbox.apart import run_in
from tests.processes import children_of, eventually, in_spaces, is_keeper, space_of

ROOT = Path(__file__).parents[3]
KEEPER_AND_FAMILY = 4
"""The first process of the namespace, the program, its child and its grandchild."""
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


def spaces_of(pid: int, names: Iterable[str]) -> dict[str, str]:
    """The namespaces of a process; none where it just ended."""
    with suppress(OSError):
        return {name: space_of(pid, name) for name in names}
    return {}


@pytest.mark.parametrize(
    ("policy", "shared"), [("standard", set()), ("open", {"net"})], ids=["standard", "open has the network"]
)
def test_each_namespace_is_entered(apart: Zygote, policy: str, shared: set[str]) -> None:
    """Seen from outside, while the program runs; the warm process stays where it is.

    Beside it may be a child that waits, closed in ahead, or one that just ends: these are apart too.
    """
    names = ("mnt", "ipc", "uts", "net", "pid")
    here = {name: space_of("self", name) for name in names}
    warm = apart.start().process.pid
    with running(apart, "import time\ntime.sleep(1e6)", policy):
        found = [spaces for child in children_of(warm) if (spaces := spaces_of(child, names))]
        assert {name: space_of(warm, name) for name in names} == here
    inside = [spaces for spaces in found if spaces["mnt"] != here["mnt"]]
    common = [{name for name in names if spaces[name] == here[name]} for spaces in inside]
    assert shared in common
    assert all(each in (shared, set()) for each in common)


def test_no_process_outside_is_seen(apart: Zygote) -> None:
    """It has no parent, and its own number says nothing about the host's."""
    text = "import os\nprint(os.getppid(), os.getpid() < 30_000, os.getsid(0) == os.getpid())"
    assert run_in(apart, text).stdout.text == "0 True True\n"


@pytest.mark.usefixtures("apart")
def test_nothing_outlives_the_warm_process() -> None:
    """Not even what a program let go of, when the warm process is killed: the kernel ends them all."""
    text = (
        "import os, time\nif os.fork() == 0:\n    if os.fork() == 0: print('there', flush=True)\n"
        "    time.sleep(1e6)\ntime.sleep(1e6)"
    )
    with Zygote() as zygote:
        run_in(zygote, "1", "open")
        warm = zygote.start().process
        with running(zygote, text, "open", Kind.OUTPUT):
            spaces = {space_of(pid, "pid") for pid in children_of(warm.pid) if is_keeper(pid)}
            assert len(in_spaces(spaces)) >= KEEPER_AND_FAMILY
            warm.kill()
            assert eventually(lambda: not in_spaces(spaces))


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
