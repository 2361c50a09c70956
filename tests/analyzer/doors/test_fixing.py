"""Mending: only what has one meaning, only what compiles, and the file stays what it was otherwise."""

import stat
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from analyzer.catalog import every_rule
from analyzer.choice import choice_of
from analyzer.doors.command_line import status_of
from analyzer.doors.looking.fixing import Mended, errors, fixed
from analyzer.doors.looking.writing import write_over
from analyzer.looking import look
from executor.policy import STRICT
from knowledge.source import source_of
from knowledge.syntax.explaining import FAMILIES
from knowledge.syntax.trouble import trouble_of

COMMAND = [sys.executable, "-m", "analyzer.doors.command_line", "preflight"]
RULES = every_rule()
EXAMPLES = [
    *(
        pytest.param(code, id=f"{rule.code}-{code}")
        for rule in every_rule()
        for code in (*rule.flags, *rule.passes)
    ),
    *(pytest.param(code, id=f"{family.code}-{code}") for family in FAMILIES for code in family.mends),
]


def mended(code: bytes, *, unsafe: bool = False) -> Mended:
    """Mend a text under the strictest policy."""
    return fixed(code, partial(look, policy=STRICT), unsafe=unsafe)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"xrange(3)\n", b"range(3)\n", id="a name of Python 2"),
        pytest.param(b"xrange(3)", b"range(3)", id="no line end at the end"),
        pytest.param(b"x = [1]\r\nx.push(2)\r\n", b"x = [1]\r\nx.append(2)\r\n", id="lines that end in two"),
        pytest.param(b"x = 1\ry = true\r", b"x = 1\ry = True\r", id="lines of an old machine"),
        pytest.param(b"\xef\xbb\xbfx = true\n", b"\xef\xbb\xbfx = True\n", id="a byte order mark"),
        pytest.param(
            "# é\nx = true\n".encode("utf-16"), "# é\nx = True\n".encode("utf-16"), id="two bytes a letter"
        ),
        pytest.param(
            b"# coding: latin-1\nx = true  # \xe9\n", b"# coding: latin-1\nx = True  # \xe9\n", id="a cookie"
        ),
        pytest.param("漢 = '😀'; x = true\n".encode(), "漢 = '😀'; x = True\n".encode(), id="wide letters"),
        pytest.param(b"x = true\f\ny = 1\n", b"x = True\f\ny = 1\n", id="a form feed"),
        pytest.param(b"print 'a'\nx = xrange(3)\n", b"print('a')\nx = range(3)\n", id="one behind another"),
        pytest.param(b"if x\n    pass\n", b"if x:\n    pass\n", id="a colon, and what it hid stays"),
        pytest.param(
            b"if x\n    print 'a'\nfor i in y\n    print i\n",
            b"if x:\n    print('a')\nfor i in y:\n    print(i)\n",
            id="several faults of syntax, each of which is certain",
        ),
        pytest.param(
            b"try:\n    f()\nexcept OSError, e:\n    raise ValueError, 'no'\n",
            b"try:\n    f()\nexcept OSError as e:\n    raise ValueError('no')\n",
            id="exceptions of Python 2",
        ),
        pytest.param(
            b"\xef\xbb\xbfx = re.compile('a')\r\ny = math.pi\r\n",
            b"\xef\xbb\xbfimport re\r\nimport math\r\nx = re.compile('a')\r\ny = math.pi\r\n",
            id="modules that nobody imported",
        ),
        pytest.param(b"x = [[1].length].length\n", b"x = len([len([1])])\n", id="one within another"),
        pytest.param(
            b"x = true; y = false; z = null\n", b"x = True; y = False; z = None\n", id="three at once"
        ),
        pytest.param(b"```python\nx = true\n```\n", b"```python\nx = True\n```\n", id="inside a fence"),
        pytest.param(b"    x = true\n    y = 1\n", b"    x = True\n    y = 1\n", id="indented as a whole"),
    ],
)
def test_what_is_made(before: bytes, after: bytes) -> None:
    """The edits are made in place; encoding, marks and line ends stay, and a second time changes nothing."""
    assert mended(before).code == after
    again = mended(after)
    assert (again.code, again.made, again.unmade) == (after, 0, "")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(b"total = 1\nprint(totl)\n", id="a near name is a guess"),
        pytest.param(b"exec('true = 1')\nprint(true)\n", id="a name that may come into being unseen"),
        pytest.param(b"x = [1 2]\n", id="a comma that may be another sign"),
        pytest.param(b"if x\n    y = [1 2]\n", id="a certain fault before one that is not"),
        pytest.param(b"x = []\nx.add(1)\n", id="a method of another container: which one is wrong"),
        pytest.param(
            b"try:\n    f()\nexcept ValueError, TypeError:\n    pass\n", id="a comma that may be for a tuple"
        ),
        pytest.param(b"d = defaultdict(list)\n", id="a member that several modules may have"),
        pytest.param(b"x = 0777\n", id="a number that may be octal or not"),
        pytest.param(b"if x = 1:\n    pass\n", id="a comparison that may be an assignment"),
        pytest.param(b"print('a\n", id="a string whose end nobody knows"),
        pytest.param(b"x = true  # raydx: ignore\n", id="what a comment silences"),
        pytest.param(b"\xff\xfe\x00\xd8x = true\n", id="bytes that are no text"),
        pytest.param(b"x = '\xff'; y = true\n", id="a byte that is no letter"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_left(code: bytes) -> None:
    """What is not certain, or cannot be written back, is not touched."""
    assert (mended(code).code, mended(code).made) == (code, 0)


def test_unsafe_makes_guesses() -> None:
    """The likely edits are made where that is asked for."""
    assert mended(b"total = 1\nprint(totl)\n", unsafe=True).code == b"total = 1\nprint(total)\n"


def test_imports_get_the_files_own_line_ends() -> None:
    """An edit that brings a line brings its end; behind the mark that must stay in front."""
    code = b"\xef\xbb\xbfasync def f(): pass\r\nf()\r\n"
    expected = b"\xef\xbb\xbfimport asyncio\r\nasync def f(): pass\r\nasyncio.run(f())\r\n"
    assert mended(code, unsafe=True).code == expected


def test_only_chosen_rules_mend() -> None:
    """What is ignored is not mended either."""
    code = b"x = true\n[1].push(2)\n"
    chosen = partial(look, policy=STRICT, choice=choice_of(None, "undefined-name"))
    assert fixed(code, chosen).code == b"x = true\n[1].append(2)\n"


@pytest.mark.parametrize("code", EXAMPLES)
def test_nothing_gets_worse(code: str) -> None:
    """Over every example of every rule: what comes out compiles, and nothing fails that did not before."""
    before = look(source_of(code), STRICT)
    for unsafe in (False, True):
        after = mended(code.encode("utf-8", "surrogatepass"), unsafe=unsafe)
        if after.made:
            assert trouble_of(source_of(after.code)) is None
            broken = any(finding.code == "syntax-error" for finding in before.findings)
            assert broken or not errors(after.inspection) - errors(before)


def test_a_long_text_is_left(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What was not looked at is not mended; that is said."""
    code = "#" * 200_000 + "\nprint(xrange(3))\n"
    (tmp_path / "long.py").write_text(code)
    assert status_of(["preflight", "--isolated", "--fix", str(tmp_path / "long.py")]) == 1
    assert "was not fixed: it has more than 200000 characters" in " ".join(capfd.readouterr().err.split())
    assert (tmp_path / "long.py").read_text() == code


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o4750])
def test_the_files_rights_stay(mode: int, tmp_path: Path) -> None:
    """Written anew, a script stays a script, and nothing is left beside it."""
    file = tmp_path / "tool.py"
    file.write_bytes(b"#!/usr/bin/env python3\nprint(xrange(3))\n")
    file.chmod(mode)
    assert status_of(["preflight", "--isolated", "--fix", str(file)]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert file.read_bytes() == b"#!/usr/bin/env python3\nprint(range(3))\n"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file behind it is mended."""
    file, link = tmp_path / "file.py", tmp_path / "link.py"
    file.write_bytes(b"x = true\n")
    link.symlink_to(file)
    assert status_of(["preflight", "--isolated", "--fix", str(link)]) == 0
    assert link.is_symlink() and file.read_bytes() == b"x = True\n"


def test_what_somebody_else_changed_is_left(tmp_path: Path) -> None:
    """Between looking and writing the file got another text."""
    file = tmp_path / "file.py"
    file.write_bytes(b"new\n")
    with pytest.raises(OSError, match="changed meanwhile"):
        write_over(file, b"old\n", b"fixed\n")
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (b"new\n", [file])


WITHOUT_OVERRIDE = (
    "import ctypes, os, sys; prctl = ctypes.CDLL(None).prctl; prctl(24, 1, 0, 0, 0); prctl(24, 2, 0, 0, 0);"
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""Takes from root what lets it write every file; for anybody else it does nothing."""


@pytest.mark.parametrize(
    ("of_file", "of_folder"), [(0o400, 0o700), (0o600, 0o500)], ids=["the file", "the folder"]
)
def test_what_may_not_be_written_is_said(of_file: int, of_folder: int, tmp_path: Path) -> None:
    """A file or a folder that may only be read: the findings are shown, and that nothing was mended."""
    file = tmp_path / "file.py"
    file.write_bytes(b"x = true\n")
    file.chmod(of_file)
    tmp_path.chmod(of_folder)
    command = [sys.executable, "-c", WITHOUT_OVERRIDE, *COMMAND, "--isolated", "--fix", str(file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    tmp_path.chmod(0o700)
    assert (ended.returncode, file.read_bytes()) == (1, b"x = true\n")
    assert "was not fixed: cannot write: Permission denied" in ended.stderr
    assert ended.stdout.splitlines()[-1] == "0 fixes made; found 1 error in 1 file"


def run(*arguments: str, code: bytes, folder: Path) -> tuple[int, bytes, bytes]:
    """Exit status, standard output and standard error of a call that gets a program on standard input."""
    ended = subprocess.run(
        [*COMMAND, "--isolated", *arguments],
        input=code,
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize(
    ("code", "status", "out"),
    [
        pytest.param(b"x = true\r\n", 0, b"x = True\r\n", id="mended"),
        pytest.param(b"x = qqq\n", 1, b"x = qqq\n", id="nothing can be mended"),
        pytest.param(b"\xef\xbb\xbfx = 1\n", 0, b"\xef\xbb\xbfx = 1\n", id="nothing is wrong"),
        pytest.param(b"\xff\xfe\xfd", 1, b"\xff\xfe\xfd", id="no text at all"),
        pytest.param(b"", 0, b"", id="nothing at all"),
    ],
)
def test_standard_input(code: bytes, status: int, out: bytes, tmp_path: Path) -> None:
    """The program comes out on standard output, byte by byte; what is found goes beside it."""
    ended, stdout, stderr = run("--fix", "-", code=code, folder=tmp_path)
    assert (ended, stdout) == (status, out)
    assert b"ound" in stderr


def test_diff_is_a_patch(tmp_path: Path) -> None:
    """It changes nothing itself; `patch` makes of it what --fix would have written."""
    code = "é = 1\nx = true\n\ny = [1].length"
    (tmp_path / "a.py").write_text(code, encoding="utf-8")
    status, patch, said = run("--diff", "a.py", code=b"", folder=tmp_path)
    assert (status, (tmp_path / "a.py").read_text(encoding="utf-8")) == (1, code)
    assert said == b"2 fixes would change 1 of 1 file\n"
    assert patch.decode().splitlines() == [
        "--- a.py",
        "+++ a.py",
        "@@ -1,4 +1,4 @@",
        " é = 1",
        "-x = true",
        "+x = True",
        "",
        "-y = [1].length",
        "\\ No newline at end of file",
        "+y = len([1])",
        "\\ No newline at end of file",
    ]


def test_diff_of_nothing(tmp_path: Path) -> None:
    """Where nothing would be changed, nothing is printed."""
    assert run("--diff", "-", code=b"x = 1\n", folder=tmp_path) == (0, b"", b"Nothing would be changed\n")
