"""JSONDecodeError: text that is no JSON."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.imports.importing import importing
from knowledge.operating.kinds import value_of
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said, handed
from knowledge.telling.wording import quoted
from knowledge.value import Value

AROUND = 12
LITERALS = ("True", "False", "None", "NaN")


@explains(ValueError)
def json_text(facts: Facts) -> Cause | None:
    """Show the place in the text, and what is wrong there: quotes, a trailing comma, Python's own words."""
    fault, call = facts.fault, failing(facts)
    if fault is None or not fault.is_a("JSONDecodeError") or not isinstance(call, ast.Call):
        return None
    document, position = attribute(fault.attributes.get("doc")), fault.attributes.get("pos")
    argument = call.args[0] if call.args else None
    text = document or attribute(value_of(facts, argument) if argument is not None else None)
    at = position.scalar if position and isinstance(position.scalar, int) else 0
    reason, advice = trouble(text, at)
    origin = birth(facts, argument) if argument is not None else None
    because = birth_said(facts, argument, origin) if argument is not None else ""
    return Cause(
        "text-is-no-json",
        reason + (f"; {because}" if because else ""),
        origin.span if origin and isinstance(origin.node, ast.Constant) else facts.program.span(call),
        immediate=f"{quoted(facts.program.text(call.func), 40)} stops at position {at} of the text",
        certainty=Certainty.PROVEN if text is not None else Certainty.LIKELY,
        evidence=(Evidence(call.lineno, facts.program.text(argument)[:80], repr(around(text, at))),)
        if text and argument is not None
        else (),
        provenance=origin.links if origin else (),
        suggestions=(advice,),
        fixes=remedies(facts, call, argument, text),
    )


def attribute(value: Value | None) -> str | None:
    """The text of a value."""
    return value.scalar if value is not None and isinstance(value.scalar, str) else None


def around(text: str, at: int) -> str:
    """The text around a position."""
    return text[max(at - AROUND, 0) : at + AROUND]


def trouble(text: str | None, at: int) -> tuple[str, str]:
    """What stands at the position, and what to write."""
    if text is None:
        return f"the text is no JSON at position {at}", "Look at the text before it is read"
    if not text.strip():
        return "the text is empty", "Handle the empty text before it is read"
    rest = text[at:]
    if text.lstrip()[:1] == "<":
        return "the text is HTML or XML, not JSON", "Read it as HTML, or ask for JSON where it comes from"
    if rest[:1] == "'" or rest.lstrip()[:1] == "'":
        return (
            f"{quoted(around(text, at), 40)} has single quotes; JSON has double ones only",
            "Write double quotes in the text, or read a Python literal with `ast.literal_eval`",
        )
    if rest[:1] == "," or text[:at].rstrip()[-1:] == ",":
        what = f"{quoted(around(text, at), 40)} has a comma with nothing behind it"
        return what, "Take the last comma out of the text"
    if rest.startswith(LITERALS):
        return (
            f"{quoted(rest[:5], 10)} is Python's word; JSON writes `true`, `false` and `null`",
            "Write the text with `json.dumps`, or read it with `ast.literal_eval`",
        )
    if at >= len(text.rstrip()):
        return f"the text ends at position {at}, before the JSON does", "Look whether the text was cut off"
    if at and is_whole(text[:at]):
        return (
            f"more text follows behind the JSON, from position {at}",
            "Read one JSON value a line, or cut the rest off",
        )
    return f"{quoted(around(text, at), 40)} is no JSON", "Look at the text before it is read"


def is_whole(text: str) -> bool:
    """Whether a text ends like a JSON value."""
    return text.rstrip()[-1:] in ("}", "]", '"')


def remedies(facts: Facts, call: ast.Call, argument: ast.expr | None, text: str | None) -> tuple[Fix, ...]:
    """A Python literal is read as one."""
    if text is None or argument is None or len(call.args) != 1 or call.keywords:
        return ()
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return quotes(facts, argument, text)
    return (
        Fix(
            "Read it as a Python literal",
            (importing(facts.program, "import ast"), replaced(facts.program, call.func, "ast.literal_eval")),
        ),
    )


def quotes(facts: Facts, argument: ast.expr, text: str) -> tuple[Fix, ...]:
    """Double the quotes where there are single ones only."""
    if "'" not in text or '"' in text:
        return ()
    shown = facts.program.text(argument)
    written = f"{shown}.replace(\"'\", '\"')"
    return (Fix("Write double quotes for single ones", (handed(facts, argument, written),)),)
