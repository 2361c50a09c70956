"""Sending signals to processes."""

from executor.capability import Capability, named

signals = Capability(
    name="signals",
    operation="signal",
    modules=frozenset(),
    audit_events=named(
        """
        os.kill os.killpg signal.pidfd_send_signal
        """
    ),
    system_calls=named(
        """
        kill pidfd_getfd pidfd_open pidfd_send_signal rt_sigqueueinfo rt_tgsigqueueinfo tgkill tkill
        """
    ),
    reason="a program in the sandbox may signal nobody but itself",
    alternatives=(
        "Use `signal.raise_signal` for a signal to the program itself",
        "Use `threading.Event` to tell another part of the program to stop",
    ),
)
