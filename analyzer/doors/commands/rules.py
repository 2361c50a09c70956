"""`raydx rules`: what is looked for before the run."""

import click


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
def rules(codes: tuple[str, ...]) -> int:
    """Name every rule, or explain those of some CODE: what each finds, and examples."""
    from analyzer.choice import codes_in  # noqa: PLC0415 - 100 ms that --help does not need
    from analyzer.doors.rule_page import codes as all_codes  # noqa: PLC0415 - same
    from analyzer.doors.rule_page import page_about  # noqa: PLC0415 - same

    try:
        wanted = codes_in(codes)
    except ValueError as why:
        raise click.UsageError(str(why)) from why
    for code in wanted:
        click.echo(page_about(code).markdown)
    if not wanted:
        widest = max(map(len, all_codes()))
        for page in map(page_about, all_codes()):
            click.echo(f"{page.code:<{widest}}  {page.severity:<7}  {page.summary}")
    return 0
