"""InvalidOperation: text that `Decimal` cannot read."""

import ast

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name
from knowledge.operating.numerals import numeral, strangers
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.trail import birth, birth_said, text_of
from knowledge.telling.wording import quoted


@explains("InvalidOperation")
def decimal_text(facts: Facts) -> Cause | None:
    """Name the signs in the text that no number has; in ledgers parentheses stand for a minus."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or called_name(call) != "Decimal" or len(call.args) != 1:
        return None
    part = call.args[0]
    content = text_of(facts, part)
    if content is None or numeral(content):
        return None
    origin = birth(facts, part)
    said, odd = birth_said(facts, part, origin), strangers(content, "0123456789+-.e_")
    text = quoted(facts.program.text(part), 40)
    bracketed = content.strip().startswith("(") and content.strip().endswith(")")
    meant = ": parentheses around an amount mean a negative one in a ledger" if bracketed else ""
    holds = f"{quoted(content, 40)} holds {quoted(odd, 20)}, which no number has"
    why = holds if odd else "the text is empty"
    return Cause(
        "text-is-no-number",
        f"{why}{meant}" + (f"; {said}" if said else ""),
        facts.program.span(call),
        immediate=f"`Decimal` cannot read {quoted(repr(content), 40)} as a number",
        certainty=Certainty.PROVEN,
        evidence=(Evidence(call.lineno, text[1:-1], repr(content)[:80]),),
        provenance=origin.links if origin else (),
        suggestions=(f"Take {quoted(odd, 20)} off {text} before `Decimal`, and keep the sign it stands for",)
        if odd
        else (f"Skip {text} where it is empty",),
    )
