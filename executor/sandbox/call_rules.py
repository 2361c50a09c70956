"""Which system calls a program may make.

Whatever stands in no list is refused. Files are Landlock's business where a path decides; here stands what
Landlock does not hold: metadata, sockets, processes, signals.
"""

import errno
import os
from collections.abc import Iterator
from itertools import product

from executor.policy import Policy
from executor.sandbox.bpf import ALLOW, Condition, Rule, failing

COMPUTING = """
access alarm arch_prctl brk chdir clock_getres clock_gettime clock_nanosleep close dup dup2
dup3 epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd2 exit
exit_group faccessat faccessat2 fadvise64 fchdir fdatasync fstat fstatfs fsync futex futex_waitv
get_robust_list getcpu getcwd getdents64 getegid geteuid getgid getgroups getitimer getpeername getpgid
getpgrp getpid getppid getpriority getrandom getresgid getresuid getrlimit getrusage getsid getsockname
getsockopt gettid gettimeofday getuid lseek lstat madvise membarrier mmap mprotect mremap msync munmap
nanosleep newfstatat open openat openat2 pause pipe pipe2 poll ppoll pread64 preadv preadv2 pselect6
pwrite64 pwritev pwritev2 read readahead readlink readlinkat readv recvfrom restart_syscall rseq
rt_sigaction rt_sigpending rt_sigprocmask rt_sigreturn rt_sigsuspend rt_sigtimedwait
sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getattr sched_getparam
sched_getscheduler sched_rr_get_interval sched_yield select set_robust_list set_tid_address setitimer
shutdown sigaltstack stat statfs statx sysinfo time timerfd_create timerfd_gettime timerfd_settime times
umask uname wait4 waitid write writev
"""

CHANGING_FILES = """
copy_file_range creat ftruncate link linkat mkdir mkdirat rename renameat renameat2 rmdir sendfile
symlink symlinkat sync_file_range unlink unlinkat
"""
"""Landlock confines these to the scratch directory; a policy without one refuses them at once."""

CHANGING_METADATA = """
chmod fchmod fchmodat fchmodat2 futimesat utime utimensat utimes
"""
"""Landlock does not hold these, so they never happen. Where there is a scratch directory they *seem* to:
`shutil.copy` and `tarfile` make them on files of the program's own, and would fail otherwise."""

EXTENDED_ATTRIBUTES = """
fgetxattr flistxattr fremovexattr fsetxattr getxattr getxattrat lgetxattr listxattr listxattrat llistxattr
lremovexattr lsetxattr removexattr removexattrat setxattr setxattrat
"""

PLACING_MEMORY = "get_mempolicy mbind migrate_pages move_pages sched_setaffinity set_mempolicy"
"""Numerical libraries try these when they are imported, and do without."""

REACHING_THE_NETWORK = """
accept accept4 bind connect listen recvmmsg recvmsg sendmmsg sendmsg sendto
setsockopt
"""

AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, NETLINK_ROUTE = 1, 2, 10, 16, 0
SOCK_STREAM, SOCK_DGRAM, SOCK_TYPE = 1, 2, 0xF
PROTOCOLS = (0, 6, 17)
"""By default, TCP, UDP: naming another one would have root's kernel load its module."""
CLONE_FILES, CLONE_THREAD = 0x400, 0x10000
CLOSE_RANGE_UNSHARE = 2
CLONE_NEW_NAMESPACE, CLONE_PARENT, CLONE_PTRACE = 0x7E020000, 0x8000, 0x2000
CLONE_REACHING_OUT = CLONE_NEW_NAMESPACE | CLONE_PARENT | CLONE_PTRACE
"""A new namespace of any kind; being the child of our own parent; being traced from outside."""

TCGETS, TIOCGWINSZ, TCGETS2, FICLONE = 0x5401, 0x5413, 0x802C542A, 0x40049409
QUIET_IOCTLS = {
    **dict.fromkeys((TCGETS, TIOCGWINSZ, TCGETS2), errno.ENOTTY),
    FICLONE: errno.ENOTSUP,
}
"""Is this a terminal, how wide is it, can this be copied faster: asked as a matter of course."""
FIONBIO, FIONREAD, FIOCLEX, FIONCLEX = 0x5421, 0x541B, 0x5451, 0x5450
HARMLESS_IOCTLS = (FIONBIO, FIONREAD, FIOCLEX, FIONCLEX)

F_DUPFD_CLOEXEC, F_GETPIPE_SZ, F_GET_SEALS, F_OFD_GETLK = 1030, 1032, 1034, 36
HARMLESS_FCNTLS = (*range(5), F_DUPFD_CLOEXEC, F_GETPIPE_SZ, F_GET_SEALS)
LOCKING_FCNTLS = (*range(5, 8), *range(F_OFD_GETLK, F_OFD_GETLK + 3))
"""Copies, flags; locks. Not F_SETOWN and F_SETSIG, by which the kernel signals whom one names, nor leases."""

PR_SET_NAME, PR_GET_NAME, PR_SET_NO_NEW_PRIVS = 15, 16, 38
PR_GETTING = (2, 3, 7, 21, 23, 25, 30, 39)
HARMLESS_PRCTLS = (PR_SET_NAME, PR_GET_NAME, PR_SET_NO_NEW_PRIVS, *PR_GETTING)
"""Not PR_SET_DUMPABLE: the parent reads a stuck child's memory, which it may only while that is set. Not
PR_SET_PDEATHSIG: it is set already, so that a program ends with the warm process."""
PR_SET_VMA = 0x53564D41
RLIMIT_DATA = 2


def rules(policy: Policy, *, signals_are_scoped: bool, truncation_is_held: bool) -> Iterator[Rule]:
    """Say what is allowed, and what is answered without a report; first come, first served.

    `signals_are_scoped` and `truncation_is_held` say whether Landlock keeps signals and `truncate` inside.
    """
    if not truncation_is_held:
        yield from _no_truncation_by_reading()
    yield from _all(COMPUTING, ALLOW)
    yield from _all(EXTENDED_ATTRIBUTES, failing(errno.ENOTSUP))
    yield from _all(PLACING_MEMORY, failing(errno.ENOSYS))
    if policy.scratch:
        yield from _all(CHANGING_FILES, ALLOW)
        yield from _all(CHANGING_METADATA, failing(0))
        yield Rule("fallocate", failing(errno.EOPNOTSUPP))  # at once, so faster than any watch
        if truncation_is_held:
            yield Rule("truncate", ALLOW)
    yield from _descriptors()
    yield from _locks(ALLOW if policy.scratch else failing(errno.ENOLCK))
    yield from _own_settings()
    yield from _sockets(network="network" in policy.granted)
    yield from _processes(allowed="processes" in policy.granted)
    yield from _signals(anybody_inside="processes" in policy.granted and signals_are_scoped)


def _all(calls: str, action: int) -> Iterator[Rule]:
    return (Rule(call, action) for call in calls.split())


def _no_truncation_by_reading() -> Iterator[Rule]:
    """Before its third version Landlock takes "open for reading and cut to nothing" for mere reading."""
    for call, flags in (("open", 1), ("openat", 2)):
        for access in (os.O_RDONLY, os.O_ACCMODE):
            emptying = Condition(flags, os.O_TRUNC | access, mask=os.O_TRUNC | os.O_ACCMODE)
            yield Rule(call, failing(errno.EACCES), (emptying,))
    yield Rule("openat2", failing(errno.ENOSYS))


def _descriptors() -> Iterator[Rule]:
    """Copies, flags, locks; one table of descriptors for all threads, since each table has its own limit."""
    yield Rule("close_range", ALLOW, (Condition(2, 0, mask=CLOSE_RANGE_UNSHARE),))
    for command in HARMLESS_FCNTLS:
        yield Rule("fcntl", ALLOW, (Condition(1, command),))
    for request in HARMLESS_IOCTLS:
        yield Rule("ioctl", ALLOW, (Condition(1, request),))
    for request, code in QUIET_IOCTLS.items():
        yield Rule("ioctl", failing(code), (Condition(1, request),))


def _locks(action: int) -> Iterator[Rule]:
    """For files of one's own. On those of the library two runs could pass each other a bit at a time."""
    yield Rule("flock", action)
    for command in LOCKING_FCNTLS:
        yield Rule("fcntl", action, (Condition(1, command),))


OURS = 0x6F757273
"""An argument that nobody else passes to a call that takes none."""
MSG_CMSG_CLOEXEC = 0x40000000


def opening_rules(policy: Policy, action: int = ALLOW) -> Iterator[Rule]:
    """Say what is allowed until the program begins.

    That is to load the second filter, to set limits, to send the listener, to hear an order and to leave the
    session. What programs may try as well is allowed in a way that is ours alone: theirs is refused and
    reported from the beginning.
    """
    yield Rule("seccomp", action)
    yield Rule("setrlimit", action)
    yield Rule("setsid", action, (Condition(0, OURS),))
    if "network" not in policy.granted:
        yield Rule("sendmsg", action)
        yield Rule("recvmsg", action, (Condition(2, MSG_CMSG_CLOEXEC, mask=MSG_CMSG_CLOEXEC),))


def closing_rules(policy: Policy) -> Iterator[Rule]:
    """Say what the second filter takes away again."""
    return opening_rules(policy, failing(errno.EPERM))


def _own_settings() -> Iterator[Rule]:
    """Reading limits, and moving RLIMIT_DATA: the reporter uses the room between soft and hard limit."""
    itself = Condition(0, 0)
    yield Rule("prlimit64", ALLOW, (itself, Condition(2, 0), Condition(2, 0, high=True)))
    yield Rule("prlimit64", ALLOW, (itself, Condition(1, RLIMIT_DATA)))
    for option in HARMLESS_PRCTLS:
        yield Rule("prctl", ALLOW, (Condition(0, option),))
    yield Rule("prctl", failing(errno.EINVAL), (Condition(0, PR_SET_VMA),))


def _sockets(*, network: bool) -> Iterator[Rule]:
    """A pair of connected streams for asyncio; a pair of datagrams could send to any path.

    With a network, unix sockets still stay shut: a container engine may listen on one.
    """
    yield Rule("socketpair", ALLOW, (Condition(0, AF_UNIX), Condition(1, SOCK_STREAM, mask=SOCK_TYPE)))
    if not network:
        yield Rule("sendto", ALLOW, (Condition(4, 0), Condition(4, 0, high=True)))
        return
    yield from _all(REACHING_THE_NETWORK, ALLOW)
    yield Rule("socket", ALLOW, (Condition(0, AF_NETLINK), Condition(2, NETLINK_ROUTE)))
    for family, kind, protocol in product((AF_INET, AF_INET6), (SOCK_STREAM, SOCK_DGRAM), PROTOCOLS):
        stream_or_datagrams = Condition(1, kind, mask=SOCK_TYPE)
        yield Rule("socket", ALLOW, (Condition(0, family), stream_or_datagrams, Condition(2, protocol)))


def _processes(*, allowed: bool) -> Iterator[Rule]:
    """Threads always; processes and programs where the policy grants them, in no new namespace.

    `clone3` keeps its flags behind a pointer, where no filter sees them; without it the C library uses
    `clone`. Nobody leaves the process group, so that one signal ends them all.
    """
    yield Rule("clone3", failing(errno.ENOSYS))
    thread = CLONE_THREAD | CLONE_FILES
    yield Rule("clone", ALLOW, (Condition(0, thread, mask=thread | CLONE_REACHING_OUT),))
    if not allowed:
        return
    yield Rule("clone", ALLOW, (Condition(0, 0, mask=CLONE_THREAD | CLONE_REACHING_OUT),))
    yield from _all("fork vfork execve", ALLOW)


def _signals(*, anybody_inside: bool) -> Iterator[Rule]:
    """To itself; where there are several processes, to all of the sandbox, if Landlock draws that line."""
    if anybody_inside:
        yield from _all("kill tgkill pidfd_open pidfd_send_signal", ALLOW)
        return
    for call in ("kill", "tgkill", "rt_tgsigqueueinfo"):
        yield Rule(call, ALLOW, (Condition(0, None),))
