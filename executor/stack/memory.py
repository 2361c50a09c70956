"""The memory of another process: words, texts, and a bound on how much of it is read."""

import os
import struct
from types import TracebackType
from typing import Self

MOST_READS = 20_000
LARGEST_READ = 256 * 1024
WORD = struct.Struct("<Q")
SIGNED = struct.Struct("<q")


class Unreadable(Exception):
    """What stands there cannot be read, or makes no sense."""


class Memory:
    """A process's memory. Every address comes from that process itself, so every read may fail."""

    __slots__ = ("end", "left")

    def __init__(self, pid: int) -> None:
        self.left = MOST_READS
        try:
            self.end = os.open(f"/proc/{pid}/mem", os.O_RDONLY | os.O_CLOEXEC)
        except OSError as why:
            raise Unreadable(str(why)) from why

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.end)

    def read(self, address: int, size: int) -> bytes:
        """Read so many bytes, or raise Unreadable."""
        self.left -= 1
        if self.left < 0 or not 0 <= size <= LARGEST_READ:
            raise Unreadable("too much is to be read")
        try:
            found = os.pread(self.end, size, address)
        except (OSError, OverflowError) as why:
            raise Unreadable(str(why)) from why
        if len(found) != size:
            raise Unreadable(f"{len(found)} of {size} bytes at {address:#x}")
        return found

    def word(self, address: int) -> int:
        """Read an address or an unsigned number."""
        return int(WORD.unpack(self.read(address, 8))[0])

    def signed(self, address: int) -> int:
        """Read a signed number of 64 bits."""
        return int(SIGNED.unpack(self.read(address, 8))[0])

    def half(self, address: int) -> int:
        """Read a signed number of 32 bits."""
        return int.from_bytes(self.read(address, 4), "little", signed=True)

    def byte(self, address: int) -> int:
        """Read one byte."""
        return self.read(address, 1)[0]

    def text(self, address: int, longest: int = 128) -> str:
        """Read a C string; it may lie at the end of what can be read, so it is taken in pieces."""
        found = b""
        while len(found) < longest and b"\0" not in found:
            found += self.read(address + len(found), 16)
        return found.split(b"\0")[0].decode("utf-8", "replace")
