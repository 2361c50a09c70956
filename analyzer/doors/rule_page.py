"""A rule as a page to read, made from the rule's own file: what it finds, how sure it is, and examples."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from inspect import getdoc
from itertools import islice

from analyzer.catalog import every_rule
from analyzer.doors.text.difference import whole_difference
from analyzer.rule import Rule
from analyzer.syntax import SYNTAX_ERROR
from knowledge.finding import Severity
from knowledge.syntax.explaining import FAMILIES

BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in every_rule()}
SYNTAX = "What the interpreter refuses to compile."
SYNTAX_TEXT = """\
The interpreter itself is the judge. What it says is explained where the kind of mistake is known, and the
change that is proposed has been compiled. No comment silences this: what does not compile does not run."""
ALWAYS = "Severity: error: nothing of the program runs."
MEANING = {
    Severity.ERROR: "error: it fails if it is reached. Where that is less sure, it is a warning.",
    Severity.WARNING: "warning: it probably hurts.",
    Severity.HINT: "hint: it may be meant so.",
}
END = (
    "Silenced on one line by `# raydx: ignore[{code}]`, "
    'in a project by `ignore = ["{code}"]` under `[tool.raydx]` in its `pyproject.toml`.'
)


@dataclass(frozen=True, slots=True)
class Page:
    """A rule told to a person: in a sentence, as plain text, and as Markdown with its examples."""

    code: str
    summary: str
    severity: Severity
    text: str
    markdown: str


def page_about(code: str) -> Page:
    """Make the page of a rule; raises KeyError where there is none of that code."""
    if code == SYNTAX_ERROR:
        text = f"{SYNTAX}\n\n{SYNTAX_TEXT}"
        parts = [f"# {code}", ALWAYS, text, *families()]
        return Page(code, SYNTAX, Severity.ERROR, text, markdown(parts))
    rule = BY_CODE[code]
    text = getdoc(rule.check) or rule.summary
    parts = [*head(code, rule.severity, text), *examples(rule), END.format(code=code)]
    return Page(code, rule.summary, rule.severity, text, markdown(parts))


def index() -> str:
    """A page that names every rule."""
    rows = [f"| [`{code}`]({code}.md) | {page_about(code).severity} | {summary(code)} |" for code in codes()]
    text = (
        "Made by `make pages` from the rules' own files, in `analyzer/rules/`; each says there what it finds."
    )
    return markdown(["# Rules", text, "\n".join(["| rule | severity | finds |", "|---|---|---|", *rows])])


def codes() -> tuple[str, ...]:
    """Every code that a finding may have, syntax first."""
    return (SYNTAX_ERROR, *sorted(BY_CODE))


def summary(code: str) -> str:
    """A rule in a sentence, for a row of a table."""
    return page_about(code).summary.replace("|", "\\|")


def head(code: str, severity: Severity, text: str) -> Iterator[str]:
    """What a page begins with."""
    yield f"# {code}"
    yield f"Severity: {MEANING[severity]}"
    yield text


def examples(rule: Rule) -> Iterator[str]:
    """The programs that stand in the rule as its proof, and the files beside them."""
    if rule.beside:
        yield "## Beside each example"
        for name, text in rule.beside.items():
            yield f"`{name}`" + ("" if text else ", which is empty")
            yield from [fenced(text.rstrip("\n"))] * bool(text)
    yield "## Is found"
    yield from (fenced(code) for code in rule.flags if code not in rule.fixes)
    yield from (fenced(whole_difference(old, new), "diff") for old, new in rule.fixes.items())
    yield "## Is let pass"
    yield from map(fenced, rule.passes)


def families() -> Iterator[str]:
    """The kinds of mistakes that are explained, each with one that is mended, where any can be."""
    yield "## What is explained"
    for family in FAMILIES:
        yield f"### {family.code}"
        yield family.summary + (" Mended by `--fix`." if family.certain else "")
        for old, new in islice(family.mends.items(), 1):
            yield fenced(whole_difference(old, new), "diff")


def fenced(code: str, language: str = "python") -> str:
    """Some code as Markdown; what could end the fence is put in a longer one."""
    fence = "`" * max(3, longest_run(code) + 1)
    return f"{fence}{language}\n{printable(code)}\n{fence}"


def longest_run(code: str) -> int:
    """How many backticks follow each other at most."""
    longest = run = 0
    for character in code:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest


def printable(code: str) -> str:
    """Show what has no shape, such as a blank of no width, as an escape."""
    return "".join(
        character if character.isprintable() or character in "\n\t" else ascii(character)[1:-1]
        for character in code
    )


def markdown(parts: list[str]) -> str:
    """Put the parts of a page below each other."""
    return "\n\n".join(parts) + "\n"
