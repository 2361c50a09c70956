"""Every capability says why it is refused and what to do instead, and none claims what belongs to another."""

import builtins
import sys
from itertools import combinations

import pytest

from executor import capabilities
from executor.capability import Capability, named
from executor.sandbox.kernel import numbers
from knowledge.discovery import discover

ALL = discover(capabilities, Capability)
KERNEL = numbers("x86_64").keys() | numbers("aarch64").keys()


@pytest.mark.parametrize("capability", ALL, ids=lambda found: found.name)
def test_has_a_way_out(capability: Capability) -> None:
    """A refusal without a reason and an alternative leaves the caller stuck."""
    assert capability.reason and capability.alternatives


@pytest.mark.parametrize("capability", ALL, ids=lambda found: found.name)
def test_speaks_in_sentences_to_an_agent(capability: Capability) -> None:
    """The reason ends a sentence, an alternative starts one; neither begs nor doubts."""
    assert capability.reason[0].islower()
    assert all(way[0].isupper() and not way.endswith(".") for way in capability.alternatives)
    words = " ".join((capability.reason, *capability.alternatives)).lower().split()
    assert not {"please", "maybe", "perhaps", "sorry"} & set(words)


@pytest.mark.parametrize("capability", ALL, ids=lambda found: found.name)
def test_names_calls_that_exist(capability: Capability) -> None:
    """A misspelled system call would never be explained."""
    assert capability.system_calls <= KERNEL


@pytest.mark.parametrize("field", ["modules", "audit_events", "system_calls"])
def test_nothing_has_two_owners(field: str) -> None:
    """An attempt is about one thing."""
    pairs = combinations((getattr(capability, field) for capability in ALL), 2)
    assert not [one & other for one, other in pairs if one & other]


COMPUTING = """
abc argparse array ast asyncio base64 bisect builtins bz2 calendar cmath codecs collections contextlib copy
csv dataclasses datetime decimal difflib dis email enum fractions functools gc gettext gzip hashlib heapq hmac
html http importlib inspect io ipaddress itertools json keyword linecache locale logging lzma marshal math
mimetypes numbers operator pathlib pickle platform pprint posixpath queue random re sched secrets select
selectors signal sqlite3 statistics string struct symtable sys tarfile textwrap threading time timeit token
tokenize traceback types typing unicodedata unittest urllib uuid warnings wave weakref xml zipfile zlib
zoneinfo concurrent concurrent.futures urllib.parse http.cookies xml.etree.ElementTree _io _thread __future__
"""


@pytest.mark.parametrize("module", sorted(named(COMPUTING)))
def test_computing_modules_belong_to_nobody(module: str) -> None:
    """Refusing one of these would fail honest programs, and the kernel holds them anyway."""
    assert not [capability.name for capability in ALL if module in capability.modules]


def test_modules_are_names_of_modules() -> None:
    """A word that can be no module is a slip."""
    every = {module for capability in ALL for module in capability.modules}
    assert all(part.isidentifier() for module in every for part in module.split("."))
    assert not every & set(dir(builtins))
    assert "sys" not in every and "sys" in sys.modules
