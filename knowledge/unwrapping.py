"""What agents wrap around a program: Markdown fences, prompts, common indentation, a language's name.

Nothing is unwrapped that compiles as it stands: a string that holds a fence is part of the program. A line
that is no code becomes empty, so that lines keep their numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.quietly import compile_quietly

FENCE = re.compile(r"\s*(?:```+|~~~+)\s*\{?\.?([\w+#-]*)")
PROMPT = re.compile(r"(>>>|\.\.\.)( |$)")
PYTHON = frozenset({"", "python", "python3", "py", "py3", "pycon", "ipython", "python-repl", "repl"})
LONGEST = 1_000_000
"""Longer texts are taken as they are: looking for wrappings would compile them a second time."""


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The program's lines, the characters cut from the start of each, and what was taken away."""

    lines: tuple[str, ...]
    shifts: tuple[int, ...]
    wrappings: tuple[str, ...] = ()


def unwrap(lines: Sequence[str]) -> Unwrapped:
    """Take away what is wrapped around the program."""
    plain = without_language(without_bom(Unwrapped(tuple(lines), (0,) * len(lines))))
    if not looks_wrapped(plain) or compiles(plain):
        return plain
    return without_prompts(without_indentation(without_fences(plain)))


def looks_wrapped(text: Unwrapped) -> bool:
    """Whether there is anything to take away; costs little for the many texts where there is not."""
    if sum(map(len, text.lines)) > LONGEST:
        return False
    first = next((line for line in text.lines if line.strip()), "")
    whole = "\n".join(("", *text.lines))
    return first[:1].isspace() or "```" in whole or "~~~" in whole or "\n>>>" in whole


def compiles(text: Unwrapped) -> bool:
    """Whether the interpreter takes the text as it is."""
    try:
        compile_quietly("\n".join(text.lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return False
    return True


def without_bom(text: Unwrapped) -> Unwrapped:
    """Cut a byte order mark."""
    return cut(text, {0: 1}, "bom") if text.lines[0].startswith("\ufeff") else text


def without_language(text: Unwrapped) -> Unwrapped:
    """Empty a first line that only names the language, as cut-out fences leave it."""
    first = next((line for line in text.lines if line.strip()), "").strip().lower()
    rows = [row for row, line in enumerate(text.lines) if line.strip()] if first in PYTHON else []
    return kept(text, set(rows[1:]), "language-name") if len(rows) > 1 else text


def without_fences(text: Unwrapped) -> Unwrapped:
    """Keep what stands in Markdown fences; where some are marked as Python, only those."""
    blocks: list[tuple[str, range]] = []
    opened: int | None = None
    language = ""
    for row, line in enumerate(text.lines):
        if not (fence := FENCE.match(line)):
            continue
        if opened is None and not (fence[1] == "" and not blocks and code_before(text.lines, row)):
            opened, language = row, fence[1].lower()
        else:
            blocks.append(("python", range(row)) if opened is None else (language, range(opened + 1, row)))
            opened, language = None, ""
    if opened is not None:
        blocks.append((language, range(opened + 1, len(text.lines))))
    named = [rows for language, rows in blocks if language and language in PYTHON]
    rows = named or [rows for language, rows in blocks if language in PYTHON] or [rows for _, rows in blocks]
    return kept(text, {row for block in rows for row in block}, "markdown-fence") if blocks else text


def code_before(lines: Sequence[str], row: int) -> bool:
    """Whether what stands before the first fence is the program itself: then that fence closes it.

    It can only close something if it names no language, and if no fence follows that could close in turn:
    the next one must open a block, by naming a language, or there must be none.
    """
    before = Unwrapped(tuple(lines[:row]), (0,) * row)
    later = next((fence for line in lines[row + 1 :] if (fence := FENCE.match(line))), None)
    if later and not later[1]:
        return False
    return any(line.strip() for line in before.lines) and compiles(before)


def without_indentation(text: Unwrapped) -> Unwrapped:
    """Cut the indentation that all lines of code share."""
    code = [line for line in text.lines if line.strip() and not line.lstrip().startswith("#")]
    if not code:
        return text
    margin = code[0][: len(code[0]) - len(code[0].lstrip())]
    if not margin or not all(line.startswith(margin) for line in code):
        return text
    width = {row: len(margin) for row, line in enumerate(text.lines) if line.startswith(margin)}
    return cut(text, width, "common-indentation")


def without_prompts(text: Unwrapped) -> Unwrapped:
    """Cut the prompts of an interactive session and empty what it printed."""
    prompts = {row: prompt.end() for row, line in enumerate(text.lines) if (prompt := PROMPT.match(line))}
    if not any(text.lines[row].startswith(">>>") for row in prompts):
        return text
    return cut(kept(text, set(prompts), "prompt"), prompts, "prompt")


def kept(text: Unwrapped, rows: set[int], wrapping: str) -> Unwrapped:
    """Empty all lines but `rows`."""
    lines = tuple(line if row in rows else "" for row, line in enumerate(text.lines))
    return replace(text, lines=lines, wrappings=named(text, wrapping))


def cut(text: Unwrapped, widths: dict[int, int], wrapping: str) -> Unwrapped:
    """Cut so many characters from the start of some lines."""
    lines = tuple(line[widths.get(row, 0) :] for row, line in enumerate(text.lines))
    shifts = tuple(shift + widths.get(row, 0) for row, shift in enumerate(text.shifts))
    return replace(text, lines=lines, shifts=shifts, wrappings=named(text, wrapping))


def named(text: Unwrapped, wrapping: str) -> tuple[str, ...]:
    """Add a wrapping to those that were found, once."""
    return text.wrappings if wrapping in text.wrappings else (*text.wrappings, wrapping)
