"""Looking without running: what rules cost beside the parser, and a cold start beside other tools' own."""

import ast
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from analyzer.catalog import every_rule, rule_of
from analyzer.inspection import inspect
from analyzer.rule import Rule
from executor.policy import STRICT
from knowledge.program import program_of
from knowledge.source import source_of
from tools.bench.calls import interleaved, quiet
from tools.bench.timing import Figure, late

ACCOUNT = '''\
class Account{n}:
    """An account that knows its entries."""

    def __init__(self, owner, entries=()):
        self.owner = owner
        self.entries = list(entries)

    def add(self, day, amount, text=""):
        if amount == 0:
            raise ValueError("an entry needs an amount")
        self.entries.append({{"day": day, "amount": amount, "text": text}})

    def balance(self, until=None):
        total = 0
        for entry in self.entries:
            if until is None or entry["day"] <= until:
                total += entry["amount"]
        return total


account{n} = Account{n}("Ada", [])
for day, amount in enumerate([12.5, -3, 40, -7.25]):
    account{n}.add(day, amount, f"entry {{day}}")
print(account{n}.owner, account{n}.balance(), json.dumps(account{n}.entries, indent=2))
'''
LINES = ACCOUNT.count("\n")
NAMES = ("undefined-name", "used-before-assignment", "missing-import", "blocked-import")
"""What a checker of names finds, and what the policy refuses."""

AIM_NAMES, AIM_ALL = 3.0, 12.0
SIZES = (100, 1_000, 20_000)
COLD_ROUNDS = 10
OTHERS = {
    "pyflakes": [sys.executable, "-m", "pyflakes"],
    "ruff": ["ruff", "check", "--isolated", "--no-cache", "--select", "F"],
    "ty": ["ty", "check", "--output-format", "concise"],
    "pyright": ["pyright"],
}


def program(lines: int) -> str:
    """A sound program of at least so many lines."""
    return "import json\n\n\n" + "\n\n".join(ACCOUNT.format(n=n) for n in range(-(-lines // LINES)))


def measure_looking(rounds: int) -> Iterator[Figure]:
    """Compare with `ast.parse` at several sizes, and cold commands with the bare interpreter."""
    names = tuple(map(rule_of, NAMES))
    for size in SIZES:
        turns = max(3, rounds * SIZES[0] // size)
        yield beside_parser(f"preflight of {size:,} lines, names and policy", size, names, turns, AIM_NAMES)
        yield beside_parser(f"preflight of {size:,} lines, every rule", size, every_rule(), turns, AIM_ALL)
    with tempfile.TemporaryDirectory() as folder:
        yield from interleaved(cold_looks(Path(folder)), min(rounds, COLD_ROUNDS))


def beside_parser(name: str, lines: int, rules: tuple[Rule, ...], rounds: int, aim: float) -> Figure:
    """How many parses one look takes, reading and parsing the text included, in time of the processor.

    Both compute and wait for nothing; on a busy host the clock on the wall would measure the others.
    """
    text = program(lines)
    look(text, rules)  # what is learned once about modules is not counted
    ratios = sorted(spent(lambda: look(text, rules)) / spent(lambda: ast.parse(text)) for _ in range(rounds))
    return Figure(name, ratios[len(ratios) // 2], late(ratios), aim, "parses")


def spent(call: Callable[[], object]) -> float:
    """The processor time of one call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def look(text: str, rules: tuple[Rule, ...]) -> None:
    """Look at a text as `preflight` does."""
    source = source_of(text)
    inspect(source, program_of(source), STRICT, rules)


def cold_looks(folder: Path) -> dict[str, Callable[[], object]]:
    """The command lines that are there, ours and the others', on a hundred sound lines."""
    path = folder / "program.py"
    path.write_text(program(SIZES[0]))
    ours = [sys.executable, "-m", "analyzer.doors.command_line", "preflight"]
    commands = {
        "preflight": ours,
        "preflight, names and policy": [*ours, "--select", ",".join(NAMES)],
        **{name: found for name, command in OTHERS.items() if (found := installed(command))},
    }
    return {
        f"look at {SIZES[0]} lines, cold: {name}": partial(quiet, [*command, str(path)], {0, 1})
        for name, command in commands.items()
    }


def installed(command: list[str]) -> list[str] | None:
    """The command with its whole path; None where it is not there (`make peers` installs them)."""
    beside = str(Path(sys.executable).parent)
    found = shutil.which(command[0], path=beside) or shutil.which(command[0])
    return [found, *command[1:]] if found else None
