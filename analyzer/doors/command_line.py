"""The command line: `raydx`, and how it ends.

Exit status: 0 the program is clean or succeeded, 1 it has findings or failed, 2 wrong usage, 3 raydx itself
could not do its work.
"""

import gc
import sys
from importlib import import_module
from pathlib import Path

import click

from executor.sandbox.unavailable import SandboxUnavailable

ALLOCATIONS = 100_000
"""Between two looks for garbage. What imports make is none, and looking costs a short command 7 to 20 ms."""

COMMANDS = Path(__file__).parent / "commands"
USAGE, OWN_FAILURE, INTERRUPTED = 2, 3, 130


class Commands(click.Group):
    """The commands of the folder, each imported when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the files of the folder."""
        del ctx
        return sorted(path.stem for path in COMMANDS.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = getattr(import_module(f"analyzer.doors.commands.{cmd_name}"), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"commands/{cmd_name}.py should define a command {cmd_name!r}, found {command!r}")
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="raydx", message="%(prog)s %(version)s")
def raydx() -> None:
    """Run Python that somebody else wrote, and say why it failed."""


def main() -> None:
    """Run the command line and end the process with its exit status."""
    gc.set_threshold(ALLOCATIONS)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(status_of(sys.argv[1:]))


def status_of(arguments: list[str]) -> int:
    """Run one command and return its exit status; what goes wrong is said on standard error."""
    try:
        status = raydx.main(arguments, prog_name="raydx", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except SandboxUnavailable as why:
        click.echo(f"raydx runs nothing without isolation, and this host cannot isolate: {why}", err=True)
        return OWN_FAILURE
    except BrokenPipeError:
        silence()
        return OWN_FAILURE
    except Exception as failure:  # noqa: BLE001 - the last line of defence: 1 would say the program failed
        unexpected(failure)
        return OWN_FAILURE
    return status if isinstance(status, int) else 0


def silence() -> None:
    """Keep the interpreter from flushing into a pipe that nobody reads."""
    import os  # noqa: PLC0415 - hardly ever needed

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def unexpected(failure: Exception) -> None:
    """Say that raydx itself failed, with the trace that a report of the fault needs."""
    from traceback import format_exception  # noqa: PLC0415 - hardly ever needed

    click.echo("".join(format_exception(failure)), err=True, nl=False)
    click.echo("raydx itself failed; this is a fault of raydx, not of the program", err=True)


if __name__ == "__main__":
    main()
