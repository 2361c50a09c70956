"""The pipe to the parent: frames of one letter, a length, and JSON.

`R` the clock starts; `D` the code objects of the program, which runs now; `N` an attempt was refused; `P` the
program pauses, a report is made; `V` the record; `C` the program goes on; `M` the words of the exception,
which only the program's own code could say; `X` the exit code that comes now.
"""

import json
import os
import signal
from collections.abc import Callable

READY, CODES, NOTE, PAUSE, RECORD, RESUME, WORDS, EXIT = "R", "D", "N", "P", "V", "C", "M", "X"
LARGEST_RECORD = 480 * 1024
HEADER = 5
NOT_STARTED = 125
"""The exit code of a child that could not be protected, and so ran nothing."""
DUMP_SIGNAL = signal.SIGUSR2
"""On this signal an interpreter whose memory cannot be read writes its stack to the pipe, unframed."""

_write, _process = os.write, os.getpid
_encode = json.JSONEncoder(ensure_ascii=True, check_circular=False, default=lambda _: None).encode

type Send = Callable[[str, object], bool]


def framed(kind: str, payload: object) -> bytes:
    """Put a claim into a frame."""
    body = _encode(payload).encode("ascii")
    return kind.encode("ascii") + len(body).to_bytes(4, "little") + body


def size_of(payload: object) -> int:
    """Tell how long a claim is when it is sent."""
    return len(_encode(payload))


def sender(pipe: int) -> Send:
    """Make the function that sends frames; it tells whether it could, and never raises for the pipe.

    A process that the program forks shares the pipe, and says nothing.
    """
    owner = _process()

    def send(kind: str, payload: object) -> bool:
        if _process() != owner:
            return False
        frame = framed(kind, payload)
        try:
            while frame:
                frame = frame[_write(pipe, frame) :]
        except OSError:  # the program closed or broke the pipe: the parent sees that no record came
            return False
        return True

    return send
