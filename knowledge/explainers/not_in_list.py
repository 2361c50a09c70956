"""ValueError: a list, tuple or text is asked for something that it does not hold."""

import ast
from dataclasses import replace
from io import StringIO
from token import STRING
from tokenize import TokenError, generate_tokens

from knowledge.calling.misfit import raised_here
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.near import nearest
from knowledge.operating.kinds import kind_of, value_of
from knowledge.operating.touching import failing
from knowledge.program import Program
from knowledge.provenance import Evidence
from knowledge.telling.edits import replaced
from knowledge.telling.trail import birth, birth_said
from knowledge.telling.wording import quoted, shown
from knowledge.value import Value

ASKS = frozenset({"index", "remove", "rindex"})
HOLDERS = frozenset({"list", "tuple", "str", "range", "bytes", "deque"})


@explains(ValueError)
def not_in_list(facts: Facts) -> Cause | None:
    """Say what was looked for and what there is: a near text, or the same number in another type."""
    call = failing(facts)
    if (
        not isinstance(call, ast.Call)
        or not isinstance(call.func, ast.Attribute)
        or not call.args
        or not raised_here(facts)
    ):
        return None
    if call.func.attr not in ASKS or kind_of(facts, call.func.value) not in HOLDERS:
        return None
    holder, wanted = call.func.value, call.args[0]
    held, sought = value_of(facts, holder), value_of(facts, wanted)
    text, name = facts.program.text(holder), facts.program.text(wanted)
    origin = birth(facts, wanted)
    because = birth_said(facts, wanted, origin)
    glued = joined_by_mistake(facts, sought)
    if glued is not None:
        missed = shown(sought, 40) if sought else quoted(name)
        return replace(glued, immediate=f"{quoted(text, 40)} does not hold {missed}")
    near = near_item(held, sought)
    kind = kind_of(facts, holder) or "list"
    return Cause(
        "not-in-" + ("text" if kind == "str" else "list"),
        f"{quoted(text, 40)} is {shown(held, 60) if held else 'without it'}"
        + (f"; {because}" if because else ""),
        facts.program.span(call),
        immediate=f"{quoted(name, 40)}"
        + (
            f" is {shown(sought, 40)}, and {quoted(text, 40)} does not hold it"
            if sought and sought.text != name
            else f" is not in {quoted(text, 40)}"
        ),
        certainty=Certainty.PROVEN if held is not None and sought is not None else Certainty.LIKELY,
        evidence=tuple(
            Evidence(call.lineno, told[:80], value.text[:80])
            for told, value in ((text, held), (name, sought))
            if value
        ),
        provenance=origin.links if origin else (),
        suggestions=(advice(call, text, name, near),),
        fixes=remedies(facts, wanted, near, sought),
    )


def near_item(held: Value | None, sought: Value | None) -> Value | None:
    """The item that was meant: a near text, or what reads the same in another type."""
    items = (held.items or ()) if held else ()
    if sought is None or sought.scalar is None:
        return None
    same = [item for item in items if item.scalar is not None and str(item.scalar) == str(sought.scalar)]
    texts = {item.scalar: item for item in items if isinstance(item.scalar, str)}
    meant = nearest(sought.scalar, texts) if isinstance(sought.scalar, str) else None
    return same[0] if same else texts.get(meant or "")


def advice(call: ast.Call, text: str, name: str, near: Value | None) -> str:
    """What to look for, or how to ask first."""
    if near is not None:
        return f"Look for {shown(near, 40)}, which {quoted(text, 30)} holds"
    verb = "remove" if isinstance(call.func, ast.Attribute) and call.func.attr == "remove" else "look for"
    return f"Ask first: {verb} {quoted(name, 30)} only where `{name} in {text}`"


def remedies(facts: Facts, wanted: ast.expr, near: Value | None, sought: Value | None) -> tuple[Fix, ...]:
    """Write the near item, or turn what is sought into its type."""
    if near is None or sought is None:
        return ()
    text = facts.program.text(wanted)
    written = repr(near.scalar) if isinstance(wanted, ast.Constant) else f"{near.type}({text})"
    if not isinstance(wanted, ast.Constant) and near.type == sought.type:
        return ()
    return (Fix(f"Look for {quoted(written)}", (replaced(facts.program, wanted, written),)),)


def joined_by_mistake(facts: Facts, sought: Value | None) -> Cause | None:
    """Two texts of a list stand side by side without a comma, and what is sought is one of them."""
    wanted = sought.scalar if sought else None
    if not isinstance(wanted, str) or not wanted:
        return None
    program = facts.program
    for node in program.by_type.get(ast.Constant, []):
        around = program.parent(node)
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or wanted == node.value:
            continue
        if not isinstance(around, ast.List | ast.Tuple | ast.Set) or wanted not in node.value:
            continue
        pieces = pieces_of(program, node)
        row = next((at for at, (text, _) in enumerate(pieces) if text == wanted), None)
        if row is None or len(pieces) < 2:
            continue
        span = pieces[row if row + 1 < len(pieces) else row - 1][1]
        end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
        words = f"Put a comma behind `{program.source.segment(span)}` in line {span.line}"
        return Cause(
            "implicit-concatenation",
            f"line {span.line} has no comma behind `{program.source.segment(span)}`, so Python joined it "
            f"together with what follows to {quoted(repr(node.value), 40)}",
            span,
            suggestions=(words,),
            fixes=(Fix(words, (Edit(end, ","),)),),
        )
    return None


def pieces_of(program: Program, node: ast.Constant) -> list[tuple[object, Span]]:
    """The texts that stand side by side in a literal, each with its value and its place."""
    span, found = program.span(node), list[tuple[object, Span]]()
    try:
        tokens = list(generate_tokens(StringIO(f"({program.text(node)})").readline))
    except (TokenError, SyntaxError):
        return []
    for token in tokens:
        if token.type != STRING:
            continue
        (first, start), (last, end) = token.start, token.end
        shift = span.column - 1
        place = Span(
            span.line + first - 1,
            start + (shift if first == 1 else 0),
            span.line + last - 1,
            end + (shift if last == 1 else 0),
        )
        found.append((ast.literal_eval(token.string), place))
    return found
