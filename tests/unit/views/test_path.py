"""What a score needs, on accounts small enough to reckon on paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path as Folder
from typing import Any

import pytest

from scoring.spec.parse import parse_card
from scoring.views.path import Path, path_of
from tests.truth.plain_places import Account
from tests.truth.small_data import data_set

pytestmark = pytest.mark.slow

MONTH = 2026 * 12
BANDS = [
    {"name": "Green", "from": 60, "tone": "good"},
    {"name": "Amber", "from": 40, "tone": "watch"},
    {"name": "Red", "from": 0, "tone": "bad"},
]
USE = {"id": "use", "measure": "use", "weight": 1,
       "normaliser": {"kind": "linear", "worst": 0, "best": 100}}  # fmt: skip
LATE = {"id": "late", "measure": "late", "weight": 1,
        "normaliser": {"kind": "linear", "worst": 50, "best": 0}}  # fmt: skip


@pytest.fixture
def found(tmp_path: Folder) -> Callable[..., Path]:
    """The path of the first account of a few under a card of these parts."""

    def path(values: dict[str, Any], metrics: list[dict[str, Any]], **parts: Any) -> Path:
        others = {key: 7.0 if isinstance(v, float | None) else v for key, v in values.items()}
        rows = {("A", MONTH): values, ("B", MONTH): others, ("C", MONTH): others}
        texts = tuple(key for key, v in values.items() if isinstance(v, str))
        data = data_set(tmp_path, rows, texts, {"A": Account("Small", MONTH - 9)})
        card = {"version": 1, "name": "Paper", "metrics": metrics, "bands": BANDS} | parts
        row = data.book.frame.accounts.ids.index("A")
        return path_of(data.book, parse_card(json.dumps(card)), row)

    return path


def said(path: Path) -> dict[str, Any]:
    return {way.line.line_id: way.needed for way in path.ways}


def test_a_line_is_solved_for_its_raw_value(found: Any) -> None:
    """(20 + 30) / 2 = 25; Amber needs 40: use 20 + 2 × 15 = 50, or late with 60 points = 20."""
    path = found({"use": 20.0, "late": 35.0}, [USE, LATE])
    assert (path.score, path.cut) == (25.0, 40.0)
    assert said(path) == {"use": 50.0, "late": 20.0}
    senses = {way.line.line_id: way.sense for way in path.ways}
    assert senses == {"use": "at least", "late": "at most"}


def test_whole_numbers_are_rounded_outward(found: Any) -> None:
    """Weights 2 to 1: (2 × 20 + 30) / 3 = 23.3; use alone needs (120 − 30) / 2 = 45 of 100."""
    path = found({"use": 20.0, "late": 35.0}, [USE | {"weight": 2}, LATE])
    # late would need 120 − 40 = 80 points, which is 50 × 0.2 = 10.
    assert said(path) == {"use": 45.0, "late": 10.0}
    path = found({"use": 20.0, "late": 36.0}, [USE | {"weight": 2}, LATE])
    # use (120 − 28) / 2 = 46; late as before.
    assert said(path) == {"use": 46.0, "late": 10.0}


def test_of_two_solutions_the_nearer_is_named(found: Any) -> None:
    """A hump, 100 points at 10, none at 0 and at 50: from 40, at most 34; from 2, at least 4."""
    hump = {"kind": "curve", "points": [[0, 0], [10, 100], [50, 0]]}
    metric = USE | {"normaliser": hump}
    # 40 points: at 4 on the way up, at 50 − 16 = 34 on the way down.
    for now, needed, until in ((40.0, 34.0, 4.0), (2.0, 4.0, 34.0)):
        way = found({"use": now}, [metric]).ways[0]
        assert (way.needed, way.until) == (needed, until)


def test_across_a_valley_the_nearer_side_is_named(found: Any) -> None:
    """100 points at 0 and at 40, none at 20: 40 points are at 12 and at 28."""
    valley = {"kind": "curve", "points": [[0, 100], [20, 0], [40, 100]]}
    for now, needed, sense in ((15.0, 12.0, "at most"), (26.0, 28.0, "at least")):
        way = found({"use": now}, [USE | {"normaliser": valley}]).ways[0]
        assert (way.needed, way.sense, way.until) == (needed, sense, None)


def test_a_red_flag_must_clear_first(found: Any) -> None:
    """90 points capped at 30: clearing is enough. 35 capped at 30: use must reach 40 as well."""
    flag = {"id": "angry", "label": "Angry", "when": {"measure": "angry", "at_least": 1}, "cap": 30}
    path = found({"use": 90.0, "angry": 1.0}, [USE], red_flags=[flag])
    assert ([f.id for f in path.clear], path.cleared, path.enough) == (["angry"], 90.0, True)
    path = found({"use": 35.0, "angry": 1.0}, [USE], red_flags=[flag])
    assert (path.score, path.cleared, path.enough) == (30.0, 35.0, False)
    assert said(path) == {"use": 40.0}
    path = found({"use": 35.0, "angry": 1.0}, [USE], red_flags=[flag | {"cap": 45}])
    assert path.clear == ()  # its cap lies above the cut


def test_a_flag_on_the_same_measure_bounds_what_helps(found: Any) -> None:
    """Too much use is a flag from 45 on: what is needed is 40 up to 44."""
    flag = {"id": "odd", "when": {"measure": "use", "at_least": 45}, "cap": 10}
    way = found({"use": 35.0}, [USE], red_flags=[flag]).ways[0]
    assert (way.needed, way.until) == (40.0, 44.0)


def test_an_adjustment_on_the_same_measure_counts(found: Any) -> None:
    """10 more points from a use of 32 on: 32 + 10 = 42 is enough, 30 alone is not."""
    bonus = {"id": "more", "when": {"measure": "use", "at_least": 32}, "points": 10}
    assert said(found({"use": 20.0}, [USE], adjustments=[bonus])) == {"use": 32.0}


def test_a_value_where_there_was_none_shares_the_weight(found: Any) -> None:
    """20 alone; with use known the mean is of two: use must bring 60 of 100."""
    path = found({"use": None, "late": 40.0}, [USE, LATE])
    assert path.score == 20.0
    # late with 40 points is 30 days.
    assert said(path) == {"use": 60.0, "late": 30.0}


def test_a_category_is_named(found: Any) -> None:
    """Of the plans that reach 40 points the one that just does."""
    plan = {"kind": "categories", "map": {"free": 0, "pro": 50, "gold": 100}}
    way = found({"plan": "free"}, [USE | {"measure": "plan", "normaliser": plan}]).ways[0]
    assert (way.needed, way.sense, way.score) == ("pro", "is", 50.0)


def test_two_together_where_none_does_alone(found: Any) -> None:
    """Each alone brings 33.3 of 100 at most; the two need 120 points between them."""
    third = USE | {"id": "calls", "measure": "calls"}
    path = found({"use": 0.0, "late": 50.0, "calls": 0.0}, [USE, LATE, third])
    assert path.ways == ()
    assert path.pair is not None
    points = {"use": 1.0, "calls": 1.0, "late": -2.0}
    brought = sum(
        points[w.line.line_id] * float(w.needed or 0.0) + 100.0 * (w.line.line_id == "late")
        for w in path.pair
    )
    assert brought == 120.0
    assert path.pair[1].score == 40.0


def test_what_nobody_can_move_is_named_and_left_out(found: Any) -> None:
    """A metric that is not actionable has no way; neither has one without weight."""
    fixed = LATE | {"actionable": False, "label": "Lateness"}
    path = found({"use": 20.0, "late": 35.0}, [USE, fixed])
    assert said(path) == {"use": 50.0}
    assert path.fixed == ("Lateness",)
    path = found({"use": 20.0, "late": 35.0}, [USE, LATE | {"weight": 0}])
    assert said(path) == {"use": 40.0}


def test_the_best_band_and_no_score_have_no_path(found: Any) -> None:
    """From Green there is nowhere to go; without a value there is no score to lift."""
    assert found({"use": 90.0}, [USE]).target < 0
    path = found({"use": None, "late": 1.0}, [USE | {"missing": "refuse"}, LATE])
    assert path.band < 0
    assert path.ways == ()
