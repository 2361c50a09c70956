"""Looking at programs, one after the other or on all cores. No sandbox is started: nothing runs."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from analyzer.doors.looking.looked import Looked, Task
from analyzer.doors.looking.reading import Unreadable, program_at
from knowledge.source import source_of

FEW = 8
"""Programs. For fewer, starting processes costs more than it saves."""
AT_ONCE = 8
"""Programs that a process is handed at a time."""
SET_PARENT_DEATH_SIGNAL = 1


def looked_at(tasks: Sequence[Task]) -> Iterator[Looked]:
    """Look at each program, in the order in which they are named."""
    if len(tasks) < FEW or (cores := len(os.sched_getaffinity(0))) < 2:
        yield from map(look_at, tasks)
    else:
        yield from on_cores(tasks, cores)


def look_at(task: Task) -> Looked:
    """Look at one program, and mend it where that is wanted."""
    try:
        code = task.code if task.path is None else program_at(task.path)
    except Unreadable as why:
        return Looked(task.name, trouble=str(why))
    try:
        return mended(task, code) if task.fix else seen(task, code)
    except (RecursionError, MemoryError) as why:
        return Looked(task.name, trouble=f"looking at it took too much ({type(why).__name__})")


def seen(task: Task, code: bytes) -> Looked:
    """Look at a text; it comes back where there is something to show in it."""
    inspection = task.look(source_of(code))
    return Looked(task.name, code if inspection.findings else b"", inspection)


def mended(task: Task, code: bytes) -> Looked:
    """Make the fixes that are wanted, and write them where that is wanted."""
    from analyzer.doors.looking.fixing import fixed  # noqa: PLC0415 - 5 ms, for --fix only
    from analyzer.doors.looking.writing import write_over  # noqa: PLC0415 - same

    result = fixed(code, task.look, unsafe=task.fix == "unsafe")
    unmade = result.unmade
    if task.write and task.path is not None and result.made:
        try:
            write_over(task.path, code, result.code)
        except OSError as why:
            unmade = f"cannot write: {why.strerror or why}"
            inspection = task.look(source_of(code))
            return Looked(task.name, code, inspection, unmade=unmade)
    before = code if result.made else None
    return Looked(task.name, result.code, result.inspection, before=before, made=result.made, unmade=unmade)


def on_cores(tasks: Sequence[Task], cores: int) -> Iterator[Looked]:
    """Share the programs out among processes; one that kills its process costs only itself its answer."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - 15 ms, for many files only

    rest = list(tasks)
    while rest:
        done = 0
        try:
            for looked in shared_out(rest, cores):
                yield looked
                done += 1
        except BrokenProcessPool:
            suspects = rest[done : done + cores * AT_ONCE]
            yield from map(alone, suspects)
            done += len(suspects)
        rest = rest[done:]


def shared_out(tasks: Sequence[Task], cores: int) -> Iterator[Looked]:
    """Have a few processes look at the programs; raises BrokenProcessPool where one of them dies."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - 15 ms, for many files only
    from multiprocessing import active_children, get_context  # noqa: PLC0415 - same

    before = set(active_children())
    context = get_context("fork")
    with ProcessPoolExecutor(cores, context, initializer=end_with, initargs=(os.getpid(),)) as pool:
        try:
            with uninterrupted():
                seen = pool.map(look_at, tasks, chunksize=AT_ONCE)
            yield from seen
        except BaseException:  # nobody waits for the rest any more
            for worker in set(active_children()) - before:
                worker.kill()
            raise


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Keep the keyboard's interrupt from the processes that are started meanwhile: the parent ends them."""
    import signal  # noqa: PLC0415 - 1 ms, for many files only

    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def end_with(parent: int) -> None:
    """End when the parent does, however that ends: a worker would wait for its next task for ever."""
    import ctypes  # noqa: PLC0415 - only a process among several needs it
    import signal  # noqa: PLC0415 - same

    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        raise SystemExit(1)


def alone(task: Task) -> Looked:
    """Look at one program in a process of its own."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - 15 ms, hardly ever needed

    try:
        (looked,) = islice(shared_out([task], 1), 1)
    except BrokenProcessPool:
        return Looked(task.name, trouble="the process that looked at it died")
    return looked
