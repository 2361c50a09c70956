"""Why it went wrong, in the report's shape."""

from analyzer.report.shapes.cause import EvidenceItem, ProvenanceStep, RootCause
from analyzer.report.shapes.part import Place
from knowledge.cause import Cause
from knowledge.provenance import Link


def root_cause_of(cause: Cause | None) -> RootCause | None:
    """Tell the cause, with what shows it and the way back to where the fault was born."""
    if cause is None:
        return None
    return RootCause(
        code=cause.code,
        explanation=cause.because,
        **Place(cause.span).fields,
        certainty=cause.certainty.value,
        evidence=tuple(
            EvidenceItem(line_number=one.line, text=one.text, value=one.value) for one in cause.evidence
        ),
        provenance=tuple(map(step_of, cause.provenance)),
    )


def step_of(link: Link) -> ProvenanceStep:
    """Tell one step of the way."""
    return ProvenanceStep(how=link.how, **Place(link.span).fields, text=link.text, value=link.value)
