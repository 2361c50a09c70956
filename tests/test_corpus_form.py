"""Every case of the corpus is well formed: what it says about its own program can be looked up in it.

Nothing runs here. Whether raydx's answers are the expected ones is the score's question, not this test's.
"""

import tomllib
import warnings
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.diagnosis import Category
from knowledge.source import source_of

CORPUS = Path(__file__).parents[1] / "corpus"
CASES = sorted(CORPUS.glob("*/*.toml"))
CATEGORIES = {*(category.value for category in Category), "none"}
POLICIES = {"strict", "standard", "open"}
CODES = {
    *("syntax-error", "undefined-name", "missing-import", "used-before-assignment", "blocked-import"),
    *("module-not-installed", "import-member-missing", "module-attribute-missing", "attribute-missing"),
    *("wrong-arguments", "endless-loop", "zero-division"),
}
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

each_case = pytest.mark.parametrize("path", CASES, ids=[f"{path.parent.name}/{path.stem}" for path in CASES])


@cache
def case(path: Path) -> dict[str, Any]:
    """The case as TOML says it."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def expected(path: Path) -> dict[str, Any]:
    """What a report has to say about the case."""
    expect: dict[str, Any] = case(path)["expect"]
    return expect


def total_lines(code: str) -> int:
    """The lines as the parser counts them."""
    return code.replace("\r\n", "\n").count("\n") + 1


def lines_named(expect: dict[str, Any]) -> set[int]:
    """Every line number that stands anywhere in the expectations."""
    single = {expect[key] for key in ("line", "birth") if key in expect}
    listed = {line for key in ("lines", "births") for line in expect.get(key, [])}
    return single | listed | {finding["line"] for finding in expect.get("findings", [])}


def compile_quietly(code: str) -> SyntaxError | None:
    """Compile without running; what the compiler says is returned."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "<string>", "exec")
    except SyntaxError as error:
        return error
    return None


def misfits(table: dict[str, Any], keys: dict[str, type]) -> dict[str, object]:
    """The entries whose key is unknown or whose value has another type."""
    return {key: value for key, value in table.items() if not isinstance(value, keys.get(key, ()))}


def test_there_are_enough_cases() -> None:
    """At least 400, of which at least 120 are fine."""
    folders = Counter(path.parent.name for path in CASES)
    assert folders.total() >= 400 and folders["fine"] >= 120


def test_names_are_unique() -> None:
    """A case is named without its folder."""
    names = Counter(path.stem for path in CASES)
    assert [name for name, count in names.items() if count > 1] == []


def test_programs_are_unique() -> None:
    """No program stands in the corpus twice."""
    programs = Counter(case(path)["code"] for path in CASES)
    assert [code for code, count in programs.items() if count > 1] == []


@each_case
def test_a_case_starts_with_a_sentence(path: Path) -> None:
    """The first line tells a reader what goes wrong, or why nothing does."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ") and first.endswith(".") and len(first) > 20


@each_case
def test_keys_are_known(path: Path) -> None:
    """A misspelled key would be an expectation that nobody checks."""
    findings = expected(path).get("findings", [])
    unknown = [misfits(case(path), CASE_KEYS), misfits(expected(path), EXPECT_KEYS)]
    assert [*unknown, *(misfits(finding, FINDING_KEYS) for finding in findings)] == [{}] * (2 + len(findings))


@each_case
def test_words_come_from_the_vocabulary(path: Path) -> None:
    """Categories, policies and codes of findings are those that exist."""
    expect = expected(path)
    codes = {finding["code"] for finding in expect.get("findings", [])} | set(expect.get("silent", []))
    assert expect["category"] in CATEGORIES and codes <= CODES
    assert case(path).get("policy", "strict") in POLICIES


@each_case
def test_the_folder_is_the_category(path: Path) -> None:
    """Programs that end well are in `fine`, the others under the name of what happens to them."""
    category = expected(path)["category"]
    assert path.parent.name == ("fine" if category == "none" else category)


@each_case
def test_a_failure_says_type_and_place(path: Path) -> None:
    """A failing program has a type, a line and words; a fine one has none of them."""
    expect = expected(path)
    failing = expect["category"] != "none"
    said = {
        "type": "type" in expect,
        "place": bool({"line", "lines"} & expect.keys()),
        "words": "words" in expect,
    }
    assert said == dict.fromkeys(said, failing)


@each_case
def test_lines_exist_in_the_program(path: Path) -> None:
    """Every line that is named is one of the program's, and not beyond its end."""
    last = total_lines(case(path)["code"])
    assert {line for line in lines_named(expected(path)) if not 1 <= line <= last} == set()


@each_case
def test_the_column_lies_in_the_line(path: Path) -> None:
    """A column counts characters from 0; a syntax error may point behind the last one."""
    expect = expected(path)
    lines = case(path)["code"].replace("\r\n", "\n").split("\n")
    assert 0 <= expect.get("column", 0) <= len(lines[expect.get("line", 1) - 1])


@each_case
def test_births_start_with_the_best(path: Path) -> None:
    """`births` lists every right answer, `birth` is the first of them."""
    expect = expected(path)
    assert expect.get("births", [expect.get("birth")])[0] == expect.get("birth")


@each_case
def test_words_are_alternatives_that_can_be_met(path: Path) -> None:
    """`words` is a list of lists of texts, none empty, none forbidden by `not_words`."""
    expect = expected(path)
    wanted = [word for words in expect.get("words", []) for word in words]
    unwanted = expect.get("not_words", [])
    assert all(expect.get("words", [])) and all(isinstance(word, str) and word for word in wanted + unwanted)
    assert {word.lower() for word in wanted} & {word.lower() for word in unwanted} == set()


@each_case
def test_only_syntax_errors_do_not_compile(path: Path) -> None:
    """The compiler refuses exactly the cases that say so, with the type and in the line that they say.

    What an agent wraps around a program is taken away before; of a NUL the compiler tells no line.
    """
    expect = expected(path)
    error = compile_quietly(source_of(case(path)["code"]).text)
    told = None if error is None else (type(error).__name__, error.lineno or expect["line"])
    assert told == ((expect["type"], expect["line"]) if expect["category"] == "syntax_error" else None)


@each_case
def test_the_mended_program_compiles(path: Path) -> None:
    """`fixed` is a program, and another one than `code`."""
    fixed = expected(path).get("fixed", "")
    assert compile_quietly(source_of(fixed).text) is None and fixed != case(path)["code"]
