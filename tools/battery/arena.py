"""Where programs are tried: a warm process of our own, the ground around it, and one door in."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import StringIO

from rich.console import Console

from analyzer.diagnosing import joined, unseen
from analyzer.doors.text.page import page
from analyzer.inspection import inspect
from analyzer.report.build import report_of
from executor.events import Audience
from executor.execute import execute
from executor.installation import Installation, installation_here
from executor.policy import STRICT, Policy
from executor.zygote import Zygote
from knowledge.event import Event
from knowledge.facts import Facts
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.run import Run
from knowledge.source import Source, source_of
from tools.battery.case import Case
from tools.battery.ground import Ground, laid_out

PATIENCE = 30.0
"""Seconds above the limit after which the caller counts as hung."""
BESIDE = "import time\ntime.sleep({seconds})\n"
"""What the crowd runs."""


@dataclass(frozen=True, slots=True)
class Arena:
    """The warm process and the ground; the programs of a crowd run in the same warm process.

    `lending` is another warm process, whose programs have the operator's directory as well.
    """

    zygote: Zygote
    ground: Ground
    lending: Zygote

    def for_case(self, case: Case) -> "Arena":
        """The arena in which the program is to be tried."""
        return replace(self, zygote=self.lending) if case.lends else self


@dataclass(slots=True)
class Answer:
    """What the caller of one run got: the run, the report in two forms, the events; or what was raised."""

    run: Run | None = None
    report: str = ""
    page: str = ""
    success: bool = False
    events: list[Event] = field(default_factory=list)
    broke: BaseException | None = None

    @property
    def everything(self) -> str:
        """All words that reached the caller."""
        return "\n".join([self.report, self.page, *(event.message for event in self.events)])


@contextmanager
def arena() -> Iterator[Arena]:
    """Lay out the ground and start a warm process."""
    with laid_out() as ground, Zygote() as zygote, Zygote(lent(ground)) as lending:
        yield Arena(zygote, ground, lending)


def lent(ground: Ground) -> Installation:
    """This Python with the operator's directory."""
    return installation_here().with_paths((str(ground.lent),))


def asked(zygote: Zygote, text: str, policy: Policy, limits: Limits, stdin: str = "") -> Answer | None:
    """Have a program run and reported, as a caller would; None where no answer comes in time."""
    answer = Answer()
    thread = threading.Thread(
        target=answering, args=(answer, zygote, text, policy, limits, stdin), daemon=True
    )
    thread.start()
    thread.join(limits.seconds + PATIENCE)
    return None if thread.is_alive() else answer


def answering(  # noqa: PLR0913, PLR0917  # what a caller says, and where the answer goes
    answer: Answer, zygote: Zygote, text: str, policy: Policy, limits: Limits, stdin: str
) -> None:
    """Fill in the answer; whatever is raised is part of it."""
    try:
        source = source_of(text)
        answer.run = execute(zygote, source, policy, limits, stdin.encode(), Audience(answer.events.append))
        tell(answer, source, answer.run, policy)
    except BaseException as error:  # noqa: BLE001  # no program may make the caller's call raise
        answer.broke = error


def tell(answer: Answer, source: Source, run: Run, policy: Policy) -> None:
    """Make the report of a run, at the level that says most, for programs and for people."""
    program = program_of(source)
    findings = inspect(source, program, policy).findings
    diagnosis = joined(Facts(program or unseen(source), findings, run))
    now = datetime.now(UTC)
    report = report_of(diagnosis, level=4, execution_id="exec_0", timestamp=now, policy=policy.name)
    answer.success = report.success
    answer.report = report.model_dump_json()
    answer.report.encode()
    json.loads(answer.report, parse_constant=refuse_constant)
    console = Console(file=StringIO(), width=100, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        for part in page(report, source, console.width):
            console.print(part)
    answer.page = captured.get()


def refuse_constant(name: str) -> None:
    """Refuse what Python's JSON has beyond the standard."""
    raise ValueError(f"the report holds {name}, which is no JSON")


class Crowd:
    """Harmless programs in the same warm process, which sleep for so long."""

    def __init__(self, zygote: Zygote, size: int, seconds: float) -> None:
        self.answers: list[Answer | None] = []
        limits, text = Limits(seconds=seconds + PATIENCE), BESIDE.format(seconds=seconds)
        self.threads = [
            threading.Thread(target=lambda: self.answers.append(asked(zygote, text, STRICT, limits)))
            for _ in range(size)
        ]
        for thread in self.threads:
            thread.start()

    def disturbed(self) -> int:
        """Wait for them; tells how many did not end well."""
        for thread in self.threads:
            thread.join()
        return sum(answer is None or not answer.success for answer in self.answers)
