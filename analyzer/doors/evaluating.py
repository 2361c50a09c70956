"""The command `evaluate` at work: its progress on a terminal, and the three forms of its answer."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from analyzer.doors.html.page import as_html
from analyzer.doors.streams import say
from analyzer.doors.text.markdown import as_markdown
from analyzer.doors.text.scores import show_scores
from analyzer.evaluation.against import Comparison, compared
from analyzer.evaluation.as_json import Result, as_json, result_of
from analyzer.evaluation.evaluate import Effort, Mutation, evaluated, mutated
from analyzer.evaluation.evaluate import Progress as OnProgress
from analyzer.evaluation.floor import FLOOR, below, floor_in, floor_of, raised, write_floor
from analyzer.evaluation.peers import OURS, respondents_named
from analyzer.evaluation.reading import cases_of
from analyzer.evaluation.scorecard import Scorecard


def scorecard(
    paths: Sequence[str], mutation: Mutation | None, peers: tuple[str, ...], effort: Effort
) -> Scorecard:
    """Take the score, with a bar on the terminal meanwhile; ValueError says which argument is wrong."""
    respondents_named(peers)
    cases = cases_of(map(Path, paths))
    if mutation:
        with progress_bar("mutants") as on_progress:
            cases += mutated(mutation, on_progress)
    if not cases:
        raise ValueError("there should be cases to be scored, found none")
    with progress_bar("answers") as on_progress:
        return evaluated(cases, peers, replace(effort, on_progress=on_progress))


@contextmanager
def progress_bar(what: str) -> Iterator[OnProgress]:
    """A bar on standard error, and nothing where that is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def comparison_with(card: Scorecard, earlier: Result | None) -> Comparison | None:
    """What changed since an earlier result, if one is given."""
    return compared(earlier, result_of(card)) if earlier else None


def write(card: Scorecard, shape: str, output: Path | None, comparison: Comparison | None = None) -> None:
    """Print the scorecard; where it goes into a file, the terminal shows the text for people."""
    if shape == "text" or output:
        show_scores(card, comparison)
    if shape == "text":
        return
    text = shaped(card, shape, comparison)
    if output is None:
        say(text)
    else:
        output.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
        print(f"written to {output}", file=sys.stderr)  # noqa: T201 - where standard output may be a pipe


def shaped(card: Scorecard, shape: str, comparison: Comparison | None) -> str:
    """Put the scorecard into words of one form."""
    match shape:
        case "json":
            return as_json(card)
        case "markdown":
            return as_markdown(card)
        case _:
            return as_html(card, comparison)


def raise_floor(card: Scorecard, corpus: Path) -> None:
    """Raise each figure of the floor to what was reached; one that is higher already stays."""
    path, reached = corpus / FLOOR, floor_of(card)
    floor = floor_in(path) if path.exists() else {}
    for sentence in below(floor, reached):
        print(sentence, file=sys.stderr)  # noqa: T201 - same
    write_floor(path, raised(floor, reached))


def status_of(card: Scorecard, comparison: Comparison | None) -> int:
    """1 where an answer of raydx is missing, or where a figure of it got worse than before."""
    standing = card.standing(OURS)
    worse = comparison is not None and any(change.respondent == OURS for change in comparison.worse)
    return 1 if worse or (standing is not None and standing.troubles) else 0
