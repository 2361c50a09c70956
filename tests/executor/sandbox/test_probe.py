"""Whether the host can isolate is found by trying; a host that cannot is told so."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

START = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from executor.policy import OPEN, STANDARD, STRICT
from executor.sandbox import attempts, landlock, mechanism, probe, protection, seccomp
from executor.sandbox.mechanism import Ground, Mechanism
from executor.sandbox.places import places_here
from executor.sandbox.unavailable import SandboxUnavailable
HERE = places_here()
def probed(policy=STRICT):
    try: isolation = probe.tried(protection.prepare(Ground(policy, HERE)), {{}})
    except SandboxUnavailable as why: return f'unavailable: {{why}}'
    return f'{{isolation.level}}: {{" ".join(isolation.active)}}'
def without(name):
    protection.MECHANISMS = tuple(each for each in protection.MECHANISMS if each.name != name)
"""


def said(code: str) -> str:
    """What a script says that forks; the test process has threads and may not."""
    command = [sys.executable, "-I", "-c", START + code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    return done.stdout.strip()


ALL = "full: rlimits namespaces privileges no_new_privileges landlock seccomp reports"


@pytest.mark.parametrize("policy", ["STRICT", "STANDARD", "OPEN"])
def test_this_host_isolates(policy: str) -> None:
    """Everything is active, and nothing got out."""
    assert said(f"print(probed({policy}))") == ALL


HOLES = [
    pytest.param(
        "without('landlock')", "a test program could list the root directory", id="without Landlock"
    ),
    pytest.param("without('seccomp')", "a test program could make a socket", id="without seccomp"),
    pytest.param(
        "landlock.abi = lambda: 0", "landlock: the kernel has no Landlock", id="a kernel without Landlock"
    ),
    pytest.param("sys.platform = 'darwin'", "it needs Linux, and this is darwin", id="another system"),
    pytest.param(
        "import os; os.uname = lambda: type('U', (), {'machine': 'riscv64'})",
        "it needs a 64-bit interpreter on x86_64 or aarch64, and this is riscv64",
        id="another processor",
    ),
    pytest.param(
        "from executor.sandbox import rlimits; rlimits.resource = None",
        "has no module `resource`",
        id="no limits",
    ),
    pytest.param(
        "from executor.sandbox import rlimits; rlimits.OWN_MEMORY = '/nowhere'",
        "rlimits: it needs /proc",
        id="no /proc",
    ),
    pytest.param(
        "import errno, os\ndef fail(*_): raise OSError(errno.EPERM, 'not today')\nlandlock.restrict = fail",
        "the protection could not be applied: PermissionError(1, 'not today')",
        id="a step that fails in the child",
    ),
    pytest.param(
        "probe.ATTEMPTS = (attempts.Attempt('hang', lambda bait: __import__('time').sleep(99), 'hang'),)\n"
        "probe.PATIENCE = 1.0",
        "a test program could hang (hang no answer)",
        id="a child that never answers",
    ),
]


@pytest.mark.parametrize(("change", "why"), HOLES)
def test_a_hole_is_found(change: str, why: str) -> None:
    """Not by version numbers: something that got out, or could not be applied."""
    answer = said(f"{change}\nprint(probed())")
    assert answer.startswith("unavailable: ")
    assert why in answer


def test_somebody_else_listens() -> None:
    """Refusing works without a report, and the level says that something is missing."""
    code = (
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\nfrom nursery import hold_with_a_listener\n"
        "hold_with_a_listener(); print(probed())"
    )
    assert said(code) == "reduced: rlimits namespaces privileges no_new_privileges landlock seccomp"


def test_leaves_nothing_behind() -> None:
    """No file, no process, no descriptor."""
    code = (
        "import os\nbefore = len(os.listdir('/proc/self/fd'))\nprobed()\n"
        "print(len(os.listdir('/proc/self/fd')) - before)\n"
        "names = [name for place in probe.OUTSIDE_DIRECTORIES for name in os.listdir(place)]\n"
        "print([name for name in names if str(os.getpid()) in name])\n"
        "try: os.waitpid(-1, 0)\nexcept ChildProcessError: print('none')"
    )
    assert said(code) == "0\n[]\nnone"


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_imports_on_other_systems(system: str) -> None:
    """There, importing works, and asking says why not."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "sys.modules['resource'] = sys.modules['fcntl'] = None\n"
        "import executor.sandbox.probe, executor.sandbox.protection as p, executor.policy as q\n"
        f"sys.platform = {system!r}\n"
        "from executor.sandbox.mechanism import Ground\n"
        "try: p.prepare(Ground(q.STRICT))\nexcept Exception as why: print(type(why).__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.stdout, done.stderr) == ("SandboxUnavailable\n", "")
