"""Whether a module may hold names that its source does not show."""

import ast

import pytest

from analyzer.installed.mentioning import names_in
from analyzer.installed.openness import is_open

LISTED = """
NAMES = ["one", "two"]
def __getattr__(name):
    if name in NAMES:
        return load(name)
    if name == "three" or name in {"four"}:
        return 3
    raise AttributeError(name)
"""
NAMES_ITSELF = """
def __getattr__(name):
    if name in submodules:
        return load(name)
    else:
        try:
            return globals()[name]
        except KeyError:
            raise AttributeError(name)
submodules = ["one"]
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing at all"),
        pytest.param("x = 1\nfrom a import b", id="plain statements"),
        pytest.param(LISTED, id="a __getattr__ that lists its names"),
        pytest.param(NAMES_ITSELF, id="a __getattr__ that looks into its own namespace"),
        pytest.param("for n in ['a', 'b']:\n    globals()[n] = 1", id="names from a literal"),
        pytest.param("x = globals().keys()", id="a look at its own names"),
        pytest.param("exec(text, {})", id="exec into another namespace"),
    ],
)
def test_closed(text: str) -> None:
    """A module that names all it can have is known to have nothing else."""
    assert not is_open(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("globals().update(made())", id="names from a call"),
        pytest.param("for n in names():\n    globals()[n] = 1", id="names from a loop over a call"),
        pytest.param("for n in ['a']:\n    n += 'b'\n    globals()[n] = 1", id="a name that is changed"),
        pytest.param("g = globals()\ng['a'] = 1", id="its namespace under a name"),
        pytest.param("fill(globals())", id="its namespace given away"),
        pytest.param("exec(text)", id="exec"),
        pytest.param("import sys\nsys.modules[__name__] = Lazy()", id="another object in its place"),
        pytest.param("me = import_module(__name__)", id="itself as an object"),
        pytest.param("from pkgutil import extend_path\n__path__ = extend_path(__path__)", id="a longer path"),
        pytest.param("__getattr__ = lazy(1)", id="a __getattr__ that is made"),
        pytest.param("from lazy import __getattr__", id="a __getattr__ from elsewhere"),
        pytest.param("__getattr__, __dir__ = attach()", id="a __getattr__ among others"),
        pytest.param("def __getattr__(name):\n    return 1", id="an answer to everything"),
        pytest.param("def __getattr__(name):\n    pass", id="None for everything"),
        pytest.param("def __getattr__(name):\n    if far(name):\n        return 1\n    raise E", id="a test"),
        pytest.param(LISTED.replace('["one", "two"]', "made()"), id="a list that is made"),
        pytest.param(LISTED.replace("in NAMES", "not in NAMES"), id="all but what is listed"),
        pytest.param(LISTED + "NAMES = made()", id="a list that is made anew"),
        pytest.param(LISTED.replace("    if", "    name = name.lower()\n    if", 1), id="a changed name"),
        pytest.param("if x:\n    def __getattr__(name):\n        return 1", id="a __getattr__ in a branch"),
    ],
)
def test_open(text: str) -> None:
    """A module that may have more than it names is never said not to have a name."""
    assert is_open(ast.parse(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a = b\ndef f(x):\n    y = 1", {"a", "b", "f"}),
        ("def f():\n    global g\n    return 'h'", {"f", "g", "h"}),
        ("import p.q\nfrom r import s as t", {"p", "t"}),
        ("class C:\n    inner = 'word'", {"C", "word"}),
        ("try:\n    x\nexcept E as e:\n    pass", {"x", "E", "e"}),
    ],
    ids=["locals do not count", "global and strings do", "imports", "classes", "handlers"],
)
def test_names(text: str, names: set[str]) -> None:
    """What a module mentions where it could become a member of it."""
    assert set(names_in(ast.parse(text))) == names
