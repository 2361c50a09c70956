"""Imports that fail: one program for each reason."""

from collections.abc import Callable

import pytest

from knowledge.cause import Cause

type Caused = Callable[[str], Cause]
type Mended = Callable[[str], str | None]

CASES = {
    "a module is misspelt": ("import maht\nprint(maht.floor(1.5))", "module-typo", "1"),
    "a submodule is misspelt": ("import xml.etre\nprint(1)", "module-typo", "1"),
    "a module's name is spelt out": (
        "import heapqueue\nprint(heapqueue.nsmallest(1, [2]))",
        "module-typo",
        "[2]",
    ),
    "a module of Python 2": ("import StringIO\nprint(StringIO.StringIO('a').read())", "python-2-module", "a"),
    "a module that was removed": ("import asyncore", "removed-module", None),
    "a distribution with another name": ("import cv2", "module-not-installed", None),
    "a relative import": ("from . import table", "relative-import", None),
    "a class taken for a module": (
        "from datetime.datetime import fromisoformat\nprint(fromisoformat('2020-01-01').year)",
        "class-as-module",
        "2020",
    ),
    "a name in import_module": (
        "from importlib import import_module\nprint(import_module('decimel').__name__)",
        "module-typo",
        "decimal",
    ),
    "a member is misspelt": ("from math import flor\nprint(flor(1.5))", "member-missing", "1"),
    "a member is spelt out": ("from math import squareroot\nprint(squareroot(4))", "member-missing", "2.0"),
    "a member of another module": ("from math import mean\nprint(mean([1, 3]))", "member-missing", "2"),
    "a member that moved": (
        "from collections import Mapping\nprint(Mapping.__name__)",
        "member-missing",
        "Mapping",
    ),
    "one of several members": (
        "from math import floor, mean\nprint(floor(mean([1, 3])))",
        "member-missing",
        "2",
    ),
    "a builtin is imported": ("from math import max\nprint(max(1, 2))", "member-missing", "2"),
}


@pytest.mark.parametrize(("code", "cause", "prints"), CASES.values(), ids=CASES.keys())
def test_names_the_reason(caused: Caused, mended: Mended, code: str, cause: str, prints: str | None) -> None:
    """The reason, and what the program prints after the first change."""
    found = caused(code)
    assert found.code == cause
    assert found.immediate and found.because and found.suggestions
    assert mended(code) == prints


def test_says_what_to_install(caused: Caused) -> None:
    """The distribution's name is told where it differs from the module's."""
    assert "opencv-python" in caused("import cv2").because


def test_a_known_module_is_no_misspelling(caused: Caused) -> None:
    """`bs4` is not installed; that `base64` looks alike is chance."""
    assert caused("import bs4").code == "module-not-installed"
