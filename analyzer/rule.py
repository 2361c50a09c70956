"""What a static rule is, and the decorator that makes one."""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import cast

from analyzer.reading.reading import Reading
from knowledge.finding import Edit, Finding, Severity, Span

type Check = Callable[[Reading, ast.AST], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a rule objects to, why, and what should stand there instead.

    A rule that is less sure than usual says so by a lower `severity`. A `replacement` without `edits` is
    an edit by itself. The edits are `safe` where they have one meaning: what is written comes from a table
    or from the grammar, not from a near name, and nothing that works today is changed. Whoever is less sure
    than usual is not sure enough for that.
    """

    place: ast.AST | Span
    message: str
    subject: str | None = None
    replacement: str | None = None
    edits: tuple[Edit, ...] = ()
    suggestions: tuple[str, ...] = ()
    severity: Severity | None = None
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A static check with its own proof: code to flag, code to let pass, and what its edits make.

    It is asked about every node of its kinds; a rule about the program as a whole asks for the module.
    """

    code: str
    summary: str
    nodes: tuple[type[ast.AST], ...]
    severity: Severity
    check: Check
    flags: tuple[str, ...]
    passes: tuple[str, ...]
    fixes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    beside: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Files that lie in the folder of the examples: their text by name."""

    def finding(self, reading: Reading, hit: Hit) -> Finding:
        """Say where the hit lies, in the text as it was sent."""
        span = hit.place if isinstance(hit.place, Span) else reading.program.span(hit.place)
        edits = hit.edits
        if hit.replacement is not None and not edits:
            edits = (Edit(span, hit.replacement),)
        severity = hit.severity or self.severity
        return Finding(
            self.code,
            severity,
            span,
            hit.message,
            hit.subject,
            hit.replacement,
            edits,
            hit.suggestions,
            safe=hit.safe and severity is self.severity,
        )


def rule[N: ast.AST](
    *nodes: type[N],
    flags: Sequence[str],
    passes: Sequence[str],
    fixes: Mapping[str, str] | None = None,
    severity: Severity = Severity.ERROR,
    beside: Mapping[str, str] | None = None,
) -> Callable[[Callable[[Reading, N], Iterator[Hit]]], Rule]:
    """Turn a function into a rule, asked about every one of `nodes`; its code is its name, with hyphens.

    What `fixes` maps from counts among the examples to flag. The examples lie in a folder with what is
    `beside` them.
    """
    fixed, files = MappingProxyType(dict(fixes or {})), MappingProxyType(dict(beside or {}))

    def make(check: Callable[[Reading, N], Iterator[Hit]]) -> Rule:
        asked = cast("Check", check)  # it is asked about nodes of its own kinds only
        code = check.__name__.replace("_", "-")
        summary = (check.__doc__ or "").partition("\n")[0]
        return Rule(code, summary, nodes, severity, asked, (*flags, *fixed), tuple(passes), fixed, files)

    return make
