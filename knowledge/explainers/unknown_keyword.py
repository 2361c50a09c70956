"""TypeError: a call names a parameter that its callable does not have, or one that has its value already."""

import ast

from knowledge.calling.misfit import Misfit, defined_said, lacks_self, misfit
from knowledge.cause import Cause, Certainty, Fix
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.near import nearest, next_to
from knowledge.telling.wording import listed, quoted

MOST = 12


@explains(TypeError)
def unknown_keyword(facts: Facts) -> Cause | None:
    """Name the keyword and the parameter that was meant."""
    found = misfit(facts)
    if found is None or lacks_self(facts, found):
        return None
    if found.bad.unknown:
        return not_there(facts, found, found.bad.unknown[0])
    return given_twice(facts, found, found.bad.repeated[0]) if found.bad.repeated else None


def not_there(facts: Facts, found: Misfit, word: ast.keyword) -> Cause:
    """The name is none of the parameters."""
    names = found.signature.keywords if found.signature else []
    meant = nearest(str(word.arg), names) or next_to(str(word.arg), names) or only_choice(found)
    span = name_span(facts, word)
    words = defined_said(found) or f"{quoted(found.name)} has no parameter `{word.arg}`"
    fixes = (Fix(f"Change `{word.arg}=` to `{meant}=`", (Edit(span, meant),)),) if meant else ()
    return Cause(
        "unknown-keyword",
        f"{words}; `{word.arg}` is not among them" if found.signature else words,
        span,
        immediate=f"{quoted(found.name)} does not know the keyword `{word.arg}`",
        certainty=Certainty.PROVEN if found.signature else Certainty.LIKELY,
        suggestions=(advice(found, word, meant, names),),
        fixes=(*fixes, *by_place(facts, found, word)),
    )


def only_choice(found: Misfit) -> str | None:
    """The one parameter that got nothing, where exactly one keyword is unknown."""
    missing, unknown = found.bad.missing, found.bad.unknown
    return missing[0] if len(missing) == 1 and len(unknown) == 1 else None


def advice(found: Misfit, word: ast.keyword, meant: str | None, names: list[str]) -> str:
    """Say which name to write instead."""
    if meant:
        return f"Write `{meant}=` instead of `{word.arg}=`"
    if names and len(names) <= MOST:
        return f"Use one of {listed([f'`{name}=`' for name in names], 'or')}, or leave `{word.arg}=` out"
    return f"Leave `{word.arg}=` out, or pass its value by place to {quoted(found.name)}"


def by_place(facts: Facts, found: Misfit, word: ast.keyword) -> tuple[Fix, ...]:
    """Pass the value by place, where it is the only keyword: many builtins take no names at all."""
    if len(found.call.keywords) != 1 or (found.signature and found.signature.keywords):
        return ()
    span, value = name_span(facts, word), facts.program.span(word.value)
    gap = Span(span.line, span.column, value.line, value.column)
    return (Fix(f"Pass the value of `{word.arg}` by place", (Edit(gap, ""),)),)


def given_twice(facts: Facts, found: Misfit, word: ast.keyword) -> Cause:
    """The parameter is filled by place and by name."""
    span = facts.program.source.span_of(word)
    return Cause(
        "argument-given-twice",
        f"{defined_said(found) or quoted(found.name) + ' takes it once'}; in line {found.call.lineno} "
        f"an argument "
        f"by place fills `{word.arg}` before `{word.arg}=` does",
        span,
        immediate=f"{quoted(found.name)} gets two values for `{word.arg}`",
        suggestions=(f"Pass `{word.arg}` either by place or by name, not both",),
    )


def name_span(facts: Facts, word: ast.keyword) -> Span:
    """Where the name before `=` stands."""
    span = facts.program.source.span_of(word)
    return Span(span.line, span.column, span.line, span.column + len(str(word.arg)))
