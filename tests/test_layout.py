"""The project's files say what they should: layers, locks, commands."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILD = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
MAKE = (ROOT / "Makefile").read_text(encoding="utf-8")
CHILD = sorted((ROOT / "executor" / "child").rglob("*.py"))
PINNED = re.compile(r"^([a-z0-9-]+)==\S+(?: ; [^\\]+)? \\$")
SEARCH = ["/bin/sh", str(ROOT / "tools" / "find_python.sh")]
REQUIRED = [
    *BUILD["project"]["dependencies"],
    *BUILD["build-system"]["requires"],
    *BUILD["dependency-groups"]["dev"],
]


def imported(path: Path) -> set[str]:
    """Every module that a file names in an import, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                found.update(alias.name for alias in names)
            case ast.ImportFrom(module=module, level=0):
                found.add(str(module))
            case ast.ImportFrom(level=level):
                found.add("." * level)
            case _:
                pass
    return found


@pytest.mark.parametrize("path", CHILD, ids=[path.stem for path in CHILD])
def test_the_child_imports_the_standard_library_only(path: Path) -> None:
    """What runs inside the sandbox may load nothing else: the program could reach it."""
    foreign = {name for name in imported(path) if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in foreign if not name.startswith("executor.child")} == set()


@pytest.mark.parametrize("folder", ["tests", "corpus", "examples", "tools"])
def test_only_the_three_packages_can_be_imported(folder: str) -> None:
    """An editable install puts the root on the path: an `__init__.py` here would make a package."""
    assert list((ROOT / folder).rglob("__init__.py")) == []


@pytest.mark.parametrize("requirement", sorted(set(REQUIRED)))
def test_the_lock_has_what_is_asked_for(requirement: str) -> None:
    """`make lock` was called after the last change of a dependency."""
    asked = re.split(r"[^A-Za-z0-9_-]", requirement)[0].lower()
    assert asked in {found[1] for line in LOCK.splitlines() if (found := PINNED.match(line))}


def test_the_lock_is_names_versions_and_hashes_only() -> None:
    """No host, no path: the lock installs from whichever index pip is set up with."""
    hashed = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
    assert [line for line in LOCK.splitlines() if not PINNED.match(line) and not hashed.match(line)] == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_documents_name_commands_that_exist(document: str) -> None:
    """Every `make something` that a reader is told to type is a target."""
    told = set(re.findall(r"\bmake ([a-z]+)\b", code_in((ROOT / document).read_text(encoding="utf-8"))))
    assert told and told <= set(re.findall(r"^([a-z]+):", MAKE, re.MULTILINE))


def code_in(text: str) -> str:
    """The fenced and quoted code of a Markdown page; all of a text that has none."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)) or text


def test_a_python_is_found_and_runs() -> None:
    """The search ends on an interpreter that is new enough, whatever shims stand on the way."""
    found = subprocess.run(
        ["/bin/sh", ROOT / "tools" / "find_python.sh"], capture_output=True, text=True, check=True
    )
    code = "import sys; print(sys.version_info >= (3, 12))"
    said = subprocess.run([found.stdout.strip(), "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "True\n"


def test_no_python_is_one_sentence(tmp_path: Path) -> None:
    """Where nothing is found, one line says what to do, and the exit status says it too."""
    bare = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHON": "no-such-python"}
    found = subprocess.run(SEARCH, capture_output=True, text=True, check=False, env=bare)
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (1, "", 1)
    assert "3.12 or newer" in found.stderr
