"""The variables of a frame, where they are kept by the interpreter itself."""

import sys
from collections.abc import Mapping
from types import FrameType


def _kinds() -> frozenset[type]:
    """The types that the interpreter itself uses: a dict, and in 3.13 a view of the frame."""
    return frozenset([dict, type(sys._getframe().f_locals)])  # noqa: SLF001  # how else to see what it is


type Scope = Mapping[str, object]

KINDS = _kinds()


def is_plain(scope: Scope) -> bool:
    """Whether a scope can be read without running code: the program may put a mapping of its own there."""
    return type(scope) in KINDS


def plain_locals(frame: FrameType) -> dict[str, object]:
    """Return the local variables of a frame; none where they are a mapping of the program's own."""
    found = frame.f_locals
    return dict(found) if is_plain(found) else {}
