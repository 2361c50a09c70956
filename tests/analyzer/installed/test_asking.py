"""Asking what installed modules hold: right, in time, and leaving nothing behind."""

import importlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from analyzer.catalog import every_rule
from analyzer.inspection import Inspection, asked_about, inspect
from analyzer.installed import asking, shelf
from analyzer.installed.asking import LONGEST, answer, asked
from analyzer.installed.patience import BUDGET, Patience
from analyzer.installed.place import Place, place_of, words_of
from analyzer.installed.table import Table, table_of, text_of
from analyzer.reading.reading import Reading
from executor.policy import STRICT
from knowledge.program import program_of
from knowledge.source import source_of
from tests.processes import PATIENCE

type Install = Callable[[str, str], Place | None]
WRITTEN = '{"version":1,"stamp":"s","members":["a"],"mentioned":[],"closed":true}'


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package of one file, with the record of its release, and a cache of its own."""
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shelf.shelf.cache_clear()

    def one(name: str, text: str) -> Place | None:
        home = tmp_path / "site" / name
        home.mkdir(parents=True)
        (tmp_path / "site" / f"{name}-1.0.dist-info").mkdir()
        (home / "__init__.py").write_text(text, encoding="utf-8")
        importlib.invalidate_caches()
        return place_of(name)

    yield one
    shelf.shelf.cache_clear()


def in_the_end(place: Place) -> Table | None:
    """What is known of a module when there is an answer, which nobody who asks waits for on a busy host."""
    asked(place, Patience(0))
    assert asking.ASKED[place].done.wait(PATIENCE)
    return asked(place, Patience(0))


def looked_at(code: str) -> Inspection:
    """What the static pass says."""
    source = source_of(code)
    return inspect(source, program_of(source), STRICT)


def test_a_misspelled_member_is_found(install: Install) -> None:
    """The nearest member is proposed, and the second look at the module costs nothing."""
    place = install("parcels_one", "from .deep import *")
    assert place is not None
    (place.file.parent / "deep.py").write_text("def deliver(to): ...\n", encoding="utf-8")
    assert in_the_end(place) == Table(frozenset({"deliver", "deep"}), frozenset(), closed=True)
    (finding,) = looked_at("import parcels_one as p\np.deliver(1), p.delivr(2)").findings
    assert (finding.subject, finding.replacement) == ("delivr", "deliver")
    assert shelf.kept(place) == asked(place, Patience(0))


@pytest.mark.parametrize("name", ["click", "rich", "libcst", "hypothesis", "jedi"])
def test_no_real_member_is_denied(name: str) -> None:
    """Whatever the running library has is never said to be missing."""
    place = place_of(name)
    if place is None:
        pytest.skip("it is not installed")
    table = answer(place)
    real = [
        member
        for member in dir(importlib.import_module(name))
        if member.isidentifier() and not member.startswith("_")
    ]
    assert table and [member for member in real if table.has(member) is False] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = (" * 500, id="a syntax error"),
        pytest.param("x = " + "-" * 200_000 + "1", id="an expression too deep for the parser"),
        pytest.param("def __getattr__(name):\n    return 1", id="a module that answers to everything"),
        pytest.param("from _no_such_module import *", id="everything from where nothing is"),
        pytest.param("import sys\nsys.modules[__name__] = 1", id="something else in its place"),
        pytest.param("\x00", id="no Python"),
    ],
)
def test_doubt_is_silence(install: Install, text: str, request: pytest.FixtureRequest) -> None:
    """Where a module cannot be read for sure, nothing is said about it."""
    name = f"doubtful_{abs(hash(request.node.name))}"
    place = install(name, text)
    assert place is not None
    table = answer(place)
    assert table is None or table.has("no_such_member") is not False


def test_nobody_waits_longer_than_the_budget(install: Install) -> None:
    """What was not found out in time is named among what was not looked at; later the answer is there."""
    place = install("slow_reader", "def there(): ...")
    program = program_of(source_of("import slow_reader\nslow_reader.theer"))
    assert place is not None and program is not None
    first = asked_about(Reading(program, STRICT, patience=Patience(0.001)), every_rule())
    assert first.findings == () and [rule.rule for rule in first.rules_not_run] == [
        "module-attribute-missing"
    ]
    assert asking.ASKED[place].done.wait(PATIENCE)
    second = asked_about(Reading(program, STRICT, patience=Patience(0)), every_rule())
    assert [finding.replacement for finding in second.findings] == ["there"] and second.rules_not_run == ()


def test_no_process_outlives_the_caller(install: Install) -> None:
    """At the caller's end what still reads a module is ended with it."""
    place = install("never_read", "x = 1")
    assert place is not None and asked(place, Patience(0.3)) in {None, asking.ASKED[place].table}
    asking.end_all()
    assert asking.ASKED[place].done.wait(PATIENCE)
    assert [
        child for child in psutil.Process().children() if "installed.worker" in str(child.cmdline())
    ] == []


def test_what_never_answers_is_ended(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that hangs is ended after its time, and nothing was learned."""
    place = install("hanging", "x = 1")
    assert place is not None and LONGEST > BUDGET
    monkeypatch.setattr(asking, "LONGEST", 0.05)
    assert answer(place) is None
    assert not asking.RUNNING


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="half"),
        pytest.param("[]", id="a list"),
        pytest.param('{"version":1}', id="parts missing"),
        pytest.param("\x00" * 100, id="zeros"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param(WRITTEN.replace('"a"', "1"), id="no names"),
        pytest.param(WRITTEN.replace('"version":1', '"version":0'), id="another version"),
        pytest.param(WRITTEN.replace('"s"', '"t"'), id="another release"),
    ],
)
def test_a_broken_table_is_none(text: str) -> None:
    """A file that somebody broke is the same as no file."""
    assert table_of(text, "s") is None


def test_a_table_survives_writing() -> None:
    """What is read is what was written, for the same module as it is on disk now only."""
    assert table_of(WRITTEN, "s") == Table(frozenset({"a"}), frozenset(), closed=True)
    table = Table(frozenset({"a", "é"}), frozenset({"b"}), closed=True)
    assert table_of(text_of(table, "s"), "s") == table
    assert table_of(text_of(table, "s"), "t") is None
    assert json.loads(text_of(table, "s"))["members"] == ["a", "é"]


def test_a_forbidden_cache_is_survived(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where nothing can be written, the answer is kept in memory only."""
    place = install("homeless", "def there(): ...")
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    shelf.shelf.cache_clear()
    assert shelf.shelf() is None
    assert place is not None
    table = in_the_end(place)
    assert table and table.has("there") and table.has("theer") is False
    assert shelf.kept(place) is None


def test_a_home_that_is_none_is_survived(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where jedi may keep nothing, it keeps what it parsed beside our tables, and nothing stays elsewhere."""
    place = install("roofless", "def there(): ...")
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    shelf.shelf.cache_clear()
    assert place is not None
    table = in_the_end(place)
    assert table and table.has("there") and shelf.kept(place) == table
    assert {entry.name for entry in tmp_path.iterdir()} == {"site", f"raydx-members-{os.getuid()}"}


def test_an_editable_install_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module without a record beside it changes without a new release."""
    (tmp_path / "own_module.py").write_text("x = 1", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert place_of("own_module") is None
    assert looked_at("import own_module\nown_module.y") == Inspection(())


@pytest.mark.parametrize(
    "module", ["", ".", "math", "no_such.module", "a" * 5000, "é.ß", "click.no_such", "click.core.x"]
)
def test_places_of_what_is_not_installed(module: str) -> None:
    """What is not there, or compiled, or of the standard library, has no place."""
    assert place_of(module) is None


def test_the_words_of_a_module_are_enough(install: Install) -> None:
    """A name that stands in the module's own file is not asked about."""
    place = install("worded", '"""Says word."""\nimport other')
    assert place is not None and {"word", "other"} <= (words_of(place) or set())
    assert looked_at("from worded import word, other") == Inspection(())
    assert place not in asking.ASKED
