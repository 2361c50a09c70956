"""Refusing imports that the policy does not allow, by any spelling, when the program itself asks.

The kernel enforces; this explains. What the standard library imports for itself is left alone, so the frame
that asks decides.
"""

import builtins
import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import CodeType, FrameType, FunctionType
from typing import Any

from executor.child.places import Places

type Refuse = Callable[[str, str, FrameType], None]
"""Hears of a refusal: the module, its capability, the frame that asked."""

_frame = sys._getframe  # noqa: SLF001  # the only way to see who asks
INTERNAL = "<frozen importlib._bootstrap>"
"""Frames of that file are skipped by `warnings`, as those of the real import are."""


class SecurityViolation(BaseException):
    """The policy does not allow this. Not an `Exception`: a program does not swallow it by accident."""


SecurityViolation.__module__ = "builtins"


@dataclass(frozen=True, slots=True)
class Ban:
    """The modules that a policy refuses, with the capability of each, and those that the operator allows.

    What lies below a module shares its lot. An allowed module is free with all that lies below it, whatever
    stands against it otherwise. The static rules ask this very object, so the two cannot disagree.
    """

    policy: str
    refused: Mapping[str, str]
    allowed: frozenset[str]

    def capability(self, module: str) -> str | None:
        """The capability that stands against a module; None where it may be imported."""
        found = None
        while module:
            if module in self.allowed:
                return None
            found = found or self.refused.get(module)
            module = module.rpartition(".")[0]
        return found


class Guard:
    """What is refused, whose code asks, and who hears of it."""

    __slots__ = ("ban", "places", "refuse")

    def __init__(self, ban: Ban, places: Places, refuse: Refuse) -> None:
        self.ban = ban
        self.places = places
        self.refuse = refuse

    def check(self, names: Sequence[str], asking: FrameType) -> None:
        """Raise SecurityViolation where one of the modules is refused and the program asks."""
        for name in names:
            found = self.ban.capability(name)
            if found is None or self.places.is_library(asking.f_code.co_filename):
                continue
            self.refuse(name, found, asking)
            raise SecurityViolation(
                f"import of module {name!r} is blocked by the policy {self.ban.policy!r} ({found})"
            )

    def install(self) -> None:
        """Put the guard before every way to import."""
        builtins.__import__ = disguised(guarded_import(self, builtins.__import__), "__import__")
        importlib.__import__ = disguised(guarded_import(self, importlib.__import__), "__import__")
        importlib.import_module = disguised(guarded_module(self, importlib.import_module), "import_module")


def guarded_import(guard: Guard, real: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `__import__`; a frame of ours never shows in a traceback.

    What it needs is bound here: the program may put something else under the built-in names.
    """
    frame, check, kind_of, text, anything, way = _frame, guard.check, type, str, BaseException, beyond

    def __import__(  # noqa: A001, N807  # it stands in for the real one
        name: Any,  # noqa: ANN401  # whatever the program passes
        globals: Any = None,  # noqa: A002, ANN401
        locals: Any = None,  # noqa: A002, ANN401
        fromlist: Any = (),  # noqa: ANN401
        level: Any = 0,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        try:
            if level == 0 and kind_of(name) is text:
                inner = [f"{name}.{part}" for part in fromlist or () if kind_of(part) is text]
                check([name, *inner], frame(1))
            return real(name, globals, locals, fromlist, level)
        except anything as error:
            error.__traceback__ = way(error)
            raise

    return __import__


def guarded_module(guard: Guard, real: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap `importlib.import_module`."""
    frame, check, kind_of, text, anything, way = _frame, guard.check, type, str, BaseException, beyond

    def import_module(name: Any, package: Any = None) -> Any:  # noqa: ANN401  # it stands in for the real one
        try:
            if kind_of(name) is text:
                check([name], frame(1))
            return real(name, package)
        except anything as error:
            error.__traceback__ = way(error)
            raise

    return import_module


def beyond(error: BaseException) -> Any:  # noqa: ANN401  # a traceback or None
    """The traceback of an exception of a guarded import, without the frames of the guard."""
    traceback = error.__traceback__
    if type(error) is SecurityViolation:
        return None
    return traceback.tb_next if traceback else None


def disguised(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Give the wrapper the file of the import system, so that nothing takes it for a caller."""
    if isinstance(function, FunctionType):
        code: CodeType = function.__code__
        function.__code__ = code.replace(co_filename=INTERNAL, co_qualname=name)
        function.__qualname__ = name
        function.__module__ = "builtins"
    return function
