"""The cut that flags moves between its neighbours and never beyond them."""

from __future__ import annotations

import pytest

from scoring.errors import CardError
from scoring.spec.edit_cut import alarm_border, with_alarm_cut
from scoring.spec.model import Band, Card
from tests.unit.spec.samples import card

CARD = card()  # Good from 75, Fair from 50, Poor (flags)


def bands(*rows: tuple[str, float, bool], display: str = "percent") -> Card:
    """The sample card with bands of these names, lower bounds and alarms."""
    made = tuple(
        Band.model_validate({"name": name, "from": start, "tone": "watch", "alarm": alarm})
        for name, start, alarm in rows
    )
    return CARD.model_copy(update={"bands": made, "display": display})


def test_the_border_lies_above_the_band_that_flags() -> None:
    """Poor flags below 50; the cut may move from just above 0 to just below 75."""
    border = alarm_border(CARD)
    assert border is not None
    assert (border.position, border.cut) == (1, 50)
    assert (border.low, border.high) == (pytest.approx(0.1), pytest.approx(74.9))


@pytest.mark.parametrize(("wanted", "cut"), [(60.0, 60), (60.26, 60.2), (99, 74.9), (-5, 0.1)])
def test_the_cut_stops_at_its_neighbours(wanted: float, cut: float) -> None:
    """It is rounded down to tenths, so that nobody more is flagged than was asked for."""
    moved = with_alarm_cut(CARD, wanted)
    assert [band.start for band in moved.bands] == [75, pytest.approx(cut), 0]


def test_several_bands_that_flag_have_one_border() -> None:
    """Two bands flag, below 50: their own cut at 20 stays."""
    made = bands(("Good", 50, False), ("Low", 20, True), ("Lowest", 0, True))
    border = alarm_border(made)
    assert border is not None
    assert (border.cut, border.high) == (50, 100)
    assert [b.start for b in with_alarm_cut(made, 30).bands] == [30, 20, 0]


def test_a_band_that_flags_above_another_leaves_no_single_border() -> None:
    """Watch flags and Poor below it does not: no one cut decides, and none can be moved."""
    odd = bands(("Good", 75, False), ("Watch", 50, True), ("Poor", 0, False))
    assert alarm_border(odd) is None
    with pytest.raises(CardError, match="no single cut decides"):
        with_alarm_cut(odd, 60)


def test_everybody_flagged_leaves_nothing_to_move() -> None:
    """All bands flag: there is no border."""
    assert alarm_border(bands(("Good", 50, True), ("Poor", 0, True))) is None


def test_on_a_scale_of_ten_the_cut_is_written_in_its_tenths() -> None:
    """50 of 100 is 5.5 of 10; 57 of 100 is 6.13 and is written as 6.1."""
    ten = bands(("Good", 7.5, False), ("Poor", 1, True), display="ten")
    border = alarm_border(ten)
    assert border is not None
    assert border.cut == pytest.approx(72.2222, abs=1e-4)
    assert with_alarm_cut(ten, 57).bands[0].start == pytest.approx(6.1)
    assert with_alarm_cut(ten, 50).bands[0].start == pytest.approx(5.5)
