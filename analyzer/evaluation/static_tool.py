"""Asks a tool that reads files: the programs of many cases in one folder, one call for all of them."""

import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzer.evaluation.answer import Answer, Claim
from analyzer.evaluation.case import FINE, Case
from analyzer.evaluation.respondent import Ask
from analyzer.session import Analyzer

PATIENCE = 60.0
PER_FILE = 2.0
MEANT = re.compile(r"[Dd]id you mean [\"'`](\w+)[\"'`]")


@dataclass(frozen=True, slots=True)
class Said:
    """What such a tool says of the file `name`; `category` is the failure that it foretells, if any."""

    name: str
    line: int
    code: str
    message: str
    category: str | None

    @property
    def claim(self) -> Claim:
        """The same as a finding; only what foretells a failure is an error."""
        meant = MEANT.search(self.message)
        return Claim(self.line, self.code, self.category is not None, meant[1] if meant else None)


def asking(
    command: Sequence[str], read: Callable[[str], Iterable[Said]], *, with_errors: bool = False
) -> Ask:
    """Make an ask of a command, which is given the folder as last argument, and of what reads its output.

    `with_errors` reads standard error as well.
    """

    def ask(cases: Sequence[Case], analyzer: Analyzer) -> list[Answer]:
        del analyzer  # nothing is run
        with tempfile.TemporaryDirectory(prefix="raydx-") as folder:
            names = [f"case_{number:05}.py" for number in range(len(cases))]
            for name, case in zip(names, cases, strict=True):
                (Path(folder) / name).write_bytes(case.code.encode("utf-8", "surrogatepass"))
            said = defaultdict(list)
            for one in read(output_of([*command, folder], folder, len(cases), with_errors=with_errors)):
                said[Path(one.name).name].append(one)
        return [answer_of(said[name]) for name in names]

    return ask


def output_of(command: Sequence[str], folder: str, files: int, *, with_errors: bool) -> str:
    """What the command prints; that it ends with 1 says only that it found something."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if with_errors else subprocess.PIPE,
        cwd=folder,
        timeout=PATIENCE + PER_FILE * files,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode not in (0, 1):
        raise RuntimeError(
            f"{command[0]} ended with {done.returncode}: {(done.stderr or done.stdout)[-500:]!r}"
        )
    return output


def answer_of(said: Iterable[Said]) -> Answer:
    """The first error is the cause, all errors are the hint; no error means that nothing is wrong."""
    ordered = sorted(said, key=lambda one: one.line)
    errors = [one for one in ordered if one.category]
    return Answer(
        category=errors[0].category if errors else FINE,
        births=(errors[0].line,) if errors else (),
        hint="\n".join(one.message for one in errors),
        claims=tuple(one.claim for one in ordered),
    )
