"""Every case of the corpus is well formed: what it says about its own program can be looked up in it.

Nothing runs here. Whether raydx's answers are the expected ones is the score's question, not this test's.
"""

import re
import tomllib
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from knowledge.diagnosis import Category
from knowledge.source import Source, source_of

CORPUS = Path(__file__).parents[1] / "corpus"
CATEGORIES = {*(category.value for category in Category), "none"}
POLICIES = {"strict", "standard", "open"}
RULES = CORPUS.parent / "analyzer" / "rules"
CODES = {"syntax-error", *(path.stem.replace("_", "-") for path in RULES.glob("[a-z]*.py"))}
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OPEN = "unexplained"
CASE_KEYS = {
    "origin": str,
    "code": str,
    "stdin": str,
    "policy": str,
    "seconds": float,
    "memory_mb": int,
    "expect": dict,
}
EXPECT_KEYS = {
    "category": str,
    "type": str,
    "line": int,
    "lines": list,
    "column": int,
    "birth": int,
    "births": list,
    "cause": list,
    "words": list,
    "not_words": list,
    "findings": list,
    "silent": list,
    "fixed": str,
    "stdout": str,
}
FINDING_KEYS = {"code": str, "line": int, "replacement": str}


@dataclass(frozen=True)
class Written:
    """A case as it stands in its file."""

    path: Path
    text: str

    @cached_property
    def table(self) -> dict[str, Any]:
        """All that TOML says."""
        return tomllib.loads(self.text)

    @cached_property
    def expect(self) -> dict[str, Any]:
        """What a report has to say about the program."""
        expect: dict[str, Any] = self.table["expect"]
        return expect

    @cached_property
    def source(self) -> Source:
        """The program, without what an agent wraps around it."""
        return source_of(self.table["code"])

    @property
    def is_fine(self) -> bool:
        """Whether nothing is wrong with the program."""
        return bool(self.expect["category"] == "none")

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What a static pass owes before the run."""
        found: list[dict[str, Any]] = self.expect.get("findings", [])
        return found


CASES = [Written(path, path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*/*.toml"))]


def starts_with_a_sentence(case: Written) -> bool:
    """The first line tells a reader what goes wrong, or why nothing does."""
    first = case.text.splitlines()[0]
    return first.startswith("# ") and first.endswith(".") and len(first) > 20


def has_known_keys_only(case: Written) -> bool:
    """A misspelled key would be an expectation that nobody checks."""
    found = all(fits(finding, FINDING_KEYS) for finding in case.findings)
    return found and fits(case.table, CASE_KEYS) and fits(case.expect, EXPECT_KEYS)


def uses_the_vocabulary(case: Written) -> bool:
    """Categories, policies and codes of findings are those that exist."""
    codes = {finding["code"] for finding in case.findings} | set(case.expect.get("silent", []))
    known = case.expect["category"] in CATEGORIES and codes <= CODES
    return known and case.table.get("policy", "strict") in POLICIES


def lies_in_the_folder_of_its_category(case: Written) -> bool:
    """Programs that end well are in `fine`, the others under the name of what happens to them."""
    return case.path.parent.name == ("fine" if case.is_fine else case.expect["category"])


def says_type_place_and_words_if_it_fails(case: Written) -> bool:
    """A failing program has all three; a fine one has none of them."""
    place = bool({"line", "lines"} & case.expect.keys())
    said = {"type" in case.expect, place, "words" in case.expect}
    return said == {not case.is_fine}


def states_its_cause_if_it_fails(case: Written) -> bool:
    """A failing program has the code that its text deserves, or several that say the same of it.

    It need not be one that exists: that the right code is missing is a miss like any other. Leaving the
    cause open is never the right answer to a case, since somebody has read the program.
    """
    codes: list[str] = case.expect.get("cause", [])
    return bool(codes) != case.is_fine and all(CODE.fullmatch(code) and code != OPEN for code in codes)


def names_lines_of_the_program(case: Written) -> bool:
    """Every line that is named exists."""
    expect = case.expect
    single = {expect[key] for key in ("line", "birth") if key in expect}
    listed = {line for key in ("lines", "births") for line in expect.get(key, [])}
    named = single | listed | {finding["line"] for finding in case.findings}
    return all(1 <= line <= len(case.source.sent_lines) for line in named)


def has_its_column_in_its_line(case: Written) -> bool:
    """A column counts characters from 0; a syntax error may point behind the last one."""
    line = case.source.sent_lines[case.expect.get("line", 1) - 1]
    column: int = case.expect.get("column", 0)
    return 0 <= column <= len(line)


def puts_the_best_birth_first(case: Written) -> bool:
    """`births` lists every right answer, `birth` is the first of them."""
    birth = case.expect.get("birth")
    return bool(case.expect.get("births", [birth])[0] == birth)


def has_words_that_can_be_met(case: Written) -> bool:
    """`words` is a list of lists of texts, none empty, none forbidden by `not_words`."""
    groups = case.expect.get("words", [])
    wanted = {word.lower() for group in groups for word in group}
    unwanted = {word.lower() for word in case.expect.get("not_words", [])}
    return all(groups) and all(wanted | unwanted) and not wanted & unwanted


def compiles_unless_it_says_otherwise(case: Written) -> bool:
    """The compiler refuses exactly the syntax errors, with their type and in their line.

    Of a NUL it tells no line.
    """
    error = refusal_of(case.source.text)
    told = None if error is None else (type(error).__name__, error.lineno or case.expect["line"])
    is_syntax = case.expect["category"] == "syntax_error"
    return told == ((case.expect["type"], case.expect["line"]) if is_syntax else None)


def is_mended_by_a_program(case: Written) -> bool:
    """`fixed` compiles, and is another program than `code`."""
    fixed = case.expect.get("fixed", "")
    return refusal_of(source_of(fixed).text) is None and fixed != case.table["code"]


def fits(table: dict[str, Any], keys: dict[str, type]) -> bool:
    """Whether all keys are known, and their values have the right types."""
    return all(isinstance(value, keys.get(key, ())) for key, value in table.items())


def refusal_of(code: str) -> SyntaxError | None:
    """Compile without running; what the compiler says is returned."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "<string>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error
    return None


CHECKS: list[Callable[[Written], bool]] = [
    starts_with_a_sentence,
    has_known_keys_only,
    uses_the_vocabulary,
    lies_in_the_folder_of_its_category,
    says_type_place_and_words_if_it_fails,
    states_its_cause_if_it_fails,
    names_lines_of_the_program,
    has_its_column_in_its_line,
    puts_the_best_birth_first,
    has_words_that_can_be_met,
    compiles_unless_it_says_otherwise,
    is_mended_by_a_program,
]


@pytest.mark.parametrize("holds", CHECKS, ids=[check.__name__ for check in CHECKS])
def test_every_case(holds: Callable[[Written], bool]) -> None:
    """One test a check and not one a case: thousands of tests would take longer than what they test."""
    assert [case.path.stem for case in CASES if not holds(case)] == []


def test_there_are_enough_cases() -> None:
    """At least 400, of which at least 120 are fine."""
    assert len(CASES) >= 400 and sum(case.is_fine for case in CASES) >= 120


@pytest.mark.parametrize("part", ["name", "program"])
def test_nothing_stands_twice(part: str) -> None:
    """A case is named without its folder, and has a program of its own."""
    texts = Counter(case.path.stem if part == "name" else case.table["code"] for case in CASES)
    assert [text for text, count in texts.items() if count > 1] == []
