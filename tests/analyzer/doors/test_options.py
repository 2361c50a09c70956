"""A call of `raydx preflight` that is read at once means what click takes it to mean."""

import random
import subprocess
import sys

import click
import pytest

from analyzer.doors.commands.preflight import preflight
from analyzer.doors.looking.options import BY_NAME, plainly

ELSEWHERE = {"python": None, "directories": (), "allow": ()}
"""What the options for other environments are where nobody gives them."""

WORDS = [
    *BY_NAME,
    *("a.py", "-", "--", "-x", "--help", "-h", "--pol", "--fi", "", "strict", "sarif", "text", "no-such"),
    *("--format=json", "--format=", "--policy=open", "--select=a,b", "--fix=1", "--diff=", "--isolated=yes"),
    *("--ignore=-x", "--allow", "--allow=os", "--path=x", "--python=y", "--exclude==", "--stdin-filename=é"),
]


def as_click_reads(arguments: list[str]) -> dict[str, object] | None:
    """The paths and options of a call; None where something is wrong with it, or it asks for help."""
    try:
        return preflight.make_context("preflight", [*arguments]).params
    except (click.ClickException, click.exceptions.Exit):
        return None


def same(arguments: list[str]) -> bool:
    """Whether a call that is read at once is read as click reads it; says whether it was."""
    call = plainly(arguments)
    if call is not None:
        assert {"paths": call[0], **call[1], **ELSEWHERE} == as_click_reads(arguments)
    return call is not None


@pytest.mark.parametrize(
    ("call", "plain"),
    [
        pytest.param("a.py", True, id="a file"),
        pytest.param("a.py - b --fix", True, id="several, and an option behind them"),
        pytest.param("--select x,y --select z --ignore q a.py", True, id="options that add up"),
        pytest.param("--format json --format text a.py", True, id="the last one counts"),
        pytest.param("--format=jsonl --policy=open --isolated a.py", True, id="values behind a sign"),
        pytest.param("--force-exclude --exclude * --stdin-filename é.py -", True, id="all that is left"),
        pytest.param("--diff --unsafe-fixes --fix a.py", True, id="flags"),
        pytest.param("", False, id="nothing"),
        pytest.param("--fix", False, id="no path"),
        pytest.param("--help", False, id="help"),
        pytest.param("a.py --hel", False, id="an abbreviation"),
        pytest.param("a.py --format xml", False, id="no such format"),
        pytest.param("a.py --select", False, id="a value that is missing"),
        pytest.param("a.py --select --fix", False, id="an option for a value"),
        pytest.param("a.py --fix=yes", False, id="a value for a flag"),
        pytest.param("-- -x.py", False, id="an end of options"),
        pytest.param("a.py --allow os", False, id="an option for other environments"),
        pytest.param("a.py --colour", False, id="no such option"),
    ],
)
def test_what_is_read_at_once(call: str, plain: bool) -> None:
    """Known options with their values, and paths; all else is left to click, which knows what is wrong."""
    assert same(call.split()) == plain


def test_no_call_is_read_otherwise() -> None:
    """Neither is any of 2,000 calls from all options, right and wrong; a fair share is read at once."""
    chosen = random.Random(2026)
    calls = [chosen.choices(WORDS, k=chosen.randint(1, 5)) for _ in range(2_000)]
    assert sum(map(same, calls)) > 100


@pytest.mark.parametrize(
    ("call", "loaded"),
    [
        pytest.param("--isolated .", "", id="a plain look"),
        pytest.param("--help", "click", id="help"),
        pytest.param("--isolated nothing.py", "click", id="a file that is not there"),
    ],
)
def test_a_plain_look_needs_no_click(
    call: str, loaded: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It is the only command that is waited for while somebody writes."""
    code = "import sys; from analyzer.doors.command_line import status_of; status_of(sys.argv[1:])"
    command = [sys.executable, "-c", f"{code}; print(*{{'click'}} & set(sys.modules))", "preflight"]
    empty = tmp_path_factory.mktemp("empty")
    said = subprocess.run(
        [*command, *call.split()], cwd=empty, capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.splitlines()[-1] == loaded
