"""A process that may open no more files."""

import errno
from collections.abc import Sequence


class Scarce(Exception):
    """This process has as many files open as it may; `ends` are the descriptors that came all the same."""

    def __init__(self, ends: Sequence[int] = ()) -> None:
        super().__init__("no file descriptor is left (see `ulimit -n`)")
        self.ends = tuple(ends)


def is_scarcity(why: OSError) -> bool:
    """Whether that is why something could not be opened: it is there all the same."""
    return why.errno in {errno.EMFILE, errno.ENFILE}
