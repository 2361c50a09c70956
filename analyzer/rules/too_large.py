"""too-large: a value that cannot fit into the memory limit."""

import ast
from collections.abc import Iterator

from analyzer.certain.sizes import bytes_of
from analyzer.reading.guards import felt
from analyzer.reading.reading import Reading
from analyzer.rule import Hit, rule

MEGABYTE = 1_000_000


@rule(
    ast.BinOp,
    ast.Call,
    ast.ListComp,
    flags=[
        "x = [0] * 10**10",
        "x = 10**10**10",
        "x = list(range(10**12))",
        "x = 'a' * 10_000_000_000",
        "n = 10**9\nx = bytearray(n)",
        "x = [i * 2 for i in range(10**11)]",
        "x = 1 << 10**11",
        "x = [[0] * 1000 for _ in range(10**8)]",
    ],
    passes=[
        "x = [0] * 10**6",
        "x = 2**1000",
        "x = range(10**12)",
        "x = sum(i for i in range(10**9))",
        "x = [0] * n",
        "x = [i for i in range(10**12) if i < 3]",
        "try:\n    x = [0] * 10**10\nexcept MemoryError:\n    pass",
        "x = 10**-5, 0**10**10, 1**10**10",
    ],
)
def too_large(reading: Reading, node: ast.expr) -> Iterator[Hit]:
    """A list, text or number of constant size, larger than what a run may take."""
    size = bytes_of(reading, node)
    limit = reading.setting.limits.memory_bytes
    if size is None or size <= limit or isinstance(reading.program.parent(node), ast.BinOp):
        return
    severity = felt(reading.program, node, "MemoryError")
    if severity:
        most = f"{limit // MEGABYTE} MB"
        need = f"{size // MEGABYTE} MB" if size < MEGABYTE**2 else "more than a million MB"
        message = f"this takes at least {need}, and the memory limit is {most}"
        words = ("Use a generator, or a smaller size",)
        yield Hit(node, message, None, None, (), words, severity)
