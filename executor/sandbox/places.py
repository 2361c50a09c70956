"""Which files a program needs to be Python at all, wherever this Python was installed.

Asked once, in the process that calls for runs: a zygote started with `-S` does not know its site-packages.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LIBRARIES = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store"),
    "/etc/ld.so.cache",
)
DEVICES = ("/dev/urandom", "/dev/random", "/dev/zero")
CLOCK_AND_LANGUAGE = (
    *("/usr/share/zoneinfo", "/etc/localtime", "/etc/timezone", "/usr/lib/locale", "/usr/share/locale"),
)
FOR_THE_NETWORK = (
    *("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf"),
    *("/etc/services", "/etc/protocols", "/etc/ssl", "/etc/pki", "/etc/ca-certificates"),
    "/usr/share/ca-certificates",
)
SYSTEM_PROGRAMS = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/nix/store", "/gnu/store")
SHARED_MEMORY = "/dev/shm"  # noqa: S108 - where the C library keeps semaphores; nothing of ours goes there
MOST_CHILDREN = 500
LINKED_CONFIGURATION = "/etc/ld.so.conf.d"
OWN_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""Our own part inside the sandbox, which may import from itself late."""
MODULE_SUFFIXES = (".py", ".pyc", ".so", ".zip", ".egg", ".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class Places:
    """What may be read with all that lies beneath, what may only be listed, and where programs are.

    A directory that a `.pth` file adds (an editable install) is listed, and of its content only modules and
    packages are read: beside them may lie what concerns nobody.
    All these are free of links; `named` are the names, perhaps links, by which programs ask for them.
    """

    readable: tuple[str, ...] = ()
    listable: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def places_here(search: Iterable[str] = ()) -> Places:
    """Find the places of this interpreter, and what may be read of the directories in `search`.

    What else stands on the caller's own path, such as the directory of its script, is nobody's business:
    programs cannot import from there.
    """
    found = [*_own_directories(), *LIBRARIES, *_configured_libraries(), *DEVICES, *CLOCK_AND_LANGUAGE]
    found += [*_known_types(), OWN_PACKAGE]
    loose = [entry for entry in _absolute(search) if not any(_within(entry, place) for place in found)]
    listable = [entry for entry in loose if os.path.isdir(entry)]
    readable = [*found, *(entry for entry in loose if os.path.isfile(entry))]
    for directory in listable:
        readable += _modules_in(directory)
    programs = (*SYSTEM_PROGRAMS, sys.base_prefix, sys.prefix, sys.base_exec_prefix, sys.exec_prefix)
    named = (place for place in dict.fromkeys((*found, *loose, *programs)) if os.path.isabs(place))
    return Places(_existing(readable), _existing(listable), _existing(programs), tuple(named))


def _own_directories() -> Iterator[str]:
    """The standard library, site-packages, and the directory of the interpreter's own shared libraries."""
    # Only the caller's process asks, and not at import: this reads the build configuration.
    import sysconfig  # noqa: PLC0415

    for name in ("stdlib", "platstdlib", "purelib", "platlib"):
        yield sysconfig.get_path(name)
    yield os.path.dirname(os.__file__)
    for prefix in {sys.base_prefix, sys.base_exec_prefix, sys.prefix, sys.exec_prefix}:
        yield from (os.path.join(prefix, "lib"), os.path.join(prefix, "lib64"))
    for variable in ("LIBDIR", "DESTSHARED"):
        yield sysconfig.get_config_var(variable) or ""
    yield from (sysconfig.get_config_var("TZPATH") or "").split(os.pathsep)
    yield from (entry for entry in sys.path if os.path.basename(entry) in ("site-packages", "dist-packages"))


def _known_types() -> list[str]:
    """The tables that `mimetypes` reads if they are there, and fails on if it may not."""
    import mimetypes  # noqa: PLC0415 - only the caller's process asks

    return [os.fsdecode(file) for file in mimetypes.knownfiles]


def _configured_libraries() -> Iterator[str]:
    """The directories that the dynamic linker was told of beyond its own."""
    try:
        files = [os.path.join(LINKED_CONFIGURATION, name) for name in os.listdir(LINKED_CONFIGURATION)]
    except OSError:
        return
    for file in files:
        with open(file, encoding="utf-8", errors="replace") as lines:
            yield from (line.strip() for line in lines if line.startswith("/"))


def _absolute(search: Iterable[str]) -> list[str]:
    """Each entry once; relative ones mean nothing here."""
    return [entry for entry in dict.fromkeys(search) if os.path.isabs(entry) and entry != "/"]


def _modules_in(directory: str) -> Iterator[str]:
    """The modules and packages that lie directly in a directory."""
    with os.scandir(directory) as entries:
        for entry, _ in zip(entries, range(MOST_CHILDREN), strict=False):
            if entry.name.endswith(MODULE_SUFFIXES) or os.path.isfile(
                os.path.join(entry.path, "__init__.py")
            ):
                yield entry.path


def _within(path: str, directory: str) -> bool:
    return bool(directory) and (path == directory or path.startswith(directory.rstrip("/") + "/"))


def _existing(candidates: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Those that exist and lie in no other one, without links; each costs every run three system calls."""
    there = (path for path in candidates if os.path.isabs(path) and os.path.exists(path))
    present = list(dict.fromkeys(os.path.realpath(path) for path in there))
    return tuple(
        path for path in present if not any(other != path and _within(path, other) for other in present)
    )
