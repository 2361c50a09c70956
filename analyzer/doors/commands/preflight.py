"""`raydx preflight`: look at programs, run nothing."""

from typing import Any

import click

from analyzer.doors.asking import as_click, environment_options, python_of
from analyzer.doors.looking.options import FORMAT, OPTIONS
from knowledge.interpreter import meaning


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@as_click(FORMAT)
@as_click(OPTIONS[0])
@environment_options
@as_click(*OPTIONS[1:])
def preflight(paths: tuple[str, ...], **given: Any) -> int:  # noqa: ANN401 - click's options
    """Say what is wrong with the programs in PATH... before they run.

    A PATH is a file, a folder (its *.py and *.pyw, also further down), a pattern such as 'src/**/*.py', or -
    for standard input. The exit status is 1 where a finding has severity error, and 3 where a file could not
    be looked at.

    What is set under [tool.raydx] in the nearest pyproject.toml counts where no option says otherwise. A
    comment `# raydx: ignore[CODE]` silences a rule on its line.
    """
    from analyzer.doors.looking.asked import WrongUsage  # noqa: PLC0415 - 100 ms, not for --help
    from analyzer.doors.looking.command import looked  # noqa: PLC0415 - same
    from analyzer.doors.looking.settings import WrongSettings  # noqa: PLC0415 - same

    python = python_of(given.pop("python"), given.pop("directories"))
    try:
        with meaning(python):
            return looked(paths, given)
    except (WrongUsage, WrongSettings) as why:
        raise click.UsageError(str(why)) from why
