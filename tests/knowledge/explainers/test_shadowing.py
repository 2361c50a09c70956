"""Files of the program that hide a module of the library."""

import pytest

from analyzer.correlation.causes import cause_of
from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.facts import Facts
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.source import source_of

CASES = {
    "a file of the same name": (
        (
            'import sys\nsys.path.insert(0, ".")\nwith open("sched.py", "w") as target:\n'
            '    target.write("a = 1")\nimport sched\nsched.scheduler()'
        ),
        "module-shadowed-by-file",
        3,
    ),
    "a submodule that nobody imported": ("import xml\nxml.dom.minidom", "module-member-missing", 2),
    "a member that no module has": ("import sched\nsched.plan", "module-member-missing", 2),
}


@pytest.mark.parametrize(("code", "cause", "line"), CASES.values(), ids=CASES)
def test_names_the_file(code: str, cause: str, line: int, zygote: Zygote) -> None:
    """The file is named where the library has the member; elsewhere the member is what is missing."""
    source = source_of(code)
    program = program_of(source)
    assert program is not None
    limits = Limits(seconds=5, memory_mb=100, output_mb=0.2)
    run = execute(zygote, source, policy_named("standard"), limits, b"")
    found = cause_of(Facts(program, (), run))
    assert (found.code, found.span.line) == (cause, line)
