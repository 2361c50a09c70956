"""Reads cases: our own corpus (TOML, one a file) and data sets (JSON lines, as their README says).

Raises ValueError, naming the file, for what has neither form.
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analyzer.evaluation.case import FINE, Case, Expectation, Owed
from knowledge.limits import Limits

GOLD = ("gold", "silver")
BY_TYPE = {
    "SyntaxError": "syntax_error",
    "IndentationError": "syntax_error",
    "TabError": "syntax_error",
    "ImportError": "import_error",
    "ModuleNotFoundError": "import_error",
    "MemoryError": "memory_error",
}


def cases_in(path: Path) -> Iterator[Case]:
    """Read a file, or every case below a folder, in the order of the names."""
    if path.is_dir():
        for below in sorted([*path.rglob("*.toml"), *path.rglob("*.jsonl")]):
            yield from cases_in(below)
    elif path.suffix == ".toml":
        yield case_of_toml(path)
    elif path.suffix == ".jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield case_of_row(json.loads(line))
    else:
        raise ValueError(f"{path} should be a folder, a .toml case or a .jsonl data set")


def case_of_toml(path: Path) -> Case:
    """Read one case of our own corpus."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return Case(
            id=f"{path.parent.name}/{path.stem}",
            source="corpus",
            family=told["expect"].get("type") or told["expect"]["category"],
            code=told["code"],
            expect=expectation_of(told["expect"]),
            stdin=told.get("stdin", ""),
            policy=told.get("policy", "strict"),
            limits=Limits(seconds=told.get("seconds", 30.0), memory_mb=told.get("memory_mb", 100.0)),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
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
        owed=tuple(
            Owed(one["line"], one.get("code"), one.get("replacement")) for one in told.get("findings", ())
        ),
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


def case_of_row(row: dict[str, Any]) -> Case:
    """Read one row of a data set; the lines that a well-labelled fix changes are the birth."""
    kind = row["exception"]
    if kind is None:
        return Case(row["id"], row["source"], "fine", row["code"], Expectation(FINE), row.get("stdin", ""))
    labelled = row.get("cause_quality") in GOLD and row["cause_line"] is not None
    expect = Expectation(
        category=BY_TYPE.get(kind.rpartition(".")[2], "runtime_error"),
        type=kind,
        lines=(row["fail_line"],),
        births=tuple(row["cause_lines"]) or (row["cause_line"],) if labelled else (),
        fixed=row.get("fixed_code"),
    )
    return Case(row["id"], row["source"], kind.rpartition(".")[2], row["code"], expect, row.get("stdin", ""))
