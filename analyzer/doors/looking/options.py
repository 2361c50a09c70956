"""The options of `raydx preflight`: one table, from which click reads a call, or a plain one is read at once.

Importing click takes half as long as all else that a look at a hundred lines needs, and most calls name a few
options and files. So a call that has nothing else is read here. Whatever is not wholly understood (help, an
abbreviation, a value that is none of the choices, the options for other environments) is left to click, which
reads it from the start.
"""

from collections.abc import Sequence
from typing import NamedTuple

from analyzer.doors.streams import STANDARD_INPUT

CODES = "CODE[,CODE]"
POLICIES = ("strict", "standard", "open")


class Option(NamedTuple):
    """An option: with a value unless it is a flag, and as often as wanted where it is `multiple`."""

    name: str
    key: str
    help: str
    choices: tuple[str, ...] = ()
    metavar: str | None = None
    default: str | None = None
    multiple: bool = False
    flag: bool = False

    @property
    def unasked(self) -> object:
        """The value where the option is not given."""
        return () if self.multiple else False if self.flag else self.default


FORMAT = Option(
    "--format",
    "shape",
    "Text for people, JSON for programs.",
    choices=("text", "json", "jsonl", "sarif", "github"),
    default="text",
)
OPTIONS = (
    Option("--policy", "policy", "What the programs may do.  [default: strict]", choices=POLICIES),
    Option("--select", "select", "Ask only these rules.", metavar=CODES, multiple=True),
    Option("--ignore", "ignore", "Do not ask these rules.", metavar=CODES, multiple=True),
    Option("--exclude", "exclude", "Leave out what fits, in folders.", metavar="PATTERN", multiple=True),
    Option("--force-exclude", "force_exclude", "Leave out what fits, named files too.", flag=True),
    Option("--fix", "fix", "Make the edits that have one meaning.", flag=True),
    Option("--unsafe-fixes", "unsafe_fixes", "With --fix or --diff: the likely edits too.", flag=True),
    Option("--diff", "diff", "Show what fixes would change, and change nothing.", flag=True),
    Option("--isolated", "isolated", "Read no settings from any pyproject.toml.", flag=True),
    Option("--stdin-filename", "stdin_name", "What standard input is called.", metavar="NAME"),
)
BY_NAME = {option.name: option for option in (FORMAT, *OPTIONS)}

type Given = dict[str, object]
"""The values of the options, by key."""


def plainly(arguments: Sequence[str]) -> tuple[tuple[str, ...], Given] | None:
    """The paths and options of a call, where there is nothing in it but known options, values and paths."""
    paths: list[str] = []
    given: Given = {option.key: option.unasked for option in BY_NAME.values()}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-") or argument == STANDARD_INPUT:
            paths.append(argument)
            continue
        name, equals, value = argument.partition("=")
        option = BY_NAME.get(name)
        if option is None or (option.flag and equals):
            return None
        if not (option.flag or equals):
            value = next(rest, "-")
        if not option.flag and not fits(option, value):
            return None
        given[option.key] = added(option, given[option.key], value)
    return (tuple(paths), given) if paths else None


def fits(option: Option, value: str) -> bool:
    """Whether a value is surely one, and no option or mistake."""
    return not value.startswith("-") and (not option.choices or value in option.choices)


def added(option: Option, before: object, value: str) -> object:
    """What an option means when it is given (again): several values, or the last one."""
    if option.flag:
        return True
    return (*before, value) if isinstance(before, tuple) else value
