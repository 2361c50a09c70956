"""`raydx preflight`: look at programs, run nothing."""

import json
from typing import TYPE_CHECKING

import click

from analyzer.doors.asking import Sent, format_option, policy_option, read, say

if TYPE_CHECKING:
    from analyzer.report.shapes import PreflightReport


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@format_option("text", "json", "jsonl")
@policy_option
def preflight(files: tuple[str, ...], shape: str, policy: str) -> int:
    """Say what is wrong with the programs in FILE... before they run.

    FILE may be - for standard input. The exit status is 1 where a finding has severity error. With JSON,
    several files make one object with a report under each name; with jsonl, a line each.
    """
    programs = [read(name) for name in files]
    from analyzer import preflight as look  # noqa: PLC0415 - 150 ms that --help does not need

    reports = [look(sent.code, policy=policy) for sent in programs]
    show(programs, reports, shape)
    return 0 if all(report.ok for report in reports) else 1


def show(programs: "list[Sent]", reports: "list[PreflightReport]", shape: str) -> None:
    """Print the reports."""
    pairs = zip(programs, reports, strict=True)
    match shape, reports:
        case "json", [report]:
            say(report.model_dump_json(indent=2))
        case "json", _:
            by_name = {sent.name: report.model_dump(mode="json") for sent, report in pairs}
            say(json.dumps(by_name, indent=2, ensure_ascii=False))
        case "jsonl", _:
            for _sent, report in pairs:
                say(report.model_dump_json())
        case _:
            from analyzer.doors.text.findings import show_findings  # noqa: PLC0415 - rich costs 100 ms

            for sent, report in pairs:
                show_findings(report, sent)
