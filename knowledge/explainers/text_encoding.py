"""UnicodeError: bytes that are no text in an encoding, or letters that an encoding does not have."""

import ast

from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said
from knowledge.telling.wording import quoted


@explains(UnicodeError)
def text_encoding(facts: Facts) -> Cause | None:
    """Name the byte or the letter, its position, and the encoding."""
    fault, node = facts.fault, failing(facts)
    if fault is None or not isinstance(node, ast.expr):
        return None
    encoding = plain(facts, "encoding") or "the encoding"
    start = fault.attributes.get("start")
    at = f" at position {start.text}" if start else ""
    culprit = node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else node
    origin = birth(facts, culprit)
    because = birth_said(facts, culprit, origin)
    decodes = fault.is_a("UnicodeDecodeError")
    what = (
        f"the bytes are no text in `{encoding}`{at}"
        if decodes
        else f"`{encoding}` has no code for the letter{at}"
    )
    told = fault.attributes.get("object")
    return Cause(
        "bytes-are-no-text" if decodes else "letter-not-in-encoding",
        what + (f"; {because}" if because else ""),
        facts.program.span(node),
        immediate=f"{quoted(facts.program.text(node), 50)} fails{at}",
        certainty=Certainty.PROVEN if start else Certainty.LIKELY,
        evidence=(Evidence(node.lineno, facts.program.text(culprit)[:80], told.text[:80]),) if told else (),
        provenance=origin.links if origin else (),
        suggestions=(
            "Name the encoding that the bytes were written in, such as `latin-1` or `utf-16`"
            if decodes
            else "Write it in `utf-8`, which has a code for every letter",
        ),
        fixes=tuple(remedies(facts, node, decodes=decodes)),
    )


def plain(facts: Facts, name: str) -> str | None:
    """A text that the exception carries."""
    value = facts.fault.attributes.get(name) if facts.fault else None
    return value.scalar if value is not None and isinstance(value.scalar, str) else None


def remedies(facts: Facts, node: ast.expr, *, decodes: bool) -> list[Fix]:
    """The encodings that read every byte, or write every letter."""
    if (
        not isinstance(node, ast.Call)
        or called_name(node) not in ("decode", "encode")
        or node.keywords
        or len(node.args) > 1
    ):
        return []
    owner = facts.program.text(node.func)
    written = birth(facts, node.args[0]) if node.args and not isinstance(node.args[0], ast.Constant) else None
    if written is not None and isinstance(written.node, ast.Constant) and not decodes:
        place = facts.program.span(written.node)
        words = f"Use `utf-8` where the encoding is chosen, in line {place.line}"
        chosen = quoted(facts.program.text(written.node), 30)
        because = f"line {place.line} chooses {chosen}, which lacks the letter"
        return [Fix(words, (replaced(facts.program, written.node, "'utf-8'"),), birth=place, because=because)]
    names = ("latin-1", "utf-16") if decodes else ("utf-8",)
    return [Fix(f"Use `{name}`", (replaced(facts.program, node, f"{owner}({name!r})"),)) for name in names]
