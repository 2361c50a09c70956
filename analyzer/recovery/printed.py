"""What a program had printed when it failed, and whether a changed copy prints it again."""

from analyzer.recovery.difference import Difference
from analyzer.recovery.stopping import line_of
from executor.watch.streams import HEAD
from knowledge.run import Ending, Run, Stream

STUCK = (Ending.TIMEOUT, Ending.OUTPUT)
"""Endings that come while the program goes on printing: what it printed is part of the failure."""


def keeps_output(before: Run, after: Run, difference: Difference, again: Run | None = None) -> bool:
    """Whether what was printed up to the old failure is printed again, byte by byte.

    A stuck program's output is part of its failure: only the first line must stay. A line of output that
    was not ended may come from the failing line itself, as a prompt does: it need not stay where the
    change has rewritten that line, and no other that had run.
    """
    old, new = kept_head(before.stdout), kept_head(after.stdout)
    if not before.stdout.cut and rewritten(before, difference) == {line_of(before)}:
        old = old[: old.rfind("\n") + 1]
    if before.ending in STUCK:
        return new.startswith(old.partition("\n")[0]) or old.startswith(new)
    if again is not None:
        return agrees(old, kept_head(again.stdout), new)
    if before.stdout.cut or after.stdout.cut:
        length = min(len(old), len(new))
        return old[:length] == new[:length] and after.stdout.total_bytes >= before.stdout.total_bytes
    return new.startswith(old)


def rewritten(before: Run, difference: Difference) -> set[int | None]:
    """The lines that had run and that the change has rewritten."""
    lines = [line for block in difference.blocks if not block.same for line in range(block.start, block.end)]
    return {line + 1 for line in lines if before.trace.hits.get(line + 1)}


def agrees(old: str, second: str, new: str) -> bool:
    """Whether the lines that two runs of the unchanged text share are also those of the new run."""
    lines, others, news = old.split("\n"), second.split("\n"), new.split("\n")
    if len(lines) != len(others):
        return True
    if len(news) < len(lines):
        return False
    trio = zip(lines[:-1], others[:-1], news, strict=False)
    return all(line == now for line, other, now in trio if line == other)


def kept_head(stream: Stream) -> str:
    """What is surely the start of a stream.

    Of one that was cut it is half of the head that is kept: bytes that are no text were dropped from it.
    """
    if not stream.cut:
        return stream.text
    return stream.text.encode("utf-8", "replace")[: HEAD // 2].decode("utf-8", "ignore")
