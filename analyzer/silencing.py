"""Comments that silence rules on their line: `# raydx: ignore[undefined-name]`.

They hide findings from whoever reads them, and change nothing about what the program may do: a refused
import stays refused by the sandbox.
"""

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import replace

from analyzer.inspection import LONGEST, Inspection
from analyzer.syntax import SYNTAX_ERROR
from knowledge.finding import Finding
from knowledge.quietly import quietly
from knowledge.source import Source

COMMENT = re.compile(r"#\s*raydx:\s*ignore(?:\[([\w\s,-]*)\])?(?![\w\[])")


def unsilenced(source: Source, seen: Inspection) -> Inspection:
    """Leave out what a comment on the first or the last line of its range silences.

    What is no program has no comments: a syntax error stays.
    """
    if not seen.findings or "raydx:" not in source.text or len(source.text) > LONGEST:
        return seen
    comments = silenced_lines(source)
    kept = tuple(finding for finding in seen.findings if not is_silenced(finding, comments))
    return replace(seen, findings=kept)


def silenced_lines(source: Source) -> Mapping[int, frozenset[str]]:
    """The codes that the comment of each line silences; an empty set stands for all of them."""
    found = {}
    for line, text in comments_of(source.text):
        if match := COMMENT.search(text):
            found[line] = frozenset((match[1] or "").replace(",", " ").split())
    return found


def comments_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the comments of a program with their lines: what stands in a string is none."""
    try:
        with quietly():
            for token in tokenize.generate_tokens(io.StringIO(text).readline):
                if token.type == tokenize.COMMENT:
                    yield token.start[0], token.string
    except (tokenize.TokenError, SyntaxError):
        return


def is_silenced(finding: Finding, comments: Mapping[int, frozenset[str]]) -> bool:
    """Whether a comment speaks of this finding."""
    if finding.code == SYNTAX_ERROR:
        return False
    told = [comments[line] for line in (finding.span.line, finding.span.end_line) if line in comments]
    return any(not codes or finding.code in codes for codes in told)
