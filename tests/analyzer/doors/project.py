"""A project with what a folder should leave out, as it is laid on the disk."""

import sys
from pathlib import Path

BAD = "total = 3\nprint(totl)\n"
COMMAND = [sys.executable, "-m", "analyzer.doors.command_line", "preflight"]
TREE = {
    "top.py": BAD,
    "window.pyw": BAD,
    "stub.pyi": BAD,
    "notes.txt": BAD,
    "inner/deep/low.py": BAD,
    "inner/test_it.py": BAD,
    ".hidden/secret.py": BAD,
    ".dot.py": BAD,
    "__pycache__/left.py": BAD,
    "node_modules/thing.py": BAD,
    "env/pyvenv.cfg": "home = /usr",
    "env/lib/module.py": BAD,
    "build/copy.py": BAD,
}


def lay(folder: Path, files: dict[str, str]) -> None:
    """Write some files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
