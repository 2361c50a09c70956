r"""invalid-escape: a backslash before a letter that makes no escape, such as `"\d"`."""

import ast
import re
from collections.abc import Iterator

from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule
from knowledge.finding import Edit, Severity, Span

LITERAL = re.compile(r"""([A-Za-z]{0,2})('''|\"\"\"|'|")""")
ESCAPES = frozenset("\n\\'\"abfnrtvx01234567")
IN_TEXT = ESCAPES | frozenset("NuU")


@rule(
    ast.Constant,
    ast.JoinedStr,
    severity=Severity.WARNING,
    flags=[r"x = '\n\d'", r"x = b'\u0041'", 'x = """\n\\d"""'],
    fixes={
        r"import re; re.match('\d+', 'a')": r"import re; re.match(r'\d+', 'a')",
        r"x = 'a\n\c'": r"x = 'a\n\\c'",
        r"x = f'{1}\d'": r"x = rf'{1}\d'",
        "x = ('a'\n     '\\d')": "x = ('a'\n     r'\\d')",
    },
    passes=[
        r"x = r'\d', rb'\d', rf'{1}\d', R'\d'",
        r"x = '\\d', '\n\t\x00\u0041\N{EM DASH}\0\'', b'\x00'",
        "x = 'a\\\nb'",
        "x = '\\\\\\\\d'",
    ],
)
def invalid_escape(reading: Reading, node: ast.expr) -> Iterator[Hit]:
    """A backslash that escapes nothing: it stays in the text today, and will be an error.

    In a literal without other escapes the remedy is the prefix `r`, else a second backslash.
    """
    program = reading.program
    if "\\" not in program.source.text or isinstance(program.parent(node), ast.JoinedStr):
        return
    value = getattr(node, "value", "")
    if not isinstance(value, str | bytes):
        return
    text = program.text(node)
    for start, prefix, body in literals(text) if "\\" in text else ():
        known = ESCAPES if "b" in prefix.lower() else IN_TEXT
        escapes = list(re.finditer(r"\\(.)", body, re.DOTALL))
        wrong = [found for found in escapes if found[1] not in known]
        if wrong and "r" not in prefix.lower():
            at = start + len(prefix) + wrong[0].start()
            yield hit_of(reading, node, start, at, is_raw=len(wrong) == len(escapes))


def literals(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each literal of which a text is put together: its start, its prefix, and it with its quotes."""
    at = 0
    while found := LITERAL.search(text, at):
        prefix, quotes = found[1], found[2]
        end = re.compile(rf"(?:\\.|(?!{quotes}).)*{quotes}", re.DOTALL).match(text, found.end())
        if end is None:
            return
        yield found.start(), prefix, text[found.end(1) : end.end()]
        at = end.end()


def hit_of(reading: Reading, node: ast.expr, start: int, at: int, *, is_raw: bool) -> Hit:
    """Place the hit at the backslash, and mend it there or at the start of the literal."""
    source, span = reading.program.source, reading.program.span(node)
    text = source.segment(span)
    place, begin = (position(span, text, offset) for offset in (at, start))
    slash = Span(*place, place[0], place[1] + 2)
    letter = text[at + 1]
    where = Span(*begin, *begin) if is_raw else Span(*place, *place)
    words = "Write `r` before the quotes" if is_raw else f"Write `\\\\{letter}`"
    edits = (Edit(where, "r" if is_raw else "\\"),)
    message = f"`\\{letter}` is no escape: the backslash stays in the text"
    return Hit(slash, message, edits=edits, suggestions=(words,), safe=True)


def position(span: Span, text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset in the text of a span."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    rows = before.count("\n")
    column = len(before) - before.rfind("\n") - 1
    return span.line + rows, column + (0 if rows else span.column)
