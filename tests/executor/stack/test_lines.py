"""The table of places, read as the interpreter reads it."""

import ast
import json.decoder
import sys
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from executor.child.places import Places
from executor.child.tracing import code_objects
from executor.stack.dump import dumped_stack
from executor.stack.lines import place_at, standing_at
from executor.stack.reader import Scene
from knowledge.source import source_of


@pytest.mark.skipif(sys.version_info[:2] != (3, 13), reason="the form of the table belongs to the version")
@pytest.mark.parametrize("module", [ast, json.decoder, pytest, st], ids=lambda module: str(module.__name__))
def test_every_instruction_has_the_place_that_the_interpreter_knows(module: object) -> None:
    """All instructions of all functions of real modules."""
    code = compile(Path(str(vars(module)["__file__"])).read_text(encoding="utf-8"), "module", "exec")
    for part in code_objects(code):
        assert places(part) == [
            (line, column, end, end_column) for line, end, column, end_column in part.co_positions()
        ]


def places(code: CodeType) -> list[tuple[int | None, int | None, int | None, int | None]]:
    """The place of each instruction, by our reading."""
    return [
        place_at(code.co_linetable, code.co_firstlineno, index) for index in range(len(code.co_code) // 2)
    ]


def test_an_instruction_in_no_line_stands_where_the_one_before_it_does() -> None:
    """What clears up behind an `except` has no place; that is no reason to tell the first line."""
    text = "def f():\n    while True:\n        try: g()\n        except E: pass\n        except F: pass\n"
    (code,) = (part for part in code_objects(compile(text, "f", "exec")) if part.co_name == "f")
    own = [place_at(code.co_linetable, code.co_firstlineno, at) for at in range(len(code.co_code) // 2)]
    told = [standing_at(code.co_linetable, code.co_firstlineno, at) for at in range(len(code.co_code) // 2)]
    assert (None, None, None, None) in own
    assert all(place == stands for place, stands in zip(own, told, strict=True) if place[0] is not None)
    assert {place[0] for place in told[2:]} == {2, 3, 4, 5}


@given(st.binary(max_size=200), st.integers(-5, 5), st.integers(-10, 500))
def test_a_broken_table_has_no_place(table: bytes, line: int, instruction: int) -> None:
    """It comes from foreign memory."""
    assert len(place_at(table, line, instruction)) == 4


DUMP = b"""Current thread 0x00007f (most recent call first):
  File "/lib/python3/threading.py", line 1147 in join
  File "<string>", line 2 in f
  File "<string>", line 3 in <module>
  File "/ours/executor/child/running.py", line 77 in execute
  File "<string>", line 1 in <module>
"""


@pytest.mark.parametrize(
    ("dump", "told"),
    [
        (DUMP, [("<string>", "<module>", 3), ("<string>", "f", 2), ("<stdlib>/threading.py", "join", 1147)]),
        (b"", []),
        (b'\xff\xfe  File "\n', []),
        (b'  File "<string>", line 99999999999999999999 in x', [("<string>", "x", 1 << 31)]),
    ],
    ids=["a stack", "nothing", "noise", "a line that cannot be"],
)
def test_a_dump_is_read_from_its_end(dump: bytes, told: list[tuple[str, str, int]]) -> None:
    """Outermost first, without what is ours."""
    scene = Scene(
        source_of("def f():\n    x\nf()"), Places("/ours/executor/", ("/lib/python3/",), ()), frozenset()
    )
    assert [(frame.filename, frame.function, frame.line) for frame in dumped_stack(dump, scene)] == told
