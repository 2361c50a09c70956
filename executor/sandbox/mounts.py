"""Placing directories and files of the machine below a root of one's own, read-only.

Mounts are taken before the new root exists and put in place afterwards, by their descriptors: so what the
new root hides while it is built can still be placed in it.
"""

import ctypes
import os

from executor.sandbox.kernel import system_call

OPEN_TREE_CLONE, RECURSIVE, EMPTY_PATH = 1, 0x8000, 0x1000
FROM_DESCRIPTOR = 4
HERE = -100
"""AT_FDCWD."""
READ_ONLY, NO_SETUID = 1, 2
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE, DETACHED = 2, 4, 8, 0x4000, 1 << 18, 2


class Attributes(ctypes.Structure):
    """`struct mount_attr`: what is set, what is cleared, who hears of later mounts, and a namespace."""

    _fields_ = tuple((name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "namespace"))


def keep_to_oneself() -> None:
    """Let no mount of this namespace be seen elsewhere, nor one from elsewhere appear here."""
    _mount("none", "/", "", MS_REC | MS_PRIVATE)


def taken(path: str) -> int:
    """Copy the mounts at a place, all of them read-only; returns a descriptor. OSError where it cannot be."""
    name = _text(path)
    tree = system_call("open_tree", HERE, ctypes.addressof(name), OPEN_TREE_CLONE | RECURSIVE | os.O_CLOEXEC)
    try:
        make_read_only(tree, RECURSIVE)
    except OSError:
        os.close(tree)
        raise
    return tree


def make_read_only(tree: int, how_deep: int = 0) -> None:
    """Forbid writing to a mount, and what set-user-id programs gain."""
    wanted, nothing = Attributes(READ_ONLY | NO_SETUID, 0, MS_PRIVATE, 0), _text("")
    arguments = (ctypes.addressof(nothing), EMPTY_PATH | how_deep, ctypes.addressof(wanted))
    system_call("mount_setattr", tree, *arguments, ctypes.sizeof(wanted))


def place(tree: int, path: str) -> None:
    """Put a copied mount in its place, which must be there."""
    nothing, name = _text(""), _text(path)
    arguments = (ctypes.addressof(nothing), HERE, ctypes.addressof(name))
    system_call("move_mount", tree, *arguments, FROM_DESCRIPTOR)


def mount_memory(path: str, size: int, files: int, mode: int = 0o755) -> None:
    """Mount an empty file system that lives in memory and holds at most so many bytes and files."""
    options = f"size={size},nr_inodes={files},mode={mode:o}"
    _mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options)


def move_into(root: str) -> None:
    """Make `root`, which is a mount, the root of this namespace, and let go of all that was there before."""
    os.chdir(root)
    here = _text(".")
    system_call("pivot_root", ctypes.addressof(here), ctypes.addressof(here))
    system_call("umount2", ctypes.addressof(here), DETACHED)
    os.chdir("/")


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    texts = [_text(text) for text in (source, target, kind, options)]
    where = [ctypes.addressof(text) for text in texts]
    system_call("mount", where[0], where[1], where[2], flags, where[3])


def _text(text: str) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(os.fsencode(text))
