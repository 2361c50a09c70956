"""What is counted of a scratch directory where the run has no file system of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from executor.watch.disk import MOST_BYTES, MOST_FILES, holds_too_much, written_by


def deep(top: Path) -> None:
    """Directories in one another, their path longer than any call takes."""
    here = os.open(top, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 250, dir_fd=here)
        below = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    file = os.open("f", os.O_CREAT | os.O_WRONLY, dir_fd=here)
    os.posix_fallocate(file, 0, MOST_BYTES + 1)
    os.close(file)
    os.close(here)


def nested(top: Path) -> None:
    """Directories in one another, deeper than anybody looks."""
    here = os.open(top, os.O_RDONLY)
    for _ in range(200):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def large(top: Path) -> None:
    """A file that takes its room."""
    with (top / "f").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, MOST_BYTES + 1)


def sparse(top: Path) -> None:
    """A file that only seems large."""
    with (top / "f").open("wb") as file:
        file.truncate(MOST_BYTES * 100)


def many(top: Path) -> None:
    """Empty files."""
    for number in range(MOST_FILES + 1):
        (top / str(number)).touch()


def linked(top: Path) -> None:
    """A link to what is not the run's."""
    (top / "link").symlink_to("/")


def usual(top: Path) -> None:
    """A few files."""
    (top / "a" / "b").mkdir(parents=True)
    (top / "a" / "b" / "c").write_text("x")


CASES = [
    pytest.param(large, True, id="a large file"),
    pytest.param(deep, True, id="a file behind a path too long to name"),
    pytest.param(nested, True, id="directories too deep to be looked into"),
    pytest.param(many, True, id="many files"),
    pytest.param(sparse, False, id="a file with nothing in it"),
    pytest.param(linked, False, id="a link to the outside"),
    pytest.param(usual, False, id="what programs write"),
]


@pytest.mark.parametrize(("write", "too_much"), CASES)
def test_what_lies_there_is_counted(tmp_path: Path, write: Callable[[Path], None], too_much: bool) -> None:
    """Whatever its names are."""
    write(tmp_path)
    assert holds_too_much(str(tmp_path)) is too_much


@pytest.mark.skipif(os.getuid() == 0, reason="root may look into everything")
def test_what_cannot_be_looked_into_counts_as_too_much(tmp_path: Path) -> None:
    """It may hide anything."""
    (tmp_path / "shut").mkdir(0o300)
    assert holds_too_much(str(tmp_path))


def test_a_directory_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    """The run is over, or has not begun."""
    assert not holds_too_much(str(tmp_path / "gone"))


EXCHANGES = """
import ctypes, os, sys
here, first, second, exchange = -100, *map(os.fsencode, sys.argv[1:]), 2
call = ctypes.CDLL(None).renameat2
print(call(here, first, here, second, exchange), flush=True)
while True:
    call(here, first, here, second, exchange)
"""


def test_what_changes_under_the_look_is_no_trouble(tmp_path: Path) -> None:
    """A directory that has become a link before it is entered is passed over."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to("elsewhere")
    command = [sys.executable, "-I", "-S", "-c", EXCHANGES, str(tmp_path / "a"), str(tmp_path / "b")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as exchanging:
        try:
            assert exchanging.stdout is not None and exchanging.stdout.readline() == b"0\n"
            assert {holds_too_much(str(tmp_path)) for _ in range(2_000)} == {False}
        finally:
            exchanging.kill()


def test_what_was_written_is_known(tmp_path: Path) -> None:
    """Also of a file that has no name any more; of a process that is gone, nothing."""
    if os.major(tmp_path.stat().st_dev) == 0:
        pytest.skip("temporary files do not lie on a disk here")
    before = written_by(os.getpid())
    with (tmp_path / "f").open("wb") as file:
        (tmp_path / "f").unlink()
        file.write(bytes(4_000_000))
        file.flush()
        os.fsync(file.fileno())
    assert written_by(os.getpid()) >= before + 3_000_000
    assert written_by(1 << 30) == 0
