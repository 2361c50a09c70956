"""What the commands ask for in the same way: programs, and how the answer should look."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from analyzer.doors.looking.options import POLICIES, Option
from analyzer.doors.streams import STANDARD_INPUT
from knowledge.interpreter import HERE, Interpreter
from knowledge.limits import Limits

DEFAULTS = Limits()

type Decorated = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """A program as it came, and the name under which to speak of it."""

    name: str
    code: bytes


def read(name: str) -> Sent:
    """Read a program; `-` is standard input. What cannot be read is wrong usage, said in one sentence."""
    if name == STANDARD_INPUT:
        return Sent("standard input", sys.stdin.buffer.read())
    try:
        return Sent(name, Path(name).read_bytes())
    except (OSError, ValueError) as why:
        reason = why.strerror if isinstance(why, OSError) and why.strerror else str(why)
        raise click.UsageError(f"cannot read {click.format_filename(name)}: {reason}") from why


def policy_option(command: Decorated) -> Decorated:
    """Ask for the policy."""
    return click.option(
        "--policy",
        type=click.Choice(POLICIES),
        default="strict",
        show_default=True,
        help="What the program may do.",
    )(command)


def format_option(*choices: str) -> Callable[[Decorated], Decorated]:
    """Ask for the shape of the answer."""
    return click.option(
        "--format",
        "shape",
        type=click.Choice(choices),
        default="text",
        show_default=True,
        help="Text for people, JSON for programs.",
    )


def limit_options(command: Decorated) -> Decorated:
    """Ask for the limits."""
    for name, default, what in (
        ("--output-mb", DEFAULTS.output_mb, "Megabytes of output."),
        ("--memory-mb", DEFAULTS.memory_mb, "Megabytes of memory."),
        ("--seconds", DEFAULTS.seconds, "Seconds of time."),
    ):
        command = click.option(name, type=float, default=default, show_default=True, help=what)(command)
    return command


def as_click(*options: Option) -> Callable[[Decorated], Decorated]:
    """Ask for options of the table."""

    def asking(command: Decorated) -> Decorated:
        for option in reversed(options):
            command = click.option(
                option.name,
                option.key,
                type=click.Choice(option.choices) if option.choices else None,
                default=option.unasked,
                show_default=option.default is not None,
                multiple=option.multiple,
                is_flag=option.flag,
                metavar=option.metavar,
                help=option.help,
            )(command)
        return command

    return asking


def environment_options(command: Decorated) -> Decorated:
    """Ask for the Python that programs are for, and what may be imported beside it."""
    for names, what in (
        (("--allow", "allow"), "A module that may be imported in spite of the policy."),
        (("--path", "directories"), "A directory of your own to import from; it can be read."),
    ):
        metavar = "NAME" if "allow" in names else "DIR"
        command = click.option(*names, multiple=True, metavar=metavar, help=what)(command)
    what = "The interpreter, or the folder of a virtual environment."
    return click.option("--python", metavar="PATH", help=what)(command)


def python_of(python: str | None, directories: tuple[str, ...]) -> Interpreter:
    """The Python that programs are for; what cannot be chosen is wrong usage."""
    if python is None and not directories:
        return HERE
    from executor.describing import installation_of  # noqa: PLC0415 - 20 ms, where one is chosen

    try:
        installation = installation_of(python, directories)
    except ValueError as why:
        raise click.UsageError(str(why)) from why
    return installation.interpreter if installation else HERE


def limits_of(seconds: float, memory_mb: float, output_mb: float) -> Limits:
    """Make the limits; an amount that limits nothing is wrong usage."""
    try:
        return Limits(seconds=seconds, memory_mb=memory_mb, output_mb=output_mb)
    except (TypeError, ValueError) as why:
        raise click.UsageError(str(why)) from why
