"""The program's own time.

The parent's clock decides when the time is over. For the figure that is told, the moments are taken as the
child and the warm process noted them, on the same clock of the machine and within what the parent saw: a
report that is read late must not count as the program's time.
"""

GRACE = 2.0
"""Seconds that the making of the report may take without counting as the program's."""


class Clock:
    """Runs from the first statement to the end, and stands still while the report is made, within bounds."""

    __slots__ = ("ended", "ordered", "pause_began", "pause_ended", "started")

    def __init__(self, ordered: float) -> None:
        self.ordered = ordered
        self.started: float | None = None
        self.pause_began: float | None = None
        self.pause_ended: float | None = None
        self.ended: float | None = None

    def start(self, told: object, now: float) -> None:
        """The program begins; nothing of it has run yet, so this is no claim."""
        self.started = between(self.ordered, told, now)

    def pause(self, told: object, now: float) -> None:
        """The report is begun; this counts once, so that no program halts its clock by saying so again."""
        if self.started is not None and self.pause_began is None:
            self.pause_began = between(self.started, told, now)

    def resume(self, told: object, now: float) -> None:
        """The report is made."""
        if self.pause_began is not None and self.pause_ended is None:
            self.pause_ended = between(self.pause_began, told, now)

    def end(self, told: object, now: float) -> None:
        """The program is gone."""
        self.ended = between(self.ordered if self.started is None else self.started, told, now)

    def passed(self, now: float) -> float:
        """How many seconds it has been there since it began, with those of its report; 0 before."""
        until = now if self.ended is None else self.ended
        return 0.0 if self.started is None else max(until - self.started, 0.0)

    def spent(self, now: float) -> float:
        """How many seconds the program has had; 0 before it began."""
        until = now if self.ended is None else self.ended
        halted = 0.0
        if self.pause_began is not None:
            halted = (until if self.pause_ended is None else self.pause_ended) - self.pause_began
        return max(self.passed(now) - min(max(halted, 0.0), GRACE), 0.0)


def between(earliest: float, told: object, latest: float) -> float:
    """Return the moment that was told if it is possible, else that at which it was heard."""
    return told if isinstance(told, float) and earliest <= told <= latest else latest
