"""What is told of one trial: a line for people, and an object for the run that gathers several."""

from dataclasses import dataclass

from knowledge.run import Claims, Ending, Run
from tools.battery.trial import Trial

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One trial in plain words."""

    title: str
    policy: str
    verdict: str
    held_by: str
    tries: str
    seen: str
    breaches: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What makes rows of several settings one row of the table."""
        return self.title, self.policy


def row_of(trial: Trial) -> Row:
    """Tell a trial."""
    return Row(
        title=trial.case.title,
        policy=trial.policy,
        verdict=trial.verdict,
        held_by=trial.case.held_by,
        tries=trial.case.tries,
        seen=trial.skipped or (seen_of(trial.run) if trial.run else "no answer"),
        breaches=tuple(f"{breach.kind}: {breach.words}" for breach in trial.breaches),
    )


def seen_of(run: Run) -> str:
    """Say what was seen from outside: what the kernel refused, how it ended, what it claimed."""
    parts = [
        f"ended by {run.ending.value}" if run.ending is not Ending.EXITED else f"exit code {run.exit_code}"
    ]
    if run.fault is not None:
        parts.append(run.fault.name[:LONGEST])
    if run.claims is not Claims.KEPT:
        parts.append(f"record {run.claims.value}")
    refused = {f"{one.operation} refused ({one.seen_by})": None for one in run.refusals}
    return ", ".join([*parts, *refused][:4])
