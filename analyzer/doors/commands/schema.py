"""`raydx schema`: the shape of the answers, for programs that read them."""

import json

import click

from analyzer.doors.streams import say


@click.command()
@click.argument("which", type=click.Choice(["report", "preflight"]), default="report")
def schema(which: str) -> None:
    """Print the JSON Schema of the report, or of the answer of preflight."""
    from analyzer.report.schema import schema_of  # noqa: PLC0415 - pydantic costs 100 ms

    say(json.dumps(schema_of(which), indent=2, ensure_ascii=False))
