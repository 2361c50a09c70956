"""Where the interpreter does not tell how its memory is laid out, a known process is looked at first."""

import pytest

from executor.child.places import Places
from executor.installation import ROOT
from executor.stack.fixed import is_as_expected
from executor.stack.layout import FIXED, TABLE
from executor.zygote import SPARES, Zygote

NOWHERE = Places("/nowhere/", (), ())
TOLD = (f"'root': {ROOT!r}", f"'spares': {SPARES}")


def test_a_warm_process_stands_where_it_is_expected(zygote: Zygote) -> None:
    """With what it was told, whatever Python it is: that of 3.12 is read by this layout alone."""
    warm = zygote.start()
    assert warm.runtime
    assert is_as_expected(warm.process.pid, warm.runtime, NOWHERE, TOLD)


@pytest.mark.parametrize("shift", [-64, -8, 16, 1 << 12], ids="{:+} bytes".format)
def test_another_place_is_not_believed(zygote: Zygote, shift: int) -> None:
    """An address at which something else stands gives no stack: then nothing is read at all."""
    warm = zygote.start()
    assert not is_as_expected(warm.process.pid, warm.runtime + shift, NOWHERE, TOLD)


def test_other_words_are_not_believed(zygote: Zygote) -> None:
    """A layout that finds the frame but not its values is none."""
    warm = zygote.start()
    assert not is_as_expected(warm.process.pid, warm.runtime, NOWHERE, (*TOLD, "'root': 'elsewhere'"))


def test_the_fixed_layout_names_what_the_table_names() -> None:
    """But for the one step more that 3.12 takes to a frame."""
    told = {f"{group}.{name}" for group, fields in TABLE for name in fields.split()}
    assert set(FIXED) - told == {"cframe.current_frame"}
