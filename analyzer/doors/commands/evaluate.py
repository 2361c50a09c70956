"""`raydx evaluate`: take the score of raydx, and of others on the same cases."""

from pathlib import Path
from typing import Any

import click

from analyzer.doors.asking import format_option

CORPUS = "corpus"
A_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--peer", "peers", multiple=True, metavar="NAME", help="Ask that tool too; `all` for each one.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes; one for each core by default.")
@click.option("--twice", is_flag=True, help="Ask everything twice, and tell what is answered otherwise.")
@click.option("--journal", type=A_FILE, help="Where answers are kept until all are there.")
@click.option("--against", type=A_FILE, help="An earlier result (JSON): tell what got better and worse.")
@click.option("--output", type=A_FILE, help="Write the answer to this file.")
@format_option("text", "json", "html")
def evaluate(
    paths: tuple[str, ...],
    shape: str,
    output: Path | None,
    against: Path | None,
    **asked: Any,  # noqa: ANN401 - click's options
) -> int:
    """Diagnose every case in PATH (the folder corpus by default) and score the answers.

    A PATH is a case (.toml), a data set (.jsonl), or a folder of them. An evaluation that was interrupted
    goes on where it stopped. The exit status is 1 where an answer of raydx is missing, or a figure of it is
    worse than before.
    """
    from analyzer.doors import evaluating  # noqa: PLC0415 - 250 ms that --help does not need

    try:
        card = evaluating.scorecard(paths or (CORPUS,), **asked)
        comparison = evaluating.comparison_with(card, against)
    except (ValueError, OSError) as why:
        raise click.UsageError(str(why)) from why
    evaluating.write(card, shape, output, comparison)
    return evaluating.status_of(card, comparison)
