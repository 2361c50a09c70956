"""Taking the child's frames out of its pipe; whatever breaks the form is remembered, never raised."""

import json
from typing import Any

from executor.child.channel import EXIT, HEADER, NOTE, PAUSE, READY, RECORD, WORDS

LARGEST = 1 << 20
MOST_NOTES = 200
ONCE = frozenset([READY, RECORD, WORDS, EXIT])
KINDS = ONCE | {NOTE, PAUSE}


class Inbox:
    """What a child has said so far, by kind."""

    __slots__ = ("broken", "buffer", "notes", "said", "total")

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.said: dict[str, Any] = {}
        self.notes: list[Any] = []
        self.broken: str | None = None
        self.total = 0

    def add(self, chunk: bytes) -> list[str]:
        """Take the next bytes; returns the kinds of the frames that became whole."""
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
            if not self.keep(kind, body):
                break
            whole.append(kind)
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

    def keep(self, kind: str, body: bytes) -> bool:
        """Keep a frame that has the form that it should."""
        try:
            payload = json.loads(body)
        except (ValueError, RecursionError):
            self.broken = f"a frame {kind!r} is no JSON"
            return False
        if kind not in KINDS or (kind in ONCE and kind in self.said):
            self.broken = f"an unexpected frame {kind!r}"
            return False
        if kind != NOTE:
            self.said[kind] = payload
        elif len(self.notes) < MOST_NOTES:
            self.notes.append(payload)
        return True
