"""Twins are the scores of cards that fill gaps in another way."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.spec.model import Card
from scoring.tune.rescore import ready
from scoring.tune.twin import SENSIBLE, WAYS, Twin, filled, middles, policies, twins
from scoring.values import Missing, Month
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.tune.stands import EVERYTHING, month_rows, now, stand

MONTH = demo().book.frame.months[-1]


def with_policy(card: Card, policy: Missing) -> Card:
    """The card with one way with missing values throughout, and no floor of coverage."""
    metrics = tuple(m.model_copy(update={"missing": policy}) for m in card.metrics)
    rules = card.rules.model_copy(update={"min_coverage": 0.0})
    return card.model_copy(update={"metrics": metrics, "rules": rules})


@pytest.mark.parametrize("way", ["spread", "neutral", "worst"])
def test_a_twin_is_the_score_of_a_card_that_says_so(way: str) -> None:
    """`skip`, `neutral` and `worst` of the card language, scored by the book."""
    rows = month_rows(demo())
    policy = Missing({"spread": "skip", "neutral": "neutral", "worst": "worst"}[way])
    wanted = demo().book.scored(with_policy(CARD, policy))
    score, band = filled(now(), way, middles(demo().book, now(), np.full(len(rows), MONTH.number)))
    assert score == pytest.approx(wanted.score[rows], nan_ok=True)
    assert np.array_equal(band, wanted.band[rows])


def test_the_middle_is_that_of_the_month() -> None:
    """The median of the points of that month's customers, counted again."""
    rows, frame = month_rows(demo()), demo().book.frame
    (central,) = middles(demo().book, now(), np.full(len(rows), MONTH.number))
    for metric in CARD.active:
        found = demo().book.pointed(metric)
        held = [p for p, k in zip(found.points[rows], found.known[rows], strict=True) if k]
        assert set(central[metric.id]) == {sorted(held)[len(held) // 2]} or central[metric.id][
            0
        ] == pytest.approx(np.median(held))
    early = frame.months[5]
    span = frame.rows_at(early)
    at = ready(demo().book, CARD, np.arange(span.start, span.stop))
    (then,) = middles(demo().book, at, np.full(at.size, early.number))
    assert then["usage"][0] != central["usage"][0]


def test_an_unknown_month_has_no_middle() -> None:
    """Nobody was a customer a hundred years before: nothing to fill with."""
    at = ready(demo().book, CARD, month_rows(demo())[:3])
    (central,) = middles(demo().book, at, np.full(3, Month.parse("1926-01").number))
    assert np.isnan(central["usage"]).all()


def test_whoever_has_a_gap_has_a_twin() -> None:
    """Gaps and coverage are counted over the metrics that carry weight."""
    seen = twins(demo().book, now(), MONTH)
    rows = month_rows(demo())
    known = np.stack([demo().book.pointed(m).known[rows] for m in CARD.active])
    gaps = (~known).sum(axis=0)
    assert seen.place.tolist() == np.flatnonzero(gaps > 0).tolist()
    assert np.array_equal(seen.gaps, gaps[seen.place])
    weights = np.array([m.weight for m in CARD.active])
    coverage = (weights[:, None] * known).sum(axis=0) / weights.sum()
    assert seen.coverage == pytest.approx(coverage[seen.place])
    assert seen.accounts == len(rows)


def hand(bands: list[list[int]], own: list[int]) -> Twin:
    """Twins with chosen bands: a column an account, a row a way."""
    some = np.array(bands, np.int8)
    none = np.zeros(some.shape[1])
    return Twin(np.arange(some.shape[1]), none, none, np.array(own, np.int8), some * 1.0, some, 9)


def test_a_band_hangs_where_sensible_ways_disagree() -> None:
    """Of four accounts: agreed, neutral differs, only the worst differs, no score at all."""
    assert (*SENSIBLE, "worst") == tuple(WAYS)
    seen = hand([[0, 0, 0, 2], [0, 0, 0, 2], [0, 1, 0, 2], [0, 1, 2, 2]], [0, 0, 0, -1])
    assert seen.hangs.tolist() == [False, True, False, False]
    assert seen.only_worst.tolist() == [False, False, True, False]
    assert seen.scored.tolist() == [True, True, True, False]


def test_the_worst_way_never_scores_above_the_neutral_one() -> None:
    """0 points for a gap can only lower a weighted mean."""
    seen = twins(demo().book, now(EVERYTHING), MONTH)
    neutral, worst = (seen.scores[list(WAYS).index(way)] for way in ("neutral", "worst"))
    both = ~np.isnan(neutral) & ~np.isnan(worst)
    assert both.sum() > 50
    assert np.all(worst[both] <= neutral[both] + 1e-9)


def test_each_way_is_held_against_the_cases() -> None:
    """The card's own way, spreading, ranks as the card does where it scores everybody."""
    seen = twins(demo().book, now(), MONTH)
    found = {one.way: one for one in policies(stand(), seen)}
    assert list(found) == list(WAYS)
    assert all(one.ranking.low is not None for one in found.values())
    score = demo().book.scored(with_policy(CARD, Missing("worst")))
    order = stand().ground.judged(score).order
    assert found["worst"].ranking.n == len(order.rows)
    places = list(WAYS).index("worst")
    changed = sum(
        int(a >= 0 and a != b) for a, b in zip(seen.band, seen.bands[places], strict=True)
    )
    assert found["worst"].changed == changed
