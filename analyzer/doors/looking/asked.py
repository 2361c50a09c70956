"""What `raydx preflight` was asked: from names and options to programs, each with its rules and policy."""

import os
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from analyzer.choice import Choice, choice_of
from analyzer.doors.looking.files import NoSuchFile, files_named
from analyzer.doors.looking.looked import Task
from analyzer.doors.looking.reading import Unreadable, is_regular, program_at
from analyzer.doors.looking.settings import Settings, settings_for
from analyzer.doors.streams import STANDARD_INPUT
from executor.policy import Policy, allowing, policy_named

HERE = "standard input"


class WrongUsage(ValueError):
    """A name or an option cannot be meant; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a call; None and empty leave it to the settings of each file's project."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    policy: str | None = None
    allow: tuple[str, ...] = ()
    isolated: bool = False
    fix: str = ""
    write: bool = False
    stdin_name: str | None = None


def tasks_of(asked: Asked, names: tuple[str, ...]) -> list[Task]:
    """Find the programs; raises WrongUsage, and WrongSettings where a project's own are wrong."""
    found: dict[str, Task] = {}
    for name in names:
        if name == STANDARD_INPUT:
            found[name] = of_input(asked)
            continue
        try:
            for path in files_named(name, lambda path: is_excluded(asked, path)):
                if asked.force_exclude and lies_excluded(asked, path):
                    continue
                key = os.path.abspath(path)  # noqa: PTH100 - `resolve` would make one file of a link and its aim
                if key not in found:
                    found[key] = of_file(asked, path, named=not is_folder(name))
        except NoSuchFile as why:
            raise WrongUsage(f"cannot read {shown(name)}: {why}") from why
    return list(found.values())


def is_one(names: tuple[str, ...]) -> bool:
    """Whether exactly one program is named, and not a folder or a pattern that may mean several."""
    match names:
        case [name]:
            return name == STANDARD_INPUT or (os.path.lexists(name) and not is_folder(name))
        case _:
            return False


def is_folder(name: str) -> bool:
    """Whether a name is that of a folder."""
    return Path(name).is_dir()


def of_file(asked: Asked, path: Path, *, named: bool) -> Task:
    """A file. One that was named is read at once if it may be: that it is not there is wrong usage."""
    task = Task(str(path), path, fix=asked.fix, write=asked.write, file=path)
    if named:
        try:
            code = program_at(path)
        except Unreadable as why:
            raise WrongUsage(f"cannot read {shown(str(path))}: {why}") from why
        if not is_regular(path):  # a pipe can be read once
            task = replace(task, path=None, code=code)
    return seen_under(asked, task, path.parent)


def of_input(asked: Asked) -> Task:
    """Standard input, under the settings of the directory that its name, or raydx itself, is in."""
    name = asked.stdin_name
    file = Path(name) if name else None
    task = Task(name or HERE, None, sys.stdin.buffer.read(), fix=asked.fix, file=file)
    return seen_under(asked, task, file.parent if file else Path())


def seen_under(asked: Asked, task: Task, directory: Path) -> Task:
    """Set policy and rules: what was asked for counts before what is set."""
    settings = settings_of(asked, directory)
    return replace(task, policy=policy_of(asked, settings), choice=choice_under(asked, settings))


def settings_of(asked: Asked, directory: Path) -> Settings:
    """What a project has set, if that is to count."""
    return Settings() if asked.isolated else settings_for(directory)


@cache
def policy_of(asked: Asked, settings: Settings) -> Policy:
    """The policy by which imports are judged."""
    try:
        return allowing(
            policy_named(asked.policy or settings.policy or "strict"), settings.allow + asked.allow
        )
    except ValueError as why:
        raise WrongUsage(str(why)) from why


@cache
def choice_under(asked: Asked, settings: Settings) -> Choice:
    """The rules to ask: a selection on the command line stands for all that is set, the rest is added."""
    try:
        if asked.select:
            return choice_of(asked.select, asked.ignore)
        return choice_of(settings.select, settings.ignore + asked.ignore)
    except ValueError as why:
        raise WrongUsage(str(why)) from why


def is_excluded(asked: Asked, path: Path) -> bool:
    """Whether a path below a folder is left out."""
    settings = settings_of(asked, path.parent)
    return settings.excludes(path) or Settings(Path.cwd(), exclude=asked.exclude).excludes(path)


def lies_excluded(asked: Asked, path: Path) -> bool:
    """Whether a path, or a folder above it in its project, is left out."""
    home = settings_of(asked, path.parent).home.absolute()
    above = [path, *path.parents]
    return any(is_excluded(asked, one) for one in above if one.absolute().is_relative_to(home) and one.name)


def shown(name: str) -> str:
    """A name as it can be written to any terminal."""
    return name.encode("utf-8", "backslashreplace").decode()
