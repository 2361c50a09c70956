"""ruff with the rules that foretell failures: pyflakes' own, and those on syntax."""

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from analyzer.evaluation.respondent import STATIC_MUTE, Respondent
from analyzer.evaluation.static_tool import Said, asking

COMMAND = (
    *(sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--output-format=json"),
    *("--select=E9,F", "--target-version=py313"),
)
FORETELLING = ("F50", "F52", "F62", "F70", "F82", "F83", "E9")


def read(output: str) -> Iterator[Said]:
    """Read its JSON."""
    for told in json.loads(output):
        code = told["code"] or "invalid-syntax"
        yield Said(told["filename"], told["location"]["row"], code, told["message"], category_of(code))


def category_of(code: str) -> str | None:
    """What a rule foretells."""
    if code == "invalid-syntax" or code.startswith("E9"):
        return "syntax_error"
    return "runtime_error" if code.startswith(FORETELLING) else None


def missing() -> str | None:
    """Why it cannot be asked."""
    return None if find_spec("ruff") else "the package ruff is not installed"


ruff = Respondent("ruff", asking(COMMAND, read), missing, batch=200, mute=STATIC_MUTE)
