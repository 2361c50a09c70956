"""A host that cannot isolate: nothing is run, and the exit status says whose fault it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from executor.sandbox.kernel import machine, numbers

LAUNCHER = """
import ctypes, struct, sys
refused, error = int(sys.argv[1]), int(sys.argv[2])
steps = [(0x20, 0, 0, 0), (0x15, 0, 1, refused), (0x06, 0, 0, 0x00050000 | error), (0x06, 0, 0, 0x7FFF0000)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
prctl = ctypes.CDLL(None).prctl
zero = ctypes.c_ulong(0)
if prctl(38, ctypes.c_ulong(1), zero, zero, zero) or prctl(22, ctypes.c_ulong(2), head):
    raise SystemExit("the filter could not be loaded")
from analyzer.doors.command_line import status_of
raise SystemExit(status_of(sys.argv[3:]))
"""
"""Loads a filter by which the kernel refuses one system call, for good, and asks raydx then."""

ENOSYS, EPERM, EOPNOTSUPP = 38, 1, 95
HOSTS = {
    "a kernel without Landlock": ("landlock_create_ruleset", ENOSYS, "landlock"),
    "a kernel in which Landlock is switched off": ("landlock_create_ruleset", EOPNOTSUPP, "landlock"),
    "a container that forbids it": ("landlock_create_ruleset", EPERM, "landlock"),
    "a container that forbids its last step": ("landlock_restrict_self", EPERM, "landlock_restrict_self"),
    "a kernel without filters": ("seccomp", ENOSYS, "seccomp"),
    "a container that forbids filters": ("seccomp", EPERM, "seccomp"),
}


def asked(folder: Path, call: str, error: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Ask raydx in a process to which the kernel refuses that call."""
    number = numbers(machine())[call]
    return subprocess.run(
        [sys.executable, "-c", LAUNCHER, str(number), str(error), *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        timeout=60,
        env={**os.environ, "TMPDIR": str(folder)},
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working directory with a program that would say that it ran."""
    (tmp_path / "program.py").write_text("print('it ' + 'ran')\n", encoding="utf-8")
    return tmp_path


ROWS = [pytest.param(*host, "text", id=name) for name, host in HOSTS.items()]
ROWS += [
    pytest.param("seccomp", EPERM, "seccomp", shape, id=f"asked for {shape}") for shape in ("json", "jsonl")
]


@pytest.mark.parametrize(("call", "error", "reason", "shape"), ROWS)
def test_nothing_is_run(folder: Path, call: str, error: int, reason: str, shape: str) -> None:
    """The exit status is 3, one sentence says why, and nothing is left behind."""
    ended = asked(folder, call, error, "diagnose", "--format", shape, "program.py")
    assert (ended.returncode, ended.stdout) == (3, "")
    assert "cannot isolate" in ended.stderr and reason in ended.stderr and "Traceback" not in ended.stderr
    assert [entry.name for entry in folder.iterdir()] == ["program.py"]


@pytest.mark.parametrize("call", ["landlock_create_ruleset", "seccomp"])
def test_the_doctor_says_so(folder: Path, call: str) -> None:
    """Under the name of what is missing."""
    ended = asked(folder, call, EPERM, "doctor")
    assert ended.returncode == 3 and call.partition("_")[0] in ended.stdout + ended.stderr


def test_looking_needs_no_sandbox(folder: Path) -> None:
    """What runs nothing works there as well."""
    (folder / "wrong.py").write_text("print(totl)\n", encoding="utf-8")
    assert asked(folder, "seccomp", ENOSYS, "preflight", "program.py").returncode == 0
    assert asked(folder, "seccomp", ENOSYS, "preflight", "wrong.py").returncode == 1
