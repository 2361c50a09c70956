"""Changes are tried before they are offered."""

from collections.abc import Callable

import pytest

from analyzer.recovery.difference import Difference
from analyzer.recovery.options import options_for
from analyzer.recovery.trials import Attempt, Budget
from knowledge.cause import Fix
from knowledge.diagnosis import Diagnosis, Option, Verdict
from knowledge.finding import Edit, Finding, Outcome, Severity, Span
from knowledge.run import Run
from knowledge.source import source_of

type Diagnosed = Callable[..., Diagnosis]

FIXES = frozenset({"fix_and_retry"})
TWO_FAULTS = 'total = 1\nprint("a")\nprint(totl)\nprint(len(5))\n'


def change(code: str, old: str, new: str) -> Fix:
    """The fix that replaces a text, which stands once in the code, by another."""
    assert code.count(old) == 1
    return Fix(f"Change `{old}` to `{new}`", Difference(source_of(code), code.replace(old, new)).edits())


def fixes_of(
    diagnosed: Diagnosed, attempt: Attempt, code: str, *changes: tuple[str, str]
) -> tuple[Option, ...]:
    """The fixes offered for a program, when these changes are proposed in this order."""
    diagnosis = diagnosed(code, *(change(code, *pair) for pair in changes))
    return options_for(diagnosis, attempt, kinds=FIXES)


@pytest.mark.parametrize(
    ("code", "changes", "offered"),
    [
        (
            TWO_FAULTS.replace("print(len(5))\n", ""),
            [("totl", "total")],
            (Verdict.VERIFIED, "`totl` to `total`"),
        ),
        ('x = "a"\nprint(x)\ny = x + 1\n', [('"a"', "2")], None),
        (
            'x = "a"\ny = x + 1\nprint(y)\n',
            [("+ 1", "+ str(1)"), ('"a"', "2")],
            (Verdict.VERIFIED, "str(1)"),
        ),
        ("x = [1]\nprint(x[1])\n", [("[1])", "[2])"), ("[1])", "[0])")], (Verdict.VERIFIED, "[0]")),
        ("x = 1\nprint(x / 0)\n", [("x / 0", "x / 0 / 0")], None),
        ("x = 1\nprint(x / 0)\n", [("x / 0", "x /")], None),
        ("x = 1\nprint(x / 0)\n", [("print(x / 0)", "while x: pass")], None),
        ("x = 1\nprint(x / 0)\n", [("print(x / 0)", "while x:\n    pass")], None),
        ("x = 1\nprint(x / 0)\n", [("print(x / 0)", "raise SystemExit(3)")], None),
        ("print(1)\nprint(x)\n", [("print(1)\n", "x = 2\n")], None),
        ("x = 1\nprint(x / 0)\n", [("print(x / 0)", "import os; os._exit(0)")], None),
        ("é = '日本'; print(é); prin(é)\n", [("prin(é)\n", "print(é)\n")], (Verdict.VERIFIED, "prin")),
        ("x = 1\r\nprint(y)\r\n", [("y", "x")], (Verdict.VERIFIED, "`y` to `x`")),
        ("if True:\n\tprint(y)\n", [("y", "2")], (Verdict.VERIFIED, "`y` to `2`")),
        ("print(1)\nx = input('x? ')\n", [("input('x? ')", "'2'")], (Verdict.VERIFIED, "input")),
        ("print(1, end='')\nprint(y)\n", [("1, end='')\nprint(y)", "2, end='')\ny = 3")], None),
        ("t = (1,)\nt[0] = 1 + 'a'\n", [("'a'", "2")], (Verdict.MOVES_ON, "2")),
        ("t = (1,)\nt[0] = len(1) + len('')\n", [("len('')", "len('a')")], None),
        ("a = 1\nb = ''\nprint(c + 1)\n", [("c", "b")], None),
        ("if x = 1:\n    pass\n", [("x = 1", "1 == 1")], (Verdict.VERIFIED, "1 == 1")),
        ("if x = 1:\n    pass\n", [("x = 1", "x == 1")], (Verdict.MOVES_ON, "x == 1")),
        ("if x = 1:\n    pass\n", [("x = 1", "x = 2")], None),
        ("x = (1\ny = [1\n", [("(1", "(1)")], (Verdict.MOVES_ON, "(1)")),
    ],
    ids=[
        "a clean end is verified",
        "output before the failure that changes refutes",
        "the first that stands is taken",
        "a second candidate is tried after a refuted one",
        "the same error on the same line refutes",
        "what does not compile is never run",
        "what makes the program endless is not offered",
        "what makes the program endless on lines of its own is not offered",
        "what gives up is not offered",
        "what takes away output is not offered",
        "what ends the process silently is not offered",
        "several statements on a line of foreign letters",
        "line ends of another system",
        "tabs",
        "a prompt that the failing line printed itself",
        "a line of output that another line began",
        "another part of the same line fails next",
        "the same part of the same line fails again",
        "what the change has put in fails at once",
        "a text that was no Python",
        "a text that was no Python and now fails while running",
        "a text that stays no Python",
        "a text with a second fault of syntax further down",
    ],
)
def test_what_is_offered(
    diagnosed: Diagnosed,
    attempt: Attempt,
    code: str,
    changes: list[tuple[str, str]],
    offered: tuple[Verdict, str] | None,
) -> None:
    """Only what stood the trial is offered, with what the trial showed."""
    options = fixes_of(diagnosed, attempt, code, *changes)
    assert [option.verdict for option in options] == ([offered[0]] if offered else [])
    assert all(offered and offered[1] in (option.suggested_fix or "") for option in options)


def test_the_offered_code_is_the_text_with_the_edits(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """Whoever applies the edits to what was sent gets the code that was tried."""
    code = "Look:\n```python\nté = 1\nprint(t)\n```\n"
    (option,) = fixes_of(diagnosed, attempt, code, ("(t)", "(té)"))
    assert option.fixed_code == source_of(code).edited(option.edits)
    assert option.fixed_code == code.replace("(t)", "(té)")


def test_faults_that_follow_each_other_are_mended_in_one_answer(
    diagnosed: Diagnosed, attempt: Attempt
) -> None:
    """After a fix that moves on, the next fault is diagnosed and mended as well."""
    second = TWO_FAULTS.replace("totl", "total")
    again = {second: (change(second, "len(5)", "len([5])"),)}
    (option,) = options_for(
        diagnosed(TWO_FAULTS, change(TWO_FAULTS, "totl", "total")),
        attempt,
        lambda text: diagnosed(text, *again[text]),
        FIXES,
    )
    assert option.verdict is Verdict.VERIFIED
    assert option.fixed_code == second.replace("len(5)", "len([5])")
    assert source_of(TWO_FAULTS).edited(option.edits) == option.fixed_code
    assert option.suggested_fix == "Change `totl` to `total`; then change `len(5)` to `len([5])`"


def test_a_fault_that_nobody_can_mend_is_named(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """The last fix that moves on stands, with the error that comes next."""
    diagnosis = diagnosed(TWO_FAULTS, change(TWO_FAULTS, "totl", "total"))
    (option,) = options_for(diagnosis, attempt, diagnosed, FIXES)
    assert option.verdict is Verdict.MOVES_ON
    assert option.next_error is not None
    assert (option.next_error.type, option.next_error.line) == ("TypeError", 4)


def test_a_chain_of_faults_has_a_bound(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """No more rounds than the budget allows, however many faults there are."""
    code = "".join(f"print(a{number})\n" for number in range(8))
    asked: list[str] = []

    def mended(text: str) -> Diagnosis:
        asked.append(text)
        name = next(f"a{number}" for number in range(8) if f"(a{number})" in text)
        return diagnosed(text, change(text, f"({name})", "(0)"))

    options_for(mended(code), attempt, mended, FIXES, Budget(fixes=50, rounds=3))
    assert len(asked) == 3


def test_an_unknown_name_is_changed_wherever_it_stands(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """One run proves all places at once; a name of another scope with the same letters stays."""
    code = "def f(totl):\n    return totl\ntotal = 1\nprint(f(2))\nprint(totl)\nprint(totl + 1)\n"
    place = Span(5, 6, 5, 10)
    diagnosis = diagnosed(code, Fix("Change `totl` to `total`", (Edit(place, "total"),)))
    (option,) = options_for(diagnosis, attempt, kinds=FIXES)
    assert option.verdict is Verdict.VERIFIED
    assert option.fixed_code == code.replace("(totl)\nprint", "(total)\nprint").replace(
        "totl + 1", "total + 1"
    )


@pytest.mark.parametrize(
    ("code", "fixed"),
    [
        ("total = 1\nprint(totl)\n", "total = 1\nprint(total)\n"),
        ("x = []\nx.apend(1)\n", "x = []\nx.append(1)\n"),
        ('"""Doc."""\nimport os.path\nprint(math.pi)\n', None),
        ("print(math.pi)\n", "import math\nprint(math.pi)\n"),
    ],
    ids=["a near name", "a near attribute", "the import itself is refused", "a forgotten import"],
)
def test_the_interpreters_own_suggestion_is_tried(
    diagnosed: Diagnosed, attempt: Attempt, code: str, fixed: str | None
) -> None:
    """What CPython suggests is a candidate like any other."""
    options = options_for(diagnosed(code), attempt, kinds=FIXES)
    assert [option.fixed_code for option in options] == ([fixed] if fixed else [])


@pytest.mark.parametrize(
    ("line", "outcome", "offered"),
    [(2, None, True), (1, Outcome.CONFIRMED, True), (1, None, False), (1, Outcome.NOT_REACHED, False)],
    ids=["on the failing line", "confirmed elsewhere", "elsewhere", "not reached"],
)
def test_findings_that_speak_of_the_failure_are_candidates(
    diagnosed: Diagnosed, attempt: Attempt, line: int, outcome: Outcome | None, offered: bool
) -> None:
    """A finding's replacement is tried where the run has met the finding."""
    code = "d = 0;\nprint(1 / d)\n"
    span = Span(line, 4, line, 5) if line == 1 else Span(2, 10, 2, 11)
    finding = Finding("made", Severity.ERROR, span, "m", replacement="2", outcome=outcome)
    options = options_for(diagnosed(code, findings=(finding,)), attempt, kinds=FIXES)
    assert bool(options) is offered


def test_a_program_that_prints_something_else_each_time(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """A right fix of an unsteady program is offered, but not called verified."""
    code = "import random\nprint('start')\nprint(random.random())\nprint(y)\n"
    (option,) = fixes_of(diagnosed, attempt, code, ("(y)", "(2)"))
    assert option.verdict is Verdict.UNTESTED
    assert "differs from run to run" in option.description


@pytest.mark.parametrize(
    ("module", "verdict"),
    [("random", Verdict.UNTESTED), ("math", Verdict.VERIFIED)],
    ids=["may vary", "steady"],
)
def test_a_program_that_fails_now_and_then(
    diagnosed: Diagnosed, attempt: Attempt, module: str, verdict: Verdict
) -> None:
    """A clean end proves nothing where the unchanged program may end cleanly as well."""
    code = f"import {module}\nprint(1 / 0)\n"
    lucky = attempt("print(1)\n")
    (option,) = options_for(diagnosed(code, change(code, "/ 0", "/ 1")), lambda _: lucky, kinds=FIXES)
    assert option.verdict is verdict


def test_the_budget_bounds_the_runs(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """However many candidates there are, only so many are run, and the same text once only."""
    code = "print(1 / 0)\n"
    texts: list[str] = []

    def counted(text: str) -> Run:
        texts.append(text)
        return attempt(text)

    fixes = [change(code, "1 / 0", f"{number} / 0") for number in (*range(2, 40), 2)]
    options_for(diagnosed(code, *fixes), counted, kinds=FIXES, budget=Budget(fixes=4))
    assert len(texts) == len(set(texts)) == 4


def test_without_time_nothing_is_called_tried(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """A candidate that could not be run is offered as untested, and only one."""
    code = "print(y)\n"
    fixes = [change(code, "y", "1"), change(code, "y", "2")]
    options = options_for(diagnosed(code, *fixes), attempt, kinds=FIXES, budget=Budget(seconds=0))
    assert [option.verdict for option in options] == [Verdict.UNTESTED]


def test_edits_that_overlap_are_no_candidate(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """An impossible change is passed over."""
    edits = (Edit(Span(1, 0, 1, 5), "a"), Edit(Span(1, 3, 1, 8), "b"))
    assert options_for(diagnosed("print(y)\n", Fix("impossible", edits)), attempt, kinds=FIXES) == ()


@pytest.mark.parametrize(
    ("fixes", "offered"),
    [((), "Do this"), ((Fix("Change it", (Edit(Span(1, 0, 1, 0), " "),)),), None)],
    ids=["nothing could be tried", "what was tried was refuted"],
)
def test_advice_in_words(
    diagnosed: Diagnosed, attempt: Attempt, fixes: tuple[Fix, ...], offered: str | None
) -> None:
    """Advice stands in for a change only where no change of the cause was refuted."""
    options = options_for(diagnosed("print(1 / 0)\n", *fixes, advice=("Do this",)), attempt, kinds=FIXES)
    assert [option.suggested_fix for option in options] == ([offered] if offered else [])
    assert all(option.fixed_code is None for option in options)


def test_the_answer_is_the_same_each_time(diagnosed: Diagnosed, attempt: Attempt) -> None:
    """The options depend on nothing but the program."""
    diagnosis = diagnosed(TWO_FAULTS, change(TWO_FAULTS, "totl", "total"))
    assert options_for(diagnosis, attempt) == options_for(diagnosis, attempt)
