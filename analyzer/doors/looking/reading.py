"""Reading a program from a file, bounded: what is too long is said, never read to the end."""

import os
import stat
from pathlib import Path

LARGEST = 20_000_000
"""Bytes. Nobody writes a longer program, and a device or a pipe may never end."""


class Unreadable(Exception):
    """A file cannot be read, for the reason that it tells."""


def program_at(path: Path) -> bytes:
    """Read a program; raises Unreadable."""
    try:
        with path.open("rb") as file:
            code = file.read(LARGEST + 1)
    except (OSError, ValueError) as why:
        reason = why.strerror if isinstance(why, OSError) and why.strerror else str(why)
        raise Unreadable(reason) from why
    if len(code) > LARGEST:
        raise Unreadable(f"it has more than {LARGEST // 1_000_000} MB")
    return code


def is_regular(path: str | os.PathLike[str]) -> bool:
    """Whether this is an ordinary file: nothing else is opened unless it was named."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - `Path.is_file` hides why it is none
    except (OSError, ValueError):
        return False
