"""What was seen of one run, from outside."""

import time
from dataclasses import dataclass, field
from typing import Any

from executor.watch.clock import Clock
from executor.watch.inbox import Inbox
from executor.watch.streams import Spool
from knowledge.run import Ending, Frame


@dataclass(slots=True)
class Seen:
    """What was seen of a run. `status` is None while it lasts, and stays so where the warm process died."""

    stdout: Spool = field(default_factory=Spool)
    stderr: Spool = field(default_factory=Spool)
    inbox: Inbox = field(default_factory=Inbox)
    clock: Clock = field(default_factory=lambda: Clock(time.monotonic()))
    isolation: dict[str, Any] = field(default_factory=dict)
    declined: dict[str, Any] | None = None
    status: int | None = None
    highest: int = 0
    growth: int = 0
    writable: int = 0
    stopped: Ending | None = None
    stuck: tuple[Frame, ...] = ()
    near_the_limit: tuple[Frame, ...] = ()
