"""Under which circumstances the battery is run: as whom, and with which of the kernel's offers."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from executor.zygote import WITHOUT
from tools.battery.row import Row

NOBODY_ID = 65534
NOBODY = Path(__file__).with_name("nobody.py")
PROJECT = NOBODY.parents[2]
WITHOUT_NAMESPACES = "namespaces,pid_namespace,cgroup"
"""As in a container that may make none: what is left is Landlock, seccomp and limits."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Who runs the battery, and what is switched off."""

    name: str
    as_nobody: bool = False
    without: str = ""


@dataclass(slots=True)
class Outcome:
    """The rows of one setting, or why there are none."""

    setting: Setting
    rows: list[Row] = field(default_factory=list)
    trouble: str = ""


def settings_here() -> list[Setting]:
    """The settings that this user can try."""
    root = os.getuid() == 0
    mine = "root" if root else "user"
    own = [Setting(mine), Setting(f"{mine}, no namespaces", without=WITHOUT_NAMESPACES)]
    other = [
        Setting("user", as_nobody=True),
        Setting("user, no namespaces", as_nobody=True, without=WITHOUT_NAMESPACES),
    ]
    return own + (other if root else [])


def run(setting: Setting, words: Sequence[str]) -> Outcome:
    """Run the battery in a process of its own, and gather its rows as they come."""
    command = [sys.executable, "-m", "tools.battery", "--here", *words]
    if setting.as_nobody:
        command = [sys.executable, str(NOBODY), *command]
    outcome = Outcome(setting)
    with (
        tempfile.TemporaryDirectory(prefix="battery-home-") as home,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=PROJECT,
            env=environment(setting, home),
        ) as process,
    ):
        assert process.stdout is not None and process.stderr is not None  # noqa: S101  # made as pipes
        for line in process.stdout:
            outcome.rows.append(Row(**json.loads(line)))
            progress(f"{setting.name}: {len(outcome.rows)} programs, at {outcome.rows[-1].title}")
        complaint = process.stderr.read().strip().splitlines()
    progress("")
    if process.returncode not in {0, 1} or not outcome.rows:
        outcome.trouble = complaint[-1] if complaint else f"it ended with exit code {process.returncode}"
    return outcome


def environment(setting: Setting, home: str) -> dict[str, str]:
    """What the process is told; nobody gets a home of their own, which is cleared away by us."""
    told = {**os.environ, WITHOUT: setting.without}
    if not setting.as_nobody:
        return told
    os.chown(home, NOBODY_ID, NOBODY_ID)
    return {**told, "HOME": home}


def progress(words: str) -> None:
    """Say how far it is, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{words[:100]:100}", end="\r" if not words else "", file=sys.stderr, flush=True)
