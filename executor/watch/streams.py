"""Keeping what matters of a stream that may be endless: its head and its tail."""

import codecs
from collections import deque

from knowledge.run import Stream

KEPT = 64 * 1024
HEAD = KEPT // 4
TAIL = KEPT - HEAD


class Spool:
    """The bytes of one output, as they come."""

    __slots__ = ("decoder", "head", "tail", "tail_bytes", "total")

    def __init__(self) -> None:
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.head = b""
        self.tail: deque[bytes] = deque()
        self.tail_bytes = 0
        self.total = 0

    def add(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self.total += len(chunk)
        room = HEAD - len(self.head)
        self.head += chunk[:room] if room > 0 else b""
        rest = chunk[room:] if room > 0 else chunk
        if not rest:
            return
        self.tail.append(rest)
        self.tail_bytes += len(rest)
        while self.tail_bytes - len(self.tail[0]) >= TAIL:
            self.tail_bytes -= len(self.tail.popleft())

    def read(self, chunk: bytes, most: int) -> str:
        """The beginning of a chunk as text; a character that two chunks share belongs to the second."""
        text = self.decoder.decode(chunk)
        return text if len(text) <= most else f"{text[:most]}... {len(text) - most} more characters ..."

    def stream(self) -> Stream:
        """Return what was kept, as text."""
        tail = b"".join(self.tail)[-TAIL:]
        left_out = self.total - len(self.head) - len(tail)
        if left_out <= 0:
            return Stream((self.head + tail).decode("utf-8", "replace"), self.total, cut=False)
        head = self.head.decode("utf-8", "ignore")
        end = tail.decode("utf-8", "ignore")
        return Stream(f"{head}\n... {left_out} bytes left out ...\n{end}", self.total, cut=True)
