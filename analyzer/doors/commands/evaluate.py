"""`raydx evaluate`: take the score of raydx, and of others on the same cases."""

from pathlib import Path
from typing import Any

import click

from analyzer.doors.asking import format_option

CORPUS = "corpus"
A_FILE = click.Path(dir_okay=False, path_type=Path)
ANYTHING = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--mutate", multiple=True, type=ANYTHING, help="Plant faults in the clean programs there.")
@click.option("--seed", default=0, show_default=True, help="Another seed, other mutants.")
@click.option("--count", type=click.IntRange(1), default=200, show_default=True, help="Mutants at most.")
@click.option("--peer", "peers", multiple=True, metavar="NAME", help="Ask that tool too; `all` for each one.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes; one for each core by default.")
@click.option("--twice", is_flag=True, help="Ask everything twice, and tell what is answered otherwise.")
@click.option("--journal", type=A_FILE, help="Where answers are kept until all are there.")
@click.option("--against", type=A_FILE, help="An earlier result (JSON): tell what got better and worse.")
@click.option("--raise-floor", is_flag=True, help="Ask twice, and raise corpus/score.json to that.")
@click.option("--output", type=A_FILE, help="Write the answer to this file.")
@format_option("text", "json", "html", "markdown")
def evaluate(  # noqa: PLR0913, PLR0917 - click hands over one argument for each option
    paths: tuple[str, ...],
    mutate: tuple[Path, ...],
    seed: int,
    count: int,
    peers: tuple[str, ...],
    against: Path | None,
    raise_floor: bool,  # noqa: FBT001 - click hands it over
    shape: str,
    output: Path | None,
    **effort: Any,  # noqa: ANN401 - click's options
) -> int:
    """Diagnose every case in PATH and score the answers.

    A PATH is a case (.toml), a data set (.jsonl), or a folder of them; with neither PATH nor --mutate it is
    the folder corpus. An evaluation that was interrupted goes on where it stopped. The exit status is 1 where
    an answer of raydx is missing, or a figure of it is worse than before.
    """
    from analyzer.doors import evaluating  # noqa: PLC0415 - 250 ms that --help does not need
    from analyzer.evaluation.as_json import result_in  # noqa: PLC0415 - same
    from analyzer.evaluation.evaluate import Effort, Mutation  # noqa: PLC0415 - same

    if not paths and not mutate:
        paths = (CORPUS,)
    if output and shape == "text":
        raise click.UsageError("--output goes with --format json, html or markdown")
    if raise_floor and (paths != (CORPUS,) or mutate):
        raise click.UsageError("the floor is about the whole corpus and nothing else")
    effort["twice"] = effort["twice"] or raise_floor
    mutation = Mutation(mutate, seed, count) if mutate else None
    try:
        earlier = result_in(against) if against else None
        card = evaluating.scorecard(paths, mutation, peers, Effort(**effort))
        comparison = evaluating.comparison_with(card, earlier)
    except (ValueError, OSError) as why:
        raise click.UsageError(str(why)) from why
    if raise_floor:
        evaluating.raise_floor(card, Path(CORPUS))
    evaluating.write(card, shape, output, comparison)
    return evaluating.status_of(card, comparison)
