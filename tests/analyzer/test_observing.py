"""Loops that do not end are watched round by round, and what is said of them was seen."""

from collections.abc import Iterator

import pytest

from analyzer.correlation.causes import cause_of
from analyzer.observing import MARK, observed, rounds_in
from executor.execute import execute
from executor.policy import policy_named
from executor.zygote import Zygote
from knowledge.ending.controlling import Controls
from knowledge.facts import Facts
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.run import Run
from knowledge.source import Source, source_of

LOOPS = [
    pytest.param(
        "class Account:\n    def __init__(self):\n        self.money = 10\n    def year(self):\n"
        "        self.money += 2\n        self.money -= 2\n"
        "def wait(one):\n    years = 0\n    while one.money < 20:\n        one.year()\n        years += 1\n"
        "wait(Account())",
        ("loop-stands-still", 9),
        id="an attribute that a method leaves as it was",
    ),
    pytest.param(
        "text = 'a1'\nat = 0\nwhile at < len(text):\n    if not text[at].isdigit():\n        continue\n"
        "    at += 1",
        ("loop-skipped", 5),
        id="continue before the step",
    ),
    pytest.param(
        "names = ['a', 'b']\nat = 0\nwhile at < len(names):\n    if names[at] == 'c':\n        print(at)",
        ("loop-unchanged", 3),
        id="a step that is not there",
    ),
    pytest.param(
        "from collections import deque\nways = {'a': ['b'], 'b': ['a']}\ntodo = deque(['a'])\nwhile todo:\n"
        "    now = todo.popleft()\n    todo.extend(ways[now])",
        ("loop-in-circles", 6),
        id="a queue that fills itself again",
    ),
    pytest.param(
        "class Node:\n    next = None\na, b = Node(), Node()\na.next, b.next = b, a\nnode = a\n"
        "while node is not None:\n    node = node.next",
        ("loop-in-circles", 6),
        id="a list that leads back to its start",
    ),
    pytest.param(
        "def get(page):\n    return {'more': True, 'page': page}\npage = 0\nwhile True:\n"
        "    answer = get(page)\n    if not answer['more']:\n        break",
        ("loop-stands-still", 4),
        id="a page that is asked for again and again",
    ),
    pytest.param(
        "def get():\n    raise OSError\nwhile True:\n    tries = 0\n    try:\n        get()\n        break\n"
        "    except OSError:\n        tries += 1\n        if tries > 3:\n            break",
        ("loop-stands-still", 4),
        id="a counter that every round sets back",
    ),
    pytest.param(
        "n, d = 2 * (10**15 + 37), 2\nfound = []\nwhile n != 1:\n    while n % d == 0:\n        n //= d\n"
        "    d += 1",
        ("too-much-work", 3),
        id="a search that only takes long",
    ),
    pytest.param(
        "state = {'n': 0}\ndef step():\n    state['n'] += 1\n"
        "def over(x):\n    return state['n'] > 10**9 + x\n"
        "def main():\n    x = 1\n    while not over(x):\n        step()\nmain()",
        ("too-much-work", 8),
        id="a variable of the module that only functions see",
    ),
    pytest.param(
        "import random\nx = 7\nwhile random.random() < x:\n    pass",
        ("too-much-work", 3),
        id="chance decides",
    ),
    pytest.param(
        "print('\\x1eraydx round 3 1 5 5 5')\nn = 0\nwhile n < 10**12:\n    n += 1\n"
        "    if n % 5000 == 0:\n        print('\\x1eraydx round  3 1 5')",
        ("too-much-work", 3),
        id="a program that says such things itself",
    ),
]


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """One warm process for all programs."""
    with Zygote() as warm:
        yield warm


@pytest.mark.parametrize(("code", "told"), LOOPS)
def test_tells_what_was_seen(zygote: Zygote, code: str, told: tuple[str, int]) -> None:
    """The cause names what stood still or came back, and nothing where every round was a new one."""

    def run(source: Source, limits: Limits) -> Run:
        return execute(zygote, source, policy_named("strict"), limits, b"")

    source = source_of(code)
    program = program_of(source)
    assert program is not None
    facts = Facts(program, (), run(source, Limits(seconds=0.5, memory_mb=100, output_mb=0.2)))
    cause = cause_of(observed(facts, run))
    assert (cause.code, cause.span.line) == told


@pytest.mark.parametrize(
    "line",
    [
        MARK,
        f"{MARK} 3",
        f"{MARK} 3 1",
        f"{MARK} 3 1 5 5",
        f"{MARK} 9 1 5",
        f"{MARK} x y z",
        f"{MARK} {'9' * 5000}",
    ],
    ids=[
        "no words",
        "no entry",
        "no values",
        "too many values",
        "another loop",
        "no numbers",
        "endless number",
    ],
)
def test_passes_over_what_is_no_round(line: str) -> None:
    """What a program prints itself is taken for a round only where it has the form of one."""
    loops = {3: Controls(("n",), ("n",))}
    assert rounds_in(line, loops) == {}
    assert rounds_in(f"{line}\n{MARK} 3 1 5\n", loops)[3].rows == (("5",),)


@pytest.mark.parametrize(("code", "told"), [LOOPS[1], LOOPS[6]])
def test_mends_what_was_seen(zygote: Zygote, code: str, told: tuple[str, int]) -> None:
    """With its first fix the loop comes to its end."""

    def run(source: Source, limits: Limits) -> Run:
        return execute(zygote, source, policy_named("strict"), limits, b"")

    source = source_of(code)
    program = program_of(source)
    assert program is not None
    limits = Limits(seconds=0.5, memory_mb=100, output_mb=0.2)
    cause = cause_of(observed(Facts(program, (), run(source, limits)), run))
    assert cause.code == told[0]
    assert run(source_of(source.edited(cause.fixes[0].edits)), limits).succeeded
