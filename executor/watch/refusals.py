"""What was refused: the child's notes and the kernel's notifications, joined.

A note says what the program attempted and on which line; the kernel says that a call was refused. An attempt
that the kernel should have refused and did not refuse, because it came to nothing, is no refusal.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from executor.child.masking import masked
from executor.policy import Policy, refusing_call
from executor.sandbox.notification import RefusedCall
from executor.watch.claims import number, optional, text, typed
from knowledge.run import Refusal

MOST = 100
SURE = frozenset(["blocked_import", "file_read", "file_write"])
"""Operations of which the child knows that they failed: it refused them itself, or has tried."""
POLICY, KERNEL, BOTH = "policy", "kernel", "both"


@dataclass(slots=True)
class Refusals:
    """The refusals of one run, in order."""

    policy: Policy
    found: list[Refusal] = field(default_factory=list)
    pending: list[Refusal] = field(default_factory=list)

    def note(self, claim: object) -> None:
        """Take an attempt that the child tells of; raises Malformed."""
        told: dict[str, Any] = typed(claim, dict)
        attempt = Refusal(
            operation=text(told.get("operation")),
            detail=text(told.get("detail")),
            line=optional(told, "line", number),
            seen_by=POLICY,
            capability=optional(told, "capability", text),
        )
        if attempt.operation in SURE:
            self.add(attempt)
        elif len(self.pending) < MOST:
            self.pending.append(attempt)

    def refused(self, call: RefusedCall, line: int | None) -> None:
        """Take a system call that the kernel refused, and the line on which the program stood, if known."""
        owner = refusing_call(self.policy, call.name)
        capability = owner.name if owner else None
        attempts = [attempt for attempt in self.pending if attempt.capability == capability]
        if attempts:
            self.pending.remove(attempts[-1])
            self.add(replace(attempts[-1], seen_by=BOTH, detail=attempts[-1].detail or call_text(call)))
        elif not call.quiet and not self.belongs_to_last(capability):
            operation = owner.operation if owner else "system_call"
            self.add(Refusal(operation, call_text(call), line, KERNEL, capability))

    def belongs_to_last(self, capability: str | None) -> bool:
        """Whether this is one more call of an attempt that was told already."""
        last = self.found[-1] if self.found else None
        return last is not None and last.seen_by == BOTH and last.capability == capability

    def add(self, refusal: Refusal) -> None:
        """Keep a refusal without the secrets in its path, unless the same was kept already.

        What only the child tells of is bounded apart: it must not crowd out what the kernel has seen.
        """
        refusal = replace(refusal, detail=masked(refusal.detail))
        alike = sum((one.seen_by == POLICY) is (refusal.seen_by == POLICY) for one in self.found)
        if refusal not in self.found and alike < MOST:
            self.found.append(refusal)

    def all(self, *, kernel_is_heard: bool) -> tuple[Refusal, ...]:
        """Return them; where nobody hears the kernel, an attempt has to be enough."""
        return tuple(self.found if kernel_is_heard else self.found + self.pending)


def call_text(call: RefusedCall) -> str:
    """Name a system call with its object."""
    return f"{call.name} {call.detail}".strip()
