"""The numbers of the charts, and the colours that carry them."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.output.charts import (
    band_bar,
    band_trend,
    measure_categories,
    measure_histogram,
    score_histogram,
    strip,
    style,
    waterfall,
)

CUTS = [
    ("Green", "good", 70.0, 100.0),
    ("Yellow", "watch", 40.0, 70.0),
    ("Red", "bad", 0.0, 40.0),
]


def test_a_bar_is_cut_into_shares() -> None:
    """Values 3 and 1 become 0 to 0.75 and 0.75 to 1."""
    bar = ("Accounts", [("Green", "good", 3.0, "3 · 75%"), ("Red", "bad", 1.0, "1 · 25%")])
    segments = band_bar.rows([bar])["segments"]
    assert [(row["x0"], row["x1"]) for row in segments] == [(0.0, 0.75), (0.75, 1.0)]
    assert segments[1]["full"] == "Red  1 · 25%"
    assert segments[1]["short"] == "25%"


def test_a_saved_bar_lies_beneath_its_own() -> None:
    """The saved twin is thinner, starts lower, and is announced in words."""
    bar = ("Accounts", [("Green", "good", 1.0, "1 · 100%")])
    datasets = band_bar.rows([bar], [bar])
    now, saved = datasets["segments"]
    assert saved["y0"] > now["y1"]
    assert saved["y1"] - saved["y0"] < now["y1"] - now["y0"]
    assert saved["bar"] == "Accounts, saved card"
    assert datasets["labels"][-1]["text"] == "thin bars: saved card"


def test_a_band_of_nobody_has_no_segment() -> None:
    """A value of 0 draws nothing, and a bar of zeros is empty rather than divided by zero."""
    bar = ("ARR", [("Green", "good", 0.0, "$0"), ("Red", "bad", 0.0, "$0")])
    assert band_bar.rows([bar])["segments"] == []


def test_lost_accounts_hang_below_the_line() -> None:
    """Of 4 kept accounts 1 in a bin is 0.25 up, of 2 lost ones 1 is 0.5 down."""
    kept, lost = [0] * 20, [0] * 20
    kept[8], kept[19], lost[8], lost[0] = 1, 3, 1, 1
    row = score_histogram.rows(kept, lost, CUTS)["bins"][8]
    assert (row["start"], row["end"]) == (40, 45)
    assert (row["kept"], row["lost"]) == (0.25, -0.5)
    assert (row["tone"], row["kept_text"]) == ("watch", "1 · 25.0%")


def test_the_share_axis_moves_in_steps() -> None:
    """A highest share of 0.23 and one of 0.29 have the same ceiling, 0.3."""
    assert style.ceiling([0.1, 0.23]) == style.ceiling([0.29]) == 0.3
    assert style.ceiling([]) == 0.05


def test_the_lowest_band_has_no_cut_line() -> None:
    """Three bands have two cuts: at 40 and at 70."""
    bands = score_histogram.rows([], [], CUTS)["cuts"]
    assert [row["at"] for row in bands] == [70.0, 40.0, None]


def test_outliers_fall_into_the_last_bin() -> None:
    """No value is lost to the percentiles between which the bins lie, only nulls are."""
    kept = [float(n) for n in range(100)] + [1e9, float("nan")]
    edges, stayed, left = measure_histogram.binned(kept, [], count=10)
    assert (len(edges), sum(stayed), sum(left)) == (11, 101, 0)
    assert edges[-1] < 1e9


def test_a_constant_measure_has_a_width() -> None:
    """A measure that is 7 everywhere is binned from 6.5 to 7.5."""
    edges, stayed, _ = measure_histogram.binned([7.0, 7.0], [7.0], count=4)
    assert (edges[0], edges[-1], sum(stayed)) == (6.5, 7.5, 2)


def test_the_curve_keeps_to_the_bins() -> None:
    """A curve from 0 to 40 is cut at the bins' 10 and 30, at a quarter and three quarters."""
    rows = measure_histogram.rows([10, 20, 30], [1, 1], [1, 1], [0, 40], [0, 100])
    assert [(row["x"], row["points"]) for row in rows["curve"]] == [(10.0, 25.0), (30.0, 75.0)]
    assert [row["points_text"] for row in rows["bins"]] == ["38", "62"]


def test_edges_and_counts_must_fit() -> None:
    """Two counts between two edges are refused rather than drawn wrongly."""
    with pytest.raises(ValueError, match="need one edge more"):
        measure_histogram.rows([0, 1], [1, 2], [1, 2])


def test_a_category_without_points_says_so() -> None:
    """A category that the card does not name shows a dash, not a zero."""
    rows = measure_categories.rows(["a", "b"], [1, 3], [2, 2], [80, None])["categories"]
    assert [(row["kept"], row["points_text"]) for row in rows] == [(0.25, "80"), (0.75, "–")]


def test_months_are_stacked_from_the_worst() -> None:
    """The last band of the card stands on the ground and the best one ends at 1."""
    bands = [
        ("Green", "good", [3.0], ["3 accounts"]),
        ("Red", "bad", [1.0], ["1 account"]),
    ]
    columns = band_trend.rows(["2025-01"], bands)["months"]
    assert [(row["band"], row["low"], row["high"]) for row in columns] == [
        ("Red", 0.0, 0.25),
        ("Green", 0.25, 1.0),
    ]
    assert columns[0]["text"] == "1 account · 25%"


def test_a_band_of_one_in_three_hundred_is_not_said_to_be_empty() -> None:
    """1 / 300 is below half a percent, which would round to 0%."""
    bands = [("Green", "good", [299.0], ["299"]), ("None", "none", [1.0], ["1"])]
    drawn = band_trend.rows(["2025-01"], bands)
    assert [row["text"] for row in drawn["labels"]] == ["None <1%", "Green 100%"]
    assert drawn["months"][0]["text"] == "1 · <1%"


def test_labels_do_not_touch() -> None:
    """Labels of thin bands move apart, stay in order and stay inside."""
    places = band_trend.spread([0.001, 0.01, 0.5, 0.995, 0.999])
    gaps = np.diff(places)
    assert gaps.min() >= band_trend.NEAREST - 1e-12
    assert places[0] > 0
    assert places[-1] < 1


def test_points_stack_up() -> None:
    """Won 10 of 20, then 5 of 5: the second row starts where the first one's points end."""
    steps = waterfall.stacked([("Logins", 10.0, 10.0, (10.0, 10.0)), ("NPS", 5.0, 0.0, (5.0, 0.0))])
    assert steps == [
        ("Logins", 0.0, 10.0, "won", "10.0"),
        ("Logins", 10.0, 20.0, "lost", "−10.0"),
        ("NPS", 10.0, 15.0, "won", "5.0"),
    ]


def test_the_printed_figures_are_taken_as_they_come() -> None:
    """A bar as long as 10.06 says 10.0, −0.0 is not drawn, and what is left out has a dash."""
    steps = waterfall.stacked([("Logins", 10.06, 0.04, (10.0, 0.0)), ("NPS", 0.0, 0.0, None)])
    assert steps == [("Logins", 0.0, 10.06, "won", "10.0"), ("NPS", 10.06, 10.06, "won", "–")]


def test_names_of_near_cuts_stand_one_above_the_other() -> None:
    """Watch at 45 and Healthy at 60 would touch on a phone; at 20 and 60 both stand low."""
    near = waterfall.rows([], cuts=[("Healthy", 60.0), ("Watch", 45.0)])["cuts"]
    assert [(row["band"], row["level"]) for row in near] == [("Watch", 0), ("Healthy", 1)]
    far = waterfall.rows([], cuts=[("Healthy", 60.0), ("Watch", 20.0)])["cuts"]
    assert [row["level"] for row in far] == [0, 0]


def test_a_cap_is_drawn_leftwards() -> None:
    """A cap from 80 down to 60 covers 60 to 80, in the tone of a warning."""
    row = waterfall.rows([("Cap", 80.0, 60.0, "cap", "−20")])["steps"][0]
    assert (row["low"], row["high"], row["tone"]) == (60.0, 80.0, "bad")


def test_a_strip_marks_each_turn() -> None:
    """Of three months, the oldest and the one that changes band carry the mark of a turn."""
    cells = [
        (0, "bad", "Red", "20"),
        (1, "good", "Green", "80"),
        (2, "good", "Green", "81"),
    ]
    rows = strip.rows([("Acme", cells), ("Acme", cells)])["cells"]
    assert [(row["month"], row["turned"]) for row in rows[:3]] == [
        (-2, True),
        (-1, False),
        (0, True),
    ]
    assert [row["when"] for row in rows[1:3]] == ["1 month before the end", "the last month"]
    assert len({row["row"] for row in rows}) == 2
