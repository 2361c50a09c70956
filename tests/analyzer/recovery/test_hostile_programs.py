"""Programs that are large, odd or hostile cost no more than the budget, and nothing breaks."""

from collections.abc import Callable
from time import monotonic

import pytest

from analyzer.recovery.options import KINDS, options_for
from analyzer.recovery.trials import Attempt
from knowledge.cause import Fix
from knowledge.diagnosis import Diagnosis, Option, Verdict
from knowledge.finding import Edit, Span
from knowledge.run import Run
from knowledge.source import source_of

type Diagnosed = Callable[..., Diagnosis]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "\n\n",
        "\x00",
        "x = 1\n" * 30_000 + "y\n",
        "x = " + "1 + " * 3_000 + "y\n",
        "".join(f"{' ' * depth}if 1:\n" for depth in range(90)) + " " * 90 + "1 / 0\n",
        "x = " + "(" * 150 + "y" + ")" * 150 + "\n",
        "class A:\n    def __repr__(self):\n        while True: pass\na = A()\na.x\n",
        "class A:\n    def __getattr__(self, n):\n        raise KeyError(n)\na = A()\na.x + 1\n",
        "class A:\n    def __repr__(self):\n        raise SystemExit\nprint([A()][1])\n",
        "exec('1 / 0')\n",
        "exec('x = 1\\n' * 50 + '1 / 0')\n",
        "raise ExceptionGroup('g', [ValueError(1), KeyError(2)])\n",
        "print('a' * 10**7)\n",
        "print('é' * 100_000)\n1 / 0\n",
        "import sys\nsys.stdout.write('no end of line')\n1 / 0\n",
        "import sys\nsys.stdout.buffer.write(b'\\xff\\xfe')\n1 / 0\n",
        "import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()\nraise KeyError\n",
        "def f(): return f()\nf()\n",
        "x = []\nwhile True: x.append('a' * 10**6)\n",
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError from e\n",
        "import time\nprint(time.time_ns())\n1 / 0\n",
        "print(x := 1, y)\n",
        "match 1:\n    case 1:\n        print(2)\n        1 / 0\n",
        "with open('nothing') as f:\n    pass\n",
        "x: int = 'a' + 1\n",
        "del y\n",
        "\ufeffx = 1\ny\n",
        "x = '\ud800'\n",
        "'\U0001d4b3'; y\n",
        "if 1:\n  x = 1\n\n  # c\n\\\n  y\n",
    ],
    ids=lambda code: repr(code[:50]),
)
def test_options_are_found_in_time(diagnosed: Diagnosed, attempt: Attempt, code: str) -> None:
    """Whatever the program is, there is an answer within the budget, and what is called verified was run."""
    diagnosis = diagnosed(code)
    ran: list[str] = []

    def counted(text: str) -> Run:
        ran.append(text)
        return attempt(text)

    start = monotonic()
    options = options_for(diagnosis, counted, diagnosed)
    assert monotonic() - start < 60
    assert len(ran) <= 9
    assert all(option.verdict is not Verdict.REFUTED for option in options)
    assert {option.kind for option in options} <= KINDS
    assert all(text_of(option) in ran for option in options if is_proven(option, diagnosis))


def is_proven(option: Option, diagnosis: Diagnosis) -> bool:
    """Whether an option says that it was run, in the form in which it was run."""
    return option.verdict is Verdict.VERIFIED and not diagnosis.source.wrappings


def text_of(option: Option) -> str | None:
    """The code that an option offers."""
    return option.fixed_code or option.code_snippet


@pytest.mark.parametrize(
    "edit",
    [
        Edit(Span(0, 0, 0, 0), "x"),
        Edit(Span(99, 0, 99, 5), "x"),
        Edit(Span(1, 5, 1, 2), "x"),
        Edit(Span(2, 0, 1, 0), "x"),
        Edit(Span(1, 0, 99, 99), "while 1:\n    pass\n"),
        Edit(Span(1, 0, 1, 0), "(" * 5000),
        Edit(Span(1, 0, 1, 0), "\x00"),
        Edit(Span(1, 0, 1, 0), "```\n"),
    ],
    ids=lambda edit: repr(edit)[:70],
)
def test_edits_that_make_no_sense_are_not_offered(diagnosed: Diagnosed, attempt: Attempt, edit: Edit) -> None:
    """A change that is out of place, endless or no Python is refuted, whoever proposed it."""
    code = "print('a')\nprint(1 / 0)\n"
    options = options_for(diagnosed(code, Fix("odd", (edit,))), attempt, kinds=frozenset({"fix_and_retry"}))
    assert options == ()


def test_a_program_that_succeeded_needs_no_option(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """There is nothing to recover from."""
    assert options_for(diagnosed("print(1)\n"), attempt) == ()


def test_only_the_wanted_kinds_are_run(diagnosed: Diagnosed) -> None:
    """Who wants no option pays for none."""

    def never(text: str) -> Run:
        raise AssertionError(text)

    assert options_for(diagnosed("1 / 0\n"), never, kinds=frozenset()) == ()


def test_the_source_is_not_touched(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """The diagnosis stays what it was."""
    diagnosis = diagnosed("x = 1\ny\n")
    options_for(diagnosis, attempt, diagnosed)
    assert diagnosis.source == source_of("x = 1\ny\n")
    assert diagnosis.options == ()
