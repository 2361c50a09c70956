"""Memory of the host that no process is charged with: seen only in the kernel's own account."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

INTERVAL = 0.02
FIGURES = ("Shmem:", "PageTables:")


class HostMemory:
    """Watches what the kernel holds as shared memory and as tables of pages, while a program runs."""

    def __init__(self) -> None:
        self.start = self.highest = taken()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self.thread.join()

    @property
    def growth(self) -> int:
        """How many bytes it grew at most; what others on this machine take meanwhile is in it."""
        return self.highest - self.start

    def watch(self) -> None:
        """Look again and again until it is over."""
        while not self.over.wait(INTERVAL):
            self.highest = max(self.highest, taken())


def taken() -> int:
    """How many bytes of both there are."""
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(FIGURES))
