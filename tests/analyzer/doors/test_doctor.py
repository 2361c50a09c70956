"""`raydx doctor`: a row for each mechanism, what was proven, and why one is not active."""

import json

import pytest

from analyzer.doors.command_line import status_of

ALWAYS = {"rlimits", "privileges", "no_new_privileges", "landlock", "seccomp"}


def test_each_mechanism_is_told_with_its_proof(capfd: pytest.CaptureFixture[str]) -> None:
    """For every policy; what is active was tried by a program that failed."""
    assert status_of(["doctor", "--format", "json"]) == 0
    told = json.loads(capfd.readouterr().out)
    for policy in ("strict", "standard", "open"):
        mechanisms, proofs = told[policy]["mechanisms"], told[policy]["proofs"]
        active = {name for name, state in mechanisms.items() if state == "active"}
        assert active >= ALWAYS and {"namespaces", "pid_namespace"} <= set(mechanisms)
        assert all(proofs[name] for name in ALWAYS)


def test_what_is_left_out_is_told(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason, and the level says that something is missing."""
    monkeypatch.setenv("RAYDX_WITHOUT", "namespaces")
    assert status_of(["doctor"]) == 0
    said = capfd.readouterr().out
    assert "strict: reduced isolation, tried" in said
    assert "  namespaces        not active: left out by RAYDX_WITHOUT" in said
    assert "a test program could not make a socket" in said
