"""The frames of a stopped process: the stack on which the program hangs, with its variables."""

import struct
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from executor.child.places import Places
from executor.child.room import sound
from executor.stack.layout import CURRENT, layout_of
from executor.stack.lines import Place, standing_at
from executor.stack.memory import Memory, Unreadable
from executor.stack.objects import CELL_CONTENT, Objects
from knowledge.run import Frame
from knowledge.source import Source
from knowledge.value import Value

MOST_THREADS = 64
MOST_FRAMES = 1_500
OUTERMOST, INNERMOST = 20, 60
MOST_VARIABLES = 60
LONGEST_TABLE = 200_000
ON_C_STACK = 3
"""The owner of a frame that stands for a call from C, and has no code."""
GLOBALS = 3 * 8
"""How far behind the code of a frame its globals stand; the table does not say."""
CELL, FREE = 0x40, 0x80


@dataclass(frozen=True, slots=True)
class Scene:
    """What the reader has to know of the run: its source, whose files are whose, the program's own code."""

    source: Source
    places: Places
    codes: AbstractSet[int]


@dataclass(frozen=True, slots=True)
class Level:
    """One frame, by its addresses."""

    frame: int
    code: int


def stuck_stack(pid: int, runtime: int, scene: Scene) -> tuple[Frame, ...]:
    """Read the stack of the main thread, outermost first; of another one where only that runs the program.

    The process must be stopped. Empty where its memory cannot be read or is of another version.
    """
    try:
        with Memory(pid) as memory:
            return Stacks(Objects(memory, layout_of(memory, runtime)), scene).stack(pid, runtime)
    except (Unreadable, UnicodeDecodeError, struct.error):
        return ()


class Stacks:
    """Walks threads and frames. Every step may fail: what was found before stays."""

    __slots__ = ("memory", "objects", "scene")

    def __init__(self, objects: Objects, scene: Scene) -> None:
        self.objects = objects
        self.memory = objects.memory
        self.scene = scene

    def stack(self, pid: int, runtime: int) -> tuple[Frame, ...]:
        """Choose the thread whose stack tells most, and read it."""
        others: tuple[Frame, ...] = ()
        main = number_inside(pid)
        for thread in self.threads(runtime):
            levels = list(self.levels(thread))
            inside = any(level.code in self.scene.codes for level in levels)
            if self.objects.field(thread, "thread_state.native_thread_id") == main and inside:
                return self.frames(levels)
            if inside and not others:
                others = self.frames(levels)
        return others

    def threads(self, runtime: int) -> Iterator[int]:
        """Yield the threads of all interpreters: one that the program started comes before its own."""
        interpreter, left = self.objects.field(runtime, "runtime_state.interpreters_head"), MOST_THREADS
        while interpreter and left:
            thread = self.objects.field(interpreter, "interpreter_state.threads_head")
            while thread and left:
                left -= 1
                yield thread
                thread = self.objects.field(thread, "thread_state.next")
            left -= bool(left)
            interpreter = self.objects.field(interpreter, "interpreter_state.next")

    def levels(self, thread: int) -> Iterator[Level]:
        """Yield the frames of a thread that run Python code, innermost first."""
        frame = self.objects.field(thread, "thread_state.current_frame")
        if frame and CURRENT in self.objects.layout:
            frame = self.objects.field(frame, CURRENT)
        owner = self.objects.layout["interpreter_frame.owner"]
        for _ in range(MOST_FRAMES):
            if not frame:
                return
            if self.memory.byte(frame + owner) != ON_C_STACK:
                yield Level(frame, self.objects.field(frame, "interpreter_frame.executable"))
            frame = self.objects.field(frame, "interpreter_frame.previous")

    def frames(self, levels: list[Level]) -> tuple[Frame, ...]:
        """Read the frames, outermost first; of a deep stack its two ends."""
        if len(levels) > OUTERMOST + INNERMOST:
            levels = levels[:INNERMOST] + levels[-OUTERMOST:]
        levels.reverse()
        ours = [self.scene.places.is_ours(self.filename(level)) for level in levels]
        begin = next((index for index, level in enumerate(levels) if level.code in self.scene.codes), 0)
        begin = begin if any(ours[:begin]) else 0
        return tuple(
            self.frame(level) for level, own in zip(levels[begin:], ours[begin:], strict=True) if not own
        )

    def filename(self, level: Level) -> str:
        """Read the file of a frame."""
        return self.objects.string(self.objects.field(level.code, "code_object.filename"), 1_000)[0]

    def frame(self, level: Level) -> Frame:
        """Read one frame."""
        objects, scene = self.objects, self.scene
        filename = self.filename(level)
        function = sound(objects.string(objects.field(level.code, "code_object.qualname"))[0])
        inside = level.code in scene.codes
        shown = scene.places.shortened(filename, inside)
        place = self.place(level)
        line = place[0] or self.memory.half(level.code + objects.layout["code_object.firstlineno"])
        if not inside:
            return Frame(shown, function, line, "")
        return Frame(
            filename=shown,
            function=function,
            line=line,
            code_line=scene.source.code_line(line),
            span=scene.source.span(*place) if None not in place else None,  # type: ignore[arg-type]  # just seen
            variables=self.globals(level) if function == "<module>" else self.locals(level),
        )

    def place(self, level: Level) -> Place:
        """Find where in the source a frame stands."""
        objects = self.objects
        table = objects.raw_bytes(objects.field(level.code, "code_object.linetable"), LONGEST_TABLE)
        first = self.memory.half(level.code + objects.layout["code_object.firstlineno"])
        start = level.code + objects.layout["code_object.co_code_adaptive"]
        at = objects.field(level.frame, "interpreter_frame.instr_ptr")
        return standing_at(table, first, (at - start) // 2)

    def globals(self, level: Level) -> dict[str, Value]:
        """Read the module's variables."""
        where = level.frame + self.objects.layout["interpreter_frame.executable"] + GLOBALS
        found: dict[str, Value] = {}
        for key, item in self.objects.entries(self.memory.word(where)):
            name = self.objects.name(key)
            value = (
                None
                if name.startswith("__") or len(found) >= MOST_VARIABLES
                else self.objects.value(item, name)
            )
            if name and value is not None:
                found[name] = value
        return found

    def locals(self, level: Level) -> dict[str, Value]:
        """Read the local variables of a function."""
        objects = self.objects
        names = objects.members(
            objects.field(level.code, "code_object.localsplusnames"), "tuple", MOST_VARIABLES
        )[0]
        kinds = objects.raw_bytes(objects.field(level.code, "code_object.localspluskinds"), MOST_VARIABLES)
        base = level.frame + objects.layout["interpreter_frame.localsplus"]
        found: dict[str, Value] = {}
        for index, (key, kind) in enumerate(zip(names, kinds, strict=False)):
            name, thing = objects.name(key), self.memory.word(base + 8 * index)
            if thing and kind & (CELL | FREE) and objects.type_name(thing) == "cell":
                thing = self.memory.word(thing + CELL_CONTENT)
            value = objects.value(thing, name) if thing else None
            if name and value is not None:
                found[name] = value
        return found


def number_inside(pid: int) -> int:
    """The number that a process has for itself: another one where it lives in a namespace of processes."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            numbers = next((line.split()[1:] for line in status if line.startswith("NSpid:")), [])
    except OSError:  # it is gone
        return pid
    return int(numbers[-1]) if numbers else pid
