"""TypeError: a keyword that a call hands on (`**options`, `partial`) is no parameter of what is called."""

import ast
from collections.abc import Iterator

from knowledge.backward.origins import origin_of
from knowledge.calling.calls import spreads
from knowledge.calling.misfit import raised_here
from knowledge.calling.signature import Signature, signature_of
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.names.spelling import only_place, span_of_word
from knowledge.near import nearest
from knowledge.operating.kinds import called_name, value_of
from knowledge.operating.touching import failing
from knowledge.telling.wording import listed, quoted

MOST = 12

type Handed = tuple[str, ast.AST]
"""A name that is handed on, and the node that holds it."""


@explains(TypeError)
def keyword_handed_on(facts: Facts) -> Cause | None:
    """Name the place where the keyword was written, which is seldom the call that fails."""
    call = failing(facts)
    if not isinstance(call, ast.Call) or not raised_here(facts):
        return None
    taken, handed = handed_on(facts, call)
    signature = signature_of(facts, taken) if taken is not None else None
    if signature is None or any(one.kind == "keywords" for one in signature.parameters):
        return None
    unknown = [(name, node) for name, node in handed if name not in signature.keywords]
    return told(facts, call, signature, *unknown[0]) if unknown else None


def handed_on(facts: Facts, call: ast.Call) -> tuple[ast.Call | None, list[Handed]]:
    """The call that says what is called, and the keywords that reach it unseen in the failing call."""
    if spreads(call):
        return call, list(spread_names(facts, call))
    origin = origin_of(facts, call.func).node
    if isinstance(origin, ast.Call) and called_name(origin) == "partial" and origin.args:
        inner = ast.Call(origin.args[0], [], [])
        names: list[Handed] = [(word.arg, word) for word in origin.keywords if word.arg]
        return ast.copy_location(inner, origin), names
    return None, []


def spread_names(facts: Facts, call: ast.Call) -> Iterator[Handed]:
    """Yield the names behind `**`, and those beside it."""
    for word in call.keywords:
        if word.arg is not None:
            yield word.arg, word
        elif isinstance(word.value, ast.Dict):
            yield from written_keys(word.value)
        elif value := value_of(facts, word.value):
            names = [key.scalar for key in value.keys or ()]
            yield from ((name, word.value) for name in names if isinstance(name, str))


def written_keys(display: ast.Dict) -> Iterator[Handed]:
    """Yield the keys of a dict display that are texts."""
    for key in display.keys:
        match key:
            case ast.Constant(value=str(name)):
                yield name, key
            case _:
                continue


def told(facts: Facts, call: ast.Call, signature: Signature, name: str, node: ast.AST) -> Cause:
    """Say where the name was written, and which one it should be."""
    names = signature.keywords
    meant = nearest(name, names)
    place = (only_place(facts.program, name) or span_of_word(facts.program, node, name)) if meant else None
    words = f"Change `{name}` to `{meant}`" + (f" in line {place.line}" if place else "")
    fixes = (Fix(words, (Edit(place, meant),)),) if meant and place else ()
    known = f"Use one of {listed([f'`{one}`' for one in names], 'or')}, or leave `{name}` out"
    return Cause(
        "unknown-keyword",
        f"`{signature.name}` has no parameter `{name}`, and line {(place or spot(facts, call)).line} hands "
        f"it on",
        place or spot(facts, call),
        immediate=f"{quoted(facts.program.text(call.func), 40)} does not know the keyword `{name}`",
        certainty=Certainty.PROVEN if place else Certainty.LIKELY,
        suggestions=(words,) if meant else (known,) if 0 < len(names) <= MOST else (),
        fixes=fixes,
    )


def spot(facts: Facts, call: ast.Call) -> Span:
    """The place of the failing call."""
    return facts.program.span(call)
