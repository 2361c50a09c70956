"""A protected child has none of root's powers, and gets none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

STATUS = "import ctypes; l = ctypes.CDLL(None); "


@pytest.mark.parametrize("policy", ["strict", "standard", "open"])
def test_has_no_powers(confine: Callable[..., Any], policy: str) -> None:
    """Asked of the kernel: no capability is in effect, and no new privileges come."""
    code = STATUS + "print(l.prctl(39, 0, 0, 0, 0), sum(l.prctl(47, 1, n, 0, 0) > 0 for n in range(40)))"
    assert confine(code, policy).said.split()[0] == "1"


def test_gets_none_by_starting_a_program(confine: Callable[..., Any], scratch: Path) -> None:
    """User 0 means nothing special any more."""
    code = "import subprocess; print(subprocess.run(['chown', '1', '.'], capture_output=True).returncode)"
    outcome = confine(code, "open", scratch)
    assert outcome.said == "1\n"


def test_reads_no_file_of_another_user(confine: Callable[..., Any], scratch: Path) -> None:
    """Root's power to read everything is gone, even where Landlock would allow the path."""
    secret = scratch / "secret"
    secret.write_text("x")
    secret.chmod(0)
    assert confine("open('secret').read()", "standard", scratch).said == "refused EACCES\n"
