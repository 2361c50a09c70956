"""An analyzer that is closed while others use it ends what they run, and leaves no process."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from analyzer.report.shapes import Report, StreamEvent
from analyzer.session import Analyzer
from executor.sandbox.unavailable import SandboxUnavailable

MISSPELT = "total = 3\nprint(1)\nprint(totl)\n"
"""Several fixes are tried for it, each in a run of its own."""
MOMENTS = ("before the run", "started", "output", "error", "ended", "while a fix is tried")


def warm_processes() -> set[int]:
    """The children of this process."""
    return {child.pid for child in psutil.Process().children()}


def answer(analyzer: Analyzer, moment: str, reached: threading.Event) -> Report | None:
    """Diagnose, and tell when a moment is reached; None where the analyzer was closed under it."""

    def listen(event: StreamEvent) -> None:
        if event.kind == moment:
            reached.set()

    try:
        return analyzer.diagnose(MISSPELT, on_event=listen)
    except SandboxUnavailable as why:
        return None if "closed" in str(why) else pytest.fail(str(why))


@pytest.mark.parametrize("moment", MOMENTS)
def test_closing_under_a_diagnosis_leaves_no_process(moment: str) -> None:
    """Neither the one that was, nor a new one that nobody would close."""
    before, reached = warm_processes(), threading.Event()
    analyzer = Analyzer()
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(answer, analyzer, moment, reached)
        while analyzer._zygote is None:  # else there is nothing to close yet
            time.sleep(0.001)
        reached.wait({"before the run": 0.0, "while a fix is tried": 0.4}.get(moment, 20))
        analyzer.close()
        report = found.result(30)
    assert warm_processes() <= before
    assert report is None or report.execution_result.stdout in {"", "1\n"}


def test_an_analyzer_that_was_closed_starts_anew() -> None:
    """For what is asked afterwards."""
    analyzer = Analyzer()
    try:
        for _ in range(2):
            assert analyzer.diagnose("print(1)", level=1).success
            analyzer.close()
    finally:
        analyzer.close()
