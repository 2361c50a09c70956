"""Taking the child's frames out of its pipe; whatever breaks the form is remembered, never raised."""

import json
from typing import Any

from executor.child.channel import CODES, EXIT, HEADER, NOTE, PAUSE, READY, RECORD, RESUME, WORDS

LARGEST = 1 << 20
ONCE = frozenset([READY, CODES, RECORD, RESUME, WORDS, EXIT])
KINDS = ONCE | {NOTE, PAUSE, RESUME}


class Inbox:
    """What a child has said so far, by kind."""

    __slots__ = ("broken", "buffer", "said", "total")

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.said: dict[str, Any] = {}
        self.broken: str | None = None
        self.total = 0

    def add(self, chunk: bytes) -> list[tuple[str, Any]]:
        """Take the next bytes; returns the frames that became whole."""
        self.total += len(chunk)
        if self.total > LARGEST:
            self.broken = self.broken or "it is too large"
        if self.broken:
            self.buffer.clear()
            return []
        self.buffer += chunk
        whole = []
        while (frame := self.next_frame()) is not None:
            kind, body = frame
            payload = self.payload(kind, body)
            if self.broken:
                break
            whole.append((kind, payload))
        return whole

    def next_frame(self) -> tuple[str, bytes] | None:
        """Cut the next whole frame off."""
        if len(self.buffer) < HEADER:
            return None
        length = int.from_bytes(self.buffer[1:HEADER], "little")
        if len(self.buffer) < HEADER + length:
            return None
        kind = chr(self.buffer[0])
        body = bytes(self.buffer[HEADER : HEADER + length])
        del self.buffer[: HEADER + length]
        return kind, body

    def payload(self, kind: str, body: bytes) -> Any:  # noqa: ANN401  # whatever JSON can hold
        """Read a frame; one that has not the form that it should breaks the whole record."""
        if kind not in KINDS or (kind in ONCE and kind in self.said):
            self.broken = f"an unexpected frame {kind!r}"
            return None
        try:
            payload = json.loads(body)
        except (ValueError, RecursionError):
            self.broken = f"a frame {kind!r} is no JSON"
            return None
        if kind in ONCE:
            self.said[kind] = payload
        return payload
