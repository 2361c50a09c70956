"""Where two values part that should be equal, and what would make them equal."""

import ast
from collections.abc import Iterable, Iterator

from knowledge.telling.wording import a, shown
from knowledge.value import Value

SEQUENCES = frozenset({"list", "tuple", "set"})


def difference(one: Value, other: Value) -> str:
    """Say where two values part: type, length, the first item, blanks, case, rounding; empty for all else."""
    if one.is_number and other.is_number:
        return "they differ by rounding only" if is_rounding(one.scalar, other.scalar) else ""
    if one.type != other.type:
        alike = one.text.strip("'\"([{}])") == other.text.strip("'\"([{}])")
        return (
            f"{a(one.type)} never equals {a(other.type)}"
            if alike or {one.type, other.type} <= SEQUENCES
            else ""
        )
    if isinstance(one.scalar, str) and isinstance(other.scalar, str):
        return texts_differ(one.scalar, other.scalar)
    return items_differ(one, other) if one.items is not None and other.items is not None else ""


def is_rounding(one: object, other: object) -> bool:
    """Whether two numbers are as good as equal."""
    if not isinstance(one, int | float) or not isinstance(other, int | float) or one == other:
        return False
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def items_differ(one: Value, other: Value) -> str:
    """The first item that differs, or the lengths."""
    for row, (left, right) in enumerate(zip(one.items or (), other.items or (), strict=False)):
        if left.text != right.text:
            return f"item {row} is {shown(left, 30)} and not {shown(right, 30)}"
    return f"{one.length} items are not {other.length}" if one.length != other.length else ""


def texts_differ(one: str, other: str) -> str:
    """Blanks, case, length, or the first letter that differs."""
    if one.strip() == other.strip():
        return "they differ in blanks at the ends only"
    if one.lower() == other.lower():
        return "they differ in the case of letters only"
    at = next((row for row, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), None)
    if at is None:
        return f"{len(one)} letters are not {len(other)}"
    return f"they part at position {at}" if at > 0 else ""


def turning(one: Value, other: Value) -> str | None:
    """What to write around an expression of the first value so that it gives the second; None for nothing.

    Only whole values of plain types are looked at: what was cut could differ where it was cut.
    """
    if one.cut or other.cut:
        return None
    try:
        this, that = ast.literal_eval(one.text), ast.literal_eval(other.text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None
    if type(this) is type(that) and this == that:
        return None
    return next((written for written, made in candidates(this, that) if same(made, that)), None)


def same(one: object, other: object) -> bool:
    """Whether two plain values are equal and of one type."""
    return type(one) is type(other) and one == other


def candidates(this: object, that: object) -> Iterator[tuple[str, object]]:
    """Yield what could be written, with what it would give."""
    match this, that:
        case list() | tuple(), list() | tuple():
            yield type(that).__name__ + "({})", type(that)(this)
            yield "{}[::-1]", this[::-1]
            yield from sorting(this)
        case set(), list():
            yield from sorting(this)
        case list() | tuple(), set():
            yield from collecting(this)
        case str(), str():
            yield from (
                ("{}.strip()", this.strip()),
                ("{}.lower()", this.lower()),
                ("{}.upper()", this.upper()),
            )
            yield "{}[::-1]", this[::-1]
        case str(), int() | float() | bool():
            yield type(that).__name__ + "({})", that if str(that) == this.strip() else None
        case int() | float(), str():
            yield "str({})", str(this)
        case float(), int() | float() if abs(this) < 1e15:
            digits = len(str(that).partition(".")[2]) if isinstance(that, float) else 0
            yield (
                f"round({{}}, {digits})" if digits else "round({})",
                round(this, digits) if digits else round(this),
            )
        case _:
            return


def sorting(this: Iterable[object]) -> Iterator[tuple[str, object]]:
    """Sort, where the items compare."""
    try:
        yield "sorted({})", sorted(this)  # type: ignore[type-var]  # what does not compare raises TypeError
    except TypeError:
        return


def collecting(this: Iterable[object]) -> Iterator[tuple[str, object]]:
    """Make a set, where the items can be hashed."""
    try:
        yield "set({})", set(this)
    except TypeError:
        return
