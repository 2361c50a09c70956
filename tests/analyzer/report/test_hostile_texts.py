"""A report survives whatever a program puts into it."""

import json
from dataclasses import replace

import pytest

from knowledge.finding import Edit, Span
from knowledge.run import (
    Step,
    Stream,
    Trace,
)
from knowledge.value import Value
from tests.analyzer.report.specimen import (
    CAUSE,
    FAULT,
    FIX,
    FRAME,
    HERE,
    RUN,
    diagnosis,
    told,
)


def test_chains_are_bounded() -> None:
    """Causes, contexts and groups are kept, and an endless chain ends."""
    fault = FAULT
    for _ in range(5_000):
        fault = replace(FAULT, cause=fault)
    grouped = replace(FAULT, context=FAULT, notes=("note",), group=(FAULT, FAULT))
    deep = told(diagnosis(run=replace(RUN, fault=fault))).execution_result.exception_info
    wide = told(diagnosis(run=replace(RUN, fault=grouped))).execution_result.exception_info
    assert deep and wide and wide.raised_while_handling
    assert (len(wide.exceptions), wide.notes, wide.raised_while_handling.type) == (2, ("note",), FAULT.type)
    assert deep.model_dump_json().count('"raised_from"') == 9


@pytest.mark.parametrize(
    "evil",
    [
        pytest.param("\ud800\udfff", id="lone surrogates"),
        pytest.param("\x00\x1b[31m\u202e", id="control characters"),
        pytest.param("x" * 1_000_000, id="a million characters"),
        pytest.param("", id="nothing"),
    ],
)
def test_hostile_text(evil: str) -> None:
    """Whatever a program puts into its messages, names, output and text, there is valid JSON in UTF-8."""
    frame = replace(FRAME, function=evil, code_line=evil, variables={evil: Value(evil, evil, scalar=evil)})
    fault = replace(FAULT, message=evil, frames=(frame,), notes=(evil,), text=evil)
    run = replace(RUN, fault=fault, stdout=Stream(evil, 9, cut=False), variables=frame.variables)
    cause = replace(CAUSE, because=evil, immediate=evil, factors=(evil,))
    option = replace(FIX, fixed_code=evil, edits=(Edit(HERE, evil),))
    report = told(diagnosis(f"s = '{evil}'\n", run, cause=cause, options=(option,)), level=4)
    assert json.loads(report.model_dump_json().encode("utf-8"))["success"] is False


@pytest.mark.parametrize("code", ["", "\n", "x", "(" * 500, "\x00", "def f(:\n"])
def test_odd_texts(code: str) -> None:
    """A frame may speak of lines that the text does not have, and the text may have no tree."""
    far = replace(FRAME, line=10_000, span=Span(10_000, 5, 10_000, 9))
    trace = Trace((Step("<module>", 99), Step("?", -1)), {99: 7, -1: 1}, complete=True)
    run = replace(RUN, fault=replace(FAULT, frames=(far,)), trace=trace)
    assert told(diagnosis(code, run), level=4).error_details
