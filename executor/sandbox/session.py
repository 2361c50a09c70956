"""A session of one's own: whoever is in it ends with the program, and it sees no terminal."""

from executor.sandbox.call_rules import OURS
from executor.sandbox.kernel import system_call


def leave_the_session() -> None:
    """Begin a new session, which the first filter still allows to who asks in this way."""
    system_call("setsid", OURS)
