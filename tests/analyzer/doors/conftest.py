"""What the tests of the command line share."""

from pathlib import Path

import pytest

from tests.analyzer.doors.project import TREE, lay


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with what a folder should leave out."""
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, TREE)
    return tmp_path
