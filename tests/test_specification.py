"""Real reports have every key of the specification, in its place and with its type."""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from analyzer import Limits, diagnose
from analyzer.report.levels import at_level
from analyzer.report.shapes import Report

type Json = dict[str, Json] | list[Json] | str | float | bool | None

BLOCKS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "specification").glob("*.json"))
}
TOLD = [name for name, block in BLOCKS.items() if block["when"] != "later"]
ORIGINAL = os.environ.get("RAYDX_SPECIFICATION", "")

RUNTIME = """\
import warnings

def calculate_average(numbers):
    total = 100
    count = len(numbers) - 4
    return total / count

results, processed_count, current_item = [], 0, "item_0"
for number in [1, 2]:
    results.append(number * number)
    processed_count += 1
    current_item = f"item_{number}"
    print("Processing", current_item)
calculate_average([10, 20, 30, 40])
"""
PROGRAMS = {
    "syntax_error": "x = 5\nif x = 5:\n    print(x)\n",
    "runtime_error": RUNTIME,
    "name_error": "total = 3\nprint(total)\nprint(totl)\n",
    "import_error": "import nonexistent_module\n",
    "security_error": "import os\nprint(os.getcwd())\n",
    "timeout_error": "print('before')\nn = 0\nwhile True:\n    n += 1\n",
    "memory_error": "rows = []\nwhile True:\n    rows.append('x' * 1_000_000)\n",
}
LIMITS = Limits(seconds=1.0, memory_mb=50)
JSON_TYPES = {
    str: "string",
    bool: "boolean",
    int: "number",
    float: "number",
    list: "array",
    dict: "object",
    type(None): "null",
}
FREE = frozenset({"variables", "local_variables", "global_variables", "local_vars", "variables_before_error"})
"""Maps whose keys are names of the program."""


@cache
def report_on(program: str, level: int) -> dict[str, Json]:
    """What comes back for one of the programs, as JSON."""
    report = diagnose(PROGRAMS[program], limits=LIMITS, level=level)
    return dict(json.loads(report.model_dump_json()))


@cache
def full_report_on(program: str) -> Report:
    """Everything that comes back for one of the programs."""
    return diagnose(PROGRAMS[program], limits=LIMITS, level=4)


def missing(wanted: Json, found: Json, path: str = "") -> Iterator[str]:
    """Say at which paths a key is missing, or has another type; what may be null may be null."""
    kinds = JSON_TYPES[type(wanted)], JSON_TYPES[type(found)]
    if kinds[0] != kinds[1] and "null" not in kinds:
        yield f"{path or 'the report'} should be {kinds[0]}, found {kinds[1]}: {found!r}"
    elif isinstance(wanted, dict) and isinstance(found, dict) and path.rpartition(".")[2] not in FREE:
        for key, value in wanted.items():
            if key in found:
                yield from missing(value, found[key], f"{path}.{key}".lstrip("."))
            else:
                yield f"{path}.{key} is missing".lstrip(".")
    elif isinstance(wanted, list) and isinstance(found, list):
        yield from missing_items(wanted, found, path)


def missing_items(wanted: list[Json], found: list[Json], path: str) -> Iterator[str]:
    """Hold each item against the one it means: options by their name, others by the first."""
    if wanted and not found and not path.endswith("contributing_factors"):
        yield f"{path} is empty"
    for item in wanted if found else []:
        name = item.get("option") if isinstance(item, dict) else None
        meant = [
            one for one in found if name is None or (isinstance(one, dict) and one.get("option") == name)
        ]
        if not meant:
            yield f"{path} has no option {name}"
        else:
            yield from missing(item, meant[0], f"{path}[]")


def named(item: Json) -> Json:
    """The name of a recovery option; other items have none."""
    return item.get("option") if isinstance(item, dict) else None


@pytest.mark.parametrize("name", TOLD)
def test_a_report_has_the_block(name: str) -> None:
    """Every key is there, from the level on that tells it."""
    block = BLOCKS[name]
    for level in range(block["level"], 5):
        assert list(missing(block["block"], report_on(block["when"], level))) == []


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("level", range(1, 4))
def test_a_level_only_adds(program: str, level: int) -> None:
    """Everything that a level tells of a run is told by the next one as well, in the same place."""
    whole = full_report_on(program)
    less, more = (shape_of(json.loads(at_level(whole, one).model_dump_json())) for one in (level, level + 1))
    assert less < more or (less == more and level == 3)


def shape_of(found: Json, path: str = "") -> set[str]:
    """All paths of a report; items of lists count by their place."""
    match found:
        case dict():
            return {path}.union(*(shape_of(value, f"{path}.{key}") for key, value in found.items()))
        case list():
            return {path}.union(*(shape_of(value, f"{path}[{row}]") for row, value in enumerate(found)))
        case _:
            return {path}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("level", range(1, 5))
def test_every_level_is_a_report(program: str, level: int) -> None:
    """What was sent can be read again, and says the same."""
    sent = report_on(program, level)
    assert json.loads(Report.model_validate(sent).model_dump_json()) == sent


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_category_is_the_one_meant(program: str) -> None:
    """Each program fails in its own way."""
    assert report_on(program, 1)["error_category"] == program.replace("name_error", "runtime_error")


def test_types_of_values_are_those_of_the_specification() -> None:
    """Numbers stay numbers, containers and strings are text."""
    report = diagnose(PROGRAMS["runtime_error"])
    assert report.error_details and report.partial_results
    numbers = "[10, 20, 30, 40]"
    assert report.error_details.local_variables == {"numbers": numbers, "total": 100, "count": 0}
    before = report.partial_results.variables_before_error
    assert (before["results"], before["processed_count"], before["current_item"]) == ("[1, 4]", 2, "item_2")


def test_columns_are_those_of_the_specification() -> None:
    """`print(undefined_variable)` has its name at column 6."""
    details = diagnose("x = 10\ny = 20\nprint(undefined_variable)\n").error_details
    assert details
    assert (details.line_number, details.column_number) == (3, 6)
    assert (details.end_line_number, details.end_column_number) == (3, 24)


def original_blocks() -> Iterator[Json]:
    """The JSON blocks of the specification itself, where its file is at hand."""
    text = Path(ORIGINAL).read_text(encoding="utf-8") if ORIGINAL else ""
    for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL):
        yield json.loads(block)


@pytest.mark.skipif(not ORIGINAL, reason="RAYDX_SPECIFICATION does not name the specification's file")
def test_the_copy_has_every_key_of_the_original() -> None:
    """No key of the specification is left out of the copy in `tests/specification`."""
    ours = set().union(*(shape_of(block["block"]) for block in BLOCKS.values()))
    plain = {re.sub(r"\[\d+\]", "[0]", path) for path in ours}
    for block in original_blocks():
        theirs = {re.sub(r"\[\d+\]", "[0]", path) for path in shape_of(block)}
        assert {path for path in theirs if path.split(".")[-2:-1] != ["variables_before_error"]} <= plain | {
            ""
        }
