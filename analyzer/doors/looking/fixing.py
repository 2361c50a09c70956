"""Mending a text: the edits that have one meaning are made, as far as what comes out compiles.

An edit is made unasked where the rule vouches for it (`safe`: it comes from a table or from the grammar,
not from a near name), the result compiles, and nothing is wrong in it that was not wrong before.
"""

import codecs
import tokenize
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from analyzer.inspection import Inspection
from analyzer.syntax import SYNTAX_ERROR
from knowledge.finding import Edit, Finding, Severity, Span
from knowledge.source import LINE_END, Source, source_of
from knowledge.syntax.trouble import trouble_of

type Look = Callable[[Source], Inspection]
"""Looks at a text under everything else that was asked for."""

LONGEST = 200_000
"""Characters. A longer text is not mended: it is compiled anew for each step."""
MOST_PASSES = 20
MOST_SINGLE = 20
"""Edits that are tried one by one where they do not go together."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after its fixes, how many were made, what is still found in it, and why none could be made."""

    code: bytes
    inspection: Inspection
    made: int = 0
    unmade: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A text on its way, and what is found in it."""

    source: Source
    seen: Inspection
    made: int = 0


def fixed(code: bytes, look: Look, *, unsafe: bool = False) -> Mended:
    """Make the edits that may be made until none is left; `unsafe` makes the likely ones too."""
    source = source_of(code)
    step = Step(source, look(source))
    repairs = wanted(step.seen, unsafe=unsafe)
    if not repairs:
        return Mended(code, step.seen)
    reason = untouchable(code, source)
    if reason:
        return Mended(code, step.seen, unmade=reason)
    for _ in range(MOST_PASSES):
        following = stepped(step, wanted(step.seen, unsafe=unsafe), look)
        if following is None:
            break
        step = following
    try:
        return Mended(encoded(step.source.sent, code), step.seen, step.made)
    except UnicodeEncodeError:
        return Mended(code, look(source), unmade="the fix has letters that the file cannot")


def wanted(seen: Inspection, *, unsafe: bool) -> list[Finding]:
    """The findings whose edits may be made."""
    return [finding for finding in seen.findings if finding.edits and (finding.safe or unsafe)]


def untouchable(code: bytes, source: Source) -> str:
    """Why a text must be left as it is; empty where it need not."""
    if source.trouble:
        return source.trouble
    if len(source.sent) > LONGEST:
        return f"it has more than {LONGEST} characters"
    return "" if encoded(source.sent, code) == code else "it would not be written as it was read"


def stepped(step: Step, repairs: Sequence[Finding], look: Look) -> Step | None:
    """Make as many edits as go together; None where not one can be made."""
    together = list(apart(repairs))
    if not together:
        return None
    after = tried(step, together, look)
    if after is not None:
        return after
    for finding in together[:MOST_SINGLE]:
        after = tried(step, [finding], look)
        if after is not None:
            return after
    return None


def tried(step: Step, repairs: Sequence[Finding], look: Look) -> Step | None:
    """Make some edits; None where the result does not compile or something new is wrong in it."""
    ending = line_end(step.source.sent)
    edits = {edit for finding in repairs for edit in finding.edits}
    text = step.source.edited(replace(one, text=ended(one, ending)) for one in edits)
    source = source_of(text)
    if source.sent == step.source.sent:
        return None
    seen = look(source)
    if any(finding.code == SYNTAX_ERROR for finding in seen.findings) or not is_program(source):
        return None
    if news(step.seen, seen):
        return None
    return Step(source, seen, step.made + len(repairs))


def is_program(source: Source) -> bool:
    """Whether a text compiles, whatever rules are chosen."""
    return trouble_of(source) is None


def news(before: Inspection, after: Inspection) -> bool:
    """Whether something fails after a fix that did not before; behind broken syntax it was only hidden."""
    if any(finding.code == SYNTAX_ERROR for finding in before.findings):
        return False
    return bool(errors(after) - errors(before))


def errors(seen: Inspection) -> Counter[tuple[str, str]]:
    """What fails, by rule and message."""
    return Counter(
        (finding.code, finding.message) for finding in seen.findings if finding.severity is Severity.ERROR
    )


def apart(repairs: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings whose edits do not touch those of one before; the others wait for the next pass."""
    taken: set[Edit] = set()
    for finding in repairs:
        own = set(finding.edits)
        if not any(touch(edit.span, other.span) for edit in own - taken for other in taken - own):
            taken |= own
            yield finding


def touch(one: Span, other: Span) -> bool:
    """Whether two ranges overlap, or begin or end at the same place."""
    return (one.line, one.column) <= (other.end_line, other.end_column) and (other.line, other.column) <= (
        one.end_line,
        one.end_column,
    )


def line_end(text: str) -> str:
    """How the lines of a text end; by its first line."""
    found = LINE_END.search(text)
    return found[0] if found else "\n"


def ended(edit: Edit, ending: str) -> str:
    """What an edit writes, with the text's own line ends."""
    return LINE_END.sub(lambda _: ending, edit.text)


def encoded(text: str, like: bytes) -> bytes:
    """Write a text as `like` was read; raises UnicodeEncodeError where that encoding lacks a letter."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if like.startswith(mark):
            return mark + text.encode(name)
    encoding = tokenize.detect_encoding(BytesIO(like).readline)[0]
    return text.encode("utf-8" if encoding == "utf-8-sig" else encoding)
