"""What the three policies say to imports, events and system calls."""

import os
from typing import Any

import pytest

from executor.policy import (
    OPEN,
    POLICIES,
    STANDARD,
    STRICT,
    Policy,
    allowing,
    ban_of,
    policy_named,
    refusing,
    refusing_call,
    refusing_event,
)

IMPORTS = [
    pytest.param("os", "host", id="the operating system"),
    pytest.param("os.path", "host", id="what lies below it"),
    pytest.param("posix", "host", id="its other name"),
    pytest.param("subprocess", "processes", id="subprocesses"),
    pytest.param("multiprocessing.pool", "processes", id="a module below"),
    pytest.param("_posixsubprocess", "processes", id="the module behind"),
    pytest.param("socket", "network", id="sockets"),
    pytest.param("http.client", "network", id="one module of a package"),
    pytest.param("http", None, id="but not the package"),
    pytest.param("urllib.parse", None, id="nor the module beside"),
    pytest.param("shutil", "files_write", id="files"),
    pytest.param("ctypes.util", "native_code", id="machine code"),
    pytest.param("osmosis", None, id="a name that only starts alike"),
    pytest.param("json.os", None, id="an attribute of another module"),
    pytest.param("", None, id="nothing"),
    pytest.param(".os", None, id="a relative name"),
    pytest.param("math", None, id="computing"),
    pytest.param("winreg.anything", None, id="what this system does not have"),
]


@pytest.mark.parametrize(("module", "capability"), IMPORTS)
def test_strict_refuses_what_reaches_outside(module: str, capability: str | None) -> None:
    """By purpose, whatever the spelling; computing stays allowed."""
    found = refusing(STRICT, module)
    assert (found and found.name) == capability


@pytest.mark.parametrize("policy", [STANDARD, OPEN], ids=["standard", "open"])
@pytest.mark.parametrize("module", ["os", "socket", "subprocess", "ctypes", "shutil", "math"])
def test_the_others_refuse_no_import(policy: Policy, module: str) -> None:
    """There the kernel alone says no, when something is done."""
    assert refusing(policy, module) is None


ALLOWED = [
    pytest.param(["os"], "os", None, id="a module by its name"),
    pytest.param(["os"], "os.path", None, id="what lies below it"),
    pytest.param(["os"], "posix", "host", id="but not what it is made of"),
    pytest.param(["os.path"], "os", "host", id="a module below allows not what is above"),
    pytest.param(["os.path"], "os.path", None, id="and is free itself"),
    pytest.param(["urllib"], "urllib.request", None, id="a package frees what is refused in it"),
    pytest.param(["http.client"], "http.client", None, id="one module of a package"),
    pytest.param(["http.client"], "http.server", "network", id="and not the one beside it"),
    pytest.param(["o"], "os", "host", id="a name that only starts alike"),
    pytest.param(["numpy"], "os", "host", id="something else"),
    pytest.param([], "os", "host", id="nothing"),
    pytest.param(["os", "shutil", "os"], "shutil", None, id="several, one of them twice"),
]


@pytest.mark.parametrize(("names", "module", "capability"), ALLOWED)
def test_the_operator_allows_imports(names: list[str], module: str, capability: str | None) -> None:
    """The static rules and the guard in the child ask the same object."""
    policy = allowing(STRICT, names)
    found = refusing(policy, module)
    assert (found and found.name) == ban_of(policy).capability(module) == capability


@pytest.mark.parametrize("event", ["os.system", "socket.connect", "ctypes.dlopen"])
def test_an_allowed_import_grants_nothing(event: str) -> None:
    """What can be done by it stays refused."""
    policy = allowing(STRICT, ["os", "socket", "ctypes"])
    assert refusing_event(policy, event, ("x",)) == refusing_event(STRICT, event, ("x",)) is not None


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("os", TypeError),
        (b"os", TypeError),
        (None, TypeError),
        ([3], TypeError),
        ([["os"]], TypeError),
        ([""], ValueError),
        (["os."], ValueError),
        ([".os"], ValueError),
        (["os path"], ValueError),
        (["*"], ValueError),
    ],
    ids=[
        *("one text", "bytes", "nothing", "a number", "a list in it", "an empty name"),
        *("a dot behind", "a relative name", "a blank in it", "a pattern"),
    ],
)
def test_what_is_no_list_of_modules_is_refused(names: Any, kind: type[Exception]) -> None:  # noqa: ANN401  # anything
    """And the message says what was found."""
    with pytest.raises(kind, match="found"):
        allowing(STRICT, names)


READ, WRITE = os.O_RDONLY, os.O_WRONLY | os.O_CREAT
EVENTS = [
    pytest.param(STRICT, "open", ("/etc/passwd", "r", READ), "files_read", id="opening for reading"),
    pytest.param(STRICT, "open", ("out.txt", "w", WRITE), "files_write", id="opening for writing"),
    pytest.param(STRICT, "open", ("out.txt", None, WRITE), "files_write", id="opening by flags"),
    pytest.param(STRICT, "open", ("out.txt", "r+", os.O_RDWR), "files_write", id="opening for both"),
    pytest.param(STRICT, "open", (b"out.txt", "rb", READ), "files_read", id="a path in bytes"),
    pytest.param(STRICT, "open", (3, "w", 0), None, id="a descriptor that is open already"),
    pytest.param(STRICT, "open", (), "files_read", id="no arguments at all"),
    pytest.param(STRICT, "open", (None, None, None), "files_read", id="arguments that are nothing"),
    pytest.param(STANDARD, "open", ("/run/scratch/a", "w", WRITE), None, id="in the scratch directory"),
    pytest.param(STANDARD, "open", ("/run/scratch/../a", "w", WRITE), "files_write", id="out of it again"),
    pytest.param(STANDARD, "open", ("/run/scratched", "w", WRITE), "files_write", id="beside it"),
    pytest.param(STANDARD, "os.mkdir", ("/etc/x", 0o777, -1), "files_write", id="a directory outside"),
    pytest.param(STRICT, "sqlite3.connect", (":memory:",), None, id="a database in memory"),
    pytest.param(STRICT, "sqlite3.connect", ("a.db",), "files_read", id="a database in a file"),
    pytest.param(STRICT, "socket.connect", (object(), ("h", 1)), "network", id="a connection in strict"),
    pytest.param(STANDARD, "socket.connect", (object(), ("h", 1)), "network", id="a connection in standard"),
    pytest.param(OPEN, "socket.connect", (object(), ("h", 1)), None, id="a connection in open"),
    pytest.param(STANDARD, "subprocess.Popen", ("ls", ["ls"], None, None), "processes", id="a process"),
    pytest.param(OPEN, "os.system", (b"ls",), None, id="a command in open"),
    pytest.param(OPEN, "os.kill", (1, 9), "signals", id="a signal, even in open"),
    pytest.param(STRICT, "ctypes.dlopen", ("libc.so.6",), "native_code", id="machine code in strict"),
    pytest.param(STANDARD, "ctypes.dlopen", ("libc.so.6",), None, id="machine code in standard"),
    pytest.param(STRICT, "compile", (None, "<string>"), None, id="an event of computing"),
    pytest.param(STRICT, "no.such.event", (), None, id="an event that nobody knows"),
]


@pytest.mark.parametrize(("policy", "event", "args", "capability"), EVENTS)
def test_says_what_an_event_was_about(
    policy: Policy, event: str, args: tuple[object, ...], capability: str | None
) -> None:
    """And nothing where the policy grants it."""
    found = refusing_event(policy, event, args, scratch="/run/scratch")
    assert (found and found.name) == capability


@pytest.mark.parametrize(
    ("policy", "call", "capability"),
    [
        (STRICT, "socket", "network"),
        (OPEN, "socket", None),
        (STRICT, "clone", "processes"),
        (STRICT, "kill", "signals"),
        (OPEN, "mount", "files_write"),
        (STRICT, "nr99999", None),
        (STRICT, "x32-socket", None),
    ],
    ids=["a socket", "one in open", "a process", "a signal", "a mount", "a number", "a foreign call"],
)
def test_says_what_a_call_was_about(policy: Policy, call: str, capability: str | None) -> None:
    """The kernel's names lead to the same capabilities."""
    found = refusing_call(policy, call)
    assert (found and found.name) == capability


@pytest.mark.parametrize("name", POLICIES)
def test_finds_a_policy(name: str) -> None:
    """By the name that a caller gives."""
    assert policy_named(name).name == name


@pytest.mark.parametrize("name", ["", "Strict", "none", "strict "])
def test_names_the_choices(name: str) -> None:
    """A wrong name is answered with the right ones."""
    with pytest.raises(ValueError, match="strict, standard, open"):
        policy_named(name)
