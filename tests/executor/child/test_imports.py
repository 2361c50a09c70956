"""Imports that the policy refuses are refused by any spelling, where the program itself asks."""

from collections.abc import Callable

import pytest

from knowledge.run import Run

SPELLINGS = {
    "a statement": ("import os", "os"),
    "a name from a module": ("from os import path", "os"),
    "another name": ("import os as math", "os"),
    "a submodule": ("import os.path", "os.path"),
    "a submodule from its package": ("from urllib import request", "urllib.request"),
    "all names": ("from subprocess import *", "subprocess"),
    "the function": ("__import__('socket')", "socket"),
    "the function of builtins": ("import builtins\nbuiltins.__import__('os')", "os"),
    "importlib": ("import importlib\nimportlib.import_module('os')", "os"),
    "importlib's own": ("import importlib\nimportlib.__import__('os')", "os"),
    "a name from importlib": ("from importlib import import_module\nimport_module('shutil')", "shutil"),
    "a text that is executed": ("exec('import os')", "os"),
    "a text in a namespace of its own": ("exec('import os', {})", "os"),
    "a text of another name": ("exec(compile('import os', 'elsewhere.py', 'exec'), {})", "os"),
    "an expression": ("eval('__import__(\"os\")')", "os"),
    "a map": ("list(map(__import__, ['os']))", "os"),
    "a function": ("def f():\n    import os\nf()", "os"),
    "a class": ("class A:\n    import os", "os"),
    "a lambda": ("(lambda: __import__('os'))()", "os"),
    "the name under the module": ("import posix", "posix"),
}


@pytest.mark.parametrize(("text", "module"), SPELLINGS.values(), ids=SPELLINGS)
def test_a_refused_module_is_refused_however_it_is_asked_for(
    run: Callable[..., Run], text: str, module: str
) -> None:
    """The program ends by a SecurityViolation, and the refusal is told with its line."""
    done = run(text)
    assert done.fault is not None and done.fault.type == "SecurityViolation"
    assert "BaseException" in done.fault.bases and "Exception" not in done.fault.bases
    assert repr(module) in done.fault.message
    told = done.refusals[-1]
    assert (told.operation, told.detail, told.seen_by) == ("blocked_import", module, "policy")
    assert told.line is not None and told.capability is not None


ALLOWED = [
    *(
        "math",
        "json",
        "random",
        "collections.abc",
        "dataclasses",
        "asyncio",
        "threading",
        "io",
        "sys",
        "time",
    ),
    *(
        "pathlib",
        "logging",
        "unittest",
        "typing",
        "re",
        "sqlite3",
        "csv",
        "decimal",
        "statistics",
    ),
    *("concurrent.futures", "urllib.parse", "http", "uuid", "pickle", "zoneinfo", "argparse", "inspect"),
]


@pytest.mark.parametrize("module", ALLOWED)
def test_computing_modules_are_free(run: Callable[..., Run], module: str) -> None:
    """Whatever they import for themselves is none of the program's business."""
    done = run(f"import {module}", seconds=10)
    assert done.succeeded, done.stderr.text
    assert done.refusals == ()


def test_a_refusal_is_not_swallowed_by_accident(run: Callable[..., Run]) -> None:
    """`except Exception` lets it pass; whoever catches everything has it told all the same."""
    assert run("try: import os\nexcept Exception: pass").exit_code == 1
    caught = run("try: import os\nexcept BaseException as error: print(type(error).__name__)")
    assert caught.succeeded and caught.stdout.text == "SecurityViolation\n"
    assert [(told.detail, told.line) for told in caught.refusals] == [("os", 1)]


def test_the_guard_leaves_no_trace(run: Callable[..., Run]) -> None:
    """Neither in a traceback, nor for warnings, nor for a program that looks at the stack."""
    done = run(
        "import traceback\ntry: import nothere\nexcept ImportError: traceback.print_exc()\nimport nothere.sub"
    )
    assert done.fault is not None and len(done.fault.frames) == 1
    assert "executor" not in done.stderr.text and "importlib" not in done.stderr.text
    assert "executor" not in run("1 / 0").stderr.text


@pytest.mark.parametrize("policy", ["standard", "open"])
def test_the_wider_policies_import_anything(run: Callable[..., Run], policy: str) -> None:
    """What they may do with it is the kernel's business."""
    done = run("import os, subprocess, socket, ctypes, shutil, multiprocessing", policy=policy)
    assert done.succeeded, done.stderr.text


@pytest.mark.parametrize("module", ["executor", "knowledge", "executor.child.running"])
def test_the_sandbox_cannot_be_imported(run: Callable[..., Run], module: str) -> None:
    """Its own modules are out of the program's sight."""
    done = run(f"import {module}")
    assert done.fault is not None and done.fault.type == "ModuleNotFoundError"
    late = run(f"import atexit, importlib\natexit.register(importlib.import_module, {module!r})")
    assert "ModuleNotFoundError" in late.stderr.text
