"""Hearing of refused system calls, in the parent.

The kernel holds the caller until it is answered. The answer is always a refusal: what stands in the caller's
memory can change between a look and the call, so nothing is ever let through because of it.
"""

import errno
import os
import socket
import struct
from array import array
from dataclasses import dataclass

from executor.sandbox.bpf import X32_BIT
from executor.sandbox.kernel import AUDIT_ARCHITECTURES, machine, names
from executor.scarce import Scarce

try:
    import fcntl
except ImportError:  # Windows has no such module, and nothing to be notified of
    fcntl = None  # type: ignore[assignment]

NOTIF_RECV, NOTIF_SEND = 0xC0502100, 0xC0182101
NOTIFICATION = struct.Struct("<QIIiIQ6Q")
"""`struct seccomp_notif`: id, pid, flags, number, architecture, instruction pointer, arguments."""
RESPONSE = struct.Struct("<QqiI")
"""`struct seccomp_notif_resp`: id, value, error, flags."""

LONGEST_PATH = 256
PATH_ARGUMENT = {
    **dict.fromkeys(("access", "chmod", "chown", "creat", "execve", "lchown", "link", "mkdir", "mknod"), 0),
    **dict.fromkeys(("mount", "open", "rename", "rmdir", "symlink", "truncate", "unlink", "utime"), 0),
    **dict.fromkeys(("chroot", "umount2", "utimes", "memfd_create", "swapon", "pivot_root"), 0),
    **dict.fromkeys(("execveat", "fchmodat", "fchmodat2", "fchownat", "linkat", "mkdirat", "mknodat"), 1),
    **dict.fromkeys(("openat", "openat2", "renameat", "renameat2", "symlinkat", "unlinkat", "utimensat"), 1),
}
FAMILIES = {1: "AF_UNIX", 2: "AF_INET", 10: "AF_INET6", 16: "AF_NETLINK", 17: "AF_PACKET"}
ABSENT = frozenset(
    {
        *(
            "io_uring_setup",
            "io_uring_enter",
            "io_uring_register",
            "pidfd_open",
            "memfd_create",
            "userfaultfd",
        ),
        *("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "bpf"),
        *("perf_event_open", "keyctl", "add_key", "request_key", "process_madvise"),
    }
)
"""Calls that a kernel may be built without: libraries know what to do when they are missing."""


@dataclass(frozen=True, slots=True)
class RefusedCall:
    """A system call that the kernel refused.

    `name` is the kernel's name, or `nr123` for a number that nobody knows. `detail` is what the arguments
    say (a path, a family of addresses, a process); it was read from the memory of the caller, who could have
    changed it, so it is for reports only. `quiet` marks what libraries try by themselves, as the C library
    tries a socket to a name service, and the import system a directory for compiled modules.
    """

    pid: int
    name: str
    detail: str = ""
    quiet: bool = False


def receive_listener(report: int) -> int | None:
    """Take the listener from our end of the pair; None where the kernel gave the child none, or it died.

    Raises Scarce where there is no room for it: nobody would answer then. Blocks until the child has loaded
    its filters or closed its end.
    """
    channel = socket.socket(fileno=report)
    try:
        # Room for one descriptor: the kernel closes those for which there is none.
        _, ancillary, flags, _ = channel.recvmsg(1, socket.CMSG_SPACE(4), socket.MSG_CMSG_CLOEXEC)
    except OSError:
        return None
    finally:
        channel.detach()
    for level, kind, content in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS and len(content) >= 4:
            return array("i", content[:4])[0]
    if flags & socket.MSG_CTRUNC:
        raise Scarce
    return None


def refuse_next(listener: int) -> RefusedCall | None:
    """Take one notification, refuse the call, and tell of it; None where the caller died meanwhile.

    Call it when the listener is readable, since it waits otherwise. It never lets a call continue, and
    raises for nothing that the child can do.
    """
    notice = bytearray(NOTIFICATION.size)
    try:
        fcntl.ioctl(listener, NOTIF_RECV, notice)
    except OSError:
        return None
    identity, pid, _, number, architecture, _, *arguments = NOTIFICATION.unpack(notice)
    name = call_name(number & 0xFFFFFFFF, architecture)
    call = described(pid, name, arguments)
    code = errno.ENOSYS if name in ABSENT else errno.ENOTTY if name == "ioctl" else errno.EPERM
    try:
        fcntl.ioctl(listener, NOTIF_SEND, bytearray(RESPONSE.pack(identity, 0, -code, 0)))
    except OSError:
        return None
    return call


def call_name(number: int, architecture: int) -> str:
    """Name a system call; whoever made it chose the number, so every number has an answer."""
    family = machine()
    if architecture != AUDIT_ARCHITECTURES[family]:
        return f"foreign-nr{number}"
    known = names(family).get(number & ~X32_BIT)
    if number & X32_BIT:
        return f"x32-{known or f'nr{number & ~X32_BIT}'}"
    return known or f"nr{number}"


def described(pid: int, name: str, arguments: list[int]) -> RefusedCall:
    """Say what the arguments mean, where that is worth saying."""
    match name:
        case "socket" | "socketpair":
            family = FAMILIES.get(arguments[0], f"family {arguments[0]}")
            return RefusedCall(pid, name, family, quiet=family == "AF_UNIX")
        case "kill" | "tgkill" | "tkill" | "pidfd_open" | "ptrace" | "process_vm_readv":
            target = arguments[1] if name == "ptrace" else arguments[0]
            return RefusedCall(pid, name, f"process {_signed(target)}")
        case "fcntl" | "ioctl" | "prctl":
            return RefusedCall(pid, name, f"{arguments[name != 'prctl'] & 0xFFFFFFFF:#x}")
        case _ if name in PATH_ARGUMENT:
            path = _text_at(pid, arguments[PATH_ARGUMENT[name]])
            return RefusedCall(pid, name, path, quiet="__pycache__" in path)
        case _:
            return RefusedCall(pid, name)


def _signed(word: int) -> int:
    """Read the lower half of an argument as the kernel reads an `int`."""
    low = word & 0xFFFFFFFF
    return low - (1 << 32) if low >> 31 else low


def _text_at(pid: int, address: int) -> str:
    """Read a string from the memory of the caller; empty where there is none."""
    try:
        memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        raw = os.pread(memory, LONGEST_PATH, address)
    except (OSError, OverflowError):
        return ""
    finally:
        os.close(memory)
    return raw.split(b"\0")[0].decode(errors="replace")
