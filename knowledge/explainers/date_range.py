"""ValueError: a date or time that the calendar does not have."""

import ast
import calendar

from knowledge.cause import Cause, Certainty
from knowledge.explainer import explains
from knowledge.facts import Facts
from knowledge.operating.kinds import called_name, value_of
from knowledge.operating.touching import failing
from knowledge.provenance import Evidence
from knowledge.telling.trail import birth, birth_said

PARTS = ("year", "month", "day", "hour", "minute", "second")
BOUNDS = {
    "year": (1, 9999),
    "month": (1, 12),
    "day": (1, 31),
    "hour": (0, 23),
    "minute": (0, 59),
    "second": (0, 59),
}
FIRST = {"date": 0, "datetime": 0, "time": 3, "replace": None}


@explains(ValueError)
def date_range(facts: Facts) -> Cause | None:
    """Name the part that is out of range, and how many days the month has."""
    call = failing(facts)
    name = called_name(call) if isinstance(call, ast.Call) else None
    if not isinstance(call, ast.Call) or name not in FIRST:
        return None
    given = dict(parts(call, FIRST[name]))
    numbers = {part: number for part, node in given.items() if (number := whole(facts, node)) is not None}
    bad = next(
        (part for part, number in numbers.items() if not BOUNDS[part][0] <= number <= last(part, numbers)),
        None,
    )
    if bad is None:
        return None
    node, number = given[bad], numbers[bad]
    origin = birth(facts, node)
    because = birth_said(facts, node, origin)
    low, high = BOUNDS[bad][0], last(bad, numbers)
    month = (
        f" in {numbers['year']}-{numbers['month']:02d}"
        if bad == "day" and {"year", "month"} <= set(numbers) and number <= 31
        else ""
    )
    return Cause(
        "date-out-of-range",
        f"the {bad} is {number}, and goes from {low} to {high}{month}" + (f"; {because}" if because else ""),
        facts.program.span(node),
        immediate=f"`{name}` gets {number} as the {bad}",
        certainty=Certainty.PROVEN,
        evidence=()
        if isinstance(node, ast.Constant)
        else (Evidence(call.lineno, facts.program.text(node)[:80], str(number)),),
        provenance=origin.links if origin else (),
        suggestions=(
            f"Pass a {bad} from {low} to {high}{month}"
            + (": use `timedelta` to step over the end of a month" if bad in ("day", "month") else ""),
        ),
    )


def parts(call: ast.Call, first: int | None) -> list[tuple[str, ast.expr]]:
    """The parts of the date that a call is given."""
    by_place = list(zip(PARTS[first:], call.args, strict=False)) if first is not None else []
    return by_place + [(str(word.arg), word.value) for word in call.keywords if word.arg in PARTS]


def whole(facts: Facts, node: ast.expr) -> int | None:
    """The whole number that an expression was."""
    value = value_of(facts, node)
    return value.scalar if value is not None and isinstance(value.scalar, int) else None


def last(part: str, numbers: dict[str, int]) -> int:
    """The largest number of a part; of the days that of the month."""
    year, month = numbers.get("year", 0), numbers.get("month", 0)
    if part == "day" and 1 <= year <= 9999 and 1 <= month <= 12:
        return calendar.monthrange(year, month)[1]
    return BOUNDS[part][1]
