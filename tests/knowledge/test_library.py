"""The tables of the standard library's callables: they agree with the Python that runs."""

import builtins
import collections
import datetime as dt
import inspect
import json
import math
import re

import pytest

from knowledge.calling.library import members_of_class, needs_object, returned, signatures


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("json.dumps", "str"),
        ("datetime.datetime.now", "datetime.datetime"),
        ("re.match", "re.Match?"),
        ("builtins.str.split", "list"),
        ("builtins.list.sort", "NoneType"),
        ("re.sub", "str/bytes"),
        ("random.choice", None),
        ("no.such.thing", None),
    ],
)
def test_what_a_callable_returns(name: str, result: str | None) -> None:
    """One type, or nothing where it depends on what is given."""
    assert returned(name) == result


@pytest.mark.parametrize(
    ("name", "call"),
    [("json.dumps", json.dumps), ("re.sub", re.sub), ("math.sqrt", math.sqrt), ("builtins.sorted", sorted)],
    ids=["json.dumps", "re.sub", "math.sqrt", "sorted"],
)
def test_keywords_are_those_of_the_running_python(name: str, call: object) -> None:
    """Every name that can be given here stands in one of the forms."""
    found = inspect.signature(call).parameters.values()  # type: ignore[arg-type]  # they have signatures
    wanted = {one.name for one in found if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)}
    assert wanted <= {known for form in signatures(name) for known in form.keywords}


@pytest.mark.parametrize(
    ("name", "needed"),
    [("builtins.str.upper", True), ("builtins.dict.fromkeys", False), ("datetime.datetime.now", False)],
)
def test_which_methods_need_their_object(name: str, needed: bool) -> None:
    """Taken from the class, a plain method has to be given the object."""
    assert needs_object(name) is needed


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("str", builtins.str),
        ("collections.Counter", collections.Counter),
        ("datetime.datetime", dt.datetime),
    ],
    ids=["str", "Counter", "datetime"],
)
def test_no_member_of_a_class_is_missing(name: str, kind: type) -> None:
    """Whatever an object has here stands in the table."""
    held = members_of_class(name)
    assert held is not None
    assert {one for one in dir(kind) if not one.startswith("_")} <= held


@pytest.mark.parametrize("name", ["argparse.Namespace", "types.SimpleNamespace", "unittest.mock.Mock"])
def test_objects_that_may_have_anything_are_not_listed(name: str) -> None:
    """Nothing can be said to be missing there."""
    assert members_of_class(name) is None
