"""How values, sizes and times are told."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime

from analyzer.report.shapes.part import Number, Scalar
from knowledge.limits import MEGABYTE
from knowledge.run import Stream
from knowledge.value import Value

LARGEST_EXACT = 2**53
"""Integers beyond it lose digits in readers that know only floating point."""
CODE_TYPES = frozenset({"module", "function", "type", "builtin_function_or_method", "method"})


def as_json(value: Value) -> Scalar:
    """Tell a value as JSON can hold it: numbers and short strings as such, everything else as text."""
    return value.scalar if isinstance(value.scalar, str) and not value.cut else as_shown(value)


def as_shown(value: Value) -> Scalar:
    """Tell a value as a notebook shows it: strings in quotes, numbers as numbers."""
    match value.scalar:
        case None if value.is_none:
            return None
        case bool():
            return value.scalar
        case int() if abs(value.scalar) <= LARGEST_EXACT:
            return value.scalar
        case float() if math.isfinite(value.scalar):
            return value.scalar
        case _:
            return value.text


def variables(values: Mapping[str, Value]) -> dict[str, Scalar]:
    """Tell variables, without those that only name code."""
    return {name: as_json(value) for name, value in values.items() if is_data(value)}


def as_texts(values: Mapping[str, Value]) -> dict[str, str]:
    """Tell variables as text, as the specification's exception does."""
    return {name: value.text for name, value in values.items() if is_data(value)}


def is_data(value: Value) -> bool:
    """Whether this is something else than a module, a function or a class."""
    return value.type not in CODE_TYPES and value.signature is None


def size(amount: float) -> str:
    """Tell bytes in megabytes: `2.5MB`, and whole ones without a fraction where that is a limit."""
    return f"{amount / MEGABYTE:.1f}MB"


def limit(megabytes: float) -> str:
    """Tell a limit: `100MB`."""
    return f"{megabytes:g}MB"


def whole(number: float) -> Number:
    """Tell a number without a fraction where it has none."""
    return int(number) if number == int(number) else number


def seconds(duration: float) -> float:
    """Tell a duration to the microsecond."""
    return round(duration, 6)


def utc(moment: datetime) -> str:
    """Tell a moment in ISO 8601, UTC, with `Z`; one without a zone is taken as UTC."""
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def output(stream: Stream) -> str:
    """Tell an output stream; one that was cut says so itself."""
    return stream.text


def one_line(text: str, longest: int = 200) -> str:
    """Put a text on one line of bounded length."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 3] + "..."
