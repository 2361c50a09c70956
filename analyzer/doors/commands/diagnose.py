"""`raydx diagnose`: look at a program, run it, and explain what happened."""

from typing import TYPE_CHECKING, Any

import click

from analyzer.doors.asking import (
    Sent,
    environment_options,
    format_option,
    limit_options,
    limits_of,
    policy_option,
    read,
)
from analyzer.doors.streams import STANDARD_INPUT, say

if TYPE_CHECKING:
    from analyzer import Analyzer
    from analyzer.report.shapes import Report


@click.command()
@click.argument("file")
@format_option("text", "json", "jsonl")
@click.option("--level", type=click.IntRange(1, 4), default=3, show_default=True, help="How much to tell.")
@policy_option
@environment_options
@limit_options
@click.option("--stdin", "given", metavar="FILE", help="What the program reads from its standard input.")
@click.option("--assigned-by", default="ray", show_default=True, help="The label on the report.")
def diagnose(file: str, shape: str, given: str | None, **asked: Any) -> int:  # noqa: ANN401 - click's options
    """Run the program in FILE and explain what happened.

    FILE may be - for standard input. The exit status is 0 where the program succeeded and 1 where it
    failed. With jsonl, events are printed as they happen, and the report last.
    """
    if file == given == STANDARD_INPUT:
        raise click.UsageError("the program and its input cannot both come from standard input")
    sent = read(file)
    limits = limits_of(asked.pop("seconds"), asked.pop("memory_mb"), asked.pop("output_mb"))
    with opened(asked.pop("python"), asked.pop("directories"), asked.pop("allow")) as analyzer:
        report = analyzer.diagnose(
            sent.code,
            limits=limits,
            stdin=read(given).code if given else b"",
            on_event=(lambda event: say(event.model_dump_json())) if shape == "jsonl" else None,
            **asked,
        )
    show(report, sent, shape)
    return 0 if report.success else 1


def opened(python: str | None, directories: tuple[str, ...], allow: tuple[str, ...]) -> "Analyzer":
    """Get ready to run programs; what cannot be chosen is wrong usage."""
    from analyzer import Analyzer  # noqa: PLC0415 - 150 ms that --help does not need

    try:
        return Analyzer(python=python, paths=directories, allow=allow)
    except ValueError as why:
        raise click.UsageError(str(why)) from why


def show(report: "Report", sent: Sent, shape: str) -> None:
    """Print the report."""
    match shape:
        case "json":
            say(report.model_dump_json(indent=2))
        case "jsonl":
            say(report.model_dump_json())
        case _:
            from analyzer.doors.text.page import show_report  # noqa: PLC0415 - rich costs 100 ms

            show_report(report, sent.code)
