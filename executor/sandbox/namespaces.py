"""Namespaces: a root of its own with nothing but Python in it, no network, no shared memory of others.

They are made once for each policy, by a process that is gone when they are ready; each child enters them,
which takes microseconds. They hold nothing that runs could share: every mount is read-only, the network has
no device, and queues and sockets are refused anyway. What a run may write to is mounted for it alone.

An ordinary user needs the right to make user namespaces for it; many containers and some hosts refuse that.
"""

import errno
import os
import socket
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from executor.sandbox import mounts, places
from executor.sandbox.kernel import machine
from executor.sandbox.mechanism import Ground, Mechanism, Step, Terms, Unsupported
from executor.scarce import Scarce, is_scarcity

KINDS = {"user": 0x10000000, "mnt": 0x20000, "ipc": 0x8000000, "uts": 0x4000000, "net": 0x40000000}
"""By their names in /proc, in the order in which they are entered: the first gives the right to the rest."""
OWN = "/proc/self/ns"
STAGE = "/proc"
"""Where the new root is built: a directory that is there on every system that we run on."""
USUAL = (
    *("/boot", "/dev", "/etc", "/home", "/media", "/mnt", "/opt", "/proc", "/root", "/run", "/srv", "/sys"),
    *("/tmp", "/usr", "/var", "/var/tmp"),  # noqa: S108 - they are there, and nothing is in them
)
"""Directories that every system has: what is to be written there is refused, as it is without namespaces."""
ROOT_BYTES, ROOT_FILES = 1 << 20, 20_000
SCRATCH_BYTES, SCRATCH_FILES = 256 << 20, 12_000
"""Of all files of a run together. The watch from outside ends a run much earlier (`executor.watch.disk`), so
that this decides only where a program is faster than the watch."""
SHARED_BYTES, SHARED_FILES = 16 << 20, 200
NAME = "sandbox"
"""What the machine calls itself inside."""
BUILT, REFUSED = b"B", b"R"


@dataclass(frozen=True, slots=True)
class Root:
    """What shall be found below the new root: places of the machine, bare directories, links; the home."""

    shown: tuple[str, ...]
    bare: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    home: str


class Entrances:
    """Descriptors of namespaces, by their names: as long as they are open, the namespaces exist."""

    __slots__ = ("ends",)

    def __init__(self, ends: dict[str, int]) -> None:
        self.ends = ends

    def close(self) -> None:
        """Let go of them; harmless when called twice."""
        ends, self.ends = self.ends, {}
        for end in ends.values():
            os.close(end)

    __del__ = close


def prepare(ground: Ground) -> Step:
    """Have the namespaces made; the child enters them."""
    machine()
    wanted = [name for name in KINDS if name != "net" or "network" not in ground.policy.granted]
    root = root_of(ground)
    entrances = entrances_to(lambda: build(root), wanted)
    shares_memory = "processes" in ground.policy.granted

    def step(terms: Terms) -> None:
        where = os.getcwd()
        for name, end in entrances.ends.items():
            os.setns(end, KINDS[name])
        if terms.scratch or shares_memory:
            own_places(terms.scratch, shares_memory=shares_memory)
        os.chdir(where if os.path.isdir(where) else "/")
        entrances.close()

    return step


def root_of(ground: Ground) -> Root:
    """Say what the program shall find."""
    shown = {*ground.places.readable, "/dev/null"}
    bare = {*ground.places.listable, *USUAL}
    if "network" in ground.policy.granted:
        shown.update(places.FOR_THE_NETWORK)
    if "processes" in ground.policy.granted:
        shown.update(ground.places.programs)
        bare.add(places.SHARED_MEMORY)
    named = {*ground.places.named, *shown}
    reached = {os.path.realpath(place) for place in shown if os.path.exists(place)}
    topmost = [place for place in sorted(reached) if not any(above in reached for above in parents_of(place))]
    return Root(tuple(topmost), tuple(sorted(bare)), tuple(links_on(named)), ground.home)


def links_on(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Find the symbolic links on the way to some places: the link, and what it says."""
    waiting, seen = list(paths), set[str]()
    while waiting:
        path = waiting.pop()
        link = None if path in seen else first_link(path)
        seen.add(path)
        if link is not None:
            target = os.readlink(link)
            yield link, target
            waiting.append(
                os.path.normpath(os.path.join(os.path.dirname(link), target) + path.removeprefix(link))
            )


def first_link(path: str) -> str | None:
    """The first link on the way to a place, seen from the root."""
    return next((step for step in (*reversed(list(parents_of(path))), path) if os.path.islink(step)), None)


def parents_of(path: str) -> Iterator[str]:
    """The directories above a place, the nearest first, without the root."""
    while (path := os.path.dirname(path)) not in {"/", ""}:
        yield path


def entrances_to(build_inside: Callable[[], None], wanted: list[str]) -> Entrances:
    """Make namespaces in a process of their own.

    Raises Unsupported where the kernel refuses. With real root a user namespace is not needed, but kept where
    it can be had: what its root may do ends at its border.
    """
    ours, theirs = socket.socketpair()
    with ours, theirs:
        child = os.fork()
        if child == 0:
            _answer(theirs, build_inside, wanted)
        theirs.close()
        word, ends = _heard(ours)
        os.waitpid(child, 0)
    if word[:1] != BUILT:
        raise Unsupported(word[1:].decode("utf-8", "replace") or "the process that makes them died")
    return Entrances(dict(zip(wanted if len(ends) == len(wanted) else wanted[1:], ends, strict=True)))


def _answer(line: socket.socket, build_inside: Callable[[], None], wanted: list[str]) -> None:
    """Make the namespaces, in the child, and send them; leaves the process whatever happens."""
    try:
        kept = leave_the_host(wanted)
        ends = [os.open(f"{OWN}/{name}", os.O_RDONLY | os.O_CLOEXEC) for name in kept]
        build_inside()
        socket.send_fds(line, [BUILT], ends)
    except OSError as why:
        line.send(REFUSED + (why.strerror or str(why)).encode()[:200])
    finally:
        os._exit(0)


def _heard(line: socket.socket) -> tuple[bytes, list[int]]:
    """Take the answer, and what came with it."""
    word, ancillary, _, _ = line.recvmsg(256, socket.CMSG_SPACE(4 * len(KINDS)), socket.MSG_CMSG_CLOEXEC)
    ends = array("i")
    for _, _, content in ancillary:
        ends.frombytes(content)
    return word, list(ends)


def leave_the_host(wanted: list[str]) -> list[str]:
    """Go into new namespaces; tells which, since root may have to do without that of the users."""
    user, group = os.getuid(), os.getgid()
    others = sum(KINDS[name] for name in wanted if name != "user")
    try:
        os.unshare(others | KINDS["user"])
    except OSError as refused:
        if user != 0:
            raise
        try:
            os.unshare(others)
        except OSError:
            raise refused from None
        return [name for name in wanted if name != "user"]
    be_the_same(user, group)
    return wanted


def be_the_same(user: int, group: int) -> None:
    """Keep one's own numbers in a new user namespace; all others are nobody there."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)


def build(root: Root) -> None:
    """Make the new root and move into it."""
    os.umask(0o022)
    socket.sethostname(NAME)
    mounts.keep_to_oneself()
    trees = dict(_taken(root.shown))
    mounts.mount_memory(STAGE, ROOT_BYTES, ROOT_FILES)
    stage = os.open(STAGE, os.O_PATH | os.O_CLOEXEC)
    for path, (tree, is_directory) in trees.items():
        _make(STAGE + path, is_directory=is_directory)
        mounts.place(tree, STAGE + path)
        os.close(tree)
    for path in (*root.bare, *filter(None, [root.home])):
        os.makedirs(STAGE + path, exist_ok=True)
    for link, target in root.links:
        _make_link(STAGE + link, target)
    if root.home:
        _make_home(STAGE + root.home)
    mounts.make_read_only(stage)
    mounts.move_into(STAGE)


def _taken(shown: Iterable[str]) -> Iterator[tuple[str, tuple[int, bool]]]:
    """Copy the mounts of all that can be reached; what this user may not see needs no place."""
    for path in shown:
        try:
            yield path, (mounts.taken(path), os.path.isdir(path))
        except OSError as why:
            if why.errno not in {errno.EACCES, errno.ENOENT}:
                raise


def _make(path: str, *, is_directory: bool) -> None:
    """Make the thing that a mount is put over."""
    os.makedirs(path if is_directory else os.path.dirname(path), exist_ok=True)
    if not is_directory:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o444))


def _make_link(path: str, target: str) -> None:
    """Make a link, unless something stands there already."""
    if not os.path.lexists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(target, path)


def _make_home(path: str) -> None:
    """Give the directory where programs start a file system of its own: what is missing there is missing."""
    mounts.mount_memory(path, ROOT_BYTES, 10)
    os.mkdir(os.path.join(path, "empty"))
    home = os.open(path, os.O_PATH | os.O_CLOEXEC)
    mounts.make_read_only(home)
    os.close(home)


def own_places(scratch: str | None, *, shares_memory: bool) -> None:
    """Mount what this run may write to; nobody else sees it, and it is gone with the last process."""
    os.unshare(KINDS["mnt"])
    if shares_memory:
        mounts.mount_memory(places.SHARED_MEMORY, SHARED_BYTES, SHARED_FILES, 0o1777)
    if scratch:
        home = os.path.dirname(scratch)
        os.makedirs(home, exist_ok=True)  # temporary files may lie in what was just covered
        mounts.mount_memory(home, SCRATCH_BYTES, SCRATCH_FILES)
        os.mkdir(scratch, 0o700)


def own_home(pid: int, home: str) -> int | None:
    """Open, from outside, what a run has at `home`; None where that is the same as here, or not seen.

    Raises Scarce where this process can open no more.
    """
    try:
        here = os.stat(home).st_dev
        end = os.open(f"/proc/{pid}/root{home}", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as why:
        if is_scarcity(why):
            raise Scarce from why
        return None
    if os.fstat(end).st_dev != here:
        return end
    os.close(end)
    return None


namespaces = Mechanism("namespaces", prepare, required=False)
