"""raydx: looks at Python before it runs, runs it in a sandbox, and explains what happened.

    from analyzer import diagnose, preflight, evaluate, Limits

Importing this package loads next to nothing: each name brings what it needs when it is first asked for. So
no module here is named like a function that callers import; it would take the function's place.
"""

from typing import TYPE_CHECKING

from analyzer.neighbours import check_neighbours

if TYPE_CHECKING:
    from analyzer.evaluation.evaluate import evaluate, evaluate_async
    from analyzer.session import (
        Analyzer,
        diagnose,
        diagnose_async,
        preflight,
        preflight_async,
        watch,
    )
    from executor.sandbox.unavailable import SandboxUnavailable
    from knowledge.limits import Limits

__all__ = [
    "Analyzer",
    "Limits",
    "SandboxUnavailable",
    "diagnose",
    "diagnose_async",
    "evaluate",
    "evaluate_async",
    "preflight",
    "preflight_async",
    "watch",
]

HOMES = {
    "Limits": "knowledge.limits",
    "SandboxUnavailable": "executor.sandbox.unavailable",
    "evaluate": "analyzer.evaluation.evaluate",
    "evaluate_async": "analyzer.evaluation.evaluate",
}

check_neighbours()


def __getattr__(name: str) -> object:
    """Bring a name on first use; 200 ms of imports would otherwise stand before every `raydx --help`."""
    if name not in __all__:
        raise AttributeError(f"module 'analyzer' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only needed once per name

    globals()[name] = found = getattr(import_module(HOMES.get(name, "analyzer.session")), name)
    return found
