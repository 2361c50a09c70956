"""`raydx doctor`: which isolation works here, found by trying, and what machine this is."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from analyzer.doors.asking import format_option, say
from analyzer.host import Host, host_now, in_words

if TYPE_CHECKING:
    from knowledge.run import Isolation


@click.command()
@format_option("text", "json")
def doctor(shape: str) -> int:
    """Say which isolation works on this machine, found by trying to break out.

    The exit status is 3 where it is not enough to run anything.
    """
    found, host = tried(), host_now()
    works = not any(isinstance(state, str) for state in found.values())
    if shape == "json":
        say(json.dumps(as_json(found, host), indent=2))
    else:
        for line in as_text(found, host):
            click.echo(line)
    return 0 if works else 3


def tried() -> "dict[str, Isolation | str]":
    """Try each policy in a throw-away process: its isolation, or the reason why there is none."""
    from executor.policy import POLICIES  # noqa: PLC0415 - what --help does not need
    from executor.sandbox.mechanism import Ground  # noqa: PLC0415 - same
    from executor.sandbox.places import places_here  # noqa: PLC0415 - same
    from executor.sandbox.probe import isolation_here  # noqa: PLC0415 - same
    from executor.sandbox.unavailable import SandboxUnavailable  # noqa: PLC0415 - same

    found: dict[str, Isolation | str] = {}
    places = places_here()
    for name, policy in POLICIES.items():
        try:
            found[name] = isolation_here(Ground(policy, places))
        except SandboxUnavailable as why:
            found[name] = str(why)
    return found


def as_json(found: "dict[str, Isolation | str]", host: Host | None) -> dict[str, object]:
    """Tell it to a program."""
    policies = {
        name: {"available": False, "reason": state}
        if isinstance(state, str)
        else {"available": True, "level": state.level, "mechanisms": dict(state.mechanisms)}
        for name, state in found.items()
    }
    return {**policies, "host": asdict(host) if host else None}


def as_text(found: "dict[str, Isolation | str]", host: Host | None) -> list[str]:
    """Tell it to a person."""
    lines = []
    for name, state in found.items():
        if isinstance(state, str):
            lines.append(f"{name}: nothing can be run: {state}")
            continue
        lines.append(f"{name}: {state.level} isolation, tried")
        lines += [f"  {mechanism}: {how}" for mechanism, how in state.mechanisms.items()]
    return [*lines, f"host: {in_words(host)}"] if host else lines
