"""What others that run code take for the same: those that install from packages, asked in one process.

They are installed by `make peers` into a folder of their own, so that nothing else here can import them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.bench.timing import Figure

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".peers"
PATIENCE = 600.0


def measure_peers(rounds: int) -> Iterator[Figure]:
    """Ask a process that can import the peers; say it in a sentence where they are not installed."""
    if not FOLDER.is_dir():
        print("a Jupyter kernel and bubblewrap are left out: `make peers` installs them", file=sys.stderr)
    path = os.pathsep.join([str(ROOT), str(FOLDER)])
    command = [sys.executable, "-m", "tools.bench.peer_runs", str(rounds)]
    done = subprocess.run(
        command,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE,
        env={**os.environ, "PYTHONPATH": path},
    )
    for row in json.loads(done.stdout):
        yield Figure(row["name"], row["p50"], row["p95"], row["aim"], row["unit"])
