"""pyflakes: names that are not defined, without running anything."""

import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from analyzer.evaluation.respondent import STATIC_MUTE, Respondent
from analyzer.evaluation.static_tool import Said, asking

LINE = re.compile(r"^(?P<name>.*?\.py):(?P<line>\d+):(?:\d+:?)? (?P<message>.*)$")
FORETELLS = re.compile(
    r"undefined name|undefined local|referenced before assignment|'\.\.\.'|format"
    r"|outside|duplicate argument|must be|not supported|too many expressions|two starred"
)
MERELY_POOR = re.compile(
    r"imported but unused|never used|redefinition|placeholders|unable to detect|repeated"
)


def read(output: str) -> Iterator[Said]:
    """Read its lines: a message of no known kind is how it tells of a text that does not parse."""
    for line in output.splitlines():
        found = LINE.match(line)
        if found:
            message = found["message"]
            yield Said(found["name"], int(found["line"]), "pyflakes", message, category_of(message))


def category_of(message: str) -> str | None:
    """What a message foretells; what is merely poor style foretells nothing."""
    if MERELY_POOR.search(message):
        return None
    return "runtime_error" if FORETELLS.search(message) else "syntax_error"


def missing() -> str | None:
    """Why it cannot be asked."""
    return None if find_spec("pyflakes") else "the package pyflakes is not installed"


pyflakes = Respondent(
    "pyflakes",
    asking([sys.executable, "-m", "pyflakes"], read, with_errors=True),
    missing,
    batch=100,
    mute=STATIC_MUTE,
)
