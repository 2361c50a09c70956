"""How much a run may take."""

from dataclasses import dataclass

MEGABYTE = 1_000_000
LONGEST = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of wall clock, megabytes of memory above the bare interpreter, megabytes of output."""

    seconds: float = 30.0
    memory_mb: float = 100.0
    output_mb: float = 1.0

    def __post_init__(self) -> None:
        """Refuse limits that limit nothing."""
        for name in ("seconds", "memory_mb", "output_mb"):
            amount = getattr(self, name)
            if isinstance(amount, bool) or not isinstance(amount, int | float):
                raise TypeError(f"Limits.{name} should be a number, found {amount!r}")
            if not 0 < amount < float("inf"):
                raise ValueError(f"Limits.{name} should be above 0 and finite, found {amount!r}")
        if self.seconds > LONGEST:
            raise ValueError(f"Limits.seconds should be at most {LONGEST:.0f}, found {self.seconds!r}")

    @property
    def memory_bytes(self) -> int:
        """The memory limit in bytes."""
        return int(self.memory_mb * MEGABYTE)

    @property
    def output_bytes(self) -> int:
        """The output limit in bytes, standard output and standard error together."""
        return int(self.output_mb * MEGABYTE)
