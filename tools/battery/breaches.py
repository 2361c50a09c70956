"""What went wrong in a trial, as seen from outside of the sandbox."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.run import Ending, Run
from tools.battery.arena import Answer
from tools.battery.case import Case, Expected
from tools.battery.ground import Ground

LARGEST_REPORT = 4_000_000
ANY = "any"
ESCAPE, WRONG = "escape", "wrong"
REACHED = "the program says that it reached its aim"
KERNEL_MECHANISMS = frozenset(
    ["landlock", "seccomp", "rlimits", "privileges", "no_new_privileges", "namespaces"]
)


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that must not be: an escape, or a wrong answer about a program that was held."""

    kind: str
    words: str

    @property
    def is_within_limits(self) -> bool:
        """Whether a known limit explains it; a caller that hangs or a process that is left never is."""
        return self.kind == WRONG or self.words == REACHED


def breaches_of_answer(case: Case, answer: Answer | None, ground: Ground) -> Iterator[Breach]:
    """Look at what reached the caller."""
    if answer is None:
        yield Breach(ESCAPE, "the caller got no answer: it hangs")
        return
    if answer.broke is not None or answer.run is None:
        yield Breach(ESCAPE, f"the caller got {answer.broke!r:.200}")
        return
    yield from leaks(case, answer, ground)
    if len(answer.report) > LARGEST_REPORT:
        yield Breach(ESCAPE, f"the report has {len(answer.report)} bytes")
    if "\x1b" in answer.page or "\x9b" in answer.page:
        yield Breach(ESCAPE, "the page holds a control sequence for the terminal")
    yield from wrong_verdicts(case.expected, answer, answer.run)
    active = answer.run.isolation.active
    if case.held_by in KERNEL_MECHANISMS and case.held_by not in active and case.needs is None:
        yield Breach(WRONG, f"held by {case.held_by}, which is not active ({', '.join(active)})")


def leaks(case: Case, answer: Answer, ground: Ground) -> Iterator[Breach]:
    """Look for what may stand in no report."""
    if ground.token in answer.everything:
        yield Breach(ESCAPE, "the content of the secret file is in the report")
    assert answer.run is not None  # noqa: S101  # looked at before
    if ground.reached in answer.run.stdout.text:
        yield Breach(ESCAPE, REACHED)
    for hidden in case.expected.hides:
        if hidden in answer.everything:
            yield Breach(ESCAPE, f"{hidden!r} is in the report")


def refused_calls(run: Run) -> Iterator[str]:
    """Name the system calls of which the kernel told; where the child told too, its words were kept."""
    for refusal in run.refusals:
        if refusal.seen_by == "kernel":
            yield refusal.detail.partition(" ")[0]
        elif refusal.seen_by == "both":
            yield ANY


def wrong_verdicts(expected: Expected, answer: Answer, run: Run) -> Iterator[Breach]:
    """Compare the verdict with what it has to be."""
    fault = run.fault.name if run.fault else "none"
    told = {refusal.operation for refusal in run.refusals}
    calls = set(refused_calls(run))
    pairs: list[tuple[str, object, bool]] = [
        ("ending", run.ending.value, not expected.ends or run.ending.value in expected.ends),
        ("exit code", run.exit_code, expected.exit_code in {None, run.exit_code}),
        ("fault", fault, not expected.fault or fault in expected.fault),
        ("claims", run.claims.value, not expected.claims or run.claims.value in expected.claims),
        ("success", answer.success, expected.succeeds in {None, answer.success}),
        ("stdout", run.stdout.text[:200], expected.prints in {None, run.stdout.text}),
        ("refusals", sorted(told), not expected.refused or not told.isdisjoint(expected.refused)),
        ("refused calls", sorted(calls), expected.call is None or not calls.isdisjoint({expected.call, ANY})),
    ]
    for name, found, is_right in pairs:
        if not is_right:
            yield Breach(WRONG, f"{name}: found {found!r}")
    if answer.success and run.ending is not Ending.EXITED:
        yield Breach(ESCAPE, f"success, though it ended by {run.ending.value}")
