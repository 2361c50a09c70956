"""Which files every program may read, wherever Python was installed."""

import _ctypes
import os
import sys
import sysconfig
from pathlib import Path

import pytest

from executor.sandbox import places
from executor.sandbox.places import Places, places_here


def covered(path: str | Path, found: Places) -> bool:
    """Whether a path may be read."""
    real = Path(path).resolve()
    return any(real.is_relative_to(Path(place).resolve()) for place in found.readable)


HERE = places_here()


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(os.__file__, id="the standard library"),
        pytest.param(sysconfig.get_path("purelib"), id="site-packages"),
        pytest.param(sysconfig.get_path("platlib"), id="compiled packages"),
        pytest.param(places.__file__, id="our own packages"),
        pytest.param(pytest.__file__, id="a third-party package"),
        pytest.param(_ctypes.__file__, id="compiled modules"),
        pytest.param("/usr/share/zoneinfo", id="time zones"),
    ],
)
def test_covers_what_python_needs(path: str) -> None:
    """Otherwise an import inside the sandbox fails."""
    assert covered(path, HERE)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/", id="the root"),
        pytest.param("/etc/passwd", id="users"),
        pytest.param("/proc/self/environ", id="the environment"),
        pytest.param(Path.home() / ".ssh", id="keys"),
        pytest.param(Path(places.__file__).parents[2] / ".git", id="the history beside our packages"),
        pytest.param(Path(places.__file__).parents[2] / "pyproject.toml", id="files beside our packages"),
        pytest.param("/dev/shm", id="shared memory"),
    ],
)
def test_covers_nothing_else(path: str | Path) -> None:
    """What is on no list is not read."""
    assert not covered(path, HERE)


def test_the_callers_own_path_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the script that calls may lie its settings, keys included."""
    (tmp_path / "settings.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert not covered(tmp_path / "settings.py", places_here())
    assert not covered(Path(places.__file__).parents[2] / "analyzer", places_here())


def test_a_search_path_shows_modules_only(tmp_path: Path) -> None:
    """Beside an editable package may lie what concerns nobody."""
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").touch()
    (tmp_path / "secrets").mkdir()
    (tmp_path / "module.py").touch()
    (tmp_path / ".env").touch()
    found = places_here([*sys.path, str(tmp_path), "relative", "/", "/nowhere"])
    assert str(tmp_path) in found.listable
    names = {Path(place).name for place in found.readable if Path(place).parent == tmp_path}
    assert names == {"package", "module.py"}
    assert not {"relative", "/", "/nowhere"} & {*found.readable, *found.listable}


def test_a_search_path_may_be_unreadable(tmp_path: Path) -> None:
    """A zip file, a plain file, a directory without end."""
    (tmp_path / "lib.zip").touch()
    many = tmp_path / "many"
    many.mkdir()
    for number in range(600):
        (many / f"m{number}.py").touch()
    found = places_here([str(tmp_path / "lib.zip"), str(many)])
    assert str(tmp_path / "lib.zip") in found.readable
    assert len([place for place in found.readable if place.startswith(str(many))]) <= places.MOST_CHILDREN
