"""What differs between a program and a changed copy: as edits, and where its lines went."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from knowledge.finding import Edit, Span
from knowledge.source import LINE_END, Source

MOST_COMPARED = 2_000
"""Lines between first and last difference above which they are one block: comparing is quadratic."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `start` to `end` of the old text, from 0, and the new lines that stand in their place."""

    start: int
    end: int
    new_start: int
    new_end: int
    same: bool


@dataclass(frozen=True)
class Difference:
    """The text as it was sent, and the text after some changes."""

    source: Source
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the old text with their ends."""
        return lines_of(self.source.sent)

    @cached_property
    def new_lines(self) -> tuple[str, ...]:
        """The lines of the new text with their ends."""
        return lines_of(self.text)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of equal and of changed lines, in order."""
        return tuple(blocks_of(self.lines, self.new_lines))

    def where(self, line: int) -> range:
        """The lines of the new text that stand where `line` stood; none where it was deleted."""
        for block in self.blocks:
            if block.start < line <= block.end:
                at = block.new_start + line - block.start
                return range(at, at + 1) if block.same else range(block.new_start + 1, block.new_end + 1)
        return range(0)

    def is_new(self, line: int | None) -> bool:
        """Whether a line of the new text was written by the change."""
        return line is not None and any(
            block.new_start < line <= block.new_end and not block.same for block in self.blocks
        )

    def written(self, line: int) -> tuple[int, int] | None:
        """The columns of a line of the new text that were written; None unless it took one line's place."""
        for block in self.blocks:
            single = block.end - block.start == block.new_end - block.new_start == 1
            if not block.same and single and block.new_end == line:
                old, new = self.lines[block.start], self.new_lines[block.new_start]
                head = shared(old, new)
                return head, len(new) - shared(old[head:][::-1], new[head:][::-1])
        return None

    def edits(self) -> tuple[Edit, ...]:
        """The changes as edits of the text as it was sent, one for each block of changed lines."""
        starts = (*self.source.starts, len(self.source.sent))
        return tuple(
            narrowed(
                self.source,
                starts[block.start],
                "".join(self.lines[block.start : block.end]),
                "".join(self.new_lines[block.new_start : block.new_end]),
            )
            for block in self.blocks
            if not block.same
        )


def lines_of(text: str) -> tuple[str, ...]:
    """Split as the parser does, and keep the line ends: a line that gets one has changed."""
    starts = (0, *(end.end() for end in LINE_END.finditer(text)), len(text))
    return tuple(text[start:end] for start, end in pairwise(starts))


def blocks_of(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Block]:
    """Compare two lists of lines; what they share at both ends costs nothing."""
    head = shared(old, new)
    tail = shared(old[head:][::-1], new[head:][::-1])
    yield Block(0, head, 0, head, same=True)
    yield from middle(old[head : len(old) - tail], new[head : len(new) - tail], head)
    yield Block(len(old) - tail, len(old), len(new) - tail, len(new), same=True)


def middle(old: tuple[str, ...], new: tuple[str, ...], offset: int) -> Iterator[Block]:
    """Compare what lies between the first and the last difference."""
    if max(len(old), len(new)) > MOST_COMPARED:
        yield Block(offset, offset + len(old), offset, offset + len(new), same=False)
        return
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        places = (offset + start, offset + end, offset + new_start, offset + new_end)
        yield Block(*places, same=tag == "equal")


def shared(one: tuple[str, ...] | str, other: tuple[str, ...] | str) -> int:
    """How many items two sequences share from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def narrowed(source: Source, start: int, old: str, new: str) -> Edit:
    """Make the smallest edit that turns `old`, which begins at index `start`, into `new`."""
    head = shared(old, new)
    tail = shared(old[head:][::-1], new[head:][::-1])
    first, last = place(source, start + head), place(source, start + len(old) - tail)
    return Edit(Span(*first, *last), new[head : len(new) - tail])


def place(source: Source, index: int) -> tuple[int, int]:
    """Turn an index into the text as sent into a line and a column."""
    line = bisect_right(source.starts, index)
    return line, index - source.starts[line - 1]
