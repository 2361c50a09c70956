"""The process that is asked what a module holds: limited, and ended by whoever asked when it takes too long.

jedi reads sources and stubs, and imports what is compiled: therefore not in the caller's process.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import replace

SECONDS = 30
MEMORY = 4 << 30
"""Bytes of address space; numpy alone maps more than one gigabyte on some machines."""
SET_PARENT_DEATH_SIGNAL = 1


def main(module: str, site: str, parent: int, executable: str, path: tuple[str, ...] | None) -> None:
    """Write what a module holds to standard output, as JSON; `path` is that of another Python than this."""
    bounded(parent)
    if path is None and site not in sys.path:
        sys.path.append(site)
    from analyzer.installed.mentioning import mentioned  # noqa: PLC0415 - the limits come first
    from knowledge.interpreter import HERE, meaning  # noqa: PLC0415 - same

    with meaning(replace(HERE, executable=executable, path=path)):
        names, closed = mentioned(module)
    found = members(module, executable, path)
    answer = {"members": public(found), "mentioned": public(names - found), "closed": closed and bool(found)}
    json.dump(answer, sys.stdout)


def bounded(parent: int) -> None:
    """Take no more than this, and end with the process that asked."""
    for limit, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit(1)


def members(module: str, executable: str, path: tuple[str, ...] | None) -> frozenset[str]:
    """Ask jedi once for everything that follows `module.`; also what it only might have.

    It keeps what it has parsed where it always does; where that is forbidden, beside our own tables. What
    is compiled for another Python, it has that one import.
    """
    # 115 ms, and the limits come first; jedi has no type hints
    import jedi  # type: ignore[import-untyped]  # noqa: PLC0415
    from jedi.api.environment import (  # type: ignore[import-untyped]  # noqa: PLC0415
        InterpreterEnvironment,
        create_environment,
    )

    from analyzer.installed.shelf import shelf  # noqa: PLC0415 - the limits come first

    ours = shelf()
    if ours and not can_write(str(jedi.settings.cache_directory)):
        jedi.settings.cache_directory = str(ours / "jedi")
    other = None if path is None else jedi.Project("/", sys_path=path, smart_sys_path=False)
    environment = InterpreterEnvironment() if path is None else create_environment(executable, safe=False)
    script = jedi.Script(f"import {module}\n{module}.", environment=environment, project=other)
    return frozenset(found.name for found in script.complete(2, len(module) + 1))


def can_write(directory: str) -> bool:
    """Whether jedi may keep there what it has parsed, for itself and for the user's editor."""
    with suppress(OSError):
        os.makedirs(directory, exist_ok=True)  # noqa: PTH103 - the place is jedi's, a plain text
        return os.access(directory, os.W_OK | os.X_OK)
    return False


def public(names: frozenset[str]) -> list[str]:
    """The names that one is meant to use."""
    return sorted(name for name in names if not name.startswith("_"))
