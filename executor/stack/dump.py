"""The stack of a process that writes it down itself, on a signal: for interpreters that cannot be read.

The interpreter's fault handler answers at once, even in the middle of a C function, but it tells lines only:
no columns, no variables, and nothing at all where the program blocks the signal.
"""

import re

from executor.stack.reader import INNERMOST, OUTERMOST, Scene
from knowledge.run import PROGRAM, Frame

LEVEL = re.compile(r'  File "(?P<file>[^"\n]*)", line (?P<line>\d+) in (?P<function>[^\n]*)')
LONGEST = 64 * 1024


def dumped_stack(dump: bytes, scene: Scene) -> tuple[Frame, ...]:
    """Read the frames of a dump, outermost first; the sandbox's own begin where the program ends."""
    found: list[Frame] = []
    for level in LEVEL.finditer(dump[:LONGEST].decode("utf-8", "backslashreplace")):
        filename, line = level["file"], min(int(level["line"]), 1 << 31)
        if scene.places.is_ours(filename):
            break
        inside = filename == PROGRAM
        code_line = scene.source.code_line(line) if inside else ""
        found.append(Frame(scene.places.shortened(filename, inside), level["function"], line, code_line))
    if len(found) > OUTERMOST + INNERMOST:
        found = found[:INNERMOST] + found[-OUTERMOST:]
    return tuple(reversed(found))
