"""A small assembler: rules about system calls in, a classic BPF program for seccomp out.

The program reads the `seccomp_data` of a call: its number, the architecture, six arguments. The first rule
that fits decides, in the order given; what no rule fits gets the default.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

ALLOW = 0x7FFF0000
NOTIFY = 0x7FC00000
X32_BIT = 0x40000000
LOW_HALF = 0xFFFFFFFF
LONGEST_JUMP = 255

NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
LOAD, MASK, RETURN = 0x20, 0x54, 0x06
JUMP, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST = 0x05, 0x15, 0x35
INSTRUCTION = struct.Struct("<HBBI")
CONSTANT_AT = 4


def failing(code: int) -> int:
    """Return the action that lets a call fail with that errno; 0 lets it seem to succeed."""
    return 0x00050000 | code


@dataclass(frozen=True, slots=True)
class Condition:
    """Half an argument (32 bits; the upper half where `high`), masked, is that value.

    The kernel itself reads only the lower half of an `int`. A `value` of None means the id of the
    process that the program is loaded into, which is filled in at the last moment.
    """

    argument: int
    value: int | None
    mask: int = LOW_HALF
    high: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens to a system call whose arguments fit all conditions."""

    call: str
    action: int
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Instruction:
    """One step of the program; `constant` None stands for the id of the process."""

    code: int
    constant: int | None
    if_true: int = 0
    if_false: int = 0


type Block = list[Instruction]


@dataclass(frozen=True, slots=True)
class Program:
    """The program as the kernel takes it, and the places that want the id of the process."""

    code: bytes
    process_at: tuple[int, ...]

    @property
    def length(self) -> int:
        """How many instructions it has."""
        return len(self.code) // INSTRUCTION.size


def assemble(rules: Iterable[Rule], default: int, numbers: Mapping[str, int], architecture: int) -> Program:
    """Translate the rules; calls that this architecture does not have are left out.

    Calls made in another architecture's way (32-bit, x32) get the default, whatever their number.
    """
    steps = [
        Instruction(LOAD, ARCHITECTURE_AT),
        *(Instruction(JUMP_IF_EQUAL, architecture, if_true=1), Instruction(RETURN, default)),
        Instruction(LOAD, NUMBER_AT),
        *(Instruction(JUMP_IF_AT_LEAST, X32_BIT, if_false=1), Instruction(RETURN, default)),
    ]
    known = sorted((rule for rule in rules if rule.call in numbers), key=lambda rule: numbers[rule.call])
    grouped = groupby(known, key=lambda rule: numbers[rule.call])
    verdicts = {number: _verdict(group, default) for number, group in grouped}
    return _encoded([*steps, *_searched(_segments(verdicts, [Instruction(RETURN, default)]))])


def _segments(verdicts: Mapping[int, Block], default: Block) -> list[tuple[int, Block]]:
    """Cut the numbers into stretches of one verdict, each given by its first number."""
    segments = [(0, default)]
    for number, verdict in verdicts.items():
        if segments[-1][0] == number:
            segments.pop()
        if not segments or segments[-1][1] != verdict:
            segments.append((number, verdict))
        segments.append((number + 1, default))
    return segments


def _searched(segments: Sequence[tuple[int, Block]]) -> Block:
    """Find the stretch by halving: loading takes time for each instruction, and for each number there is."""
    if len(segments) == 1:
        return segments[0][1]
    middle = len(segments) // 2
    below, above = _searched(segments[:middle]), _searched(segments[middle:])
    start = segments[middle][0]
    if len(below) <= LONGEST_JUMP:
        return [Instruction(JUMP_IF_AT_LEAST, start, if_true=len(below)), *below, *above]
    far = [Instruction(JUMP_IF_AT_LEAST, start, if_false=1), Instruction(JUMP, len(below))]
    return [*far, *below, *above]


def _verdict(rules: Iterable[Rule], default: int) -> Block:
    """Decide about one system call; a rule without conditions makes those behind it unreachable."""
    steps: Block = []
    for rule in rules:
        block = [Instruction(RETURN, rule.action)]
        for condition in reversed(rule.conditions):
            block = _tested(condition, block)
        steps += block
        if not rule.conditions:
            return steps
    return [*steps, Instruction(RETURN, default)]


def _tested(condition: Condition, block: Block) -> Block:
    """Run `block` only where the condition holds."""
    place = ARGUMENTS_AT + 8 * condition.argument + (4 if condition.high else 0)
    masking = [] if condition.mask == LOW_HALF else [Instruction(MASK, condition.mask)]
    return [
        Instruction(LOAD, place),
        *masking,
        *_guarded(Instruction(JUMP_IF_EQUAL, condition.value), block),
    ]


def _guarded(test: Instruction, block: Block) -> Block:
    """Jump over `block` where the test fails."""
    if len(block) > LONGEST_JUMP:
        raise ValueError(f"a jump reaches {LONGEST_JUMP} instructions, found {len(block)}")
    return [Instruction(test.code, test.constant, if_false=len(block)), *block]


def _encoded(steps: Block) -> Program:
    packed = [INSTRUCTION.pack(step.code, step.if_true, step.if_false, step.constant or 0) for step in steps]
    places = [at * INSTRUCTION.size + CONSTANT_AT for at, step in enumerate(steps) if step.constant is None]
    return Program(b"".join(packed), tuple(places))
