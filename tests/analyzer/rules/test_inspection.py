"""The static pass as a whole: hostile texts, places in odd texts, and what was not looked at."""

import time
import warnings

import pytest

from analyzer.inspection import LONGEST, MOST_FINDINGS, MOST_NODES, Inspection, inspect
from executor.policy import STANDARD, STRICT, Policy
from knowledge.finding import Finding, Severity, Span
from knowledge.program import program_of
from knowledge.source import source_of

SECONDS = 20.0
"""Of processor time, on a busy machine; each of these takes less than two on an idle one."""


def inspected(code: str | bytes, policy: Policy = STRICT) -> Inspection:
    """What the static pass says about a text."""
    source = source_of(code)
    return inspect(source, program_of(source), policy)


def only(code: str | bytes) -> Finding:
    """The one finding about a text."""
    (finding,) = inspected(code).findings
    return finding


HOSTILE = {
    "nothing": "",
    "blanks": " \n\t\n  ",
    "a NUL byte": "a\0b",
    "a lone surrogate": "x = '\ud800'",
    "a surrogate as a name": "\udfff = 1",
    "carriage returns alone": "x = 1\rprint(z)",
    "a huge number": "x = " + "9" * 5000,
    "thousands of elifs": "if a:\n pass\n" + "elif b:\n pass\n" * 3000,
    "thousands of operands": "x = " + "+".join(["a"] * 3000),
    "thousands of attributes": "a" + ".b" * 1500,
    "hundreds of calls": "a" + "()" * 900,
    "a power of powers": "x = 10 ** 10 ** 10\ny = 'a' * 10 ** 10",
    "blocks as deep as they go": "".join(" " * i + "if a:\n" for i in range(99)) + " " * 99 + "b",
    "functions as deep as they go": "".join(" " * i + f"def f{i}():\n" for i in range(90))
    + " " * 90
    + "return z",
    "twenty thousand lines": "x = y\n" * 20_000,
    "thousands of undefined names": "".join(f"print(undefined_{i})\n" for i in range(4000)),
    "thousands of names to confuse": "\n".join(f"name_{i} = 1" for i in range(4000)) + "\nprint(nme_1)",
    "a line of classes": "".join(f"class A{i}(A{i - 1}):\n def f(self): self.g()\n" for i in range(1, 1500)),
    "a class made from itself": "class A(A):\n    def f(self): self.x",
    "names bound to each other": "a = b\nb = a\na.c\nb.c",
    "a chain of names": "\n".join(f"x{i} = x{i + 1}" for i in range(2000)) + "\nx2000 = 1\nx0.foo",
    "a string from thousands of pieces": "x = " + " + ".join(["'o'"] * 2000) + "\n__import__(x)",
    "thousands of lookups in one dict": "d = {'a': 1}\n" + "d['a']\n" * 12_000,
    "thousands of items of one list": "x = [1, 2]\nfor y in x:\n    pass\n" + "x[0].foo\n" * 8_000,
    "a dict of thousands of keys": "d = {"
    + ", ".join(f"{i}: {i}" for i in range(9000))
    + "}\n"
    + "d[1]\n" * 3000,
    "thousands of names set in branches": "def f(a):\n"
    + "".join(f" if a:\n  x{i} = 1\n" for i in range(2500))
    + "".join(f" print(x{i})\n" for i in range(2500)),
    "loops as deep as they go": "def f(a):\n"
    + "".join(" " * i + f"for x{i} in a:\n" for i in range(1, 19))
    + " " * 20
    + "print(x1)",
    "thousands of methods that call each other": "class A:\n"
    + "".join(f" def f{i}(self):\n  self.f{i + 1}(1)\n" for i in range(2500)),
    "a sum of thousands of texts with numbers": "x = 'a' + 1\n" * 9000,
    "thousands of backslashes": "x = '" + "\\d" * 20_000 + "'",
    "a format of thousands of places": "'" + "{}" * 2000 + "'.format(1)\n" + "'" + "%s" * 2000 + "' % 1",
    "code in code in code": "exec(" + repr("exec(" + repr("exec('import os')") + ")") + ")",
    "a wall of quotes": "'" * 99_999,
    "a wall of open brackets": "(" * 99_999,
    "a wall of closing brackets": ")" * 99_999,
    "a wall of backquotes": "`" * 20_001,
    "a wall of typographic quotes": "“" * 20_000,
    "a wall of backslashes": "\\\n" * 30_000,
    "thousands of equal faults": "if a = b:\n pass\n" * 3000,
    "thousands of sentences": "This is a long sentence of prose here\n" * 3000,
    "thousands of lines without a colon": "if x\n" * 5000,
    "thousands of open strings": 'print("a\n' * 3000,
    "ragged indentation": "\n".join(" " * (i % 50) + "x" for i in range(3000)),
    "a million characters and more": "x = 1\n" * 180_000,
    "a million characters with a fault": "x = 1\n" * 180_000 + "x = (",
}


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_are_answered_in_time(code: str) -> None:
    """Nothing raises, nothing hangs, places lie within the text, and edits can be made."""
    started = time.process_time()
    inspection = inspected(code)
    assert time.process_time() - started < SECONDS
    source = source_of(code)
    for finding in inspection.findings:
        span = finding.span
        assert (1, 0) <= (span.line, span.column) <= (span.end_line, span.end_column)
        assert span.end_line <= len(source.sent_lines) + 1
        assert isinstance(source.edited(finding.edits), str)


@pytest.mark.parametrize(
    ("code", "span"),
    [
        ("print(totl)", Span(1, 6, 1, 10)),
        ("é = '日本𝒳'; print(totl)", Span(1, 17, 1, 21)),
        ("x = 1\r\nprint(totl)\r\n", Span(2, 6, 2, 10)),
        ("x = 1\rprint(totl)", Span(2, 6, 2, 10)),
        ("\ufeffprint(totl)", Span(1, 7, 1, 11)),
        ("    x = 1\n    print(totl)", Span(2, 10, 2, 14)),
        ("Here:\n```python\nprint(totl)\n```\n", Span(3, 6, 3, 10)),
        (">>> print(totl)\n", Span(1, 10, 1, 14)),
        ("x = '\u2028'\nprint(totl)", Span(2, 6, 2, 10)),
        (b"# coding: latin-1\nx = '\xe9'; print(totl)", Span(2, 15, 2, 19)),
        ("x = f'{totl}'", Span(1, 7, 1, 11)),
    ],
    ids=[
        "plain",
        "characters, not bytes or code units",
        "windows line ends",
        "carriage returns",
        "a byte order mark",
        "indented as a whole",
        "in a fence",
        "behind a prompt",
        "a separator that ends no line",
        "bytes in another encoding",
        "in an f-string",
    ],
)
def test_places_are_those_of_the_text_as_sent(code: str | bytes, span: Span) -> None:
    """Lines count from 1, columns from 0, in characters of what the caller has."""
    assert only(code).span == span


@pytest.mark.parametrize(
    ("code", "line", "column"),
    [
        ("x = (1", 1, 4),
        ("é = '日本𝒳' 1", 1, 10),
        ("```python\nx = (1\n```", 2, 4),
        ("    x = 1\n    y = (2", 2, 8),
        ("a\0b", 1, 0),
        ("x = 1\ny = '\ud800'", 2, 5),
        ("x = " + "9" * 5000, 1, 0),
        ("if x:\n", 1, 5),
        ("return 1", 1, 0),
        (b"x = '\xff'", 1, 5),
        (b"x = 1\ny = '\xff'", 2, 5),
    ],
    ids=[
        "an open bracket",
        "behind wide characters",
        "in a fence",
        "indented as a whole",
        "a NUL byte has no place",
        "a lone surrogate",
        "a number that is too long has only a line",
        "the end of the text",
        "what only the compiler sees",
        "bytes that are no text",
        "bytes that are no text further down",
    ],
)
def test_syntax_errors_have_a_place_in_the_text(code: str | bytes, line: int, column: int) -> None:
    """The interpreter's place, turned into ours and kept inside the text."""
    finding = only(code)
    assert (finding.code, finding.severity) == ("syntax-error", Severity.ERROR)
    assert (finding.span.line, finding.span.column) == (line, column)


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("def f(x)\n    return x\n\nfor i in range(3)\n    print(i)\n", [(1, 8), (4, 17)]),
        ("if x\n    pass\nprint 'a'\nwhile True\n    pass\n", [(1, 4), (3, 0), (4, 10)]),
        ("```python\nif x\n    pass\nwhile True\n    pass\n```", [(2, 4), (4, 10)]),
        ("    if x\n        pass\n    é = (1\n    if é = 1:\n        pass\n", [(1, 8), (3, 8), (4, 7)]),
        ("x = (1\ny = 2\n", [(1, 4)]),
        ("this is prose and no program at all", [(1, 21)]),
    ],
    ids=["two", "three", "in a fence", "indented as a whole", "only one", "what cannot be mended"],
)
def test_faults_behind_the_first_are_told(code: str, places: list[tuple[int, int]]) -> None:
    """Where the first fault can be mended, the next are told too, in places of the text as sent."""
    findings = inspected(code).findings
    assert {finding.code for finding in findings} == {"syntax-error"}
    assert [(finding.span.line, finding.span.column) for finding in findings] == places


def test_a_broken_program_is_asked_no_rule() -> None:
    """Each rule says that it was not run, and why."""
    inspection = inspected("x = (")
    assert {skipped.reason for skipped in inspection.rules_not_run} == {"the program does not compile"}
    assert "undefined-name" in {skipped.rule for skipped in inspection.rules_not_run}


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("x = 1\n" * (LONGEST // 6 + 1), "characters"),
        ("x;" * (MOST_NODES // 2), "parts"),
        ("a" + ".b" * 20_000, "recursion"),
        ("".join(f"print(undefined_{i})\n" for i in range(MOST_FINDINGS + 1)), "findings"),
    ],
    ids=["too long", "too many parts", "too deep", "too much to say"],
)
def test_a_bound_that_was_hit_is_named(code: str, reason: str) -> None:
    """Whoever asks learns that something was not looked at."""
    inspection = inspected(code)
    assert any(reason in skipped.reason for skipped in inspection.rules_not_run) or any(
        reason in finding.message for finding in inspection.findings
    )


def test_warnings_of_the_caller_stay_as_they_are() -> None:
    """Texts that the compiler warns of are no syntax errors where the caller turns warnings into errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = inspected("x = '\\d'\nprint(x is 1)").findings
        assert [finding.code for finding in found] == ["invalid-escape", "identity-of-literal"]
        assert warnings.filters[0][0] == "error"


@pytest.mark.parametrize(
    ("policy", "codes"), [(STRICT, ["blocked-import"]), (STANDARD, [])], ids=["strict", "standard"]
)
def test_the_policy_decides_about_imports(policy: Policy, codes: list[str]) -> None:
    """What one policy refuses another allows."""
    assert [finding.code for finding in inspected("import os", policy).findings] == codes


def test_findings_come_in_the_order_of_the_text() -> None:
    """As a reader meets them, whichever rule said them."""
    findings = inspected("import os\nprint(totl)\nimport maht\n").findings
    assert [finding.span.line for finding in findings] == [1, 2, 3]
