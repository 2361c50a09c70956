"""The text as it was sent, and the program in it: lines, columns, edits, wrappings."""

import pytest

from knowledge.finding import Edit, Span
from knowledge.program import program_of
from knowledge.source import source_of


@pytest.mark.parametrize(
    ("code", "program", "wrappings"),
    [
        ("x = 1\n", "x = 1\n", ()),
        ("", "", ()),
        ("\ufeffx = 1", "x = 1", ("bom",)),
        ("x = 1\r\ny = 2\r", "x = 1\ny = 2\n", ()),
        ("Look:\n```python\nx = 1\n```\nDone.", "\n\nx = 1\n\n", ("markdown-fence",)),
        ("```\nx = 1\n```", "\nx = 1\n", ("markdown-fence",)),
        ("```python\nx = 1", "\nx = 1", ("markdown-fence",)),
        ("~~~py\nx = 1\n~~~", "\nx = 1\n", ("markdown-fence",)),
        ("```python\na = 1\n```\nand\n```python\nb = a\n```", "\na = 1\n\n\n\nb = a\n", ("markdown-fence",)),
        ("```json\n{}\n```\n```python\nx = 1\n```", "\n\n\n\nx = 1\n", ("markdown-fence",)),
        ("    x = 1\n    if x:\n        y = 2", "x = 1\nif x:\n    y = 2", ("common-indentation",)),
        ("\tx = 1\n\ty = 2", "x = 1\ny = 2", ("common-indentation",)),
        (">>> x = 1\n>>> x\n1\n>>> if x:\n...     y\n...\n", "x = 1\nx\n\nif x:\n    y\n\n", ("prompt",)),
        ("python\nx = 1", "\nx = 1", ("language-name",)),
        ("s = '''\n```python\nx\n```\n'''", "s = '''\n```python\nx\n```\n'''", ()),
        ("def f():\n    '''\n    >>> f()\n    '''", "def f():\n    '''\n    >>> f()\n    '''", ()),
        ("    x = 1\ny = 2", "    x = 1\ny = 2", ()),
        ("python", "python", ()),
        (b"x = 1\n", "x = 1\n", ()),
        (b"\xef\xbb\xbfx = 1", "x = 1", ("bom",)),
        (b"# coding: latin-1\nx = '\xe9'", "# coding: latin-1\nx = 'é'", ()),
        ("x = 1".encode("utf-16"), "x = 1", ()),
        (bytearray(b"x"), "x", ()),
        (memoryview(b"x"), "x", ()),
    ],
    ids=[
        "plain",
        "nothing",
        "a byte order mark",
        "foreign line ends",
        "a fence with words around it",
        "a fence without a language",
        "a fence that is not closed",
        "a fence of tildes",
        "two fences make one program",
        "a fence of another language is left out",
        "indented as a whole",
        "indented by tabs",
        "an interactive session",
        "the name of the language in front",
        "a fence in a string is part of the program",
        "a prompt in a docstring is part of the program",
        "only the first line is indented",
        "a lone word is a program",
        "bytes",
        "bytes with a byte order mark",
        "bytes with a coding cookie",
        "bytes in UTF-16",
        "a bytearray",
        "a memoryview",
    ],
)
def test_what_is_wrapped_around_a_program(
    code: str | bytes, program: str, wrappings: tuple[str, ...]
) -> None:
    """It is taken away, and the lines keep their numbers."""
    source = source_of(code)
    assert (source.text, source.wrappings, source.trouble) == (program, wrappings, None)
    assert len(source.lines) == len(source.sent_lines) == len(source.shifts)


@pytest.mark.parametrize(
    ("code", "words"),
    [(b"x = '\xff'", "line 1"), (b"\n\n\xc3", "line 3"), (b"# coding: no-such-thing\nx", "no-such-thing")],
    ids=["no UTF-8", "a character cut in two", "an unknown encoding"],
)
def test_bytes_that_are_no_text(code: bytes, words: str) -> None:
    """They are read as far as it goes, and the reason is kept."""
    source = source_of(code)
    assert source.trouble and words in source.trouble
    assert program_of(source) is None


@pytest.mark.parametrize(
    "code", [None, 1, ["x = 1"], object()], ids=["None", "a number", "a list", "an object"]
)
def test_anything_else_is_refused(code: object) -> None:
    """With the name of what was found."""
    with pytest.raises(TypeError, match=f"found {type(code).__name__}"):
        source_of(code)  # type: ignore[arg-type]  # that is the point


@pytest.mark.parametrize(
    ("code", "line", "utf8", "column"),
    [
        ("abc", 1, 2, 2),
        ("é日𝒳x", 1, 2, 1),
        ("é日𝒳x", 1, 9, 3),
        ("é", 1, 99, 1),
        ("abc", 1, -1, 0),
        ("abc", 7, 2, 0),
        ("abc", 0, 2, 0),
        ("    abc\n    d", 1, 2, 6),
    ],
    ids=[
        "plain",
        "behind two bytes",
        "behind four bytes",
        "behind the end",
        "before the start",
        "a line that is not there",
        "line zero",
        "in a program that was indented as a whole",
    ],
)
def test_columns_are_characters(code: str, line: int, utf8: int, column: int) -> None:
    """Offsets in UTF-8 bytes are turned, and kept inside the line."""
    assert source_of(code).column(line, utf8) == column


@pytest.mark.parametrize(
    ("code", "edits", "edited"),
    [
        ("abc", [Edit(Span(1, 1, 1, 2), "X")], "aXc"),
        ("abc", [], "abc"),
        ("a\r\nb\r\nc", [Edit(Span(2, 0, 2, 1), "B")], "a\r\nB\r\nc"),
        ("a\nb\nc", [Edit(Span(1, 1, 3, 0), "")], "ac"),
        ("ab", [Edit(Span(1, 2, 1, 2), "c"), Edit(Span(1, 0, 1, 0), "_")], "_abc"),
        ("ab", [Edit(Span(1, 0, 1, 1), "x"), Edit(Span(1, 1, 1, 2), "y")], "xy"),
        ("a", [Edit(Span(9, 0, 9, 0), "\nb")], "a\nb"),
        ("é日", [Edit(Span(1, 1, 1, 2), "x")], "éx"),
        ("a\n", [Edit(Span(2, 0, 2, 0), "b")], "a\nb"),
    ],
    ids=[
        "one",
        "none",
        "line ends stay",
        "over several lines",
        "in any order",
        "side by side",
        "behind the end",
        "behind wide characters",
        "on the last, empty line",
    ],
)
def test_edits_change_the_text_as_sent(code: str, edits: list[Edit], edited: str) -> None:
    """What they do not touch stays as it is."""
    assert source_of(code).edited(edits) == edited


def test_edits_that_overlap_are_refused() -> None:
    """Which of the two was meant nobody knows."""
    with pytest.raises(ValueError, match="overlap"):
        source_of("abc").edited([Edit(Span(1, 0, 1, 2), "x"), Edit(Span(1, 1, 1, 3), "y")])


@pytest.mark.parametrize(
    ("span", "text"),
    [(Span(1, 0, 1, 1), "a"), (Span(1, 0, 2, 1), "ab\nc"), (Span(2, 1, 2, 1), ""), (Span(9, 0, 9, 5), "")],
    ids=["a character", "over the line's end", "nothing", "behind the end"],
)
def test_segments(span: Span, text: str) -> None:
    """The text that a span covers."""
    assert source_of("ab\ncd").segment(span) == text


def test_a_line_and_its_margin() -> None:
    """The code of a line, without what stands around it."""
    source = source_of("if x:\n    y = 1  \n")
    assert (source.code_line(2), source.indentation(2)) == ("y = 1", "    ")
    assert source.line_span(2) == Span(2, 4, 2, 9)
    assert source.code_line(99) == ""
