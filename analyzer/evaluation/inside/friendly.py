"""Runs a program, has friendly-traceback explain its failure, and prints that as JSON behind a mark.

This file is run as a text inside the sandbox, with a last line that calls `explain`.
"""

import importlib
import json
import traceback
from typing import Any

PROGRAM = "<program>"


def explain(code: str, mark: str) -> None:
    """Run and explain; a program that ends well is told as null."""
    friendly = importlib.import_module("friendly_traceback")
    importlib.import_module("friendly_traceback.source_cache").cache.add(PROGRAM, code)
    told: dict[str, Any] | None = None
    try:
        exec(compile(code, PROGRAM, "exec"), {"__name__": "__main__"})  # noqa: S102 - the program, inside the sandbox
    except SystemExit as ending:
        if ending.code not in (None, 0):
            told = {"type": "SystemExit", **place(ending)}
    except BaseException as failure:  # noqa: BLE001 - whatever it is, it is to be explained
        told = {"type": type(failure).__name__, **place(failure), **words(friendly)}
    print(f"\n{mark}{json.dumps(told)}", flush=True)  # noqa: T201 - the only way out


def words(friendly: Any) -> dict[str, str]:  # noqa: ANN401 - a package that has no types
    """What the package says of the exception that is being handled."""
    friendly.explain_traceback(redirect="capture")
    told = friendly.config.session.recorded_tracebacks[-1].info
    return {name: str(told.get(name) or "") for name in ("message", "suggest", "cause", "generic")}


def place(failure: BaseException) -> dict[str, int | None]:
    """The last line of the program in the traceback, or the line of a syntax error; columns from 0."""
    if isinstance(failure, SyntaxError) and failure.filename == PROGRAM:
        return {"line": failure.lineno, "column": failure.offset - 1 if failure.offset else None}
    frames = [frame for frame in traceback.extract_tb(failure.__traceback__) if frame.filename == PROGRAM]
    if not frames:
        return {"line": None, "column": None}
    return {"line": frames[-1].lineno, "column": frames[-1].colno}
