"""What a program makes in its scratch directory is cleared away, by an ordinary user too."""

import ctypes
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from executor.sandbox.kernel import system_call
from executor.scratch import clear_away, scratch_directory

CAPABILITIES_3 = 0x20080522


def rights_taken(top: Path) -> None:
    """A directory that cannot be listed, with something in it."""
    (top / "a").mkdir()
    (top / "a" / "x").touch()
    (top / "a").chmod(0o300)


def no_rights_at_all(top: Path) -> None:
    """Neither listed, nor entered, nor written to, at every level."""
    (top / "a" / "b" / "c").mkdir(parents=True)
    (top / "a" / "b" / "c" / "x").touch()
    for path in ("a/b/c", "a/b", "a"):
        (top / path).chmod(0)


def a_chain(top: Path) -> None:
    """Deeper than any path may be long, and than a walk may recurse."""
    here = os.open(top, os.O_RDONLY)
    for _ in range(3_000):
        os.mkdir("deeper", dir_fd=here)
        below = os.open("deeper", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("x", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


def links(top: Path) -> None:
    """Links to the outside are removed, not followed."""
    (top / "out").symlink_to(top.parent / "kept", target_is_directory=True)
    (top / "file").symlink_to(top.parent / "kept" / "file")
    (top / "loop").symlink_to("loop")


def names(top: Path) -> None:
    """Names like those that the clearing itself gives, and some that are no text."""
    (top / "0-0-0" / "0-0-0" / "0-0-0").mkdir(parents=True)
    (top / "0-0-0" / "1-0-0").mkdir()
    (top / "0-0-1").mkdir()
    (top / "\udcff\udcfe").mkdir()
    (top / ("n" * 255)).mkdir()


def wide(top: Path) -> None:
    """Many directories beside each other."""
    for number in range(300):
        (top / f"d{number}" / "e").mkdir(parents=True)


def in_the_way(top: Path) -> None:
    """A chain beside directories that cannot be replaced, under each name that is easily guessed."""
    a_chain(top)
    for number in range(20):
        (top / f"0-{number}-0" / "full").mkdir(parents=True)


TREES = [rights_taken, no_rights_at_all, a_chain, links, names, wide, in_the_way]


def without_privileges(step: Callable[[], None]) -> None:
    """Do something in a thread that has lost what makes rights meaningless to root."""
    failures: list[BaseException] = []

    def do() -> None:
        try:
            head, nothing = (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)()
            system_call("capset", ctypes.addressof(head), ctypes.addressof(nothing))
            step()
        except BaseException as why:  # noqa: BLE001  # it is raised again in the test's own thread
            failures.append(why)

    thread = threading.Thread(target=do)
    thread.start()
    thread.join()
    for failure in failures:
        raise failure


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.__doc__)
def test_any_tree_is_cleared_away(tree: Callable[[Path], None], tmp_path: Path) -> None:
    """Nothing of it is left, and nothing outside is touched."""
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_text("mine")

    def step() -> None:
        with scratch_directory(str(tmp_path)) as path:
            tree(Path(path))

    without_privileges(step)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept" / "file").read_text() == "mine"


def test_what_is_gone_already_is_no_trouble(tmp_path: Path) -> None:
    """The warm process may have cleared it away before."""
    clear_away(str(tmp_path / "never was"))
