"""The pages about rules say what the rules' own files say today."""

from pathlib import Path

import pytest

from analyzer.choice import CODES
from analyzer.doors.command_line import status_of
from analyzer.doors.rule_page import fenced, page_about
from tools.rule_pages import pages

FOLDER = Path(__file__).parents[3] / "docs" / "rules"
WANTED = pages()


def test_there_is_a_page_for_each_rule() -> None:
    """`make pages` was called after a rule came or went."""
    assert {path.name for path in FOLDER.iterdir()} == set(WANTED)
    assert set(WANTED) == {"README.md", *(f"{code}.md" for code in CODES)}


@pytest.mark.parametrize("name", sorted(WANTED))
def test_pages_are_up_to_date(name: str) -> None:
    """`make pages` was called after the last change of a rule."""
    assert (FOLDER / name).read_text(encoding="utf-8") == WANTED[name]


@pytest.mark.parametrize("code", CODES)
def test_the_terminal_shows_the_same(code: str, capfd: pytest.CaptureFixture[str]) -> None:
    """`raydx rules CODE` prints the page, with what is to be seen in it."""
    assert status_of(["rules", code]) == 0
    page = page_about(code)
    assert capfd.readouterr().out == f"{page.markdown}\n"
    assert page.summary in page.markdown and "```" in page.markdown


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        pytest.param([], 0, "undefined-name", id="all of them"),
        pytest.param(["undefined_name"], 2, "did you mean 'undefined-name'?", id="a code with another sign"),
        pytest.param(["no-such-rule-at-all"], 2, "there is no rule", id="no such code"),
    ],
)
def test_rules(arguments: list[str], status: int, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Without a code all rules are named; a code that there is not is wrong usage."""
    assert status_of(["rules", *arguments]) == status
    captured = capfd.readouterr()
    assert said in (captured.err if status else captured.out)


@pytest.mark.parametrize(
    ("code", "fence"),
    [("x = 1", "```"), ("x = '```'", "````"), ("x = '`'", "```"), ("`" * 9, "`" * 10)],
    ids=["plain", "a fence inside", "one backtick", "many backticks"],
)
def test_fences_hold_what_stands_between_them(code: str, fence: str) -> None:
    """Backticks in an example do not end it."""
    assert fenced(code).splitlines() == [f"{fence}python", code, fence]
