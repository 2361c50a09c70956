"""What a project has set: the table `[tool.raydx]` of the nearest `pyproject.toml` above a file."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from analyzer.doors.looking.options import POLICIES
from analyzer.doors.looking.reading import is_regular
from knowledge.near import near

FILE = "pyproject.toml"


class WrongSettings(ValueError):
    """A table of settings says something that cannot be meant; the message names file and key."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set for the files below `home`; None and empty say nothing."""

    home: Path = field(default_factory=Path)
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    policy: str | None = None
    allow: tuple[str, ...] = ()

    def excludes(self, path: Path) -> bool:
        """Whether a pattern fits the path: its name, or where it lies below `home`."""
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links out of the project
        below = whole.relative_to(self.home).as_posix() if whole.is_relative_to(self.home) else path.name
        return any(
            fnmatchcase(path.name, pattern) or fnmatchcase(below, pattern.strip("/").removeprefix("./"))
            for pattern in self.exclude
        )


def settings_for(directory: Path) -> Settings:
    """Find the settings for the files of a directory: those of the nearest file above that has any.

    Raises WrongSettings.
    """
    return found_above(directory.absolute())


@cache
def found_above(directory: Path) -> Settings:
    """Look here, and then in the directory above."""
    file = directory / FILE
    table = table_in(file) if is_regular(file) else None
    if table is not None:
        return settings_of(table, file)
    return Settings() if directory.parent == directory else found_above(directory.parent)


def table_in(file: Path) -> Mapping[str, object] | None:
    """The table of raydx in a file; None where it has none, and so for a file that is none of ours."""
    import tomllib  # noqa: PLC0415 - 3 ms, for projects that have such a file

    try:
        text = file.read_bytes()
        if b"raydx" not in text:
            return None
        tools = tomllib.loads(text.decode()).get("tool", {})
    except (OSError, ValueError) as why:
        raise WrongSettings(f"{file}: {why}") from why
    table = tools.get("raydx") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise WrongSettings(f"{file}: [tool.raydx] should be a table, found {type(table).__name__}")
    return table


def settings_of(table: Mapping[str, object], file: Path) -> Settings:
    """Check what is set."""
    checked: dict[str, Any] = {}
    for key, value in table.items():
        if key not in CHECKS:
            meant = near(key.replace("_", "-"), CHECKS, 1)
            hint = f"; did you mean {meant[0]!r}?" if meant else f"; there are {', '.join(CHECKS)}"
            raise WrongSettings(f"{file}: [tool.raydx] has no key {key!r}{hint}")
        try:
            checked[key] = CHECKS[key](value)
        except ValueError as why:
            raise WrongSettings(f"{file}: [tool.raydx] {key}: {why}") from why
    return Settings(file.parent, **checked)


def texts(value: object) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"should be a list of texts, found {value!r}")
    return tuple(value)


def codes(value: object) -> tuple[str, ...]:
    """A list of rules' codes."""
    from analyzer.choice import codes_in  # noqa: PLC0415 - 100 ms that a project without settings saves

    return codes_in(texts(value))


def one_of(choices: tuple[str, ...]) -> Callable[[object], str]:
    """One of a few words."""

    def checked(value: object) -> str:
        if value not in choices:
            raise ValueError(f"should be one of {', '.join(choices)}, found {value!r}")
        return str(value)

    return checked


CHECKS: Mapping[str, Callable[[object], object]] = {
    "select": codes,
    "ignore": codes,
    "exclude": texts,
    "policy": one_of(POLICIES),
    "allow": texts,
}
