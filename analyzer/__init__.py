"""raydx: looks at Python before it runs, runs it in a sandbox, and explains what happened.

    from analyzer import diagnose, preflight, Limits

Importing this package is light: no parser, model or terminal library is loaded before it is needed.
"""

from analyzer.neighbours import check_neighbours

check_neighbours()

from analyzer.session import SHARED, Analyzer  # noqa: E402 - a foreign `executor` must be named before it is used
from executor.sandbox.unavailable import SandboxUnavailable  # noqa: E402 - same
from knowledge.limits import Limits  # noqa: E402 - same

preflight = SHARED.preflight
diagnose = SHARED.diagnose
preflight_async = SHARED.preflight_async
diagnose_async = SHARED.diagnose_async

__all__ = [
    "Analyzer",
    "Limits",
    "SandboxUnavailable",
    "diagnose",
    "diagnose_async",
    "preflight",
    "preflight_async",
]
