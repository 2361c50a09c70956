"""Facts that lack what they should have, that lie, or that are huge: explainers answer or stay silent."""

import pytest

from knowledge import explainers
from knowledge.discovery import discover
from knowledge.explainer import Explainer
from knowledge.facts import Facts
from knowledge.finding import Span
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.run import PROGRAM, Claims, Ending, Fault, Frame, Isolation, Run, Stream
from knowledge.source import source_of
from knowledge.value import Value

CODE = """
class Cart:
    def __init__(self, items=None):
        self.items = items

    def first(self):
        return self.items[0].name / count

print(Cart().first(), [x for x in xs if x], next(it), "ü".föö)
import nowhere.at.all
"""
HERE = Span(7, 15, 7, 28)
NOWHERE = Span(900, 3, 901, 7)
QUIET = Stream("", 0, cut=False)
NONE = Value("NoneType", "None")
LIE = Value("dict", "{'a': 1}", length=-5, keys=(), items=(), members=(), name="", defined=-3)


def failed(name: str, frames: tuple[Frame, ...], attributes: dict[str, Value]) -> Facts:
    """Facts of a run that ended with this exception, and of which nothing else is known."""
    program = program_of(source_of(CODE))
    assert program is not None
    fault = Fault(name, "", frames, (name, "Exception", "BaseException"), attributes)
    run = Run(
        Ending.EXITED,
        1,
        None,
        0.1,
        0,
        QUIET,
        QUIET,
        "strict",
        Limits(),
        Isolation("", {}),
        Claims.KEPT,
        fault=fault,
    )
    return Facts(program, (), run)


def frame(span: Span | None, line: int = 7, **variables: Value) -> Frame:
    """A frame of the program without operands."""
    return Frame(PROGRAM, "Cart.first", line, "", span, variables)


FRAMES: dict[str, tuple[Frame, ...]] = {
    "no frame at all": (),
    "a library's frame only": (Frame("<stdlib>/json/decoder.py", "decode", 3, ""),),
    "a frame without a place": (frame(None),),
    "a place that does not exist": (frame(NOWHERE, 900),),
    "a line that does not exist": (frame(None, -4),),
    "a place that is no node": (frame(Span(7, 1, 7, 2)),),
    "values that lie": (frame(HERE, self=LIE, count=LIE, items=LIE),),
    "the same frame two hundred times": (frame(HERE),) * 200,
}
KINDS = ("AttributeError", "NameError", "UnboundLocalError", "KeyError", "IndexError", "ZeroDivisionError")
MORE = ("ImportError", "ModuleNotFoundError", "StopIteration", "FileNotFoundError", "RuntimeError")
ATTRIBUTES: dict[str, dict[str, Value]] = {
    "nothing": {},
    "None": dict.fromkeys(("name", "obj", "key", "name_from", "filename"), NONE),
    "lies": dict.fromkeys(("name", "obj", "key", "name_from", "filename"), LIE),
}
EXPLAINERS = discover(explainers, Explainer)


@pytest.mark.parametrize("carried", ATTRIBUTES.values(), ids=ATTRIBUTES.keys())
@pytest.mark.parametrize("frames", FRAMES.values(), ids=FRAMES.keys())
@pytest.mark.parametrize("name", [*KINDS, *MORE])
def test_odd_facts_raise_nothing(name: str, frames: tuple[Frame, ...], carried: dict[str, Value]) -> None:
    """Every explainer is asked, whatever the exception is called."""
    facts = failed(name, frames, carried)
    for explainer in EXPLAINERS:
        cause = explainer.explain(facts)
        assert cause is None or cause.because


@pytest.mark.parametrize("name", [*KINDS, *MORE])
def test_every_place_of_a_program_may_fail_with_anything(name: str) -> None:
    """A program may raise any exception anywhere, and the frame may know nothing else."""
    for span in failed(name, (), {}).program.by_span:
        facts = failed(name, (frame(span, span.line),), {})
        for explainer in EXPLAINERS:
            explainer.explain(facts)
