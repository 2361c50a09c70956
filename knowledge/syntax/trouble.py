"""The judge of syntax: what the interpreter itself says about a text, and nobody else."""

from dataclasses import dataclass

from knowledge.finding import Span
from knowledge.quietly import compile_quietly
from knowledge.source import Source

REFUSALS = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
"""What compiling raises beside SyntaxError: for lone surrogates, and for what nests too deeply."""


@dataclass(frozen=True, slots=True)
class SyntaxTrouble:
    """Why a text is no Python: the interpreter's words, and its place turned into ours.

    `row` and `offset` are that place within the program's own lines, both from 0; `offset` is None where
    the interpreter told only the line, or not even that.
    """

    type: str
    message: str
    span: Span
    row: int = 0
    offset: int | None = None


def refusal(text: str, *, harmless: bool = False) -> Exception | None:
    """Return what compiling the text raises; None for Python."""
    try:
        compile_quietly(text, harmless=harmless)
    except REFUSALS as error:
        return error.with_traceback(None)
    return None


def trouble_of(source: Source, *, harmless: bool = False) -> SyntaxTrouble | None:
    """Judge the source; None says that it is Python. It is `harmless` where it surely ends no compiler."""
    if source.trouble:
        return undecodable(source)
    error = refusal(source.text, harmless=harmless)
    return trouble_in(source, error) if error else None


def undecodable(source: Source) -> SyntaxTrouble:
    """Bytes that are no text were replaced when they were read; the first replacement gives the place."""
    before, mark, _ = source.text.partition("\ufffd")
    row, offset = before.count("\n"), len(before) - before.rfind("\n") - 1
    if not mark:
        row, offset = 0, 0
    start = source.clamped(row + 1, offset)
    span = Span(row + 1, start, row + 1, start + len(mark))
    return SyntaxTrouble("SyntaxError", source.trouble or "", span, row, offset if mark else None)


def trouble_in(source: Source, error: Exception) -> SyntaxTrouble:
    """Give the error a place in the text as it was sent."""
    match error:
        case SyntaxError():
            return of_syntax_error(source, error)
        case UnicodeEncodeError():
            return of_encoding_error(source, error)
        case _:
            message = str(error) or "the text is nested too deeply"
            return SyntaxTrouble(type(error).__name__, message, Span(1, 0, 1, 0))


def of_syntax_error(source: Source, error: SyntaxError) -> SyntaxTrouble:
    """Turn the interpreter's place into ours.

    It counts lines and code points from 1; an offset may be 0 or None, an end 0, -1 or None, and a line
    may lie behind the last one.
    """
    row = min(max((error.lineno or 1) - 1, 0), len(source.lines) - 1)
    offset = error.offset - 1 if error.offset and error.lineno else None
    line = source.line_span(row + 1)
    start = line.column if offset is None else source.clamped(row + 1, offset)
    end_row = min(max((error.end_lineno or 0) - 1, row), len(source.lines) - 1)
    end = source.clamped(end_row + 1, (error.end_offset or 0) - 1)
    if (end_row, end) <= (row, start):
        end_row, end = row, max(line.end_column, start)
    span = Span(row + 1, start, end_row + 1, end)
    return SyntaxTrouble(type(error).__name__, error.msg or "invalid syntax", span, row, offset)


def of_encoding_error(source: Source, error: UnicodeEncodeError) -> SyntaxTrouble:
    """A lone surrogate cannot be written as UTF-8; its index in the text gives the place."""
    before = source.text[: error.start].split("\n")
    row, offset = len(before) - 1, len(before[-1])
    start = source.clamped(row + 1, offset)
    span = Span(row + 1, start, row + 1, start + 1)
    return SyntaxTrouble(type(error).__name__, str(error), span, row, offset)
