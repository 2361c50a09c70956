"""What a second run says about a change."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from analyzer.recovery.difference import Difference
from analyzer.recovery.verification import judged
from knowledge.diagnosis import NextError, Verdict
from knowledge.limits import Limits
from knowledge.run import Claims, Ending, Fault, Frame, Isolation, Refusal, Run, Step, Stream, Trace
from knowledge.source import source_of

TEXT = "print(1)\nfor n in data:\n    first(n)\n    second(n)\nlast()\n"
HITS = {1: 1, 2: 2, 3: 2, 4: 1}


def stream(text: str, total: int | None = None) -> Stream:
    """An output; with a total it was cut."""
    return Stream(text, len(text.encode()) if total is None else total, cut=total is not None)


def ended(printed: str = "1\n", code: int = 0) -> Run:
    """A run that came to its end by itself."""
    return Run(
        ending=Ending.EXITED,
        exit_code=code,
        signal=None,
        seconds=0.01,
        peak_bytes=0,
        stdout=stream(printed),
        stderr=stream(""),
        policy="strict",
        limits=Limits(seconds=2),
        isolation=Isolation("full", {}),
        claims=Claims.KEPT,
    )


def failed(
    line: int,
    error: str = "KeyError",
    hits: Mapping[int, int] = HITS,
    printed: str = "1\n",
    top: int | None = None,
) -> Run:
    """A run that an exception ended on a line."""
    outer = Frame("<string>", "<module>", top or line, "")
    frames = (outer, Frame("<string>", "first", line, "")) if top else (outer,)
    fault = Fault(error, "why", frames, (error, "Exception"))
    return replace(ended(printed, code=1), fault=fault, trace=Trace(hits=hits))


def stopped(ending: Ending, printed: str = "1\n", seconds: float = 2, hits: Mapping[int, int] = HITS) -> Run:
    """A run that the parent ended."""
    steps = tuple(Step("<module>", line) for line in hits)
    return replace(
        ended(printed),
        ending=ending,
        exit_code=None,
        claims=Claims.MISSING,
        limits=Limits(seconds=seconds),
        trace=Trace(steps, hits),
    )


def refused(run: Run, detail: str, line: int | None = 3) -> Run:
    """The run, with an operation that the sandbox refused."""
    return replace(run, refusals=(Refusal("blocked_import", detail, line, "policy"),))


BEFORE = failed(3)
FURTHER = {1: 1, 2: 2, 3: 2, 4: 2, 5: 1}


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (BEFORE, ended(), Verdict.VERIFIED),
        (BEFORE, ended("1\nmore\n"), Verdict.VERIFIED),
        (BEFORE, ended(""), Verdict.REFUTED),
        (BEFORE, ended("2\n"), Verdict.REFUTED),
        (BEFORE, ended("1"), Verdict.REFUTED),
        (BEFORE, failed(3), Verdict.REFUTED),
        (BEFORE, failed(1, "TypeError", {1: 1}, ""), Verdict.REFUTED),
        (BEFORE, failed(1, "TypeError", {1: 1}), Verdict.REFUTED),
        (BEFORE, failed(5, "NameError", FURTHER), Verdict.MOVES_ON),
        (BEFORE, failed(5, "NameError", FURTHER, "other\n"), Verdict.REFUTED),
        (BEFORE, failed(5, "KeyError", FURTHER), Verdict.MOVES_ON),
        (BEFORE, failed(4, "NameError", {**HITS, 4: 2}), Verdict.MOVES_ON),
        (BEFORE, failed(4, "NameError", {**HITS, 3: 1}), Verdict.REFUTED),
        (BEFORE, failed(3, "TypeError", HITS), Verdict.REFUTED),
        (BEFORE, failed(3, "TypeError", {**HITS, 3: 3, 4: 2}), Verdict.MOVES_ON),
        (BEFORE, replace(ended(), exit_code=3), Verdict.REFUTED),
        (BEFORE, replace(ended(), claims=Claims.MISSING), Verdict.REFUTED),
        (BEFORE, replace(ended(), claims=Claims.INCONSISTENT), Verdict.REFUTED),
        (None, ended(), Verdict.VERIFIED),
        (None, failed(2), Verdict.MOVES_ON),
    ],
    ids=[
        "ends cleanly",
        "ends cleanly and prints more",
        "ends cleanly but prints nothing any more",
        "ends cleanly but prints something else",
        "ends cleanly but the last line end is gone",
        "the same error again",
        "fails earlier and prints less",
        "fails earlier",
        "fails at a later statement",
        "fails at a later statement but printed something else",
        "the same error at a later statement",
        "another error at a later line of the same turn",
        "another error at a later line of an earlier turn",
        "another error at the same place",
        "another error at the same line but in a later turn",
        "gives up with an exit code",
        "exit code 0 without the child's word",
        "exit code 0 with a word that contradicts",
        "a text that was no Python now runs",
        "a text that was no Python now fails",
    ],
)
def test_the_verdict_is_what_the_runs_show(before: Run | None, after: Run, verdict: Verdict) -> None:
    """A change that keeps the text's lines is judged by the two runs alone."""
    assert judged(before, after, Difference(source_of(TEXT), TEXT)).verdict is verdict


@pytest.mark.parametrize(
    ("changed", "after", "verdict"),
    [
        ("import x\n" + TEXT, failed(4, hits={1: 1, 2: 1, 3: 2, 4: 2, 5: 1}), Verdict.REFUTED),
        ("import x\n" + TEXT, failed(5, hits={1: 1, 2: 1, 3: 2, 4: 2, 5: 2}), Verdict.MOVES_ON),
        ("import x\n" + TEXT, failed(1, "ImportError", {1: 1}, ""), Verdict.REFUTED),
        (TEXT.replace("    first(n)\n", ""), failed(3, hits={1: 1, 2: 2, 3: 2}), Verdict.MOVES_ON),
        (TEXT.replace("first(n)", "firs(n)"), failed(3), Verdict.REFUTED),
    ],
    ids=[
        "a line was added above and the same line fails",
        "a line was added above and the next line fails",
        "the added line fails",
        "the failing line was taken out and the next one fails",
        "the failing line was changed and fails again",
    ],
)
def test_lines_are_followed_through_the_change(changed: str, after: Run, verdict: Verdict) -> None:
    """The same line is where its text went, not where its number stands."""
    assert judged(BEFORE, after, Difference(source_of(TEXT), changed)).verdict is verdict


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (stopped(Ending.TIMEOUT, "0\n0\n0\n"), ended("0\n1\n"), Verdict.VERIFIED),
        (stopped(Ending.TIMEOUT, "0\n0\n0\n"), ended("9\n"), Verdict.REFUTED),
        (stopped(Ending.TIMEOUT, ""), ended("5\n"), Verdict.VERIFIED),
        (stopped(Ending.TIMEOUT), stopped(Ending.TIMEOUT), Verdict.REFUTED),
        (replace(BEFORE, limits=Limits(seconds=30)), stopped(Ending.TIMEOUT, hits=FURTHER), Verdict.UNTESTED),
        (replace(BEFORE, limits=Limits(seconds=30)), stopped(Ending.TIMEOUT, hits={1: 1}), Verdict.UNTESTED),
        (BEFORE, stopped(Ending.TIMEOUT, hits={1: 1}), Verdict.REFUTED),
        (BEFORE, stopped(Ending.TIMEOUT, hits=FURTHER), Verdict.MOVES_ON),
        (BEFORE, stopped(Ending.MEMORY, hits=FURTHER), Verdict.MOVES_ON),
        (stopped(Ending.MEMORY), stopped(Ending.MEMORY), Verdict.REFUTED),
    ],
    ids=[
        "a loop that stood still now ends",
        "a loop that stood still now ends, with another beginning",
        "a silent loop now ends",
        "still endless",
        "longer than a trial may take, behind the old failure",
        "longer than a trial may take, before it comes to the old failure",
        "endless before it comes to the old failure",
        "endless behind the old failure",
        "too much memory behind the old failure",
        "still too much memory",
    ],
)
def test_runs_that_the_parent_ended(before: Run, after: Run, verdict: Verdict) -> None:
    """What the parent saw is judged like an exception; too little time for a trial proves nothing."""
    assert judged(before, after, Difference(source_of(TEXT), TEXT)).verdict is verdict


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (refused(ended(), "os"), Verdict.REFUTED),
        (refused(ended(), "sys"), Verdict.VERIFIED),
        (refused(ended(), "os", line=None), Verdict.VERIFIED),
    ],
    ids=["refused again behind a handler", "another one refused", "a library asked for it"],
)
def test_hiding_a_refusal_is_no_fix(after: Run, verdict: Verdict) -> None:
    """A clean end does not count where the same operation was refused again."""
    before = refused(failed(3, "SecurityViolation"), "os")
    assert judged(before, after, Difference(source_of(TEXT), TEXT)).verdict is verdict


@pytest.mark.parametrize(
    ("second", "after", "verdict"),
    [
        ("start\n0.7\n", "start\n0.9\nend\n", Verdict.UNTESTED),
        ("start\n0.7\n", "begin\n0.9\nend\n", Verdict.REFUTED),
        ("start\n0.7\n", "start\n", Verdict.REFUTED),
        ("start\n0.7\n0.8\n", "start\n0.9\n", Verdict.UNTESTED),
    ],
    ids=[
        "the steady line stays",
        "the steady line changes",
        "lines are missing",
        "not even their number is steady",
    ],
)
def test_a_program_that_prints_something_else_each_time(second: str, after: str, verdict: Verdict) -> None:
    """Nothing is verified where the output is not steady; only the steady lines can refute."""
    before = failed(3, printed="start\n0.5\n")
    difference = Difference(source_of(TEXT), TEXT)
    assert judged(before, ended(after), difference, failed(3, printed=second)).verdict is verdict


@pytest.mark.parametrize(
    ("head", "total", "verdict"),
    [
        ("a" * 20_000, 90_000, Verdict.VERIFIED),
        ("b" * 20_000, 90_000, Verdict.REFUTED),
        ("a" * 20_000, 70_000, Verdict.REFUTED),
    ],
    ids=["the same head and as much", "another head", "the same head and less"],
)
def test_outputs_that_were_cut(head: str, total: int, verdict: Verdict) -> None:
    """Of an output that was cut its head and its size are compared."""
    before = replace(failed(3), stdout=stream("a" * 20_000 + "end", 80_000))
    after = replace(ended(), stdout=stream(head + "other end", total))
    assert judged(before, after, Difference(source_of(TEXT), TEXT)).verdict is verdict


def test_the_next_error_is_named() -> None:
    """Type, message and line of what fails next are told."""
    judgement = judged(BEFORE, failed(5, "NameError", FURTHER), Difference(source_of(TEXT), TEXT))
    assert judgement.next_error == NextError("NameError", "why", 5)


def test_a_failure_in_a_function_counts_by_the_modules_statement() -> None:
    """A later statement of the module is further, whatever line of a function it fails in."""
    judgement = judged(failed(3), failed(1, "TypeError", {5: 1}, top=5), Difference(source_of(TEXT), TEXT))
    assert judgement.verdict is Verdict.MOVES_ON
