"""What comes through the child's pipe is foreign: any bytes are taken, only ours are believed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from executor.child.channel import framed
from executor.watch.claims import Malformed, Reader, return_of, value_of
from executor.watch.clock import GRACE, Clock
from executor.watch.inbox import Inbox
from executor.watch.streams import HEAD, TAIL, Spool
from knowledge.source import source_of

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
NAMES = (
    *("type", "text", "frames", "bases", "file", "line", "function", "span", "operands", "keys", "items"),
    *("members", "length", "scalar", "message", "group", "cause"),
)
SHAPED = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, ANYTHING))


@given(st.lists(st.tuples(st.sampled_from("RDNPVCMX"), ANYTHING), max_size=6), st.integers(1, 50))
def test_frames_survive_any_cutting(frames: list[tuple[str, Any]], size: int) -> None:
    """However the pipe cuts them, whole frames come out, in order, until one comes twice."""
    stream = b"".join(framed(kind, payload) for kind, payload in frames)
    inbox, heard = Inbox(), list[str]()
    for begin in range(0, len(stream), size):
        heard += [kind for kind, _ in inbox.add(stream[begin : begin + size])]
    once = [kind for kind, _ in frames if kind in "RDVCMX"]
    if len(once) == len(set(once)):
        assert heard == [kind for kind, _ in frames] and inbox.broken is None
    else:
        assert inbox.broken is not None


@given(st.lists(st.binary(max_size=200), max_size=10))
def test_any_bytes_are_taken(chunks: list[bytes]) -> None:
    """Noise breaks the record and nothing else."""
    inbox = Inbox()
    for chunk in chunks:
        inbox.add(chunk)


def test_a_record_without_end_is_not_kept() -> None:
    """Neither in one frame that never ends, nor in many."""
    endless, many = Inbox(), Inbox()
    for _ in range(40):
        endless.add(b"V\xff\xff\xff\x7f" + b"x" * 60_000)
        many.add(framed("N", "x" * 60_000))
    assert endless.broken and many.broken
    assert len(endless.buffer) == len(many.buffer) == 0


@given(ANYTHING | SHAPED)
def test_a_claim_of_any_shape_is_read_or_refused(claim: object) -> None:
    """Nothing but Malformed is ever raised."""
    claim = json.loads(json.dumps(claim))
    reader = Reader(source_of("x = 1\n"), {})
    for read in (value_of, return_of, reader.fault, reader.frame, reader.operand, reader.span):
        try:
            read(claim)
        except Malformed:
            continue


def test_exceptions_nested_without_end_are_refused() -> None:
    """A claim may not be deeper than ours ever are."""
    claim: dict[str, object] = {}
    for _ in range(50):
        claim = {
            "type": "E",
            "message": "",
            "frames": [],
            "bases": [],
            "attributes": {},
            "notes": [],
            "cause": claim,
        }
    with pytest.raises(Malformed):
        Reader(source_of(""), {}).fault(claim)


def test_values_nested_without_end_are_refused() -> None:
    """A value that holds itself many times over does not exhaust the reader's own stack."""
    claim: dict[str, object] = {"type": "int", "text": "1"}
    for _ in range(900):
        claim = {"type": "list", "text": "[]", "items": [claim], "keys": [claim]}
    with pytest.raises(Malformed):
        value_of(claim)


@pytest.mark.parametrize("place", [[-(10**12), 0, 1, 3], [10**12, 5, -3, 0], [0, 0, 0, 0], [2, -9, 1, -9]])
def test_places_outside_of_the_program_cover_nothing(place: list[int]) -> None:
    """A claimed range that lies nowhere is read without harm, and is no text of the caller's."""
    operand = Reader(source_of("x = 1\n"), {}).operand({"span": place, "value": {"type": "int", "text": "1"}})
    assert len(operand.text) <= len("x = 1\n")


@given(st.lists(st.binary(max_size=40_000), max_size=12))
def test_head_and_tail_are_kept(chunks: list[bytes]) -> None:
    """All of a short stream, both ends of a long one; the bytes are counted."""
    spool, whole = Spool(), b"".join(chunks)
    for chunk in chunks:
        spool.add(chunk)
    kept = spool.stream()
    assert kept.total_bytes == len(whole)
    assert kept.cut == (len(whole) > HEAD + TAIL)
    if not kept.cut:
        assert kept.text == whole.decode("utf-8", "replace")


def test_a_letter_that_is_cut_in_two_is_left_out() -> None:
    """The cut shows in words, not as a broken letter."""
    spool = Spool()
    spool.add(b"a" + "é".encode() * 100_000)
    assert "\N{REPLACEMENT CHARACTER}" not in spool.stream().text


CLOCKS = {
    "a plain run": ([("start", 1.0), ("end", 3.0)], 2.0),
    "a report does not count": ([("start", 1.0), ("pause", 2.0), ("resume", 2.5), ("end", 3.0)], 1.5),
    "one that never ends counts after a while": ([("start", 1.0), ("pause", 2.0), ("end", 9.0)], 8.0 - GRACE),
    "a second pause counts": (
        [("start", 1.0), ("pause", 2.0), ("resume", 2.5), ("pause", 3.0), ("resume", 9.0), ("end", 9.0)],
        7.5,
    ),
    "it never began": ([("end", 9.0)], 0.0),
}


@pytest.mark.parametrize(("moments", "seconds"), CLOCKS.values(), ids=CLOCKS)
def test_the_programs_own_time(moments: list[tuple[str, float]], seconds: float) -> None:
    """From its first statement to its end."""
    clock = Clock(0.0)
    for what, when in moments:
        getattr(clock, what)(None, when)
    assert clock.spent(100.0) == seconds


@pytest.mark.parametrize("told", [-5.0, 1e9, float("nan"), "5", None, True, [2.0]])
def test_a_lie_about_a_moment_is_bounded(told: object) -> None:
    """By what the parent saw before and after."""
    clock = Clock(10.0)
    clock.start(11.0, 11.5)
    clock.pause(told, 12.0)
    clock.resume(told, 13.0)
    clock.end(14.0, 14.5)
    assert 3.0 - GRACE <= clock.spent(20.0) <= 3.0
