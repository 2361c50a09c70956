"""Asking what is known about failures, without being hurt by it."""

import logging
from collections.abc import Callable

log = logging.getLogger("raydx")


def quietly_asked[T](name: str, ask: Callable[[], T]) -> T | None:
    """Ask one explainer. A fault of its own must not cost the caller the rest of the answer.

    The programs that come here are hostile and odd; what an explainer raises is logged with its trace.
    """
    try:
        return ask()
    except Exception:
        log.exception("explainer %s failed", name)
        return None
