"""Measure functions and files in lines; fail where one is too long to be read in one go.

A function counts from its `def` to its end, docstring included, decorators not. A file that defines nothing
but values is data: it is shown apart and may be as long as they are.
"""

import ast
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST_FUNCTION = 50
LONGEST_FILE = 300
ROOT = Path(__file__).resolve().parents[1]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)
VALUES = (ast.Assign, ast.AnnAssign)
GROUPS = ("analyzer", "executor", "knowledge", "tools", "tests")


@dataclass(frozen=True, slots=True)
class Measured:
    """A function or a file, and how many lines it has."""

    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class Module:
    """One file and the functions in it."""

    group: str
    file: Measured
    functions: tuple[Measured, ...]
    is_data: bool
    says_something: bool


def measure(path: Path) -> Module:
    """Read one file."""
    name = path.relative_to(ROOT).as_posix()
    text = path.read_text(encoding="utf-8")
    nodes = tuple(ast.walk(ast.parse(text)))
    functions = tuple(
        Measured(f"{name}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in nodes
        if isinstance(node, FUNCTIONS)
    )
    return Module(
        group=name.split("/")[0],
        file=Measured(name, len(text.splitlines())),
        functions=functions,
        is_data=not any(isinstance(node, DEFINITIONS) for node in nodes),
        says_something=any(isinstance(node, (*DEFINITIONS, *VALUES)) for node in nodes),
    )


def share(sizes: Sequence[int], percent: int) -> int:
    """The size that so many of a hundred do not exceed."""
    return sorted(sizes)[max(math.ceil(len(sizes) * percent / 100) - 1, 0)]


def row(title: str, sizes: Sequence[int]) -> str:
    """One line of the table."""
    if not sizes:
        return f"{title:<22}{0:>6}"
    return f"{title:<22}{len(sizes):>6}{share(sizes, 50):>8}{share(sizes, 95):>8}{max(sizes):>9}"


def table(modules: Sequence[Module]) -> Iterable[str]:
    """Functions and files of each group, then the data."""
    yield f"{'lines':<22}{'count':>6}{'median':>8}{'95 %':>8}{'longest':>9}"
    for group in GROUPS:
        here = [module for module in modules if module.group == group and not module.is_data]
        if here:
            yield row(f"{group} functions", [one.lines for module in here for one in module.functions])
            yield row(f"{group} files", [module.file.lines for module in here])
    yield row("data files", [module.file.lines for module in modules if module.is_data])


def too_long(modules: Iterable[Module]) -> Iterable[str]:
    """What has to be divided."""
    for module in modules:
        for function in module.functions:
            if function.lines > LONGEST_FUNCTION:
                yield f"{function.name} has {function.lines} lines, {LONGEST_FUNCTION} are allowed"
        if not module.is_data and module.file.lines > LONGEST_FILE:
            yield f"{module.file.name} has {module.file.lines} lines, {LONGEST_FILE} are allowed"


def main() -> int:
    """Print the table; the exit status says whether anything is too long."""
    paths = [path for group in GROUPS for path in sorted((ROOT / group).rglob("*.py"))]
    modules = [module for module in map(measure, paths) if module.says_something]
    print("\n".join(table(modules)))
    found = list(too_long(modules))
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
