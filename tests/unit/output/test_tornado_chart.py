"""The bars of the tornado lie where their changes lie, on an axis that holds still."""

from __future__ import annotations

import pytest

from scoring.output.charts.tornado import Swing, Swings, height, rows

USAGE = Swings("Usage", "30%", (Swing(-10.0, -3.0, "at 20%: −3"), Swing(5.0, 1.0, "at 35%: +1")))


def test_a_bar_is_a_part_of_the_axis() -> None:
    """The axis ends at 4: −3 lies at −¾ and +1 at ¼; the broad bar comes first."""
    bars = rows([USAGE], 4.0)["bars"]
    assert [(b["x"], b["broad"], b["tone"]) for b in bars] == [
        (-0.75, True, "kept"),
        (0.25, False, "accent"),
    ]


@pytest.mark.parametrize(("longest", "end"), [(0.0, 4), (4.0, 4), (4.1, 8), (17.0, 32)])
def test_the_axis_grows_by_doubling(longest: float, end: int) -> None:
    """From the least end on, so that it seldom moves."""
    ticks = rows([Swings("A", "5%", (Swing(5.0, longest, ""),))], 4.0, "{:+.0f}")["ticks"]
    assert [t["text"] for t in ticks] == [f"−{end}", "as it is", f"+{end}"]


def test_every_metric_has_a_name_with_its_words() -> None:
    """In the given order, also where it has no bar."""
    data = rows([USAGE, Swings("Alone", "100%", ())], 4.0)
    assert [n["name"] for n in data["names"]] == ["Usage", "Alone"]
    assert data["names"][0]["told"] == "at 20%: −3 · at 35%: +1"
    assert [n["row"] for n in data["names"]] == ["000|Usage", "001|Alone"]
    assert height(9) - height(8) == 34
