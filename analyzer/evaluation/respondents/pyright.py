"""pyright: types, members and arguments, without running anything."""

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from analyzer.evaluation.respondent import STATIC_MUTE, Respondent
from analyzer.evaluation.static_tool import Said, asking

COMMAND = (sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable)
IMPORTS = ("reportMissingImports", "reportMissingModuleSource")


def read(output: str) -> Iterator[Said]:
    """Read its JSON; its lines count from 0, and what has no rule is about syntax."""
    for told in json.loads(output)["generalDiagnostics"]:
        rule = told.get("rule", "")
        category = category_of(rule, told["message"]) if told["severity"] == "error" else None
        line = told["range"]["start"]["line"] + 1
        yield Said(told["file"], line, rule or "syntax", told["message"], category)


def category_of(rule: str, message: str) -> str:
    """What an error foretells."""
    if not rule:
        return "syntax_error"
    unknown_member = rule == "reportAttributeAccessIssue" and "unknown import symbol" in message
    return "import_error" if rule in IMPORTS or unknown_member else "runtime_error"


def missing() -> str | None:
    """Why it cannot be asked."""
    return None if find_spec("pyright") else "the package pyright is not installed"


pyright = Respondent("pyright", asking(COMMAND, read), missing, batch=100, mute=STATIC_MUTE)
