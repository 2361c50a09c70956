"""Explainers are asked about programs that lie, and about runs of which little is known: none may raise."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from knowledge import explainers
from knowledge.discovery import discover
from knowledge.explainer import Explainer
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.run import Fault, Frame, Trace
from knowledge.value import Value

EXPLAINERS = discover(explainers, Explainer)
PROGRAMS = {
    "operator": "def f(a, b):\n    return a + b\nprint(f('x', 1))",
    "call": "def f(a):\n    return a\nf(1, *[2], key=3)",
    "item": "rows = [{'a': 1}]\nrows['a']",
    "loop": "for a, b in {'x': 1}:\n    print(a)",
    "store": "t = (1, 2)\nt[0] += 1",
    "format": "v = [1]\nprint(f'{v:>10.2f}')",
    "assertion": "def g():\n    return [1]\nassert g() == (1,) and g()",
    "raise": "def h(n):\n    if n < 0:\n        raise ValueError(n)\nh(-1)",
    "recursion": "def r(n):\n    return r(n - 1) if n else r(n)\nr(3)",
    "while": "i = 0\nwhile i < 3:\n    i -= 0 * len(str(i))\n    if i > 99999999:\n        break\nint('x')",
    "letters": "ä = 'ü'\nprint('ö', ä + 1)",
    "one line": "x = 1; y = 'a'; print(x + y)",
    "class": "class A:\n    def m():\n        pass\nA().m()",
    "chain": "x = (\n    'a'\n    .upper()\n    .split('b', 'c', 'd')\n)",
    "import": "import math as m\nm.sqrt(-1)",
    "nothing": "",
    "deep sum": f"x = {'+'.join(['1'] * 1200)}\nassert {'+'.join(['x'] * 300)} == 'a'",
    "many branches": "def f(n):\n"
    + "".join(f"    if n == {i}:\n        return f(n)\n" for i in range(40))
    + "f(7)",
}
MESSAGES = (
    *("", "'x' 'y'", "(given", "takes 1 positional argument but 99999 were given"),
    *("missing 2 required positional arguments: 'a'", "unexpected keyword argument 'zz'"),
)
MOST = 25
"""Places of a program at which the crash is said to be."""

LIE = Value("int", "<lie>", cut=True, scalar="not an int", length=-5, keys=(), items=(), members=("append",))


def lies(facts: Facts) -> Iterator[Facts]:
    """The same run with parts left out, exchanged, or made up."""
    fault = facts.run.fault or Fault("ValueError", "", (Frame("<string>", "f", 1, ""),), ("ValueError",))
    spans = sorted(facts.program.by_span)
    every = [*spans[:: len(spans) // MOST + 1], Span(1, 0, 1, 0), Span(99, 5, 98, 1)]
    changes: list[Callable[[Frame], Frame]] = [
        lambda frame: replace(frame, operands=(), variables={}),
        lambda frame: replace(frame, span=None),
        lambda frame: replace(frame, line=9999, span=None),
        lambda frame: replace(frame, variables=dict.fromkeys(frame.variables, LIE)),
        lambda frame: replace(frame, operands=tuple(replace(one, value=LIE) for one in frame.operands)),
        *(lambda frame, span=span: replace(frame, span=span, line=span.line) for span in every),
    ]
    for change in changes:
        yield with_fault(facts, replace(fault, frames=tuple(change(frame) for frame in fault.frames)))
    for message in (
        "",
        "'x' 'y'",
        "(given",
        "takes 1 but 99999 were given",
        "missing 2 required positional arguments: 'a'",
    ):
        told = replace(fault, message=message, attributes={"pos": LIE, "doc": LIE})
        yield with_fault(facts, told)
    yield with_fault(facts, replace(fault, frames=()))
    yield Facts(facts.program, (), replace(facts.run, fault=None, stuck=fault.frames))
    yield Facts(facts.program, (), replace(facts.run, fault=None, trace=Trace()))


def with_fault(facts: Facts, fault: Fault) -> Facts:
    """The same program with another fault."""
    return Facts(facts.program, (), replace(facts.run, fault=fault, trace=facts.run.trace))


@pytest.mark.parametrize("code", PROGRAMS.values(), ids=PROGRAMS)
def test_no_explainer_raises(code: str, facts_of: Callable[..., Facts]) -> None:
    """Every explainer answers with a cause or None, and the edits of its fixes fit the text."""
    facts = facts_of(code, seconds=1.0)
    for told in [facts, *lies(facts)]:
        for explainer in EXPLAINERS:
            cause = explainer.explain(told)
            if cause is not None:
                assert cause.code and cause.because, explainer.name
                for fix in cause.fixes:
                    told.source.edited(fix.edits)


@pytest.mark.parametrize("explainer", EXPLAINERS, ids=[one.name for one in EXPLAINERS])
def test_says_what_it_is(explainer: Explainer) -> None:
    """The sentences of a docstring are the documentation: the module says what it is for."""
    module = __import__(f"knowledge.explainers.{explainer.name}", fromlist=["__doc__"])
    assert ast.get_docstring(ast.parse(f'"""{module.__doc__}"""'))
