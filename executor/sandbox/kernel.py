"""Asking the kernel directly: system calls by name, for which Python has no function of its own.

`ctypes.util.find_library` is never used: it starts helper programs. Nothing here touches the C library
before the first call, so that importing works on every system.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache

from executor.sandbox.call_numbers import AARCH64, BOTH, X86_64
from executor.sandbox.mechanism import Unsupported

AUDIT_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
MOST_ARGUMENTS = 6


@cache
def machine() -> str:
    """Name the processor's family; Unsupported unless this is 64-bit Linux on x86_64 or aarch64."""
    if sys.platform != "linux":
        raise Unsupported(f"it needs Linux, and this is {sys.platform}")
    name = os.uname().machine
    if name not in AUDIT_ARCHITECTURES or sys.maxsize < 2**32:
        raise Unsupported(f"it needs a 64-bit interpreter on x86_64 or aarch64, and this is {name}")
    return name


@cache
def numbers(family: str) -> dict[str, int]:
    """Map the names of the system calls to their numbers on that family of processors."""
    table, number = {}, 0
    for word in f"{X86_64 if family == 'x86_64' else AARCH64} {BOTH}".split():
        if word.isdigit():
            number = int(word)
        else:
            table[word] = number
            number += 1
    return table


@cache
def names(family: str) -> dict[int, str]:
    """Map the numbers of the system calls to their names on that family of processors."""
    return {number: name for name, number in numbers(family).items()}


@cache
def _c_library_call() -> Callable[..., int]:
    """The C library's `syscall`, with room for six arguments: fixed types spare a conversion each."""
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.argtypes, call.restype = (ctypes.c_long,) * (1 + MOST_ARGUMENTS), ctypes.c_long
    return call


def system_call(name: str, *arguments: int) -> int:
    """Make a system call and return its result; OSError where the kernel says no.

    A pointer is given by its address (`ctypes.addressof`); who calls keeps the memory alive.
    """
    padding = (0,) * (MOST_ARGUMENTS - len(arguments))
    result = _c_library_call()(numbers(machine())[name], *arguments, *padding)
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result
