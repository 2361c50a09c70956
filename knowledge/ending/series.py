"""The arguments of a function over the levels of the stack: how they go."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.calling.returning import Def
from knowledge.facts import Facts
from knowledge.run import Frame
from knowledge.value import Value


@dataclass(frozen=True, slots=True)
class Series:
    """What one parameter was, level by level, outermost first.

    `values` are the numbers, or the lengths of what has one; `moves` says whether they change at all, and
    `told` says the series in short.
    """

    name: str
    values: tuple[float, ...]
    moves: bool
    told: str


def series_of(facts: Facts, owner: Def) -> list[Series]:
    """The series of every parameter whose values tell something; `self` does not."""
    frames = [frame for frame in facts.fault.frames if is_of(frame, owner)] if facts.fault else []
    arguments = [*owner.args.posonlyargs, *owner.args.args, *owner.args.kwonlyargs]
    found = [
        made(one.arg, [frame.variables[one.arg] for frame in frames if one.arg in frame.variables])
        for one in arguments
    ]
    return [one for one in found if one is not None and one.name not in ("self", "cls")]


def is_of(frame: Frame, owner: Def) -> bool:
    """Whether a level of the stack runs this function."""
    inside = owner.lineno <= frame.line <= (owner.end_lineno or owner.lineno)
    return frame.in_program and frame.function.rpartition(".")[2] == owner.name and inside


def made(name: str, values: list[Value]) -> Series | None:
    """Put a series together."""
    if len(values) < 3:
        return None
    texts = [value.text for value in values]
    numbers = tuple(
        value.scalar for value in values if value.is_number and isinstance(value.scalar, int | float)
    )
    lengths = tuple(value.length for value in values if value.length is not None)
    moves = len(set(texts)) > 1
    if not moves:
        return Series(name, numbers, moves=False, told=texts[0][:40])
    if len(numbers) == len(values):
        return Series(name, numbers, moves=True, told=steps(texts))
    sizes = f"from length {lengths[0]} to {lengths[-1]}" if len(lengths) == len(values) else steps(texts)
    return Series(name, lengths if len(lengths) == len(values) else (), moves=True, told=sizes)


def steps(texts: list[str]) -> str:
    """The first three and the last."""
    return ", ".join(text[:20] for text in texts[:3]) + f" … {texts[-1][:20]}"


def going(values: Sequence[float]) -> int:
    """1 where a series only rises, -1 where it only falls, else 0."""
    pairs = list(pairwise(values))
    if pairs and all(one < other for one, other in pairs):
        return 1
    return -1 if pairs and all(one > other for one, other in pairs) else 0
