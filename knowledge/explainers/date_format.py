"""ValueError: a date in text does not fit the format that reads it."""

import ast
import re

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, text_of
from knowledge.telling.wording import quoted

SHAPES = (
    (r"\d{4}-\d{1,2}-\d{1,2}", "%Y-%m-%d"), (r"\d{4}/\d{1,2}/\d{1,2}", "%Y/%m/%d"), (r"\d{8}", "%Y%m%d"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y"), (r"\d{1,2}/\d{1,2}/\d{4}", "%m/%d/%Y"),
    (r"\d{1,2}\.\d{1,2}\.\d{4}", "%d.%m.%Y"), (r"\d{1,2}-\d{1,2}-\d{4}", "%d-%m-%Y"),
    (r"\d{1,2}-\d{1,2}-\d{4}", "%m-%d-%Y"), (r"\d{1,2}/\d{1,2}/\d{2}", "%d/%m/%y"),
    (r"\d{1,2}/\d{1,2}/\d{2}", "%m/%d/%y"),
    (r"[A-Za-z]{4,} \d{1,2}, \d{4}", "%B %d, %Y"), (r"[A-Za-z]{3} \d{1,2}, \d{4}", "%b %d, %Y"),
    (r"\d{1,2} [A-Za-z]{4,} \d{4}", "%d %B %Y"), (r"\d{1,2} [A-Za-z]{3} \d{4}", "%d %b %Y"),
)  # fmt: skip
TIMES = (
    (r"", ""),
    (r"[ T]\d{1,2}:\d{2}", "%H:%M"),
    (r"[ T]\d{1,2}:\d{2}:\d{2}", "%H:%M:%S"),
    (r"[ T]\d{1,2}:\d{2}:\d{2}\.\d{1,6}", "%H:%M:%S.%f"),
)


@explains(ValueError)
def date_format(facts: Facts) -> Cause | None:
    """Show text and format side by side, and offer the format that has the text's shape."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or called_name(call) != "strptime" or len(call.args) != 2:
        return None
    text, form = text_of(facts, call.args[0]), text_of(facts, call.args[1])
    if text is None or form is None:
        return None
    origin = birth(facts, call.args[0])
    because = birth_said(facts, call.args[0], origin)
    fitting = [one for one in formats(text) if one != form][:3]
    return Cause(
        "date-does-not-fit-format",
        f"the text is {quoted(repr(text), 40)}, and the format {quoted(repr(form), 40)}"
        + (f"; {because}" if because else ""),
        facts.program.span(call.args[1]),
        immediate=f"`strptime` cannot read {quoted(repr(text), 40)} as {quoted(repr(form), 40)}",
        certainty=Certainty.PROVEN,
        evidence=tuple(
            Evidence(call.lineno, facts.program.text(part)[:80], repr(value))
            for part, value in zip(call.args, (text, form), strict=True)
            if not isinstance(part, ast.Constant)
        ),
        provenance=origin.links if origin else (),
        suggestions=(
            f"Write the format as {quoted(repr(fitting[0]), 40)}"
            if fitting
            else "Write the format so that it has the shape of the text",
        ),
        fixes=tuple(
            Fix(
                f"Write the format as {quoted(repr(one), 40)}",
                (replaced(facts.program, call.args[1], repr(one)),),
            )
            for one in fitting
        ),
    )


def formats(text: str) -> list[str]:
    """The formats that have the shape of a text."""
    found = []
    for shape, form in SHAPES:
        for clock, read in TIMES:
            if re.fullmatch(shape + clock, text):
                joint = "T" if "T" in text and clock else " " if clock else ""
                found.append(form + joint + read)
    return found
