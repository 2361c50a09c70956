"""Compares raydx with ruff on code that works: how often each calls a name of the standard library undefined.

    python -m tools.name_reports [FOLDER] [--least N]

Reads the modules of the running Python's standard library, or of FOLDER, but for tests. All of them work, so
every report is wrong but for code that never runs here. Exits with 1 where raydx reports more than ruff, or
where there are fewer than N modules (600).
"""

import argparse
import json
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from analyzer.inspection import inspect
from analyzer.rules.missing_import import missing_import
from analyzer.rules.undefined_name import undefined_name
from executor.policy import OPEN
from knowledge.finding import Severity
from knowledge.program import program_of
from knowledge.source import source_of

SKIPPED = frozenset({"test", "tests", "idle_test", "site-packages", "__phello__"})
ENOUGH = 600


def modules(folder: Path) -> list[Path]:
    """The Python files below a folder, but for tests and what was installed."""
    found = (
        path for path in sorted(folder.rglob("*.py")) if SKIPPED.isdisjoint(path.parts[len(folder.parts) :])
    )
    return [path for path in found if compiles(path)]


def compiles(path: Path) -> bool:
    """Whether a file is Python at all: some are examples of what is not."""
    return program_of(source_of(path.read_bytes())) is not None


def ours(paths: Sequence[Path]) -> tuple[int, int]:
    """How many errors and how many warnings raydx reports."""
    found = [
        finding.severity
        for path in paths
        for source in [source_of(path.read_bytes())]
        for finding in inspect(source, program_of(source), OPEN, [undefined_name, missing_import]).findings
    ]
    return found.count(Severity.ERROR), len(found) - found.count(Severity.ERROR)


def theirs(paths: Sequence[Path]) -> int:
    """How many names ruff calls undefined."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--select", "F821"]
    command += ["--output-format", "json", "--exit-zero", *map(str, paths)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    return sum(one["code"] == "F821" for one in json.loads(said.stdout))


def main() -> int:
    """Print the three figures."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folder", nargs="?", type=Path, default=Path(sysconfig.get_path("stdlib")))
    asked.add_argument("--least", type=int, default=ENOUGH, help="modules that there must be")
    told = asked.parse_args()
    paths = modules(told.folder)
    errors, warnings = ours(paths)
    peer = theirs(paths)
    print(f"{len(paths)} modules that work; names that were called undefined:")
    print(f"  raydx {errors + warnings:4} ({errors} errors, {warnings} warnings)")
    print(f"  ruff  {peer:4}")
    return 0 if errors + warnings < peer and len(paths) >= told.least else 1


if __name__ == "__main__":
    raise SystemExit(main())
