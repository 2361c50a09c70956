"""The analysed text, and the one place where foreign columns become ours."""

import ast
import codecs
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from knowledge.finding import Edit, Span
from knowledge.unwrapping import Unwrapped, unwrap

type Placed = (
    ast.stmt | ast.expr | ast.excepthandler | ast.arg | ast.keyword | ast.alias | ast.pattern | ast.type_param
)

LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Source:
    """A piece of Python: the text as it was sent, and the program that is compiled from it.

    Both have the same lines; what was wrapped around the program (fences, prompts, prose) became empty
    lines, and `shifts` counts the characters that were cut from the start of each line. So a line number
    means the same everywhere, and only columns differ. Every `Span` refers to the text as it was sent.
    `trouble` is the reason why the bytes are no text, if they are none.
    """

    sent: str
    text: str
    shifts: tuple[int, ...]
    wrappings: tuple[str, ...] = ()
    trouble: str | None = None

    @cached_property
    def lines(self) -> tuple[str, ...]:
        r"""The program's lines as the parser counts them; `str.splitlines` also breaks at `\f` and U+2028."""
        return tuple(self.text.split("\n"))

    @cached_property
    def sent_lines(self) -> tuple[str, ...]:
        """The lines as they were sent, without their ends."""
        return tuple(LINE_END.split(self.sent))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line of the text as sent begins, as an index into it."""
        return (0, *(end.end() for end in LINE_END.finditer(self.sent)))

    def span_of(self, node: Placed) -> Span:
        """Count columns in characters; `ast` counts them in UTF-8 bytes."""
        end_line = node.end_lineno or node.lineno
        end = node.end_col_offset if node.end_col_offset is not None else node.col_offset
        return self.span(node.lineno, node.col_offset, end_line, end)

    def span(self, line: int, utf8: int, end_line: int, end_utf8: int) -> Span:
        """Turn a range with offsets in UTF-8 bytes into ours."""
        return Span(line, self.column(line, utf8), end_line, self.column(end_line, end_utf8))

    def column(self, line: int, utf8: int) -> int:
        """Turn an offset in UTF-8 bytes of a program line into a column of the text as sent."""
        if not 0 < line <= len(self.lines):
            return 0
        text = self.lines[line - 1]
        if not text.isascii():
            utf8 = len(text.encode("utf-8", "surrogatepass")[: max(utf8, 0)].decode("utf-8", "ignore"))
        return self.clamped(line, utf8)

    def clamped(self, line: int, column: int) -> int:
        """Turn a column of a program line into one of the text as sent, inside that line."""
        if not 0 < line <= len(self.lines):
            return 0
        return self.shifts[line - 1] + min(max(column, 0), len(self.lines[line - 1]))

    def line_span(self, line: int) -> Span:
        """The text on one line, without its indentation and trailing blanks."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        start = len(text) - len(text.lstrip())
        return Span(line, self.clamped(line, start), line, self.clamped(line, len(text.rstrip())))

    def code_line(self, line: int) -> str:
        """The program's line, without indentation and trailing blanks; empty where there is no such line."""
        return self.lines[line - 1].strip() if 0 < line <= len(self.lines) else ""

    def indentation(self, line: int) -> str:
        """The blanks before the code of a line, as they were sent."""
        text = self.sent_lines[line - 1]
        return text[: len(text) - len(text.lstrip())]

    def index(self, line: int, column: int) -> int:
        """Where a position lies in the text as sent."""
        if not 0 < line <= len(self.starts):
            return len(self.sent) if line > 0 else 0
        return min(self.starts[line - 1] + column, len(self.sent))

    def segment(self, span: Span) -> str:
        """The text that a span covers."""
        return self.sent[self.index(span.line, span.column) : self.index(span.end_line, span.end_column)]

    def edited(self, edits: Iterable[Edit]) -> str:
        """The text as sent with all `edits` made; raises ValueError where two of them overlap."""
        text, last = self.sent, len(self.sent)
        for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
            start = self.index(edit.span.line, edit.span.column)
            end = self.index(edit.span.end_line, edit.span.end_column)
            if end > last:
                raise ValueError(f"two edits overlap at {edit.span}")
            text, last = text[:start] + edit.text + text[end:], start
        return text


def source_of(code: str | bytes) -> Source:
    """Read `code` as agents send it: in fences, indented, with prompts, a BOM, CRLF, or as bytes.

    Raises TypeError for anything but text and bytes.
    """
    match code:
        case str():
            return arranged(code, None)
        case bytes() | bytearray() | memoryview():
            return arranged(*decoded(bytes(code)))
        case _:
            raise TypeError(f"code should be str or bytes, found {type(code).__name__}")


def decoded(code: bytes) -> tuple[str, str | None]:
    """Decode as the interpreter would: by BOM, by coding cookie, else UTF-8; and say what was wrong."""
    if code.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return code.decode("utf-16", "replace"), None
    try:
        encoding = tokenize.detect_encoding(BytesIO(code).readline)[0]
        return code.decode("utf-8" if encoding == "utf-8-sig" else encoding), None
    except (UnicodeDecodeError, SyntaxError, LookupError) as error:
        return code.decode("utf-8", "replace"), undecodable(code, error)


def undecodable(code: bytes, error: Exception) -> str:
    """Say which byte is no text; where an encoding is named that there is not, say that."""
    if not isinstance(error, UnicodeDecodeError):
        try:
            code.decode("utf-8")
        except UnicodeDecodeError as found:
            return undecodable(code, found)
        return str(error)
    line = code.count(b"\n", 0, error.start) + 1
    return f"byte 0x{code[error.start]:02x} in line {line} is no {error.encoding} text"


def arranged(sent: str, trouble: str | None) -> Source:
    """Split the text into the program and what is wrapped around it."""
    unwrapped: Unwrapped = unwrap(LINE_END.split(sent))
    return Source(sent, "\n".join(unwrapped.lines), unwrapped.shifts, unwrapped.wrappings, trouble)
