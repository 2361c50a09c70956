"""The layout of CPython 3.12, which does not tell it: as its headers have it, and tried before it is used.

Within a minor version these structures keep their shape. That is no promise for builds of others, so a warm
process is looked at first, whose frames are known: where anything is not as expected, nothing is read.
"""

import time

from executor.child.places import Places
from executor.stack.layout import layout_of
from executor.stack.memory import Memory, Unreadable
from executor.stack.objects import Objects
from executor.stack.reader import Level, Scene, Stacks
from knowledge.source import source_of

FIXED_RELEASE = (3, 12)
TRIES, PAUSE = 50, 0.004
"""It may be busy: then its frames change while they are read."""
LONGEST = 50
"""Lines of a function of ours."""
STARTS, FILE = "main", "nursery.py"
"""The function that a warm process never leaves, and where it stands."""


def is_as_expected(pid: int, runtime: int, places: Places, told: tuple[str, ...]) -> bool:
    """Whether the frames of an idle warm process can be read, with what it was `told` at first."""
    scene = Scene(source_of(""), places, frozenset())
    for _ in range(TRIES):
        try:
            with Memory(pid) as memory:
                objects = Objects(memory, layout_of(memory, runtime))
                if knows(Stacks(objects, scene), pid, runtime, told):
                    return True
        except (Unreadable, UnicodeDecodeError):
            pass  # as if it had been another value: it is tried again
        time.sleep(PAUSE)
    return False


def knows(stacks: Stacks, pid: int, runtime: int, told: tuple[str, ...]) -> bool:
    """Whether the one thread stands where it must, and holds what it must."""
    threads = list(stacks.threads(runtime))
    if [stacks.objects.field(thread, "thread_state.native_thread_id") for thread in threads] != [pid]:
        return False
    main = next((level for level in stacks.levels(threads[0]) if is_main(stacks, level)), None)
    if main is None:
        return False
    held, line = stacks.locals(main), stacks.place(main)[0]
    first = stacks.memory.half(main.code + stacks.objects.layout["code_object.firstlineno"])
    message = held["message"].text if "message" in held else ""
    return all(words in message for words in told) and line is not None and first < line < first + LONGEST


def is_main(stacks: Stacks, level: Level) -> bool:
    """Whether that is the frame in which a warm process spends its life."""
    name = stacks.objects.string(stacks.objects.field(level.code, "code_object.qualname"))[0]
    return name == STARTS and stacks.filename(level).endswith(FILE)
