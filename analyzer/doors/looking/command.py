"""What `raydx preflight` does, once its call has been read: by click, or at once where it is plain."""

import sys
from collections.abc import Sequence
from typing import Any

from analyzer.doors.looking.answer import answered, differences
from analyzer.doors.looking.asked import Asked, WrongUsage, is_one, tasks_of
from analyzer.doors.looking.options import plainly
from analyzer.doors.looking.settings import WrongSettings
from analyzer.doors.streams import STANDARD_INPUT


def looked_plainly(arguments: Sequence[str]) -> int | None:
    """Answer a plain call, and return the exit status; None where click should read it.

    Nothing has been looked at or written then; where the call is wrong, click says it as it always does.
    """
    call = plainly(arguments)
    try:
        return None if call is None else looked(*call)
    except (WrongUsage, WrongSettings):
        return None


def looked(paths: tuple[str, ...], given: dict[str, Any]) -> int:
    """Look at what is named, and return the exit status; raises WrongUsage or WrongSettings."""
    check(paths, given)
    shape, differing, unsafe = given.pop("shape"), given.pop("diff"), given.pop("unsafe_fixes")
    fix = "unsafe" if unsafe else "safe" if given["fix"] or differing else ""
    tasks = tasks_of(Asked(**{**given, "fix": fix}, write=not differing), paths)
    if not tasks:
        sys.stderr.write("no Python file is there to look at\n")
    return differences(tasks) if differing else answered(tasks, shape, alone=is_one(paths))


def check(paths: tuple[str, ...], given: dict[str, Any]) -> None:
    """Refuse options that do not go together."""
    if given["diff"] and given["shape"] != "text":
        raise WrongUsage("--diff goes with --format text")
    if given["unsafe_fixes"] and not (given["fix"] or given["diff"]):
        raise WrongUsage("--unsafe-fixes goes with --fix or --diff")
    if given["fix"] and STANDARD_INPUT in paths and (len(paths) > 1 or given["shape"] != "text"):
        raise WrongUsage("a fixed program takes standard output for itself")
