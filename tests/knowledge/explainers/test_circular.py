"""Modules that import each other: told from the stack, where the same module is still being run."""

import pytest

from analyzer.correlation.causes import cause_of
from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.facts import Facts
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.source import source_of

WRITES = """
import sys
sys.path.insert(0, ".")
for name, text in FILES.items():
    with open(name, "w") as target:
        target.write(text)
import left
"""
CASES = {
    "each other": (
        'FILES = {\n  "left.py": "from right import b\\na = 1",\n  "right.py": "from left import a\\nb = 2"}',
        "circular-import",
        3,
    ),
    "a member that is not there": (
        'FILES = {\n  "left.py": "from right import c\\na = 1",\n  "right.py": "b = 2"}',
        "unexplained",
        None,
    ),
}


@pytest.mark.parametrize(("files", "code", "line"), CASES.values(), ids=CASES)
def test_names_the_circle(files: str, code: str, line: int | None, zygote: Zygote) -> None:
    """The circle is named, and the line that holds the import to take out; nothing else is one."""
    source = source_of(files + WRITES)
    program = program_of(source)
    assert program is not None
    limits = Limits(seconds=5, memory_mb=100, output_mb=0.2)
    run = execute(zygote, source, policy_named("standard"), limits, b"")
    cause = cause_of(Facts(program, (), run))
    assert (cause.code, cause.span.line if line else None) == (code, line)
