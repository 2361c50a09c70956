"""What lies around the sandbox while a hostile program runs: things of our own that must stay untouched."""

import os
import secrets
import socket
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

MARK = "raydx_battery"
"""How every file is called that a program tries to leave somewhere."""
CANARY = "RAYDX_BATTERY_CANARY"
"""A variable of the caller's environment that holds the token."""
OWN_MODULE = "own_of_the_caller"
"""A module of the caller's, and how the names of its package and of one in an archive begin."""
LETTERS = "WEIGHT = 3\n"
LENT_NAMES = ["letters.py", "to_the_secret", "way_out"]
VICTIM = """
import os, signal
def heard(number, frame):
    os.write(1, bytes([number]))
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGURG, signal.SIGCONT):
    signal.signal(number, heard)
os.write(1, b"\\0")
while True:
    signal.pause()
"""
"""Waits, and tells of every signal that reaches it."""
PUBLIC_PLACES = ("/tmp", "/var/tmp", "/dev/shm", sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"))  # noqa: S108  # where a program might leave something


@dataclass(frozen=True, slots=True)
class Ground:
    """Baits and alarms. `token` is a text that no report may hold, and that only `secret` contains."""

    directory: Path
    token: str
    doors: dict[str, socket.socket]
    victim: subprocess.Popen[bytes]
    port: int
    reached: str = field(default_factory=lambda: f"reached-{secrets.token_hex(6)}")

    @property
    def secret(self) -> Path:
        """A file that every user of this machine may read."""
        return self.directory / "secret"

    @property
    def outside(self) -> Path:
        """A directory that this user may write to, with one file in it."""
        return self.directory / "outside"

    @property
    def beside(self) -> Path:
        """The directory of the caller's own script, with modules of the caller's; it is on its path."""
        return self.directory / "beside"

    @property
    def lent(self) -> Path:
        """The directory that the operator gives to some programs."""
        return self.directory / "lent"

    def known(self) -> dict[str, object]:
        """What a program may be told: how to find all that it shall not touch."""
        return {
            "SECRET_FILE": self.secret,
            "OUTSIDE": self.outside,
            "KEEP": self.outside / "keep",
            "BESIDE": self.beside,
            "OWN_MODULE": OWN_MODULE,
            "LENT": self.lent,
            "PORT": self.port,
            "UDP_PORT": self.doors["udp"].getsockname()[1],
            "UNIX": self.directory / "stream",
            "UNIX_DATAGRAM": self.directory / "datagram",
            "ABSTRACT": f"{MARK}-{self.reached}",
            "VICTIM": self.victim.pid,
            "CALLER": os.getpid(),
            "REACHED": self.reached,
            "MARK": MARK,
            "STDLIB": sysconfig.get_path("stdlib"),
            "SITE": sysconfig.get_path("purelib"),
            "PYTHON": sys.executable,
            "CANARY_NAME": CANARY,
            "HOST_NAME": os.uname().nodename,
        }

    def disturbed(self) -> Iterator[str]:
        """Say what was touched since the last time; silence means that nothing was."""
        for name, door in self.doors.items():
            if was_knocked_at(door):
                yield f"something came through the door {name!r}"
        if self.victim.poll() is not None:
            yield "the victim process is dead"
        if signals := said(self.victim):
            yield f"the victim process received the signals {sorted(signals)}"
        yield from self.changed_files()

    def changed_files(self) -> Iterator[str]:
        """Say which of our files changed, and what was left behind in public places."""
        keep = self.outside / "keep"
        names = sorted(entry.name for entry in self.outside.iterdir())
        if names != ["keep"] or keep.read_text(encoding="ascii") != "unchanged":
            yield f"{self.outside} was changed: {names}"
        elif (keep.stat().st_mode & 0o7777, keep.stat().st_nlink, keep.stat().st_mtime) != (0o644, 1, 1e9):
            yield f"{keep} has another mode, link or time"
        yield from changed_loans(self.lent)
        for place in (*PUBLIC_PLACES, self.beside, Path.cwd()):
            for entry in Path(place).iterdir():
                if entry.name.startswith(MARK):
                    yield f"{entry} was left behind"


def changed_loans(lent: Path) -> Iterator[str]:
    """Say what changed in the operator's directory, which may be read only."""
    names = sorted(str(entry.relative_to(lent)) for entry in lent.rglob("*"))
    if names != LENT_NAMES or (lent / "letters.py").read_text(encoding="ascii") != LETTERS:
        yield f"{lent} was changed: {names}"


def was_knocked_at(door: socket.socket) -> bool:
    """Whether somebody connected or sent something; takes it away."""
    knocked = False
    with suppress(BlockingIOError):
        while True:
            if door.type == socket.SOCK_STREAM:
                door.accept()[0].close()
            else:
                door.recv(4096)
            knocked = True
    return knocked


def said(process: subprocess.Popen[bytes]) -> bytes:
    """What a process wrote since the last time."""
    assert process.stdout is not None  # noqa: S101  # it was started with a pipe
    try:
        return os.read(process.stdout.fileno(), 4096)
    except BlockingIOError:
        return b""


@contextmanager
def laid_out() -> Iterator[Ground]:
    """Lay the baits out, and clear everything away at the end."""
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="battery-")))
        directory.chmod(0o755)
        token = secrets.token_hex(16)
        (directory / "secret").write_text(token)
        os.environ[CANARY] = token
        stack.enter_context(own_modules(directory / "beside", token))
        lend(directory / "lent")
        (directory / "outside").mkdir()
        keep = directory / "outside" / "keep"
        keep.write_text("unchanged")
        keep.chmod(0o644)
        os.utime(keep, (1e9, 1e9))
        word = secrets.token_hex(6)
        doors = opened(directory, f"{MARK}-reached-{word}")
        for door in doors.values():
            stack.enter_context(door)
        victim = stack.enter_context(victimised())
        yield Ground(
            directory, token, doors, victim, doors["tcp"].getsockname()[1], reached=f"reached-{word}"
        )


@contextmanager
def own_modules(beside: Path, token: str) -> Iterator[None]:
    """Put a module, a package with data and an archive beside the caller's script, and on its path."""
    package = beside / f"{OWN_MODULE}_pack"
    package.mkdir(parents=True)
    (beside / f"{OWN_MODULE}.py").write_text(
        f"API = {token!r}\ndef fail():\n    raise ValueError({token!r})\n"
    )
    (package / "__init__.py").write_text(f"API = {token!r}\n")
    (package / "data.txt").write_text(token)
    with zipfile.ZipFile(beside / "archive.zip", "w") as archive:
        archive.writestr(f"{OWN_MODULE}_zipped.py", f"API = {token!r}\n")
    added = [str(beside), str(beside / "archive.zip")]
    sys.path[:0] = added
    try:
        yield
    finally:
        sys.path[:] = [entry for entry in sys.path if entry not in added]


def lend(lent: Path) -> None:
    """Make the directory that the operator gives away: it holds a module, and links that lead elsewhere."""
    lent.mkdir()
    (lent / "letters.py").write_text(LETTERS)
    (lent / "way_out").symlink_to("..")
    (lent / "to_the_secret").symlink_to("../secret")


def opened(directory: Path, abstract: str) -> dict[str, socket.socket]:
    """Open a door of each kind on this machine."""
    kinds: dict[str, tuple[int, int, tuple[str, int] | str]] = {
        "tcp": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        "udp": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        "unix": (socket.AF_UNIX, socket.SOCK_STREAM, str(directory / "stream")),
        "unix datagram": (socket.AF_UNIX, socket.SOCK_DGRAM, str(directory / "datagram")),
        "abstract": (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{abstract}"),
    }
    doors = {}
    for name, (family, kind, address) in kinds.items():
        door = doors[name] = socket.socket(family, kind)
        door.bind(address)
        door.settimeout(0)
        if kind == socket.SOCK_STREAM:
            door.listen()
    return doors


@contextmanager
def victimised() -> Iterator[subprocess.Popen[bytes]]:
    """Start the process that must not hear a signal, in a session of its own."""
    command = [sys.executable, "-I", "-S", "-c", VICTIM]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, start_new_session=True
    ) as victim:
        assert victim.stdout is not None  # noqa: S101  # it was started with a pipe
        os.read(victim.stdout.fileno(), 1)
        os.set_blocking(victim.stdout.fileno(), False)
        try:
            yield victim
        finally:
            victim.kill()
