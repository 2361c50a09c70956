"""What a result depends on, as one short text each: the case, and the code that answers and judges."""

import hashlib
import sys
from functools import cache
from pathlib import Path

from analyzer.evaluation.case import Case

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("analyzer", "executor", "knowledge")
LENGTH = 16


def print_of(*parts: object) -> str:
    """A short text that differs where one of the parts does; made of what `repr` says."""
    told = repr(parts).encode("utf-8", "backslashreplace")
    return hashlib.sha256(told).hexdigest()[:LENGTH]


def print_of_case(case: Case) -> str:
    """The case with all that is expected of it."""
    return print_of(case)


@cache
def print_of_code() -> str:
    """Our own code as it stands on the disk, and the interpreter."""
    made = hashlib.sha256(sys.version.encode())
    for path in sorted(path for house in HOUSES for path in (ROOT / house).rglob("*.py")):
        made.update(path.read_bytes())
    return made.hexdigest()[:LENGTH]
