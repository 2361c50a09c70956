"""A hostile program, as it stands in its file."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from executor.sandbox.kernel import machine, numbers

HOSTILE = Path(__file__).parents[2] / "tests" / "hostile"
PROGRAMS = HOSTILE / "programs"
PIECES = HOSTILE / "pieces"
PLACEHOLDER = re.compile(r"@([A-Z_]+|nr:\w+)@")
"""What the runner knows better than the file: a path, a port, a process, the number of a system call."""


class Unwritable(Exception):
    """This machine lacks what the program needs; the message says what."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What containment means, beyond what is true of every program. None and empty ask for nothing.

    `ends`, `claims` and `refused` are names out of `knowledge.run`; one of several is enough. `call` is a
    system call of which the kernel must have told. `hides` are texts that may stand nowhere in the report.
    """

    ends: tuple[str, ...] = ()
    exit_code: int | None = None
    fault: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    succeeds: bool | None = None
    prints: str | None = None
    refused: tuple[str, ...] = ()
    call: str | None = None
    hides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One program.

    `held_by` names what holds it. `limit` says why a lower level of isolation does not, and `needs` names
    the mechanism that the level lacks. `crowd` many other programs run at the same time; `kills` the warm
    process dies meanwhile. `reaches` lists the doors that the policy leaves open to it on purpose.
    `lends` gives it the operator's directory, as `--path` does, and `allows` names modules as `--allow` does.
    """

    theme: str
    name: str
    tries: str
    policies: tuple[str, ...]
    held_by: str
    code: str
    expected: Expected
    uses: tuple[str, ...] = ()
    stdin: str = ""
    limits: Mapping[str, float] | None = None
    slow: bool = False
    limit: str | None = None
    needs: str | None = None
    crowd: int = 0
    kills: bool = False
    reaches: tuple[str, ...] = ()
    lends: bool = False
    allows: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The theme and the name."""
        return f"{self.theme}/{self.name}"


def cases() -> tuple[Case, ...]:
    """Every program of the battery, in order."""
    return tuple(case_of(path) for path in sorted(PROGRAMS.glob("*/*.toml")))


def case_of(path: Path) -> Case:
    """Read one file; whatever it says that nobody asks for is an error."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    expected = Expected(**listed(told.pop("expect", {}), ("ends", "fault", "claims", "refused", "hides")))
    told = listed(told, ("policies", "uses", "reaches", "allows"))
    return Case(theme=path.parent.name, name=path.stem, expected=expected, **told)


def listed(table: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """Turn what may be one word or a list into a tuple."""
    found = dict(table)
    for key in keys:
        value = found.get(key, ())
        found[key] = (value,) if isinstance(value, str) else tuple(value)
    return found


def written(case: Case, known: Mapping[str, object]) -> str:
    """Write the program: the pieces it uses, itself, and what the runner knows in the place of its names."""
    parts = [(PIECES / f"{piece}.txt").read_text(encoding="utf-8") for piece in case.uses]
    return PLACEHOLDER.sub(lambda match: filled(match[1], known), "".join([*parts, case.code]))


def filled(name: str, known: Mapping[str, object]) -> str:
    """What stands for one name."""
    if name.startswith("nr:"):
        number = numbers(machine()).get(name[3:])
        if number is None:
            raise Unwritable(f"there is no system call {name[3:]} on {machine()}")
        return str(number)
    return str(known[name])


def trials() -> Iterator[tuple[Case, str]]:
    """Every program with each of its policies."""
    for case in cases():
        for policy in case.policies:
            yield case, policy
