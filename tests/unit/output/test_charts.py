"""The numbers of the charts, and the colours that carry them."""

from __future__ import annotations

from itertools import combinations

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
from scoring.output.charts.tones import TONES

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHT = {
    "full colour vision": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE, NEAR_BLACK = "#ffffff", "#0e1117"
CUTS = [
    ("Green", "good", 70.0, 100.0),
    ("Yellow", "watch", 40.0, 70.0),
    ("Red", "bad", 0.0, 40.0),
]


def linear(colour: str) -> np.ndarray:
    """Linear RGB of #rrggbb, each 0 … 1."""
    rgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 … 21."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted(float(linear(colour) @ weights) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> np.ndarray:
    """CIELAB (D65) of a colour as it looks to an eye."""
    seen = np.clip(SIGHT[sight] @ linear(colour), 0, 1)
    xyz = TO_XYZ @ seen / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """CIEDE2000 between two colours in CIELAB; 1 is just noticeable."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    grow = 1.5 - 0.5 * np.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    c1, c2 = np.hypot(a1 * grow, b1), np.hypot(a2 * grow, b2)
    h1, h2 = np.arctan2(b1, a1 * grow), np.arctan2(b2, a2 * grow)
    turn = (h2 - h1 + np.pi) % (2 * np.pi) - np.pi
    hue, chroma, light = np.degrees(h1 + turn / 2) % 360, (c1 + c2) / 2, (l1 + l2) / 2
    weigh = sum(
        by * np.cos(np.radians(times * hue - shift))
        for by, times, shift in ((-0.17, 1, 30), (0.24, 2, 0), (0.32, 3, -6), (-0.2, 4, 63))
    )
    dl = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * np.sqrt(c1 * c2) * np.sin(turn / 2) / (1 + 0.015 * chroma * (1 + weigh))
    lean = np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    tilt = -2 * np.sqrt(chroma**7 / (chroma**7 + 25**7)) * lean
    return float(np.sqrt(dl**2 + dc**2 + dh**2 + tilt * dc * dh))


def test_the_colour_difference_is_the_published_one() -> None:
    """Pairs 1, 7 and 17 of Sharma, Wu and Dalal (2005) come out as printed there."""
    pairs = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ]
    for one, other, printed in pairs:
        assert difference(np.array(one), np.array(other)) == pytest.approx(printed, abs=1e-4)


@pytest.mark.parametrize("sight", SIGHT)
def test_tones_differ_for_every_eye(sight: str) -> None:
    """Any two tones are at least ten just noticeable differences apart."""
    seen = {name: lab(look.colour, sight) for name, look in TONES.items()}
    close = [
        (one, other)
        for one, other in combinations(seen, 2)
        if difference(seen[one], seen[other]) < 10
    ]
    assert not close


def test_tones_stand_out_on_both_grounds() -> None:
    """Every tone is seen on white and near-black, and every one that is a verdict at 2.9 : 1."""
    for name, look in TONES.items():
        least = 2.3 if name == "none" else 2.9
        assert contrast(look.colour, WHITE) >= least
        assert contrast(look.colour, NEAR_BLACK) >= least


def test_text_upon_a_tone_is_readable() -> None:
    """The ink of a tone has at least the 4.5 : 1 that AA asks for."""
    for look in TONES.values():
        assert contrast(look.colour, look.ink) >= 4.5


def test_no_tone_is_told_by_its_colour_alone() -> None:
    """Signs, icons and words are all different."""
    looks = TONES.values()
    for signs in ({look.sign for look in looks}, {look.icon for look in looks}):
        assert len(signs) == len(TONES)
    assert len({look.word for look in looks}) == len(TONES)


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
