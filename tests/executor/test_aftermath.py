"""What a run leaves to the next one, and to the host: nothing."""

import gc
from pathlib import Path

import pytest

from executor.execute import execute
from executor.policy import OPEN, STANDARD, STRICT
from executor.zygote import SPARES, Zygote
from knowledge.limits import Limits
from knowledge.run import Ending, Run
from knowledge.source import source_of
from tests.processes import children_of, descriptors_of, eventually, pages_of

IDLE = 1 + SPARES
"""The children of an idle warm process: one that keeps the others apart, and those that wait."""


def run_in(zygote: Zygote, text: str, **limits: float) -> Run:
    """Run a program under the strict policy."""
    return execute(zygote, source_of(text), STRICT, Limits(**{"seconds": 5.0, **limits}))


def test_hundreds_of_runs_leave_nothing_behind() -> None:
    """No process, no descriptor, no directory, no growing memory."""
    texts = [
        "x = 1",
        "1 / 0",
        "import sys\nsys.modules['posix']._exit(3)",
        "import signal\nsignal.raise_signal(9)",
    ]
    with Zygote() as zygote:
        for text in texts:
            run_in(zygote, text)
        warm = zygote.start()
        gc.collect()
        before, pages = descriptors_of(), pages_of(warm.process.pid)
        held = descriptors_of(warm.process.pid)
        for index in range(200):
            run_in(zygote, texts[index % len(texts)])
        gc.collect()
        assert descriptors_of() == before
        assert descriptors_of(warm.process.pid) == held
        assert eventually(lambda: len(children_of(warm.process.pid)) <= IDLE)
        assert pages_of(warm.process.pid) < pages + 200
    assert not Path(warm.directory).exists() and not Path(f"/proc/{warm.process.pid}").exists()


def test_what_a_program_leaves_running_is_ended(zygote: Zygote) -> None:
    """Even in a group and a session of its own."""
    text = "import os, time\nif os.fork() == 0:\n    if os.fork() == 0:\n        time.sleep(300)\n"
    text += "    os._exit(0)\nos.wait()"
    done = execute(zygote, source_of(text), OPEN, Limits(seconds=5))
    assert done.succeeded
    assert eventually(lambda: len(children_of(zygote.start().process.pid)) <= IDLE)


def test_a_fork_of_the_program_does_not_report(zygote: Zygote) -> None:
    """It shares the pipe of its parent; one record is enough."""
    text = "import os\npid = os.fork()\nif pid: os.waitpid(pid, 0)\nprint('x')"
    done = execute(zygote, source_of(text), OPEN, Limits(seconds=5))
    assert done.succeeded and done.stdout.text == "x\nx\n"


def test_the_scratch_directory_dies_with_the_run(zygote: Zygote) -> None:
    """Files can be written and read; nothing of them is left."""
    text = "import os, tempfile\nopen('a', 'w').write('x')\nos.makedirs('d/e')\n"
    text += "print(open('a').read(), os.getcwd())\nprint(tempfile.gettempdir() == os.getcwd())"
    done = execute(zygote, source_of(text), STANDARD, Limits(seconds=5))
    assert done.succeeded, done.stderr.text
    content, place = done.stdout.text.splitlines()[0].split()
    assert content == "x" and done.stdout.text.endswith("True\n") and not Path(place).exists()


def test_a_full_scratch_directory_ends_the_run(zygote: Zygote) -> None:
    """The kernel bounds one file, the parent all of them together."""
    text = "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(b'x' * 1_000_000)\n    n += 1"
    done = execute(zygote, source_of(text), STANDARD, Limits(seconds=20))
    assert done.ending is Ending.DISK


def test_nothing_is_shared_between_runs(zygote: Zygote) -> None:
    """Neither modules nor random numbers."""
    assert run_in(zygote, "import json\njson.loads = None\nimport builtins\nbuiltins.spy = 1").succeeded
    assert run_in(zygote, "import json\njson.loads('1')").succeeded
    assert run_in(zygote, "spy").exit_code == 1
    drawn = {run_in(zygote, "import random\nrandom.random()").value for _ in range(3)}
    assert len(drawn) == 3


SOURCES = {
    "ten megabytes of text": "x = '" + "a" * 10_000_000 + "'",
    "a million empty lines": "\n" * 1_000_000 + "x = 1\n1 / 0",
    "twenty thousand lines": "x = 1\n" * 20_000,
    "five thousand functions": "".join(f"def f{n}(): return {n}\n" for n in range(5_000)) + "f4999()",
    "deep nesting": "(" * 10_000 + ")" * 10_000,
    "a long sum": "+".join("1" * 50_000),
    "a deep attribute": "x" + ".y" * 50_000,
    "deep indentation": "".join(" " * n + "if 1:\n" for n in range(95)) + " " * 95 + "pass",
    "a null byte": "x = 1\0",
    "lone surrogates": "x = '\ud800'",
    "only a comment": "# nothing",
    "odd line ends": "x = 1\r\ny = 2\ry / 0\x0c\n",
}


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES)
def test_no_source_is_too_odd(zygote: Zygote, text: str) -> None:
    """Each gets an answer within its limits, and the next run is not harmed."""
    done = run_in(zygote, text, seconds=10, memory_mb=400)
    assert done.seconds < 30 and done.ending in {Ending.EXITED, Ending.SIGNALLED, Ending.TIMEOUT}
    assert run_in(zygote, "x = 1").succeeded
