"""The table: a line for each program under each policy, a column for each setting."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tools.battery.row import Row
from tools.battery.setting import Outcome

SIGNS = {"held": "held", "limit": "limit", "skipped": "-", "escape": "ESCAPED", "wrong": "WRONG"}
BAD = frozenset(["escape", "wrong"])


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the lines, the explanations of what went wrong and the totals after them."""
    by_setting = [{row.key: row for row in outcome.rows} for outcome in outcomes]
    keys = dict.fromkeys(key for rows in by_setting for key in rows)
    heads = [f"{chr(ord('A') + number)}" for number in range(len(outcomes))]
    for head, outcome in zip(heads, outcomes, strict=True):
        yield f"{head} = {outcome.setting.name}" + (
            f": not tried, {outcome.trouble}" if outcome.trouble else ""
        )
    columns = " ".join(f"{head:7}" for head in heads)
    yield f"\n{'program':52} {'policy':9} {columns} {'held by':18} {'tried':70} seen"
    for title, policy in keys:
        found = [rows.get((title, policy)) for rows in by_setting]
        signs = " ".join(f"{SIGNS[row.verdict] if row else '-':7}" for row in found)
        row = next(row for row in found if row)
        yield f"{title:52} {policy:9} {signs} {row.held_by:18} {row.tries[:70]:70} {row.seen}"
    yield ""
    for head, outcome in zip(heads, outcomes, strict=True):
        yield from troubles(head, outcome.rows)
        yield f"{head} ({outcome.setting.name}): {totals(outcome.rows)}"


def troubles(head: str, rows: Sequence[Row]) -> Iterator[str]:
    """Say what went wrong in one setting."""
    for row in rows:
        if row.verdict in BAD:
            yield f"{head} {row.title} ({row.policy}):"
            yield from (f"    {words}" for words in row.breaches)


def totals(rows: Sequence[Row]) -> str:
    """Count the programs and the verdicts."""
    counted = Counter(row.verdict for row in rows)
    programs = len({row.title for row in rows})
    return (
        f"{programs} programs in {len(rows)} runs: {counted['held']} held, {counted['escape']} escapes, "
        f"{counted['wrong']} wrong answers, {counted['limit']} known limits, {counted['skipped']} not tried"
    )


def is_clean(outcomes: Sequence[Outcome]) -> bool:
    """Whether nothing got out and nothing was answered wrongly."""
    return not any(row.verdict in BAD for outcome in outcomes for row in outcome.rows)
