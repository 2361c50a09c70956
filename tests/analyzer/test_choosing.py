"""Which rules are asked, and which comments silence them."""

import asyncio

import pytest

from analyzer import preflight, preflight_async
from analyzer.choice import CODES, choice_of

TWO = "import os\nprint(qqq)\n"


def found(code: str, **options: object) -> list[str]:
    """The codes that are found, in the order of the text."""
    return [finding.code for finding in preflight(code, **options).findings]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        pytest.param({}, ["blocked-import", "undefined-name"], id="all"),
        pytest.param({"select": ["undefined-name"]}, ["undefined-name"], id="one"),
        pytest.param({"select": "undefined-name"}, ["undefined-name"], id="one as a text"),
        pytest.param({"select": "undefined-name, zero-division"}, ["undefined-name"], id="two in a text"),
        pytest.param({"ignore": ["undefined-name"]}, ["blocked-import"], id="all but one"),
        pytest.param({"select": CODES, "ignore": CODES}, [], id="what is ignored is not found"),
        pytest.param({"select": []}, [], id="none"),
    ],
)
def test_rules_are_chosen(options: dict[str, object], codes: list[str]) -> None:
    """Selection and what is ignored, in the function that callers import and in its twin."""
    assert found(TWO, **options) == codes
    twin = asyncio.run(preflight_async(TWO, **options))
    assert [finding.code for finding in twin.findings] == codes


def test_syntax_can_be_left_out() -> None:
    """Whoever asks for names only hears nothing of syntax; what could not be judged is still said."""
    report = preflight("if x\n", select=["undefined-name"])
    assert report.findings == () and [one.rule for one in report.rules_not_run] == ["undefined-name"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param("undefined-nam", "did you mean 'undefined-name'", id="misspelt"),
        pytest.param("UNDEFINED_NAME", "did you mean 'undefined-name'", id="in capitals"),
        pytest.param("E501", "there is no rule 'E501'", id="of another tool"),
    ],
)
def test_a_code_that_there_is_not(wrong: str, said: str) -> None:
    """It is refused, with the nearest one."""
    with pytest.raises(ValueError, match=said):
        choice_of([wrong])
    with pytest.raises(ValueError, match=said):
        preflight("", ignore=wrong)


def test_a_code_that_is_no_text() -> None:
    """A number is no code."""
    with pytest.raises(TypeError, match="should be str, found int"):
        choice_of([3])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        pytest.param("print(qqq)  # raydx: ignore[undefined-name]", [], id="its own code"),
        pytest.param("print(qqq)  # raydx: ignore", [], id="no code stands for all"),
        pytest.param(
            "print(qqq)  # raydx:ignore[ zero-division , undefined-name ]", [], id="one of two codes"
        ),
        pytest.param("print(qqq)  # why not # raydx: ignore[undefined-name]", [], id="behind other words"),
        pytest.param("print(qqq)  # raydx: ignore[zero-division]", ["undefined-name"], id="another code"),
        pytest.param("print(qqq)  # raydx: ignore[undefined]", ["undefined-name"], id="half a code"),
        pytest.param("print(qqq)  # raydx: ignored", ["undefined-name"], id="another word"),
        pytest.param("print(qqq)  # raydx: ignore[", ["undefined-name"], id="an open bracket"),
        pytest.param("print(qqq)  # raydx: ignore[]", [], id="empty brackets stand for all"),
        pytest.param("# raydx: ignore\nprint(qqq)", ["undefined-name"], id="on the line before"),
        pytest.param("print(qqq, '# raydx: ignore')", ["undefined-name"], id="in a string"),
        pytest.param(
            "def f(): pass\nf(\n  1,\n)  # raydx: ignore[wrong-arguments]", [], id="on the last line"
        ),
        pytest.param("def f(): pass\nf(  # raydx: ignore[wrong-arguments]\n  1)", [], id="on the first line"),
        pytest.param("if x  # raydx: ignore", ["syntax-error"], id="syntax stays"),
        pytest.param("x = '''\n# raydx: ignore''' + qqq", ["undefined-name"], id="in a longer string"),
        pytest.param("```python\nprint(qqq)  # raydx: ignore\n```", [], id="within a fence"),
    ],
)
def test_comments_silence(code: str, codes: list[str]) -> None:
    """On the first or the last line of what is found, and only what they name."""
    assert found(code) == codes
