"""The figures of the bench are what they say they are."""

import pytest

from tools.bench.capture import STUCK, measure_capture
from tools.bench.timing import Figure, in_milliseconds, late, megabytes, ratio


@pytest.mark.parametrize(
    ("figure", "row"),
    [
        (ratio("a", [2.0, 4.0, 6.0], [2.0, 1.0, 3.0], 1.5), (2.0, 3.0, 1.5, "")),
        (in_milliseconds("b", [0.001, 0.003, 0.002]), (2.0, 3.0, None, "ms")),
        (megabytes("c", 2_500_000), (2.5, 2.5, None, "MB")),
    ],
    ids=["a ratio to the median of the yardstick", "milliseconds", "megabytes"],
)
def test_figures_tell_median_and_late_value(figure: Figure, row: tuple[object, ...]) -> None:
    """With their unit and their aim."""
    told = figure.as_row()
    assert (told["p50"], told["p95"], told["aim"], told["unit"]) == row


@pytest.mark.parametrize(
    ("times", "told"), [([5.0], 5.0), ([1.0, 2.0], 2.0), ([float(n) for n in range(101)], 95.0)]
)
def test_the_late_value_is_the_95th_percentile(times: list[float], told: float) -> None:
    """Of few values the largest."""
    assert late(times) == told


def test_every_way_to_hang_is_captured_with_its_line() -> None:
    """A program that was not stopped on a line would raise instead of making a figure better."""
    captured, answered = measure_capture(1)
    assert len(STUCK) == 6
    assert 0 < captured.p50 <= captured.p95
    assert captured.p50 <= answered.p50
