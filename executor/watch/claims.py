"""Turning what a child claims into nouns; whatever has another shape than it should is Malformed."""

from collections.abc import Callable, Mapping
from typing import Any

from knowledge.finding import Span
from knowledge.run import PROGRAM, Fault, Frame, Operand, Return
from knowledge.source import Source
from knowledge.value import Value

LONGEST_TEXT = 64 * 1024
MOST = 1_000
MEMBERS = {
    kind.__name__: tuple(dir(kind))
    for kind in (
        int,
        float,
        complex,
        bool,
        str,
        bytes,
        list,
        tuple,
        dict,
        set,
        frozenset,
        type(None),
        type(len),
    )
}
"""What `dir` lists for values of built-in types."""
DEEPEST = 12


class Malformed(Exception):
    """The claim has not the shape that ours have: the program wrote it."""


def typed[T](claim: object, kind: type[T]) -> T:
    """Return the claim if it is of exactly that type."""
    if type(claim) is not kind:
        raise Malformed(f"expected {kind.__name__}, found {type(claim).__name__}")
    return claim


def text(claim: object) -> str:
    """Return a text of sane length, with nothing in it that an encoding could stumble over."""
    found = typed(claim, str)[:LONGEST_TEXT]
    return found if found.isascii() else found.encode("utf-8", "backslashreplace").decode()


def number(claim: object) -> int:
    """Return a count or a line."""
    return max(-(1 << 62), min(typed(claim, int), 1 << 62))


def several[T](claim: object, one: Callable[[object], T], most: int = MOST) -> tuple[T, ...]:
    """Return the first members of a list."""
    return tuple(one(member) for member in typed(claim, list)[:most])


def named[T](claim: object, one: Callable[[object], T]) -> dict[str, T]:
    """Return the members of an object, by name."""
    return {text(name): one(member) for name, member in list(typed(claim, dict).items())[:MOST]}


def optional[T](claim: Mapping[str, object], key: str, one: Callable[[object], T]) -> T | None:
    """Return what stands under a key, if anything does."""
    found = claim.get(key)
    return None if found is None else one(found)


def value_of(claim: object, depth: int = 0) -> Value:
    """Read a value; ours hold others one level deep, so a deep claim would only exhaust the reader."""
    told: dict[str, Any] = typed(claim, dict)
    if depth > DEEPEST:
        raise Malformed("values are nested too deep")

    def inner(found: object) -> Value:
        return value_of(found, depth + 1)

    return Value(
        type=text(told.get("type")),
        text=text(told.get("text")),
        cut=told.get("cut") is True,
        scalar=scalar(told.get("scalar")),
        length=optional(told, "length", number),
        keys=optional(told, "keys", lambda found: several(found, inner)),
        items=optional(told, "items", lambda found: several(found, inner)),
        members=members_of(told),
        signature=optional(told, "signature", text),
        name=optional(told, "name", text),
        defined=optional(told, "defined", number),
    )


def members_of(told: Mapping[str, object]) -> tuple[str, ...] | None:
    """Read the names that a value has; those of a built-in type follow from its name."""
    known = MEMBERS.get(str(told.get("type"))) if told.get("detailed") is True else None
    return optional(told, "members", lambda found: several(found, text)) or known


def scalar(claim: object) -> int | float | str | bool | None:
    """Read a plain value."""
    match claim:
        case None | bool() | int() | float():
            return claim
        case _:
            return text(claim)


def return_of(claim: object) -> Return:
    """Read what a function returned last."""
    told: dict[str, Any] = typed(claim, dict)
    return Return(
        function=text(told.get("function")),
        defined=number(told.get("defined")),
        line=number(told.get("line")),
        value=value_of(told.get("value")),
        count=number(told.get("count")),
    )


class Reader:
    """Reads claims that speak of places in the source."""

    __slots__ = ("source", "variables")

    def __init__(self, source: Source, variables: Mapping[str, Value]) -> None:
        self.source = source
        self.variables = variables

    def fault(self, claim: object, depth: int = 0) -> Fault:
        """Read an exception, with those that it came from."""
        told: dict[str, Any] = typed(claim, dict)
        if depth > DEEPEST:
            raise Malformed("exceptions are nested too deep")

        def inner(found: object) -> Fault:
            return self.fault(found, depth + 1)

        return Fault(
            type=text(told.get("type")),
            message=text(told.get("message")),
            frames=several(told.get("frames"), self.frame),
            bases=several(told.get("bases"), text),
            attributes=named(told.get("attributes"), value_of),
            notes=several(told.get("notes"), text),
            cause=optional(told, "cause", inner),
            context=optional(told, "context", inner),
            group=optional(told, "group", lambda found: several(found, inner)) or (),
        )

    def frame(self, claim: object) -> Frame:
        """Read one level of a stack; the module's variables are told once, with the run."""
        told: dict[str, Any] = typed(claim, dict)
        filename, function, line = (
            text(told.get("file")),
            text(told.get("function")),
            number(told.get("line")),
        )
        if filename != PROGRAM:
            return Frame(filename, function, line, "")
        variables = optional(told, "variables", lambda found: named(found, value_of))
        return Frame(
            filename=filename,
            function=function,
            line=line,
            code_line=self.source.code_line(line),
            span=optional(told, "span", self.span),
            variables=self.variables if variables is None else variables,
            operands=optional(told, "operands", lambda found: several(found, self.operand)) or (),
        )

    def span(self, claim: object) -> Span:
        """Read a range of the program."""
        places = several(claim, number)
        if len(places) != 4:
            raise Malformed("a place has four numbers")
        line, column, end_line, end_column = places
        return self.source.span(line, column, end_line, end_column)

    def operand(self, claim: object) -> Operand:
        """Read the value of an expression."""
        told: dict[str, Any] = typed(claim, dict)
        span = self.span(told.get("span"))
        return Operand(self.source.segment(span), span, value_of(told.get("value")))
