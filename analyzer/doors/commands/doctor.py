"""`raydx doctor`: which isolation works here, found by trying, and what machine this is."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from analyzer.doors.asking import format_option
from analyzer.doors.streams import say
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
    """Try each policy as a run would: its isolation, or the reason why there is none."""
    from executor.execute import execute  # noqa: PLC0415 - what --help does not need
    from executor.policy import POLICIES  # noqa: PLC0415 - same
    from executor.sandbox.unavailable import SandboxUnavailable  # noqa: PLC0415 - same
    from executor.zygote import Zygote  # noqa: PLC0415 - same
    from knowledge.limits import Limits  # noqa: PLC0415 - same
    from knowledge.source import source_of  # noqa: PLC0415 - same

    found: dict[str, Isolation | str] = {}
    with Zygote() as zygote:
        for name, policy in POLICIES.items():
            try:
                found[name] = execute(zygote, source_of(""), policy, Limits()).isolation
            except SandboxUnavailable as why:
                found[name] = str(why)
    return found


def as_json(found: "dict[str, Isolation | str]", host: Host | None) -> dict[str, object]:
    """Tell it to a program."""
    policies = {
        name: {"available": False, "reason": state}
        if isinstance(state, str)
        else {
            "available": True,
            "level": state.level,
            "mechanisms": dict(state.mechanisms),
            "proofs": {mechanism: list(things) for mechanism, things in state.proofs.items()},
        }
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
        for mechanism, how in state.mechanisms.items():
            could_not = ", ".join(state.proofs.get(mechanism, ()))
            state_of_it = how if how == "active" else f"not active: {how}"
            lines.append(f"  {mechanism:17} {state_of_it}")
            lines += [f"  {'':17} a test program could not {could_not}"] if could_not else []
    return [*lines, f"host: {in_words(host)}"] if host else lines
