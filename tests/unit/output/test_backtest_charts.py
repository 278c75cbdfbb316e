"""The numbers of the charts that show a back-test."""

from __future__ import annotations

import pytest

from scoring.output.charts import (
    band_rates,
    earliness,
    lead_histogram,
    migration,
    segments_caught,
)

RED: band_rates.Band = ("Red", "bad", 35 / 227, 0.113, 0.207, "35 of 227 · 15% [11, 21]")
GREEN: band_rates.Band = ("Green", "good", 0.02, 0.01, 0.03, "9 of 576 · 2% [1, 3]")


def test_the_axis_of_band_rates_moves_in_steps() -> None:
    """An interval up to 0.207 needs an axis to 0.3, with 0.15 in the middle, and so does 0.29."""
    data = band_rates.rows([RED, GREEN], (0.05, "all 5%"))
    assert [(row["at"], row["text"]) for row in data["ticks"]] == [
        (0.0, "0%"),
        (0.15, "15%"),
        (0.3, "30%"),
    ]
    wider: band_rates.Band = (*RED[:4], 0.29, "")
    assert band_rates.rows([wider])["ticks"] == data["ticks"]


def test_the_average_is_within_the_axis() -> None:
    """An average of 0.12 beyond every band's interval of at most 0.03 takes the axis to 0.15."""
    data = band_rates.rows([GREEN], (0.12, "all 12%"))
    assert data["ticks"][-1]["at"] == 0.15
    assert data["line"] == [{"at": 0.12, "x": pytest.approx(0.12 / 0.15), "words": "all 12%"}]


def test_a_band_is_told_by_its_sign_as_well() -> None:
    """Bands keep the given order, and each has the sign of its tone."""
    rows = band_rates.rows([RED, GREEN])["rows"]
    assert [(row["name"], row["sign"]) for row in rows] == [("Red", "▲"), ("Green", "●")]


def test_few_losses_are_grey() -> None:
    """A grey segment is pale in name, words and dot, and keeps its place."""
    small = segments_caught.Segment("Small", 0.4, 0.25, 0.58, "12 of 30")
    large = segments_caught.Segment("Large", 0.5, 0.15, 0.85, "2 of 4", grey=True)
    rows = segments_caught.rows([large, small])["rows"]
    assert [(row["name"], row["tone"], row["faint"], row["pale"]) for row in rows] == [
        ("Large", "none", True, True),
        ("Small", "accent", False, False),
    ]


def test_lengths_of_warning_are_shares_of_all_losses() -> None:
    """Of 1 + 3 = 4 losses one was never red: 25%, on an axis to 80% for the other 75%."""
    data = lead_histogram.rows([("never", 1, "churned"), ("3 to 5 months", 3, "accent")])
    assert [(row["share"], row["text"]) for row in data["rows"]] == [
        (0.25, "1 · 25%"),
        (0.75, "3 · 75%"),
    ]
    assert data["ticks"][-1]["at"] == 0.8


def test_no_losses_are_not_divided() -> None:
    """Nothing lost is a bar of no length, not a division by nothing."""
    row = lead_histogram.rows([("never", 0, "churned")])["rows"][0]
    assert (row["share"], row["text"]) == (0.0, "0")


def looked(
    lead: int, power: float | None, low: float | None, high: float | None
) -> earliness.Point:
    """A ranking power from twelve losses."""
    return earliness.Point(lead, power, low, high, 12, "words")


def test_the_axis_of_earliness_holds_chance_and_every_interval() -> None:
    """It ends at 0.4 for intervals from 0.45 on, at 0.2 for 0.35, and at 0 for 0.1."""
    assert earliness.floor([]) == earliness.floor([0.45, 0.9]) == 0.4
    assert (earliness.floor([0.35]), earliness.floor([0.1])) == (0.2, 0.0)
    frame = earliness.rows([looked(0, 0.6, 0.35, 0.8)])["frame"]
    assert [row["y"] for row in frame] == [1.0, 0.5, 0.2]


def test_a_lead_without_a_ranking_power_has_a_dash() -> None:
    """Leads stand in order, the figure above the interval, and a dash on the line of chance."""
    rows = earliness.rows([looked(3, None, None, None), looked(0, 0.8, 0.7, 0.9)])["points"]
    assert [(row["axis"], row["label"], row["label_at"]) for row in rows] == [
        ("0", "80%", 0.9),
        ("3 months", "–", 0.5),
    ]


HEADS: list[migration.Head] = [("Red", "bad"), ("Green", "good")]


def test_a_table_of_moves_is_shaded_by_the_row() -> None:
    """Of 3 + 1 + 0 = 4 red accounts 3 stayed, 75%; of 1 + 499 = 500 green ones 1 fell, <1%."""
    later: list[migration.Head] = [*HEADS, ("Lost", "churned")]
    data = migration.rows(HEADS, later, [[3, 1, 0], [1, 499, 0]], "3 months later")
    cells = {(row["from"], row["to"]): row for row in data["cells"]}
    assert (cells["Red", "Red"]["shade"], cells["Red", "Red"]["told"]) == (0.75, "3 of 4 · 75%")
    assert cells["Green", "Red"]["share"] == "<1%"
    assert (cells["Red", "Lost"]["count"], cells["Red", "Lost"]["share"]) == ("0", "")
    assert [where for where, row in cells.items() if row["same"]] == [
        ("Red", "Red"),
        ("Green", "Green"),
    ]
    assert [row["total"] for row in data["lines"]] == ["4 account-quarters", "500 account-quarters"]


def test_a_band_of_nobody_is_not_divided() -> None:
    """A row of zeros has no shade and no share."""
    cells = migration.rows(HEADS, HEADS, [[0, 0], [1, 1]], "later")["cells"]
    assert [(row["shade"], row["share"]) for row in cells[:2]] == [(0.0, ""), (0.0, "")]


def test_the_counts_of_a_table_must_fit() -> None:
    """A line of counts too few is refused rather than drawn under the wrong name."""
    with pytest.raises(ValueError, match="shorter"):
        migration.rows(HEADS, HEADS, [[1, 2], [3]], "later")
