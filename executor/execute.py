"""One run of a program: from the source to what is known about it."""

import json
import os
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, replace
from functools import partial

from executor.child.board import board_bytes
from executor.child.channel import NOT_STARTED
from executor.events import NOBODY, Audience, CalledOff, Events
from executor.parcel import Parcel, connected
from executor.policy import Policy
from executor.sandbox.unavailable import SandboxUnavailable
from executor.scratch import scratch_directory
from executor.watch.charge import Charge
from executor.watch.disk import Disk
from executor.watch.refusals import Refusals
from executor.watch.seen import Seen
from executor.watch.sight import Sight
from executor.watch.supervise import Watch
from executor.watch.verdict import ended_in_words, run_of
from executor.wire import empty_file
from executor.zygote import Warm, Zygote
from knowledge.limits import Limits
from knowledge.run import Run
from knowledge.source import Source

MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be run, and how."""

    source: Source
    policy: Policy
    limits: Limits
    stdin: bytes


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: what was seen, what was refused, and the memory that the child shared, open."""

    seen: Seen
    refusals: Refusals
    board: int

    @property
    def never_began(self) -> bool:
        """Whether the program never got to run, because the warm process or the child was killed before."""
        seen = self.seen
        if seen.clock.started is not None or seen.declined is not None or seen.stopped is not None:
            return False
        return seen.status is None or os.WIFSIGNALED(seen.status)

    @property
    def was_lost(self) -> bool:
        """Whether the warm process died under the program, which had not come to an end of any kind."""
        seen = self.seen
        return seen.status is None and seen.declined is None and seen.stopped is None

    @property
    def was_left_unprotected(self) -> bool:
        """Whether the child gave up before the program began: then nothing was run."""
        status = self.seen.status
        gave_up = status is not None and os.waitstatus_to_exitcode(status) == NOT_STARTED
        return gave_up and self.seen.clock.started is None


def execute(  # noqa: PLR0913, PLR0917  # the one door: each argument is one that callers set
    zygote: Zygote,
    source: Source,
    policy: Policy,
    limits: Limits,
    stdin: bytes = b"",
    audience: Audience = NOBODY,
) -> Run:
    """Run a program in a child of the zygote and tell all that is known about the run.

    Nothing that the program does is an exception here. Raises SandboxUnavailable where the host cannot
    isolate: then nothing was run; and CalledOff where the audience went away: then the program was ended.
    """
    wanted, events = Wanted(source, policy, limits, stdin), Events(audience)
    try:
        run = watched(zygote, wanted, events)
    except BaseException:
        with suppress(Exception):  # the first failure is the one to tell
            events.finish()
        raise
    return replace(run, events=events.finish())


def watched(zygote: Zygote, wanted: Wanted, events: Events) -> Run:
    """Run the program, and again if the warm process died under it, where nothing outside can tell."""
    attempt = attempted(zygote, wanted, events)
    for _ in range(MOST_TRIES - 1):
        if not may_be_repeated(attempt, wanted.policy) or zygote.is_closed:
            break
        os.close(attempt.board)
        events.tell("warning", "the sandbox lost the process; the program is run again from its start")
        attempt = attempted(zygote, wanted, events)
    try:
        if attempt.never_began:
            how = "was closed" if zygote.is_closed else "was killed again and again"
            raise SandboxUnavailable(f"the sandbox {how} before the program began")
        declined = attempt.seen.declined
        if declined is not None:
            raise SandboxUnavailable(str(declined.get("unavailable") or declined.get("failed")))
        if attempt.was_left_unprotected:
            said = attempt.seen.stderr.stream().text.strip().splitlines()[-1:]
            raise SandboxUnavailable(
                f"the protection could not be applied: {''.join(said) or 'no reason given'}"
            )
        run = run_of(wanted.source, wanted.limits, attempt.seen, attempt.refusals, attempt.board)
    finally:
        os.close(attempt.board)
    for kind, level, message in ended_in_words(run):
        events.tell(level, message, kind)
    return run


def may_be_repeated(attempt: Attempt, policy: Policy) -> bool:
    """Whether a lost program can be run once more: it never began, or could touch nothing outside."""
    reaches_outside = bool(policy.granted & {"network", "processes"})
    return attempt.never_began or (attempt.was_lost and not reaches_outside)


def attempted(zygote: Zygote, wanted: Wanted, events: Events) -> Attempt:
    """Run the program once; raises SandboxUnavailable where there is not even room to prepare it."""
    if events.is_gone():
        raise CalledOff
    warm = zygote.start()
    with ExitStack() as stack:
        try:
            board = empty_file("board", board_bytes(wanted.source.text.count("\n") + 1))
            unless_returned = stack.enter_context(ExitStack())
            unless_returned.callback(os.close, board)
            scratch = (
                stack.enter_context(scratch_directory(warm.directory)) if wanted.policy.scratch else None
            )
            job = json.dumps(job_of(wanted, scratch, warm)).encode()
            parcel = Parcel(job, wanted.stdin, board)
            ends, line = connected(stack, parcel, partial(zygote.order, warm, wanted.policy))
        except OSError as why:
            raise SandboxUnavailable(f"the run could not be prepared: {why}") from why
        sight, refusals = Sight(wanted.source, warm.places, warm.runtime), Refusals(wanted.policy)
        watch = Watch(line, Charge(wanted.limits, refusals, sight, Disk(scratch), events))
        seen = watch.run(*ends)
        if seen.status is None and seen.declined is None:
            zygote.give_up(warm)
        if events.is_gone():
            raise CalledOff
        unless_returned.pop_all()
        return Attempt(seen, refusals, board)


def job_of(wanted: Wanted, scratch: str | None, warm: Warm) -> dict[str, object]:
    """Write down what the child is to do."""
    return {
        "text": wanted.source.text,
        "limits": asdict(wanted.limits),
        "scratch": scratch,
        "directory": scratch or os.path.join(warm.directory, "empty"),
        "allowed": sorted(wanted.policy.allowed),
    }
