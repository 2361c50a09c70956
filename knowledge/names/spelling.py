"""Two spellings of one name: which of them is the slip, and where it stands.

A name is written in one place and read in another, and either can be misspelt. What a program says again
and again is meant as it is; what it says once is the slip. Where both stand once, a word that is known from
the standard library speaks for itself. Where that leaves it open, nobody can tell.
"""

import ast
import re
from functools import cache

from knowledge.cause import Fix
from knowledge.facts import Facts
from knowledge.finding import Edit, Span
from knowledge.imports.members import lines
from knowledge.program import Program
from knowledge.telling.edits import attribute_span

PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def respelt(facts: Facts, asked: str, there: str) -> tuple[Span, Fix] | None:
    """Where `there` is the slip: its one place in the program, and the change to `asked`.

    None where what was asked for is the slip, or where it cannot be told.
    """
    place = only_place(facts.program, there)
    if place is None or not is_slip(facts.program, asked, there):
        return None
    words = f"Change `{there}` to `{asked}` in line {place.line}"
    return place, Fix(words, (Edit(place, asked),))


def is_slip(program: Program, asked: str, there: str) -> bool:
    """Whether `there`, which stands once, is more likely misspelt than `asked`."""
    times = count(program, asked)
    if times != 1:
        return times > 1
    return is_known(asked) and not is_known(there)


def count(program: Program, word: str) -> int:
    """How often a program says a word, in code, texts and comments."""
    return len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", program.source.text))


def only_place(program: Program, word: str) -> Span | None:
    """The one place where a program writes a word: as text, attribute, keyword or variable of a class."""
    if count(program, word) != 1:
        return None
    spans = [span for node in program.nodes if (span := span_of_word(program, node, word))]
    return spans[0] if len(spans) == 1 else None


def span_of_word(program: Program, node: ast.AST, word: str) -> Span | None:
    """Where a node writes a word by which something can be asked for."""
    match node:
        case ast.Constant(value=text) if text == word:
            span = program.span(node)
            inside = program.source.segment(span).find(word)
            at = span.column + inside
            plain = inside > 0 and span.line == span.end_line
            return Span(span.line, at, span.line, at + len(word)) if plain else None
        case ast.Attribute(attr=name) if name == word:
            return attribute_span(program, node)
        case ast.keyword(arg=name) if name == word:
            span = program.source.span_of(node)
            return Span(span.line, span.column, span.line, span.column + len(word))
        case ast.Name(id=name, ctx=ast.Store()) if name == word and program.scope(node).kind == "class":
            return program.span(node)
        case _:
            return None


def is_known(word: str) -> bool:
    """Whether all parts of a name occur in names of the standard library."""
    parts = [part.lower() for part in PARTS.findall(word)]
    return bool(parts) and all(part in known_words() for part in parts)


@cache
def known_words() -> frozenset[str]:
    """The words that names of the standard library are made of."""
    return frozenset(part.lower() for names in lines().values() for part in PARTS.findall(names))
