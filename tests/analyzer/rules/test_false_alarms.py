"""Code that works is not called wrong: a sample of the standard library, under every rule."""

import sysconfig
from pathlib import Path

import pytest

from analyzer.inspection import inspect
from executor.policy import OPEN
from knowledge.finding import Finding, Severity
from knowledge.program import program_of
from knowledge.source import source_of

STDLIB = Path(sysconfig.get_path("stdlib"))
MODULES = sorted(path for path in STDLIB.glob("*.py") if not path.name.startswith("_pydatetime"))[2::4]
PACKAGES = [
    STDLIB / name
    for name in ("json/decoder.py", "collections/__init__.py", "email/message.py", "logging/__init__.py")
]
ELSEWHERE = frozenset({"nt", "msvcrt", "winreg", "_winapi", "_overlapped", "org.python.core"})


def errors_in(path: Path) -> list[Finding]:
    """What is said to fail if it is reached, but for what only other platforms have."""
    source = source_of(path.read_bytes())
    findings = inspect(source, program_of(source), OPEN).findings
    return [
        finding
        for finding in findings
        if finding.severity is Severity.ERROR and finding.subject not in ELSEWHERE
    ]


@pytest.mark.parametrize("path", [*MODULES, *PACKAGES], ids=lambda path: str(path.relative_to(STDLIB)))
def test_the_standard_library_is_not_called_wrong(path: Path) -> None:
    """No finding of severity error in code that has worked for years."""
    assert errors_in(path) == []
