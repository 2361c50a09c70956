"""Progress, path and operations hold whatever a trace claims: it comes from the program's own process."""

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.report.lines import Lines
from analyzer.report.operations import operations_of
from analyzer.report.path import LONGEST, path_of
from analyzer.report.progress import Progress
from knowledge.limits import Limits
from knowledge.program import program_of
from knowledge.run import Claims, Ending, Fault, Frame, Isolation, Return, Run, Step, Stream, Trace
from knowledge.source import source_of
from knowledge.value import Value

CODE = '''\
"""Every kind of statement."""
import math
from os.path import (
    join,
)

@staticmethod
def f(n):
    """Doc."""
    global total
    for i in range(n):
        if i == 2:
            continue
        elif i == 3:
            break
        try:
            yield i
        except (KeyError,
                ValueError):
            raise
        else:
            pass
        finally:
            total += 1
    else:
        return [
            x for x in range(3)
        ]

class A(object): kind = 1; other = lambda self: 2
total: int = 0
while True:
    with open("x") as a, \\
            open("y") as b:
        f(
            total
        ); del a
    match total:
        case 1: pass
        case _:
            assert total
a = b = f(1); print(a)
'''
PROGRAM = program_of(source_of(CODE))
LAST = CODE.count("\n")

functions = st.sampled_from(["<module>", "f", "A", "f.<locals>.<listcomp>", "A.<lambda>", "", "ghost", "<x"])
lines = st.integers(-3, LAST + 5)
hits = st.dictionaries(lines, st.integers(-1, 60), max_size=60)
steps = st.lists(st.builds(Step, functions, lines), max_size=150).map(tuple)
frames = st.lists(
    st.builds(Frame, st.sampled_from(["<string>", "<stdlib>/x.py"]), functions, lines, st.text(max_size=9)),
    max_size=40,
).map(tuple)
returns = st.lists(
    st.builds(Return, functions, lines, lines, st.just(Value("int", "1", scalar=1)), st.integers(0, 300)),
    max_size=5,
).map(tuple)
traces = st.builds(Trace, steps, hits, returns, st.integers(0, 50), st.booleans())


@settings(deadline=None, max_examples=60)
@given(trace=traces, stack=frames, failed=st.booleans())
def test_no_trace_breaks_a_report(trace: Trace, stack: tuple[Frame, ...], failed: bool) -> None:
    """Everything stays within its bounds, and what completed is among the statements of the text."""
    assert PROGRAM
    fault = Fault("E", "", stack) if failed else None
    empty = Stream("", 0, cut=False)
    isolation = Isolation("full", {})
    ending = Ending.EXITED if failed else Ending.TIMEOUT
    run = Run(
        ending,
        1,
        None,
        1.0,
        0,
        empty,
        empty,
        "strict",
        Limits(),
        isolation,
        Claims.KEPT,
        fault=fault,
        trace=trace,
    )
    progress = Progress(Lines(PROGRAM), run, tuple(frame for frame in stack if frame.in_program))
    assert progress.completed <= set(PROGRAM.statement_lines)
    assert progress.last is None or progress.last in progress.completed
    assert len(path_of(progress)) <= LONGEST
    assert len(operations_of(progress)) <= 10
