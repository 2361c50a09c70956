"""Why a text is no Python: the cause that its family knows, with edits that were proven by compiling."""

from knowledge.cause import Cause
from knowledge.finding import Finding
from knowledge.source import Source


def explain_syntax(source: Source, finding: Finding) -> Cause | None:
    """Name what was meant; None leaves it at the interpreter's own words."""
    del source, finding
    return None
