"""The answer of `raydx preflight` in each of its formats, and how the call ends."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from analyzer.doors.looking.as_json import report_fields
from analyzer.doors.looking.looked import Looked, Task
from analyzer.doors.looking.workers import looked_at
from analyzer.doors.streams import say
from analyzer.doors.text.row import Row, row, screen_width, show
from analyzer.doors.text.totals import amount, plain, summed_up
from knowledge.source import source_of

FOUND, UNREAD = 1, 3


def answered(tasks: Sequence[Task], shape: str, *, alone: bool = False) -> int:
    """Look, print what was seen, and return the exit status.

    `alone` says that one program was named: then JSON is its report and nothing around it.
    """
    match shape:
        case "json" | "sarif" | "github":
            seen = list(heard(tasks))
            whole(tasks, seen, shape, alone=alone)
        case "jsonl":
            seen = [told(task, looked) for task, looked in zip(tasks, heard(tasks), strict=True)]
        case _:
            seen = as_text(tasks, to_stdout=any(task.fix and task.path is None for task in tasks))
    return status_of(seen)


def heard(tasks: Sequence[Task]) -> Iterator[Looked]:
    """Look at the programs; what stands against that is said at once, beside the answer."""
    for looked in looked_at(tasks):
        if looked.trouble:
            show([row(f"{plain(looked.name)} was not looked at: {looked.trouble}", "bold red")], sys.stderr)
        if looked.unmade:
            show([row(f"{plain(looked.name)} was not fixed: {looked.unmade}", "bold red")], sys.stderr)
        yield looked


def as_text(tasks: Sequence[Task], *, to_stdout: bool) -> list[Looked]:
    """Show each program's findings as soon as they are known, and the sum at the end.

    A program from standard input that was mended takes standard output for itself.
    """
    stream, width, seen = sys.stderr if to_stdout else sys.stdout, screen_width(), []
    for looked in heard(tasks):
        show(rows_of(looked, width), stream)
        seen.append(without_text(looked))
        if to_stdout:
            sys.stdout.buffer.write(looked.code)
            sys.stdout.buffer.flush()
    show([summed_up(seen, fixing=any(task.fix for task in tasks))], stream)
    return seen


def rows_of(looked: Looked, width: int) -> Iterator[Row]:
    """What there is to show about one program; mostly nothing."""
    if looked.inspection.findings or looked.inspection.rules_not_run:
        from analyzer.doors.text.findings import rows_about  # noqa: PLC0415 - 5 ms, where there is something

        yield from rows_about(looked, width)


def differences(tasks: Sequence[Task]) -> int:
    """Show what fixes would change, as a patch, and return the exit status: 1 where they change something."""
    seen = []
    for looked in heard(tasks):
        if looked.before is not None:
            show(patch(looked))
        seen.append(without_text(looked))
    made = sum(looked.made for looked in seen)
    changed = sum(bool(looked.made) for looked in seen)
    whole = f"{amount(made, 'fix', 'fixes')} would change {changed} of {amount(len(seen), 'file', 'files')}"
    words = whole if made else "Nothing would be changed"
    show([row(words, "bold")], sys.stderr)
    return FOUND if made else status_of(seen)


def patch(looked: Looked) -> Iterator[Row]:
    """The change to one program, as `patch` and `git apply` read it."""
    from difflib import unified_diff  # noqa: PLC0415 - 3 ms, for --diff only

    before, after = lines_in(looked.before or b""), lines_in(looked.code)
    styles = {"+": "green", "-": "red", "@": "cyan"}
    for line in unified_diff(before, after, looked.name, looked.name):
        style = "bold" if line.startswith(("+++", "---")) else styles.get(line[0], "")
        yield row(line.removesuffix("\n"), style)
        if not line.endswith("\n"):
            yield row("\\ No newline at end of file")


def lines_in(code: bytes) -> list[str]:
    """The lines of a program, with their ends; only a line feed ends one, so that the others are seen."""
    return source_of(code).sent.splitlines(keepends=True)


def without_text(looked: Looked) -> Looked:
    """Forget the program itself: of many files only what is needed for the sum is kept."""
    return replace(looked, code=b"", before=None)


def told(task: Task, looked: Looked) -> Looked:
    """Print one program's report in a line, with its name."""
    from json import dumps  # noqa: PLC0415 - 3 ms, not for text

    named = {"file": plain(looked.name), **report_fields(looked, task.policy.name)}
    say(dumps(named, ensure_ascii=False))
    return without_text(looked)


def whole(tasks: Sequence[Task], seen: Sequence[Looked], shape: str, *, alone: bool) -> None:
    """Print an answer that is complete only when everything was looked at."""
    from json import dumps  # noqa: PLC0415 - 3 ms, not for text

    match shape:
        case "json" if alone:
            say(dumps(report_fields(seen[0], tasks[0].policy.name), indent=2, ensure_ascii=False))
        case "json":
            pairs = zip(tasks, seen, strict=True)
            reports = {plain(one.name): report_fields(one, task.policy.name) for task, one in pairs}
            say(dumps(reports, indent=2, ensure_ascii=False))
        case "sarif":
            from analyzer.doors.sarif import log  # noqa: PLC0415 - only this format needs the rules' pages

            say(dumps(log(seen, failed=any(one.trouble for one in seen)), indent=2))
        case _:
            from analyzer.doors.github import commands  # noqa: PLC0415 - only this format needs it

            for line in commands(seen):
                say(line)


def status_of(seen: Iterable[Looked]) -> int:
    """0 where nothing fails, 1 where something does, 3 where a file could not be looked at."""
    seen = list(seen)
    if any(not looked.ok for looked in seen):
        return FOUND
    return UNREAD if any(looked.trouble or looked.unmade for looked in seen) else 0
