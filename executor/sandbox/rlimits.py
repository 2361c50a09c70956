"""Resource limits: memory, processor time, open files, file size, tasks."""

import ctypes
import os
from math import ceil

from executor.policy import Policy
from executor.sandbox.kernel import machine, system_call
from executor.sandbox.mechanism import Finish, Ground, Mechanism, Step, Terms, Unsupported
from knowledge.limits import Limits

try:
    import resource
except ImportError:  # Windows has no such module, and no sandbox of ours: `prepare` says so
    resource = None  # type: ignore[assignment]

OWN_MEMORY = "/proc/self/statm"
OPEN_FILES = 64
SCRATCH_FILE_BYTES = 16 << 20
PENDING_SIGNALS = 256
"""The kernel has one count for all processes of a user: whoever fills it leaves the others none to queue."""
PROCESSES_ABOVE_NOW, THREADS_ABOVE_NOW = 512, 4096
"""Brakes, not budgets: the count is of all that runs under this user, here and in containers we do not see,
and root is exempt. The limit of memory ends a flood of threads much earlier."""
ADDRESS_ROOM = 1 << 30
"""Addresses above what is there and what the limit allows. What is mapped but shared, or only reserved, is
seen by nobody else: this bounds it, generously, since libraries reserve much that they never use."""
REPORTING_ROOM = 32 << 20
"""What the reporter may take, by raising soft to hard, after the program has taken all it was given."""


def prepare(ground: Ground) -> Step:
    """Settle what does not depend on the run."""
    machine()
    if resource is None:
        raise Unsupported("this interpreter has no module `resource`")
    if not os.path.exists(OWN_MEMORY):
        raise Unsupported("it needs /proc, which is not mounted here")
    fixed = _fixed(ground.policy)
    processors = len(os.sched_getaffinity(0))

    def step(_: Terms) -> Finish:
        for limit in fixed:
            _lower(*limit, filtered=False)
        memory = os.open(OWN_MEMORY, os.O_RDONLY | os.O_CLOEXEC)

        def finish(limits: Limits, _: int | None) -> None:
            for limit in _of_this_run(limits, memory, processors):
                _lower(*limit)
            os.close(memory)

        return finish

    return step


def _fixed(policy: Policy) -> list[tuple[int, int, int]]:
    """No core files, queues, locked memory; few queued signals; small files or none; a brake on tasks.

    Where core files go to a program instead, the kernel asks for no limit but this very one: a byte.
    """
    file_bytes = SCRATCH_FILE_BYTES if policy.scratch else 0
    more = PROCESSES_ABOVE_NOW if "processes" in policy.granted else THREADS_ABOVE_NOW
    tasks = _tasks_of_this_user() + more
    amounts = {
        resource.RLIMIT_CORE: 1,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_SIGPENDING: PENDING_SIGNALS,
        resource.RLIMIT_FSIZE: file_bytes,
        resource.RLIMIT_NPROC: tasks,
    }
    return [(kind, amount, amount) for kind, amount in amounts.items()]


def _of_this_run(limits: Limits, own_memory: int, processors: int) -> list[tuple[int, int, int]]:
    """Memory above what the interpreter has already, and processor time as the second net.

    The clock of the parent is the first net. Threads of compiled code use several processors at once, so
    each second of the clock may cost as many seconds of processor time.
    """
    addresses, data = _mapped_bytes(own_memory)
    memory = data + limits.memory_bytes
    everything = addresses + limits.memory_bytes + ADDRESS_ROOM
    seconds = ceil(limits.seconds * processors) + 1
    return [
        (resource.RLIMIT_DATA, memory, memory + REPORTING_ROOM),
        (resource.RLIMIT_AS, everything, everything),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
    ]


def lower_open_files() -> None:
    """Leave few descriptors. Call it after the last one was sent away.

    The kernel counts the descriptors that are under way between all processes of a user, and refuses to
    send one more where they exceed the sender's own limit of open files; 64 are soon exceeded.
    """
    _lower(resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES)


def _lower(kind: int, soft: int, hard: int, *, filtered: bool = True) -> None:
    """Set a limit, but never above the one that the host has set.

    The first filter allows the older of two system calls for as long as it is needed; the other, by which
    programs would do it, is refused and reported from the beginning.
    """
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    if filtered:
        amounts = (ctypes.c_uint64 * 2)(soft, hard)
        system_call("setrlimit", kind, ctypes.addressof(amounts))
    else:
        resource.setrlimit(kind, (soft, hard))


def _mapped_bytes(own_memory: int) -> tuple[int, int]:
    """All that is mapped now, and what counts against RLIMIT_DATA (`statm`, first and sixth figure).

    The sixth adds the stack.
    """
    pages = os.pread(own_memory, 200, 0).split()
    return int(pages[0]) * resource.getpagesize(), int(pages[5]) * resource.getpagesize()


def _tasks_of_this_user() -> int:
    """Count the threads that run under this user, since RLIMIT_NPROC counts them all."""
    user, tasks = os.getuid(), 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat(f"/proc/{process}").st_uid == user:
                tasks += len(os.listdir(f"/proc/{process}/task"))
        except OSError:
            continue  # it ended while we counted
    return tasks


rlimits = Mechanism("rlimits", prepare, required=True)
