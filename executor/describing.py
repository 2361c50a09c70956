"""Asking another Python what it is and where its modules lie."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from executor.installation import (
    ENVIRONMENT,
    ROOT,
    Installation,
    directories_of,
    installation_here,
    slashed,
)
from executor.sandbox.places import Places, places_here
from knowledge.interpreter import HERE, Interpreter

OLDEST = (3, 12)
PATIENCE = 30.0
ASK = f"""
import sys
sys.stdout.write("%d.%d.%d\\n" % sys.version_info[:3])
sys.stdout.flush()
if sys.version_info >= {OLDEST}:
    sys.path[:] = base = [entry for entry in sys.path if entry]
    base = list(base)
    import site
    site.main()
    sys.path.insert(0, sys.argv[1])
    from executor.describing import describe
    sys.path.remove(sys.argv[1])
    describe(base)
"""
"""Any Python can read its first lines, however old; the packages come last, since what asks them is ours."""
WANTED = "python should be CPython 3.12 or newer, or the folder of a virtual environment of one"


def installation_of(
    python: str | os.PathLike[str] | None, paths: Iterable[str | os.PathLike[str]] = ()
) -> Installation | None:
    """The chosen Python with the operator's directories; None where nothing was chosen.

    Raises TypeError or ValueError that say what was found instead.
    """
    directories = directories_of(paths)
    if not isinstance(python, str | os.PathLike | None):
        raise TypeError(f"python should be the path of an interpreter, found {python!r}")
    if python is None and not directories:
        return None
    return (installation_here() if python is None else installation_at(python)).with_paths(directories)


def installation_at(python: str | os.PathLike[str]) -> Installation:
    """Ask the Python at a path, or in the folder of a virtual environment; ValueError says what was found.

    A name without a slash is looked up like a command. Whoever chooses an interpreter trusts it: it is run
    outside the sandbox, and with it the `.pth` files of its packages.
    """
    executable = executable_at(os.fspath(python))
    command = [executable, "-E", "-s", "-S", "-B", "-c", ASK, ROOT]
    try:
        said = subprocess.run(
            command, capture_output=True, timeout=PATIENCE, check=False, env=ENVIRONMENT, cwd="/"
        )
    except (OSError, subprocess.TimeoutExpired) as why:
        raise ValueError(f"{WANTED}; {executable} did not answer: {why}") from why
    version, _, told = said.stdout.decode("utf-8", "replace").strip().partition("\n")
    if not version.replace(".", "").isdigit():
        raise ValueError(f"{WANTED}; {executable} is none: {last_line(said.stderr) or 'it says nothing'}")
    if said.returncode or not told:
        raise ValueError(f"{WANTED}; found {version} at {executable} {last_line(said.stderr)}".rstrip())
    return understood(json.loads(told.splitlines()[-1]))


def executable_at(python: str) -> str:
    """The path of the executable that is meant."""
    if not python:
        raise ValueError(f"{WANTED}; found an empty path")
    if os.sep not in python and not os.path.isdir(python):
        command = shutil.which(python)
        if command is None:
            raise ValueError(f"{WANTED}; found no command {python!r}")
        return command
    path = os.path.abspath(python)
    path = os.path.join(path, "bin", "python") if os.path.isdir(path) else path
    if not os.path.isfile(path):
        raise ValueError(f"{WANTED}; found no file {path!r}")
    return path


def last_line(said: bytes) -> str:
    """The last line of a complaint."""
    return (said.decode("utf-8", "replace").strip().splitlines() or [""])[-1]


def describe(base: Sequence[str]) -> None:
    """Tell of this interpreter on standard output: it is the one that was chosen.

    `base` is where it looks for modules without its packages, as the warm process will.
    """
    if sys.implementation.name != "cpython":
        sys.exit(f"which is {sys.implementation.name}")
    added = (entry for entry in sys.path if entry not in base and os.path.isdir(entry))
    site = tuple(dict.fromkeys(map(slashed, added)))
    known = replace(HERE, path=(*base, *site))
    here = replace(installation_here(), interpreter=known, site=site, places=places_here(site))
    print(json.dumps(asdict(here), default=sorted))  # noqa: T201 - the answer


def understood(told: Mapping[str, Any]) -> Installation:
    """Read what another interpreter told of itself."""
    python = told["interpreter"]
    interpreter = Interpreter(
        executable=python["executable"],
        version=tuple(python["version"]),
        tag=python["tag"],
        built_in=frozenset(python["built_in"]),
        standard=frozenset(python["standard"]),
        path=tuple(python["path"]),
    )
    places = Places(**{name: tuple(found) for name, found in told["places"].items()})
    return Installation(interpreter, tuple(told["stdlib"]), tuple(told["site"]), places)
