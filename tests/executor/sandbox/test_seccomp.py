"""System calls that programs try, and what comes of them: seen from outside."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

RAW = "import ctypes; l = ctypes.CDLL(None, use_errno=True); r = {call}; print('refused' if r == -1 else r)"


def raw(call: str) -> str:
    """Code that makes a call by hand."""
    return RAW.format(call=call)


NOWHERE = [
    pytest.param("import socket; socket.socket()", "socket", id="a socket"),
    pytest.param("import socket; socket.socket(socket.AF_UNIX)", "socket", id="a unix socket"),
    pytest.param("import socket; socket.socketpair(type=socket.SOCK_DGRAM)", "socketpair", id="datagrams"),
    pytest.param("import os; os.fork()", "clone", id="a process"),
    pytest.param("import os; os.execv('/bin/true', ['true'])", "execve", id="a program"),
    pytest.param("import os; os.posix_spawn('/bin/true', ['true'], {})", "clone", id="a spawned program"),
    pytest.param("import subprocess; subprocess.run(['true'])", "clone", id="a subprocess"),
    pytest.param("import os; os.kill(os.getppid(), 0)", "kill", id="a signal to the parent"),
    pytest.param("import os; os.killpg(0, 0)", "kill", id="a signal to the group"),
    pytest.param("import os; os.pidfd_open(os.getppid())", "pidfd_open", id="a handle of the parent"),
    pytest.param("import os; os.unshare(0x10000000)", "unshare", id="a namespace"),
    pytest.param("import os; os.chroot('/')", "chroot", id="another root"),
    pytest.param("import os; os.setuid(0)", "setuid", id="another user"),
    pytest.param("import os; os.setsid()", "setsid", id="another session"),
    pytest.param("import os; os.nice(-1)", "setpriority", id="another priority"),
    pytest.param("import os; os.chmod('/tmp', 0o777)", "chmod", id="another mode"),
    pytest.param("import os; os.utime('/tmp')", "utimensat", id="another time"),
    pytest.param("import os; os.memfd_create('m')", "memfd_create", id="a file in memory"),
]


@pytest.mark.parametrize(("code", "call"), NOWHERE)
def test_refuses_and_reports(confine: Callable[..., Any], code: str, call: str) -> None:
    """The program gets an error, and the parent hears the name of the call."""
    outcome = confine(code)
    assert outcome.said in ("refused EPERM\n", "refused ENOSYS\n")
    assert outcome.listener
    assert call in {"clone" if name == "vfork" else name for name, _, _ in outcome.refused}


UNTIL_CLOSED = [
    pytest.param("l.syscall(160, 0, r)", id="setting a limit in the older way"),
    pytest.param("l.syscall(112, 0x6f757273)", id="leaving the session in our way"),
    pytest.param("l.syscall(47, 0, r, 0x40000000)", id="receiving descriptors in our way"),
    pytest.param("l.syscall(46, 0, r, 0)", id="sending descriptors"),
    pytest.param("l.syscall(317, 1, 0, r)", id="loading a filter"),
]


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86_64")
@pytest.mark.parametrize("call", UNTIL_CLOSED)
def test_what_was_needed_to_close_in_is_refused_afterwards(confine: Callable[..., Any], call: str) -> None:
    """Whoever knows how the sandbox asks for it gets no further with that."""
    code = (
        f"import ctypes; l = ctypes.CDLL(None, use_errno=True); r = ctypes.create_string_buffer(64)\n{call}"
    )
    assert confine(f"{code}\nprint(ctypes.get_errno())").said == "1\n"


BY_HAND = [
    pytest.param("l.syscall(0x40000000 | 41, 2, 1, 0)", "x32-socket", id="a socket by x32"),
    pytest.param("l.syscall(99999)", "nr99999", id="a number that nobody knows"),
    pytest.param("l.syscall(-1 & 0xffffffff)", "x32-nr3221225471", id="the highest number"),
    pytest.param("l.ptrace(16, 1, 0, 0)", "ptrace", id="tracing another process"),
    pytest.param("l.mount(b't', b'/tmp', b'tmpfs', 0, 0)", "mount", id="mounting"),
    pytest.param("l.prctl(4, 0)", "prctl", id="hiding from the parent"),
    pytest.param("l.syscall(425, 4, 0)", "io_uring_setup", id="a ring of calls"),
    pytest.param("l.shmget(0, 4096, 0o1600)", "shmget", id="shared memory"),
    pytest.param("l.mkdir(-1)", "mkdir", id="a path that is no address"),
    pytest.param("l.ioctl(1, 0x5412, 0)", "ioctl", id="typing into a terminal"),
]


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86_64")
@pytest.mark.parametrize(("call", "name"), BY_HAND)
def test_refuses_what_is_called_by_hand(confine: Callable[..., Any], call: str, name: str) -> None:
    """Machine code gets no further than Python, whatever numbers and addresses it invents."""
    outcome = confine(raw(call))
    assert outcome.said == "refused\n"
    assert name in [refused for refused, _, _ in outcome.refused]


@pytest.mark.parametrize("policy", ["strict", "standard", "open"])
@pytest.mark.parametrize(
    "code",
    [
        pytest.param(
            "import socket; a, b = socket.socketpair(); socket.send_fds(a, [b'x'], [1])", id="sending"
        ),
        pytest.param(raw("l.syscall(317, 1, 0, 0)"), id="loading another filter"),
    ],
)
def test_closes_the_way_of_the_listener(confine: Callable[..., Any], code: str, policy: str) -> None:
    """After the listener has left, nothing is loaded any more, and without a network no descriptor leaves."""
    outcome = confine(code, policy)
    allowed = policy == "open" and "send_fds" in code
    is_host_busy = "ETOOMANYREFS" in outcome.said  # the kernel counts those under way over all processes
    assert (outcome.said.startswith("refused") and not is_host_busy) is not allowed


SIGNALS = [
    pytest.param("import os; os.abort()", signal.SIGABRT, id="abort"),
    pytest.param("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", signal.SIGTERM, id="itself"),
    pytest.param("import signal; signal.raise_signal(signal.SIGUSR1)", signal.SIGUSR1, id="raise"),
    pytest.param("import ctypes; ctypes.string_at(0)", signal.SIGSEGV, id="a wild address"),
    pytest.param("import os; os.kill(os.getpid(), 9)", signal.SIGKILL, id="the end"),
]


@pytest.mark.parametrize(("code", "number"), SIGNALS)
def test_lets_it_signal_itself(confine: Callable[..., Any], code: str, number: int) -> None:
    """The way in which it ended shows as what it was."""
    assert confine(code).status == -number


@pytest.fixture
def port() -> Iterator[int]:
    """A server on this machine, that should see no visitor."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


CONNECT = "import socket; socket.create_connection(('127.0.0.1', {port}), 2); print('there')"


@pytest.mark.parametrize(
    ("policy", "said"),
    [("strict", "refused EPERM\n"), ("standard", "refused EPERM\n"), ("open", "there\n")],
    ids=["strict does not", "standard does not", "open does"],
)
def test_reaches_the_network_by_policy(
    confine: Callable[..., Any], policy: str, said: str, port: int
) -> None:
    """A listening port of this machine."""
    assert confine(CONNECT.format(port=port), policy).said == said


def test_open_does_not_reach_local_sockets(confine: Callable[..., Any], tmp_path: Path) -> None:
    """A container engine may listen on one."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        code = f"import socket; socket.socket(socket.AF_UNIX).connect({str(tmp_path / 's')!r})"
        assert confine(code, "open").said == "refused EPERM\n"


OPEN_WORK = [
    pytest.param(
        "import subprocess as s; print(s.check_output(['echo', 'ok']).decode(), end='')", id="a command"
    ),
    pytest.param("import os; os.system('echo ok | cat')", id="a shell"),
    pytest.param(
        "import subprocess as s, sys; s.run([sys.executable, '-I', '-c', 'print(\"ok\")'])",
        id="another Python",
    ),
    pytest.param(
        "import subprocess as s; p=s.Popen(['sleep', '60']); p.kill(); print('ok' if p.wait() == -9 else '')",
        id="ending its own child",
    ),
    pytest.param(
        "import asyncio\nasync def f():\n p = await asyncio.create_subprocess_exec('true')\n"
        " return await p.wait()\nprint('ok' if asyncio.run(f()) == 0 else '')",
        id="a process of asyncio",
    ),
]


@pytest.mark.parametrize("code", OPEN_WORK)
def test_open_starts_processes(confine: Callable[..., Any], code: str, scratch: Path) -> None:
    """What `open` promises works."""
    assert confine(code, "open", scratch).said == "ok\n"


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("cat /etc/passwd", id="reads outside"),
        pytest.param("echo x > {outside}/new", id="writes outside"),
        pytest.param("kill -0 {parent}", id="signals outside"),
    ],
)
def test_a_command_is_held_like_the_program(
    confine: Callable[..., Any], code: str, tmp_path: Path, scratch: Path
) -> None:
    """What a program starts inherits all that holds it."""
    command = code.format(outside=tmp_path, parent=os.getpid())
    run = f"import subprocess as s; print(s.run({command!r}, shell=True, stderr=s.DEVNULL).returncode != 0)"
    outcome = confine(run, "open", scratch)
    assert outcome.said == "True\n"
    assert list(tmp_path.iterdir()) == []


def test_works_as_in_a_container(confine_in_container: Callable[..., Any]) -> None:
    """Neither namespaces nor fetching descriptors is needed."""
    outcome = confine_in_container("import socket; socket.socket()")
    assert (outcome.said, outcome.listener) == ("refused EPERM\n", True)
    assert ("socket", "AF_INET", False) in outcome.refused


def test_works_without_a_listener(confine_unheard: Callable[..., Any]) -> None:
    """Where somebody listens already, calls are refused all the same, and nobody hears of them."""
    outcome = confine_unheard("import socket; socket.socket()")
    assert (outcome.said, outcome.listener, outcome.refused) == ("refused EPERM\n", False, [])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("open('/etc/passwd')", "refused EACCES\n"),
        ("import socket; socket.socket()", "refused EPERM\n"),
        ("import os; os.kill(os.getppid(), 0)", "refused EPERM\n"),
        ("import colorsys; print('ok')", "ok\n"),
        ("import threading; t = threading.Thread(target=print, args=('ok',)); t.start(); t.join()", "ok\n"),
    ],
    ids=["a file", "a socket", "a signal", "an import", "a thread"],
)
def test_works_as_an_ordinary_user(confine_nobody: Callable[..., Any], code: str, said: str) -> None:
    """No root is needed."""
    assert confine_nobody(code).said == said
