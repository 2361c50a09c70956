"""Is this host able to isolate? Found by trying, not by version numbers."""

from executor.sandbox.mechanism import Ground
from knowledge.run import Isolation


def isolation_here(ground: Ground) -> Isolation:
    """Run a throw-away child under the full protection and see that it cannot reach out.

    Raises SandboxUnavailable where the minimum is not reached.
    """
    raise NotImplementedError
