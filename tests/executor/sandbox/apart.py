"""Runs apart from everything else, in namespaces of their own."""

from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.limits import Limits
from knowledge.run import Run
from knowledge.source import source_of


def run_in(zygote: Zygote, text: str, policy: str = "standard", **limits: float) -> Run:
    """Run a program that may import what it likes."""
    return execute(
        zygote, source_of(text), policy_named(policy), Limits(**{"seconds": 10.0, "memory_mb": 200, **limits})
    )
