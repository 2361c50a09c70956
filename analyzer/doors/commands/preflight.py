"""`raydx preflight`: look at programs, run nothing."""

from typing import Any

import click

from analyzer.doors.asking import (
    POLICIES,
    STANDARD_INPUT,
    environment_options,
    format_option,
    python_of,
)
from knowledge.interpreter import meaning

CODES = "CODE[,CODE]"


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@format_option("text", "json", "jsonl", "sarif", "github")
@click.option("--policy", type=click.Choice(POLICIES), help="What the programs may do.  [default: strict]")
@environment_options
@click.option("--select", multiple=True, metavar=CODES, help="Ask only these rules.")
@click.option("--ignore", multiple=True, metavar=CODES, help="Do not ask these rules.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out what fits, in folders.")
@click.option("--force-exclude", is_flag=True, help="Leave out what fits, named files too.")
@click.option("--fix", is_flag=True, help="Make the edits that have one meaning.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: the likely edits too.")
@click.option("--diff", is_flag=True, help="Show what fixes would change, and change nothing.")
@click.option("--isolated", is_flag=True, help="Read no settings from any pyproject.toml.")
@click.option("--stdin-filename", "stdin_name", metavar="NAME", help="What standard input is called.")
def preflight(paths: tuple[str, ...], shape: str, **given: Any) -> int:  # noqa: ANN401 - click's options
    """Say what is wrong with the programs in PATH... before they run.

    A PATH is a file, a folder (its *.py and *.pyw, also further down), a pattern such as 'src/**/*.py', or -
    for standard input. The exit status is 1 where a finding has severity error, and 3 where a file could not
    be looked at.

    What is set under [tool.raydx] in the nearest pyproject.toml counts where no option says otherwise. A
    comment `# raydx: ignore[CODE]` silences a rule on its line.
    """
    checked(paths, shape, given)
    from analyzer.doors.looking.answer import answered, differences  # noqa: PLC0415 - 100 ms, not for --help
    from analyzer.doors.looking.asked import Asked, WrongUsage, is_one, tasks_of  # noqa: PLC0415 - same
    from analyzer.doors.looking.settings import WrongSettings  # noqa: PLC0415 - same

    differing, unsafe = given.pop("diff"), given.pop("unsafe_fixes")
    fix = "unsafe" if unsafe else "safe" if given["fix"] or differing else ""
    python = python_of(given.pop("python"), given.pop("directories"))
    try:
        tasks = tasks_of(Asked(**{**given, "fix": fix}, write=not differing), paths)
    except (WrongUsage, WrongSettings) as why:
        raise click.UsageError(str(why)) from why
    if not tasks:
        click.echo("no Python file is there to look at", err=True)
    with meaning(python):
        return differences(tasks) if differing else answered(tasks, shape, alone=is_one(paths))


def checked(paths: tuple[str, ...], shape: str, given: dict[str, Any]) -> None:
    """Refuse options that do not go together."""
    if given["diff"] and shape != "text":
        raise click.UsageError("--diff goes with --format text")
    if given["unsafe_fixes"] and not (given["fix"] or given["diff"]):
        raise click.UsageError("--unsafe-fixes goes with --fix or --diff")
    if given["fix"] and STANDARD_INPUT in paths and (len(paths) > 1 or shape != "text"):
        raise click.UsageError("a fixed program takes standard output for itself")
