"""The program's own time, by the parent's clock."""

GRACE = 2.0
"""Seconds that the making of the report may take without counting as the program's."""


class Clock:
    """Runs from the first statement to the end, and stands still while the report is made, within bounds."""

    __slots__ = ("ended", "pause_began", "paused", "started")

    def __init__(self) -> None:
        self.started: float | None = None
        self.ended: float | None = None
        self.pause_began: float | None = None
        self.paused = 0.0

    def start(self, now: float) -> None:
        """The program begins; said twice, only the first counts."""
        self.started = self.started if self.started is not None else now

    def pause(self, now: float) -> None:
        """The report is begun; this counts once, so that no program halts its clock by saying so again."""
        if self.started is not None and self.pause_began is None:
            self.pause_began = now

    def resume(self, now: float) -> None:
        """The report is made."""
        if self.pause_began is not None and not self.paused:
            self.paused = min(now - self.pause_began, GRACE)

    def end(self, now: float) -> None:
        """The program is gone."""
        if self.pause_began is not None and not self.paused:
            self.resume(now)
        self.ended = now

    def spent(self, now: float) -> float:
        """How many seconds the program has had; 0 before it began."""
        if self.started is None:
            return 0.0
        pausing = self.pause_began is not None and not self.paused
        halted = (
            min(now - self.pause_began, GRACE) if pausing and self.pause_began is not None else self.paused
        )
        return max((now if self.ended is None else self.ended) - self.started - halted, 0.0)
