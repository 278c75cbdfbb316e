"""A slider's change gives a new sound card, and leaves the old one alone."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CardError
from scoring.spec.edit import with_knob, with_metric, with_weight
from scoring.spec.model import PULSE, Card
from tests.unit.spec.samples import card, weighted

tenths = st.integers(0, 1000).map(lambda n: n / 10)


any_weight = tenths | st.floats(0, 1e6) | st.sampled_from([0.0, 1e6, 1e-300, 33.333, 1 / 3])


def weights(one: Card) -> list[float]:
    return [m.weight for m in one.metrics]


def written(one: Card) -> list[Decimal]:
    """The weights in force as decimal numbers, exactly as they print."""
    return [Decimal(repr(m.weight)) for m in one.active]


def test_a_weight_moves_alone() -> None:
    """Without keeping the total, one weight changes and nothing else does."""
    before = weighted(50, 30, 20)
    after = with_weight(before, "m1", 60)
    assert weights(after) == [50, 60, 20]
    assert weights(before) == [50, 30, 20]
    assert after.model_copy(update={"metrics": before.metrics}) == before


def test_a_card_made_from_another_has_a_digest_of_its_own() -> None:
    """Also where the other one was asked for its digest before, and whether it shares or not."""
    before = weighted(50, 30, 20)
    assert before.digest == weighted(50, 30, 20).digest
    moved = {"metrics": weighted(60, 30, 20).metrics}
    for deep in (False, True):
        assert before.model_copy(deep=deep).digest == before.digest
        after = before.model_copy(update=moved, deep=deep)
        assert after.digest == weighted(60, 30, 20).digest != before.digest


def test_the_others_share_the_rest_in_proportion() -> None:
    """From 50/30/20 to 20 for the first: 80 is shared 3 to 2, which is 48 and 32."""
    assert weights(with_weight(weighted(50, 30, 20), "m0", 20, keep_total=True)) == [20, 48, 32]


def test_the_shares_are_tenths_that_add_up() -> None:
    """Three equal shares of 100 are 33.4, 33.3 and 33.3, not 33.3 three times."""
    after = with_weight(weighted(10, 1, 1, 1), "m0", 0, keep_total=True)
    assert sorted(weights(after)) == [0, 33.3, 33.3, 33.4]
    assert sum(written(after)) == 100


def test_the_largest_remainder_is_rounded_up() -> None:
    """Of 100 shared 1 to 2 the parts are 33.33... and 66.66..., so the second gets the tenth."""
    assert weights(with_weight(weighted(10, 1, 2), "m0", 0, keep_total=True)) == [0, 33.3, 66.7]


def test_a_locked_weight_stays() -> None:
    """With 30 locked, moving 50 to 60 leaves 10 for the third."""
    after = with_weight(weighted(50, 30, 20), "m0", 60, keep_total=True, locked={"m1"})
    assert weights(after) == [60, 30, 10]


def test_a_weight_stops_where_the_locked_ones_begin() -> None:
    """With 30 locked there is room for 70, however far the slider is pulled."""
    after = with_weight(weighted(50, 30, 20), "m0", 95, keep_total=True, locked={"m1"})
    assert weights(after) == [70, 30, 0]


def test_with_all_others_locked_the_weight_is_what_is_left() -> None:
    """Nobody can give or take, so the moved weight returns to its 50."""
    after = with_weight(weighted(50, 30, 20), "m0", 10, keep_total=True, locked={"m1", "m2"})
    assert weights(after) == [50, 30, 20]


def test_others_at_zero_share_equally() -> None:
    """Weights of 0 have no proportion, so two of them take 20 each."""
    assert weights(with_weight(weighted(100, 0, 0), "m0", 60, keep_total=True)) == [60, 20, 20]


def test_a_metric_that_is_off_does_not_push_the_others() -> None:
    """What is switched off has no part in the 100."""
    start = with_metric(weighted(50, 30, 20), "m2", enabled=False)
    after = with_weight(start, "m0", 60, keep_total=True)
    assert weights(after) == [60, 40, 20]
    assert weights(with_weight(start, "m2", 90, keep_total=True)) == [50, 30, 90]


@given(
    start=st.lists(tenths, min_size=2, max_size=9),
    weight=any_weight,
    locks=st.sets(st.integers(0, 8)),
    moved=st.integers(0, 8),
)
def test_the_total_is_100_exactly(
    start: list[float], weight: float, locks: set[int], moved: int
) -> None:
    """Whatever moves, the printed weights add up to 100 unless the locked ones exceed it.

    Each is at least 0, the locked ones are untouched, and the shared ones are tenths if the
    moved one is.
    """
    if not any(start):
        return
    before, name = weighted(*start), f"m{moved % len(start)}"
    locked = {f"m{i}" for i in locks}
    after = with_weight(before, name, weight, keep_total=True, locked=locked)
    fixed = sum(Decimal(repr(m.weight)) for m in before.metrics if m.id in locked - {name})
    if fixed <= 100:
        assert sum(written(after)) == pytest.approx(Decimal(100), abs=Decimal("1e-12"))
        if weight == round(weight, 1):
            assert sum(written(after)) == 100
            assert all(w * 10 % 1 == 0 for w in written(after))
    for old, new in zip(before.metrics, after.metrics, strict=True):
        assert new.weight >= 0
        if old.id in locked - {name}:
            assert new.weight == old.weight
        assert new.model_copy(update={"weight": old.weight}) == old


@given(start=st.lists(tenths, min_size=2, max_size=6), path=st.lists(tenths, max_size=12))
def test_a_long_drag_keeps_the_total(start: list[float], path: list[float]) -> None:
    """A hundred at every stop of a drag, with no drift on the way."""
    if not any(start):
        return
    one = weighted(*start)
    for i, weight in enumerate(path):
        one = with_weight(one, f"m{i % len(start)}", weight, keep_total=True)
        assert sum(written(one)) == 100


@pytest.mark.parametrize("keep_total", [False, True])
@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (-1.0, "-1 is too small"),
        (math.nan, "not a finite number"),
        (math.inf, "not a finite number"),
    ],
)
def test_a_weight_that_cannot_be_is_refused(weight: float, words: str, keep_total: bool) -> None:
    """A negative or infinite weight is an error in our words, whichever way it moves."""
    with pytest.raises(CardError, match=words):
        with_weight(weighted(1, 2), "m0", weight, keep_total=keep_total)


def test_a_metric_that_is_not_there() -> None:
    """An edit of an unknown metric is refused, not silently dropped."""
    for edit in (
        lambda: with_metric(card(), "nobody", enabled=False),
        lambda: with_weight(card(), "nobody", 3),
        lambda: with_knob(card(), "nobody", "worst", 3),
    ):
        with pytest.raises(KeyError, match="nobody"):
            edit()


def linear(worst: float, best: float) -> Card:
    rule = {"kind": "linear", "worst": worst, "best": best}
    metric = {"id": "m", "measure": "x", "normaliser": rule, "weight": 1}
    return card(metrics=[metric])


def test_a_knob_turns() -> None:
    """The worst value of a line moves, the best stays."""
    normaliser = with_knob(linear(0, 10), "m", "worst", 4).metric("m").normaliser
    assert {k.path: k.value for k in normaliser.knobs()} == {"worst": 4, "best": 10}


def test_a_knob_does_not_turn_into_nonsense() -> None:
    """A line from 10 to 10 is refused in the words of a card's report."""
    with pytest.raises(CardError, match="m: worst and best are both 10") as caught:
        with_knob(linear(0, 10), "m", "worst", 10)
    assert caught.value.findings[0].fix == "give worst and best different numbers"


def test_a_pulse_that_weighs_is_one_of_the_weights() -> None:
    """Beside 50/30/20 a pulse of 25 takes its part of 100: 37.5, 22.5 and 15 are left.

    Moving another weight leaves it alone: 50 for m0, 25 for the pulse, 25 for m1 and m2.
    """
    judged = card(pulse={"measure": "x", "mode": "metric", "weight": 0})
    moved = with_weight(judged, PULSE, 25, keep_total=True)
    assert [m.weight for m in moved.active] == [37.5, 22.5, 15, 25]
    again = with_weight(moved, "m0", 50, keep_total=True)
    assert [m.weight for m in again.active] == [50, 15, 10, 25]
    assert [m.weight for m in with_weight(judged, PULSE, 25).active] == [50, 30, 20, 25]
