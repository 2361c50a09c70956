"""What a child is asked to be ready for: a policy, and the imports that it refuses, written as bytes.

Bytes, since they are compared: a child that waits is ready for one order, and is given no other.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from executor.policy import Policy, ban_of
from knowledge.interpreter import Interpreter, meant


@dataclass(frozen=True, slots=True)
class Asked:
    """What an order says."""

    policy: Policy
    refused: Mapping[str, str]


def order_for(policy: Policy) -> bytes:
    """Write the order for a policy, in the Python that is meant; equal policies give equal bytes.

    What the operator allows beside it is no part of it: the job says so.
    """
    return _order_for(policy, meant())


@lru_cache(maxsize=64)
def _order_for(policy: Policy, _: Interpreter) -> bytes:
    lists = {"importable": sorted(policy.importable), "granted": sorted(policy.granted)}
    refused = dict(sorted(ban_of(policy).refused.items()))
    return json.dumps({"name": policy.name, "scratch": policy.scratch, **lists, "refused": refused}).encode()


def asked_in(order: bytes) -> Asked:
    """Read an order."""
    told = json.loads(order)
    granted, importable = frozenset(told["granted"]), frozenset(told["importable"])
    policy = Policy(told["name"], importable=importable, granted=granted, scratch=told["scratch"])
    return Asked(policy, told["refused"])
