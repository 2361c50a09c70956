"""Reads cases: our own corpus (TOML, one a file) and data sets (JSON lines, as their README says).

Raises ValueError, naming the file, for what has neither form.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from analyzer.evaluation.answer import sound
from analyzer.evaluation.case import FINE, Case, Expectation, Owed
from knowledge.limits import Limits

LABELLED = ("gold", "silver")
BY_TYPE = {
    "SyntaxError": "syntax_error",
    "IndentationError": "syntax_error",
    "TabError": "syntax_error",
    "ImportError": "import_error",
    "ModuleNotFoundError": "import_error",
    "MemoryError": "memory_error",
}


def cases_of(paths: Iterable[Path]) -> tuple[Case, ...]:
    """Read all the files and folders; the same name twice gets a number."""
    seen: dict[str, int] = {}
    cases = []
    for path in paths:
        for case in cases_in(path):
            times = seen[case.id] = seen.get(case.id, 0) + 1
            cases.append(case if times == 1 else replace(case, id=f"{case.id}#{times}"))
    return tuple(cases)


def cases_in(path: Path) -> Iterator[Case]:
    """Read a file, or every case below a folder, in the order of the names."""
    if path.is_dir():
        for below in sorted([*path.rglob("*.toml"), *path.rglob("*.jsonl")]):
            yield from cases_in(below)
    elif path.suffix == ".toml":
        yield case_of_toml(path)
    elif path.suffix == ".jsonl":
        for number, row in rows_in(path):
            yield case_of_row(row, f"{path}:{number}")
    else:
        raise ValueError(f"{path} should be a folder, a .toml case or a .jsonl data set")


def rows_in(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    r"""Yield each row with its line; lines end at `\n` alone, since JSON may hold U+2028."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}:{number} is no JSON: {error}") from error
            if not isinstance(row, dict):
                raise ValueError(f"{path}:{number} should be an object, found {type(row).__name__}")
            yield number, row


def case_of_toml(path: Path) -> Case:
    """Read one case of our own corpus."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return Case(
            id=f"{path.parent.name}/{path.stem}",
            source="corpus",
            family=family_of(told["expect"].get("type"), told["expect"]["category"]),
            code=told["code"],
            expect=expectation_of(told["expect"]),
            stdin=told.get("stdin", ""),
            policy=told.get("policy", "strict"),
            limits=Limits(seconds=told.get("seconds", 30.0), memory_mb=told.get("memory_mb", 100.0)),
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no case: {error!r}") from error


def expectation_of(told: dict[str, Any]) -> Expectation:
    """Read what a case expects."""
    return Expectation(
        category=told["category"],
        type=told.get("type"),
        lines=several(told, "line", "lines"),
        column=told.get("column"),
        births=several(told, "birth", "births"),
        causes=tuple(told.get("cause", ())),
        words=tuple(tuple(group) for group in told.get("words", ())),
        not_words=tuple(told.get("not_words", ())),
        owed=tuple(owed_of(one) for one in told.get("findings", ())),
        silent=tuple(told.get("silent", ())),
        fixed=told.get("fixed"),
        stdout=told.get("stdout"),
    )


def owed_of(told: dict[str, Any]) -> Owed:
    """Read one finding that is owed before the run."""
    return Owed(told["line"], told.get("code"), told.get("replacement"))


def several(told: dict[str, Any], one: str, many: str) -> tuple[int, ...]:
    """Read one number or a list of them."""
    return tuple(told[many]) if many in told else (told[one],) if one in told else ()


def case_of_row(row: dict[str, Any], where: str) -> Case:
    """Read one row of a data set."""
    try:
        expect = expectation_of_row(row)
        return Case(
            id=sound(row["id"]),
            source=sound(row["source"]),
            family=family_of(expect.type, str(expect.category)),
            code=row["code"],
            expect=expect,
            stdin=row.get("stdin") or "",
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{where} is no row of a data set: {error!r}") from error


def expectation_of_row(row: dict[str, Any]) -> Expectation:
    """Read what a row expects; the lines that a well-labelled fix changes are the birth."""
    kind = row["exception"]
    if kind is None:
        return Expectation(FINE)
    births = row.get("cause_lines") or [row.get("cause_line")]
    return Expectation(
        category=BY_TYPE.get(kind.rpartition(".")[2], "runtime_error"),
        type=kind,
        lines=(row["fail_line"],),
        births=tuple(births) if row.get("cause_quality") in LABELLED and None not in births else (),
        fixed=row.get("fixed_code"),
    )


def family_of(kind: str | None, category: str) -> str:
    """The group of like failures: the type of the exception without its module, or `fine`."""
    if category == FINE or kind is None:
        return "fine" if category == FINE else category
    return kind.rpartition(".")[2]
