"""The commands of `raydx`, as click reads them."""

from importlib import import_module
from pathlib import Path

import click

from executor.sandbox.unavailable import SandboxUnavailable

COMMANDS = Path(__file__).parent / "commands"
OWN_FAILURE, INTERRUPTED = 3, 130


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


def commanded(arguments: list[str]) -> int:
    """Run one command and return its exit status; what was asked wrongly is said on standard error."""
    try:
        status = raydx.main(arguments, prog_name="raydx", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except click.Abort:
        return INTERRUPTED
    except SandboxUnavailable as why:
        click.echo(f"raydx runs nothing without isolation, and this host cannot isolate: {why}", err=True)
        return OWN_FAILURE
    return status if isinstance(status, int) else 0
