"""The `Analyzer`: owns the warm processes, and turns a call into a report."""

import atexit
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from analyzer.choice import choice_of
from analyzer.diagnosing import Conditions, diagnosis_of
from analyzer.looking import look
from analyzer.request import Listener, Options, Request, checked, foretold, kinds_told, told
from executor.describing import installation_of
from executor.events import Audience, OnEvent, never
from executor.execute import execute
from executor.installation import interpreter_here
from executor.policy import Policy, allowing, policy_named
from executor.sandbox.unavailable import SandboxUnavailable
from executor.zygote import Zygote
from knowledge.finding import Finding
from knowledge.interpreter import Interpreter, meaning
from knowledge.limits import Limits
from knowledge.run import Run
from knowledge.source import Source, source_of

if TYPE_CHECKING:
    from analyzer.live import Live
    from analyzer.report.shapes.findings import PreflightReport
    from analyzer.report.shapes.report import Report


class Analyzer:
    """Diagnoses programs, and keeps the process from which they are forked warm between calls.

    Safe to use from several threads at once. Use it as a context manager, or call `close`; after that it
    starts anew when it is used again, but for a diagnosis that was under way: that raises SandboxUnavailable
    if it has anything left to run. The warm process ends with the caller's in any case.

    `python` is the interpreter that programs are for: its path, or the folder of a virtual environment. It
    needs to be 3.12 or newer, and no raydx in it. `paths` are directories of the operator whose modules may
    be imported, and all of which may be read. `allow` are modules that may be imported although the policy
    refuses them; what they could do stays refused. Raises TypeError or ValueError for wrong arguments.
    """

    def __init__(
        self,
        *,
        python: str | os.PathLike[str] | None = None,
        paths: Iterable[str | os.PathLike[str]] = (),
        allow: Iterable[str] = (),
    ) -> None:
        self._installation = installation_of(python, paths)
        self._allowed = allowing(policy_named("strict"), allow).allowed
        self._lock = threading.Lock()
        self._zygote: Zygote | None = None
        self._owner = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the warm process; does nothing where there is none."""
        with self._lock:
            zygote, self._zygote = self._zygote, None
        if zygote is not None and self._owner == os.getpid():
            zygote.close()

    def preflight(
        self,
        code: str | bytes,
        policy: str = "strict",
        *,
        allow: Iterable[str] = (),
        select: str | Iterable[str] | None = None,
        ignore: str | Iterable[str] = (),
    ) -> "PreflightReport":
        """Say what is wrong with a program before it runs; nothing of it is executed.

        `select` asks only the rules with these codes, `ignore` leaves some out. Raises TypeError or
        ValueError for wrong arguments.
        """
        from analyzer.report.build import preflight_report_of  # noqa: PLC0415 - pydantic costs 30 ms

        chosen, source = self.policy(policy, allow), source_of(code)
        with meaning(self.interpreter):
            return preflight_report_of(look(source, chosen, choice_of(select, ignore)), chosen)

    def diagnose(  # noqa: PLR0913 - the contract's signature
        self,
        code: str | bytes,
        *,
        policy: str = "strict",
        limits: Limits | None = None,
        stdin: str | bytes = "",
        level: int = 3,
        assigned_by: str = "ray",
        on_event: Listener | None = None,
        allow: Iterable[str] = (),
    ) -> "Report":
        """Look at a program, run it, and explain what happened; a failure of the program is the answer.

        Raises TypeError or ValueError for wrong arguments, and SandboxUnavailable where this host cannot
        isolate: then nothing was run.
        """
        request = self.request(
            code,
            policy=policy,
            limits=limits,
            stdin=stdin,
            level=level,
            assigned_by=assigned_by,
            allow=allow,
        )
        return self.answer(request, told(on_event))

    async def preflight_async(self, code: str | bytes, *given: Any, **options: Any) -> "PreflightReport":  # noqa: ANN401 - as preflight
        """Do what `preflight` does, without blocking the event loop."""
        from asyncio import to_thread  # noqa: PLC0415 - asyncio costs 25 ms, and most callers have no loop

        return await to_thread(partial(self.preflight, code, *given, **options))

    async def diagnose_async(
        self, code: str | bytes, *, on_event: Listener | None = None, **options: Unpack[Options]
    ) -> "Report":
        """Do what `diagnose` does, without blocking the event loop; cancelling it ends the program.

        `on_event` is called from a thread.
        """
        return await self.followed(self.request(code, **options), told(on_event))

    def watch(self, code: str | bytes, **options: Unpack[Options]) -> "Live":
        """Diagnose a program while an event loop follows: iterate for the events, await for the report.

        Takes what `diagnose` takes, and raises TypeError or ValueError for wrong arguments, at once.
        """
        return self.followed(self.request(code, **options), None)

    def followed(self, request: Request, on_event: OnEvent | None) -> "Live":
        """A diagnosis beside an event loop, which hears of the events unless `on_event` does."""
        from analyzer.live import Live  # noqa: PLC0415 - asyncio costs 25 ms, and most callers have no loop

        return Live(lambda put, is_gone: self.answer(request, on_event or put, is_gone))

    def request(self, code: str | bytes, **options: Unpack[Options]) -> Request:
        """Check the arguments of a call; TypeError or ValueError."""
        policy = self.policy(options.get("policy", "strict"), options.get("allow", ()))
        return checked(code, policy, options)

    def policy(self, name: str, allow: Iterable[str]) -> Policy:
        """The policy of that name, with what the operator allows; TypeError or ValueError."""
        return allowing(allowing(policy_named(name), self._allowed), allow)

    @property
    def interpreter(self) -> Interpreter:
        """The Python that programs are for."""
        return self._installation.interpreter if self._installation else interpreter_here()

    def answer(
        self, request: Request, on_event: OnEvent | None = None, is_gone: Callable[[], bool] = never
    ) -> "Report":
        """Diagnose one checked request and say as much as its level asks for.

        Raises CalledOff where whoever asked is gone: then the program was ended.
        """
        with meaning(self.interpreter):
            return self.report(request, on_event, is_gone)

    def report(self, request: Request, on_event: OnEvent | None, is_gone: Callable[[], bool]) -> "Report":
        """Diagnose, for the Python that is meant."""
        zygote = self.zygote()
        with warming(zygote) if zygote.start_seconds is None else nullcontext():
            from analyzer.report.build import report_of  # noqa: PLC0415 - pydantic costs 30 ms

        started = datetime.now(UTC)
        again = partial(run_in, zygote, request, Audience(is_gone=is_gone))

        def first(source: Source, limits: Limits, findings: tuple[Finding, ...]) -> Run:
            return run_in(zygote, request, Audience(on_event, foretold(findings), is_gone), source, limits)

        kinds = kinds_told(request.level)
        conditions = Conditions(request.policy, request.limits, again, kinds, has_input=bool(request.stdin))
        diagnosis = diagnosis_of(request.source, conditions, first)
        return report_of(
            diagnosis,
            level=request.level,
            execution_id=f"exec_{os.urandom(6).hex()}",
            timestamp=started,
            assigned_by=request.assigned_by,
            policy=request.policy.name,
        )

    def zygote(self) -> Zygote:
        """The warm process, started on first use; a forked copy of the caller gets one of its own."""
        with self._lock:
            if self._zygote is None or self._owner != os.getpid():
                self._zygote, self._owner = Zygote(self._installation), os.getpid()
            return self._zygote


@contextmanager
def warming(zygote: Zygote) -> Iterator[None]:
    """Start a warm process beside what is done meanwhile; where no thread can be, the run will do it."""
    starting = threading.Thread(target=start_quietly, args=(zygote,))
    with suppress(RuntimeError):
        starting.start()
    try:
        yield
    finally:
        if starting.ident is not None:
            starting.join()


def start_quietly(zygote: Zygote) -> None:
    """Start a warm process; what stands against it will be raised by the run."""
    with suppress(SandboxUnavailable):
        zygote.start()


def run_in(zygote: Zygote, request: Request, audience: Audience, source: Source, limits: Limits) -> Run:
    """Run a source in the sandbox, under the request's policy and with its standard input."""
    return execute(zygote, source, request.policy, limits, request.stdin, audience)


SHARED = Analyzer()
"""The one behind the module-level functions; its process is started on first use."""
atexit.register(SHARED.close)

preflight = SHARED.preflight
diagnose = SHARED.diagnose
preflight_async = SHARED.preflight_async
diagnose_async = SHARED.diagnose_async
watch = SHARED.watch
