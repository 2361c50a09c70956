"""friendly-traceback: explains an exception from within the process in which it was raised."""

import json
import secrets
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from analyzer.evaluation import inside
from analyzer.evaluation.answer import Answer
from analyzer.evaluation.bare_run import run_text
from analyzer.evaluation.case import FINE, Case
from analyzer.evaluation.reading import BY_TYPE
from analyzer.evaluation.respondent import Respondent, one_by_one
from analyzer.session import Analyzer
from knowledge.limits import Limits

PACKAGE = "friendly_traceback"
ITS_OWN_MB = 100.0
"""The memory that the package and its tables may take beside the program's."""


def ask(case: Case, analyzer: Analyzer) -> Answer:
    """Run the program inside the sandbox under the package's eyes.

    Its answer names no line of birth: the last line of the traceback in the program is taken for it, as a
    reader would. All its prose counts as the hint, the general explanation last.
    """
    mark = f"<{secrets.token_hex(8)}>"
    roomy = Limits(case.limits.seconds, case.limits.memory_mb + ITS_OWN_MB, case.limits.output_mb)
    text = f"{driver()}\n\nexplain({case.code!r}, {mark!r})\n"
    run = run_text(text, replace(case, limits=roomy), analyzer)
    printed, found, told = run.stdout.text.rpartition("\n" + mark)
    if not found:
        return Answer(stdout=run.stdout.text)
    return answer_of(json.loads(told), case, printed)


def answer_of(told: dict[str, Any] | None, case: Case, printed: str) -> Answer:
    """Take from what was told what is scored."""
    if told is None:
        return Answer(FINE, stdout=printed)
    line, kind = told["line"], told["type"]
    prose = "\n".join(told.get(name, "") for name in ("message", "suggest", "cause", "generic"))
    return Answer(
        category=BY_TYPE.get(kind, "runtime_error"),
        type=kind,
        line=line,
        column=in_characters(case.code, line, told["column"]) if kind not in BY_TYPE else told["column"],
        births=(line,) if line else (),
        hint=prose,
        stdout=printed,
    )


def in_characters(code: str, line: int | None, column: int | None) -> int | None:
    """Turn a column in UTF-8 bytes into one in characters."""
    lines = code.split("\n")
    if line is None or column is None or not 0 < line <= len(lines):
        return None
    return len(lines[line - 1].encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))


@cache
def driver() -> str:
    """The text that runs inside."""
    return (Path(inside.__path__[0]) / "friendly.py").read_text(encoding="utf-8")


def missing() -> str | None:
    """Why it cannot be asked."""
    return None if find_spec(PACKAGE) else "the package friendly-traceback is not installed"


friendly_traceback = Respondent("friendly-traceback", one_by_one(ask), missing)
