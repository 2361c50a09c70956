"""A host on which other programs are busy is no reason to refuse a run."""

import resource
import socket

from analyzer import Analyzer

MORE_THAN_A_PROGRAM_MAY_OPEN = 120


def test_runs_while_many_descriptors_are_under_way() -> None:
    """The kernel counts descriptors in transit over all processes of a user; a child may send one even so."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs, Analyzer() as analyzer:
        for _ in range(MORE_THAN_A_PROGRAM_MAY_OPEN):
            socket.send_fds(ours, [b"under way"], [theirs.fileno()])
        assert analyzer.diagnose("print('ran')").execution_result.stdout == "ran\n"


def test_a_program_cannot_open_more_than_it_may() -> None:
    """The limit of open files is low by the time the program runs, and stays so."""
    code = (
        "import resource\n"
        "before = resource.getrlimit(resource.RLIMIT_NOFILE)\n"
        "try:\n"
        "    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))\n"
        "except (OSError, ValueError) as refused:\n"
        "    print(type(refused).__name__)\n"
        "print(before, resource.getrlimit(resource.RLIMIT_NOFILE))\n"
    )
    with Analyzer() as analyzer:
        said = analyzer.diagnose(code, policy="standard").execution_result.stdout.splitlines()
    assert said[-1] == "(64, 64) (64, 64)"
    assert len(said) == 2
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 64
