"""The table that tells which instruction belongs to which place of the source (PEP 626, PEP 657)."""

from collections.abc import Iterator

NO_PLACE, LONG, NO_COLUMNS = 15, 14, 13
FIRST_ONE_LINE = 10

type Place = tuple[int | None, int | None, int | None, int | None]
"""Line, column, last line, last column; columns in UTF-8 bytes."""

NOWHERE: Place = (None, None, None, None)


def place_at(table: bytes, first_line: int, instruction: int) -> Place:
    """Find the place of an instruction; a broken table has none."""
    for begin, end, place in entries_of(table, first_line):
        if begin <= instruction < end:
            return place
    return NOWHERE


def standing_at(table: bytes, first_line: int, instruction: int) -> Place:
    """Find where a program stands: instructions that are in no line of the source belong to what led to them.

    The compiler adds such ones, to clear up behind an `except` for instance.
    """
    last = NOWHERE
    for begin, end, place in entries_of(table, first_line):
        last = place if place[0] is not None else last
        if begin <= instruction < end:
            return last
    return NOWHERE


def entries_of(table: bytes, first_line: int) -> Iterator[tuple[int, int, Place]]:
    """Yield first instruction, the one behind the last, and the place, up to where the table is broken."""
    begin, line = 0, first_line
    rest = iter(table)
    try:
        for head in rest:
            end = begin + (head & 7) + 1
            line, place = entry(head >> 3 & 15, line, rest)
            yield begin, end, place
            begin = end
    except StopIteration:
        return


def entry(code: int, line: int, entries: Iterator[int]) -> tuple[int, Place]:
    """Read what follows the head of an entry; returns the line to go on from, and the place."""
    match code:
        case 15:
            return line, NOWHERE
        case 14:
            line += signed(entries)
            end_line = line + varint(entries)
            column, end_column = varint(entries) - 1, varint(entries) - 1
            return line, (line, column, end_line, end_column)
        case 13:
            line += signed(entries)
            return line, (line, None, line, None)
        case 10 | 11 | 12:
            line += code - FIRST_ONE_LINE
            return line, (line, next(entries), line, next(entries))
        case _:
            packed = next(entries)
            column = code << 3 | packed >> 4
            return line, (line, column, line, column + (packed & 15))


def varint(entries: Iterator[int]) -> int:
    """Read a number in pieces of six bits."""
    byte = next(entries)
    found, shift = byte & 63, 0
    while byte & 64:
        byte = next(entries)
        shift += 6
        found |= (byte & 63) << shift
    return found


def signed(entries: Iterator[int]) -> int:
    """Read a number whose last bit is its sign."""
    found = varint(entries)
    return -(found >> 1) if found & 1 else found >> 1
