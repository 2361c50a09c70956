"""Files, connections and signals: what the kernel lets a protected child reach."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from executor.sandbox import landlock

OUTSIDE = [
    pytest.param("open('/etc/passwd').read()", id="a file of the system"),
    pytest.param("open('/proc/self/environ').read()", id="its own environment"),
    pytest.param("open('/proc/1/cmdline').read()", id="another process's command line"),
    pytest.param("open('/proc/1/mem', 'rb').read(1)", id="another process's memory"),
    pytest.param("import os; os.listdir('/etc')", id="a listing"),
    pytest.param("import os; os.listdir('/')", id="the root's listing"),
    pytest.param(
        "import os; d = os.open({stdlib!r}, os.O_RDONLY); os.open('../' * 20 + 'etc/passwd', 0, dir_fd=d)",
        id="up and down again from an allowed directory",
    ),
    pytest.param("import os; os.chdir('/etc'); open('passwd').read()", id="a relative path"),
    pytest.param("open('/dev/kmsg').read(1)", id="a device"),
    pytest.param("open({outside!r} + '/new', 'w')", id="a new file"),
    pytest.param("open({outside!r} + '/old', 'a')", id="adding to a file"),
    pytest.param("open({stdlib!r} + '/evil.py', 'w')", id="a module of the standard library"),
    pytest.param("import os; os.mkdir({outside!r} + '/dir')", id="a directory"),
    pytest.param("import os; os.remove({outside!r} + '/old')", id="removing"),
    pytest.param("import os; os.rename({outside!r} + '/old', {outside!r} + '/b')", id="renaming"),
    pytest.param("import os; os.truncate({outside!r} + '/old', 0)", id="cutting"),
    pytest.param("import os; os.symlink('/etc', {outside!r} + '/l')", id="a symbolic link"),
    pytest.param("import os; os.link({outside!r} + '/old', {outside!r} + '/l')", id="a hard link"),
    pytest.param("import os; os.mkfifo({outside!r} + '/p')", id="a pipe with a name"),
    pytest.param("import os; os.open({outside!r}, os.O_TMPFILE | os.O_RDWR)", id="a file without a name"),
    pytest.param("open('/dev/shm/evil', 'w')", id="shared memory"),
]


@pytest.mark.parametrize("code", OUTSIDE)
@pytest.mark.parametrize("policy", ["strict", "standard"])
def test_keeps_out_of_what_lies_outside(
    confine: Callable[..., Any], policy: str, code: str, tmp_path: Path, scratch: Path
) -> None:
    """Refused, and nothing has changed."""
    (tmp_path / "old").write_text("untouched")
    filled = code.format(outside=str(tmp_path), stdlib=sysconfig.get_path("stdlib"))
    outcome = confine(filled, policy, scratch if policy == "standard" else None)
    assert outcome.said in ("refused EACCES\n", "refused EPERM\n")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("old", "untouched")]


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import os; os.symlink('/etc/passwd', 'l'); open('l').read()", id="a symbolic link"),
        pytest.param("import os; os.link({outside!r} + '/old', 'l')", id="a hard link"),
        pytest.param("import os; os.rename({outside!r} + '/old', 'mine')", id="moving it in"),
        pytest.param("open('mine', 'w'); import os; os.rename('mine', {outside!r} + '/n')", id="moving out"),
    ],
)
def test_scratch_is_no_way_out(confine: Callable[..., Any], code: str, tmp_path: Path, scratch: Path) -> None:
    """Links and moves between the scratch directory and the outside."""
    (tmp_path / "old").write_text("untouched")
    outcome = confine(code.format(outside=str(tmp_path)), "standard", scratch)
    assert outcome.said in ("refused EACCES\n", "refused EPERM\n", "refused EXDEV\n")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


WORK = [
    pytest.param("open('/dev/null', 'w').write('x'); print('ok')", id="the null device"),
    pytest.param("import os; print('ok' if os.urandom(8) else '')", id="randomness"),
    pytest.param(
        "print('ok' if len(open('/dev/urandom', 'rb').read(4)) == 4 else '')", id="the device of it"
    ),
    pytest.param("import zoneinfo; zoneinfo.ZoneInfo('Europe/Rome'); print('ok')", id="time zones"),
    pytest.param("import datetime; datetime.datetime.now().astimezone(); print('ok')", id="local time"),
    pytest.param("import mimetypes; print('ok' if mimetypes.guess_type('a.html')[0] else '')", id="types"),
    pytest.param("import sqlite3; sqlite3.connect(':memory:').execute('select 1'); print('ok')", id="SQL"),
    pytest.param("import wave, json, decimal, zipfile, ssl, email.message; print('ok')", id="late imports"),
    pytest.param("import asyncio; asyncio.run(asyncio.sleep(0)); print('ok')", id="asyncio"),
    pytest.param("import tempfile, locale; locale.setlocale(locale.LC_ALL, ''); print('ok')", id="locale"),
    pytest.param(
        "from concurrent.futures import ThreadPoolExecutor as P\nwith P(4) as p: list(p.map(abs, range(9)))\n"
        "print('ok')",
        id="threads",
    ),
    pytest.param("import pathlib; print('ok' if not pathlib.Path('none').exists() else '')", id="no file"),
    pytest.param(
        "try: open('none')\nexcept FileNotFoundError: print('ok')",
        id="what is missing is missing, not refused",
    ),
    pytest.param("import pydantic, click; print('ok')", id="site-packages"),
    pytest.param("import knowledge.near, executor.policy; print('ok')", id="an editable install"),
]


@pytest.mark.parametrize("code", WORK)
@pytest.mark.parametrize("policy", ["strict", "standard", "open"])
def test_lets_plain_work_be(confine: Callable[..., Any], policy: str, code: str, scratch: Path) -> None:
    """What honest programs need works, and no refused call is loud."""
    outcome = confine(code, policy, scratch if policy != "strict" else None)
    assert (outcome.status, outcome.said) == (0, "ok\n")
    assert [call for call in outcome.refused if not call[2]] == []


SCRATCH_WORK = [
    pytest.param("open('a', 'w').write('x'); print(open('a').read())", id="write and read"),
    pytest.param(
        "import shutil, os; open('a', 'w').write('x'); os.mkdir('d'); shutil.copy2('a', 'd/b')\n"
        "shutil.move('d/b', 'c'); shutil.copytree('d', 'e'); shutil.rmtree('e'); print(open('c').read())",
        id="copy, move and remove",
    ),
    pytest.param(
        "import tempfile, os; tempfile.tempdir = os.getcwd()\n"
        "with tempfile.TemporaryDirectory() as d: open(d + '/f', 'w').close()\nprint('x')",
        id="temporary directories",
    ),
    pytest.param(
        "import tarfile, io; t = tarfile.open('t', 'w'); i = tarfile.TarInfo('f'); i.size = 1\n"
        "t.addfile(i, io.BytesIO(b'x')); t.close(); tarfile.open('t').extractall('out', filter='data')\n"
        "print(open('out/f').read())",
        id="archives, though no mode is ever set",
    ),
    pytest.param(
        "import sqlite3; c = sqlite3.connect('d'); c.execute('create table t(a)'); c.commit(); print('x')",
        id="a database in a file",
    ),
]


@pytest.mark.parametrize("code", SCRATCH_WORK)
@pytest.mark.parametrize("policy", ["standard", "open"])
def test_gives_a_scratch_directory(
    confine: Callable[..., Any], policy: str, code: str, scratch: Path
) -> None:
    """All that programs do with files works there."""
    outcome = confine(code, policy, scratch)
    assert (outcome.status, outcome.said) == (0, "x\n")


def test_one_scratch_is_not_anothers(confine: Callable[..., Any], scratch: Path, tmp_path: Path) -> None:
    """The directory of an earlier run is outside."""
    assert confine("open('mine', 'w').write('secret')", "standard", scratch).status == 0
    outcome = confine(f"open({str(scratch / 'mine')!r}).read()", "standard", tmp_path)
    assert outcome.said == "refused EACCES\n"


@pytest.mark.skipif(not landlock.abi(), reason="this kernel has no Landlock")
@pytest.mark.parametrize("abi", range(1, 8), ids=lambda abi: f"version {abi}")
def test_an_older_version_still_holds_files(abi: int, tmp_path: Path) -> None:
    """A ruleset for an older kernel is taken by a newer one, and refuses the same files."""
    code = (
        "import sys; sys.path.insert(0, {root!r})\n"
        "from executor.policy import STRICT\n"
        "from executor.sandbox import landlock, no_new_privileges\n"
        "from executor.sandbox.mechanism import Ground, Terms\n"
        "landlock.abi = lambda: {abi}\n"
        "for mechanism in (no_new_privileges, landlock):\n"
        "    mechanism.prepare(Ground(STRICT))(Terms())\n"
        "try: open({file!r})\n"
        "except PermissionError: print('refused')\n"
    )
    (tmp_path / "old").write_text("x")
    filled = code.format(root=str(Path(__file__).parents[3]), abi=abi, file=str(tmp_path / "old"))
    done = subprocess.run(
        [sys.executable, "-I", "-c", filled], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.stdout, done.stderr) == ("refused\n", "")


def test_holds_for_good() -> None:
    """There is a version here at all, on the machines that count."""
    assert landlock.abi() >= 1 or os.name != "posix"
