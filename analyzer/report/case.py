"""Everything that a report is made from, with what is worked out once and used in several places."""

from dataclasses import dataclass
from functools import cached_property

from analyzer.report.failure import Failure, failure_of
from analyzer.report.lines import Lines
from analyzer.report.progress import Progress
from knowledge.cause import Cause, Certainty
from knowledge.diagnosis import Diagnosis, Option, Verdict


@dataclass(frozen=True, eq=False)
class Case:
    """A diagnosis and what is read from it. `policy` is the one asked for, where nothing was run."""

    diagnosis: Diagnosis
    policy: str

    @cached_property
    def failure(self) -> Failure | None:
        """The failure; None after a success."""
        return failure_of(self.diagnosis)

    @cached_property
    def progress(self) -> Progress | None:
        """How far the program came; None where nothing was run or the text has no tree."""
        program, run = self.diagnosis.program, self.diagnosis.run
        if program is None or run is None:
            return None
        frames = self.failure.frames if self.failure else ()
        return Progress(Lines(program), run, tuple(frame for frame in frames if frame.in_program))

    @property
    def known_cause(self) -> Cause | None:
        """The cause, where one was found; one that stays open has nothing to say."""
        cause = self.diagnosis.cause
        return cause if cause and cause.certainty is not Certainty.OPEN else None

    @property
    def options(self) -> tuple[Option, ...]:
        """The ways to go on, without fixes that did not stand the trial."""
        return tuple(option for option in self.diagnosis.options if option.verdict is not Verdict.REFUTED)

    @property
    def proven_fix(self) -> Option | None:
        """The fix that was tried and ended cleanly, if there is one."""
        return next((option for option in self.options if is_proven_fix(option)), None)


def is_proven_fix(option: Option) -> bool:
    """Whether this fix was tried and ended cleanly."""
    return option.kind == "fix_and_retry" and option.verdict is Verdict.VERIFIED
