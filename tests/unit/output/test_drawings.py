"""Shapes stand where the arithmetic says, at every width of their drawing."""

from __future__ import annotations

import pytest

from scoring.output.charts import band_bar, band_rates, band_trend, segment_bands, segment_heat
from scoring.output.drawings import DRAWINGS
from scoring.output.drawings.shape import Place, Shape, part


def at(place: Place, width: float) -> float:
    """The pixels from the left, as the browser reckons them."""
    return place[0] * width + place[1]


def texts(shapes: list[Shape], width: float) -> list[str]:
    """The first wording of each text that is seen at a width."""
    seen = [s for s in shapes if s.get("from", 0) <= width < s.get("below", width + 1)]
    return [s["text"][0] for s in seen if s["tag"] == "text"]


def test_a_share_lies_between_its_margins() -> None:
    """Half of an axis from 204 to 1000 - 176: 204 + 620 / 2."""
    assert at(part(0.5, 204, 176), 1000) == pytest.approx(514)
    assert at(part(0.0, 204, 176), 1000) == pytest.approx(204)
    assert at(part(1.0, 204, 176), 1000) == pytest.approx(824)


def test_a_bar_is_as_long_as_its_share() -> None:
    """3 of 4 over 400 pixels are 300, of which 2 stay free before the next."""
    bars: list[band_bar.Bar] = [("Accounts", [("A", "good", 3.0, "3"), ("B", "bad", 1.0, "1")])]
    first, second = (
        s for s in DRAWINGS["band_bar"](band_bar.rows(bars)).shapes if s["tag"] == "rect"
    )
    assert [at(first["set"][end], 400) for end in ("x", "width")] == pytest.approx([0, 298])
    assert [at(second["set"][end], 400) for end in ("x", "width")] == pytest.approx([300, 98])


def test_a_dot_and_its_interval_stand_on_the_axis() -> None:
    """The axis ends at 30%: 15% is its middle, at 520 pixels 204 + (520 - 380) / 2."""
    red: band_rates.Band = ("Red", "bad", 0.15, 0.1, 0.3, "15%")
    shapes = DRAWINGS["band_rates"](band_rates.rows([red])).shapes
    dot = next(s for s in shapes if s["tag"] == "circle" and s.get("from") == 520)
    whisker = next(s for s in shapes if s["set"].get("class") == "whisker")
    assert at(dot["set"]["cx"], 520) == pytest.approx(274)
    assert at(whisker["set"]["x2"], 520) == pytest.approx(344)


def test_a_narrow_drawing_says_the_same_once() -> None:
    """Names, words and ticks are there at either width, each of them a single time."""
    red: band_rates.Band = ("Red", "bad", 0.15, 0.1, 0.3, "35 of 227")
    shapes = DRAWINGS["band_rates"](band_rates.rows([red], (0.05, "all 5%"))).shapes
    wide, narrow = texts(shapes, 520), texts(shapes, 519)
    assert (
        sorted(wide)
        == sorted(narrow)
        == sorted(["▲", "Red", "35 of 227", "all 5%", "0%", "15%", "30%"])
    )


def test_months_are_named_where_there_is_room() -> None:
    """24 months: all named from 118 + 46 · 24 = 1222 pixels on, else one in 3, 6 or 12."""
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
    series: band_trend.Series = ("Green", "good", [1.0] * 24, ["1 account"] * 24)
    shapes = DRAWINGS["band_trend"](band_trend.rows(months, [series])).shapes
    named = {
        width: [text for text in texts(shapes, width) if text[-2:] in ("25", "26")]
        for width in (1222, 1221, 302, 200)
    }
    assert len(named[1222]) == 24
    assert named[1221][:3] == ["Jan 25", "Apr 25", "Jul 25"]
    assert named[302] == ["Jan 25", "Jul 25", "Jan 26", "Jul 26"]
    assert named[200] == ["Jan 26"]


def test_columns_are_stacked_to_the_whole() -> None:
    """Of 3 green and 1 red the red column is the lowest quarter of 199 pixels, and one more."""
    green: band_trend.Series = ("Green", "good", [3.0], ["3"])
    red: band_trend.Series = ("Red", "bad", [1.0], ["1"])
    shapes = DRAWINGS["band_trend"](band_trend.rows(["2025-01"], [green, red])).shapes
    low, high = (s["set"] for s in shapes if s["tag"] == "rect")
    assert (low["y"], low["height"]) == pytest.approx((199 * 3 / 4 - 1, 199 / 4 + 1))
    assert (high["y"], high["height"]) == pytest.approx((0, 199 * 3 / 4))


def test_a_segment_is_as_long_as_its_share_and_means_itself() -> None:
    """3 of 4 of the 760 pixels right of 240 are 570, of which 2 stay free; a click means cell 5."""
    parts = [
        segment_bands.Part("Green", "good", 3.0, "3 · 75%"),
        segment_bands.Part("Red", "bad", 1.0, "1 · 25%"),
    ]
    line = segment_bands.Line(5, "Small", "4", parts)
    shapes = DRAWINGS["segment_bands"](segment_bands.rows([line], None, 7)).shapes
    bars = [s for s in shapes if s["tag"] == "rect" and s.get("from") == 520]
    assert [at(bars[0]["set"][end], 1000) for end in ("x", "width")] == pytest.approx([240, 568])
    assert [at(bars[1]["set"][end], 1000) for end in ("x", "width")] == pytest.approx([810, 188])
    assert {s["pick"] for s in shapes if "note" in s} == {(5, 7)}


def test_a_field_has_its_column_and_says_more_where_there_is_room() -> None:
    """Two columns share 195 parts of the 390 pixels right of 150: 95 parts each, 5 between.

    A column of 52 pixels takes 52 · 1.95 / 0.95 = 106.7 beside 92 at the left: 198.7 in all.
    """
    fields = [
        segment_heat.Field(i, 0, i, f"{i}", 1.0, f"{i}0%", f"{i} of 9", "told") for i in range(2)
    ]
    rows = segment_heat.rows(["North", "South"], ["Small"], fields)
    shapes = DRAWINGS["segment_heat"](rows).shapes
    second = [s for s in shapes if s["tag"] == "rect" and s.get("from") == 480][1]
    assert at(second["set"]["x"], 540) == pytest.approx(350, abs=0.01)
    assert at(second["set"]["width"], 540) == pytest.approx(190, abs=0.01)
    assert second["pick"] == (1, 0)
    both = sorted(["North", "South", "Small", "00%", "10%"])
    for width in (198, 199, 479, 480, 2000):
        small = [] if width < 199 else ["0 of 9", "1 of 9"]
        assert sorted(texts(shapes, width)) == sorted([*both, *small])
