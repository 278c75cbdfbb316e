"""Each bar of the tornado is what the kernel gives for a card with the moved weights."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from scoring.spec.edit import with_weight
from scoring.spec.model import Card
from scoring.tune.footing import footing
from scoring.tune.rescore import reweighed
from scoring.tune.tornado import STEPS, tornado
from scoring.values import Bools, Floats
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.tune.stands import month_rows, now, stand, with_losses


def caught(score: Floats, lost: Bools, flagged: int) -> float:
    """Losses among the worst, the last tie shared, by sorting in plain Python."""
    found, left = 0.0, float(flagged)
    held = [(s, bool(k)) for s, k in zip(score.tolist(), lost.tolist(), strict=True) if s == s]
    for at in sorted({s for s, _ in held}):
        tied = [k for s, k in held if s == at]
        part = min(1.0, left / len(tied))
        found += part * sum(tied)
        left -= part * len(tied)
        if left <= 0:
            break
    return found


def moved(card: Card, metric_id: str, step: float) -> Card:
    """The weights in points of 100, one moved and the others in proportion, as people would."""
    total = sum(m.weight for m in card.metrics)
    own = 100 * card.metric(metric_id).weight / total
    to = max(own + step, 0.0)
    for m in card.metrics:
        share = 100 * m.weight / total
        weight = to if m.id == metric_id else share * (100 - to) / (100 - own)
        card = with_weight(card, m.id, weight)
    return card


@pytest.mark.parametrize("metric_id", ["usage", "escalations", "pulse"])
def test_a_bar_is_the_card_scored_from_afresh(metric_id: str) -> None:
    """Caught at the same workload, reds of the month and AUC, each less those of the card."""
    at, rows = stand(), month_rows(demo())
    seen = tornado(at, now())
    (bar,) = (b for b in seen.bars if b.id == metric_id)
    assert [change.step for change in bar.changes] == list(STEPS)
    for change in bar.changes:
        scores = demo().book.scored(moved(CARD, metric_id, change.step))
        score = at.ground.judged(scores).score
        known = ~np.isnan(score)
        area = roc_auc_score(at.ground.lost[known], -score[known])
        reds = int((scores.band[rows] == len(CARD.bands) - 1).sum())
        assert change.caught is not None
        assert seen.base.caught is not None
        many = caught(score, at.ground.lost, seen.base.flagged)
        assert change.caught + seen.base.caught == pytest.approx(many, abs=1e-9)
        assert (change.ranking or 0) + (seen.base.area or 0) == pytest.approx(area, abs=1e-9)
        assert change.reds + seen.base.reds == reds


def test_the_card_itself_is_the_middle() -> None:
    """Its flags, its reds and its power are those of the back-test."""
    at, seen = stand(), tornado(stand(), now())
    assert seen.base.flagged == at.flagged.sum() > 0
    assert seen.base.area == pytest.approx(at.ranking.estimate)
    assert (seen.lost, seen.cases) == (at.ground.lost.sum(), len(at.ground.lost))
    assert seen.words == ""


def test_a_weight_stops_at_nothing() -> None:
    """Escalations carry 5 of 100: ten points less are five less."""
    (bar,) = (b for b in tornado(stand(), now()).bars if b.id == "escalations")
    assert [change.to for change in bar.changes] == pytest.approx([0.0, 0.0, 10.0, 15.0])
    assert bar.changes[0].reds == bar.changes[1].reds


def test_all_of_the_weight_cannot_be_moved() -> None:
    """A card of one metric has a bar without changes."""
    alone = reweighed(CARD, {m.id: 0.0 for m in CARD.metrics} | {"usage": 1.0})
    (bar,) = tornado(footing(demo().book, alone, stand().ground.cases), now(alone)).bars
    assert bar.changes == ()


def test_below_eight_losses_only_reds_are_told() -> None:
    """Caught and ranking power are left out, with the words of the gate."""
    seen = tornado(footing(demo().book, CARD, with_losses(5)), now())
    assert seen.words.startswith("5 losses: too few")
    changes = [change for bar in seen.bars for change in bar.changes]
    assert all(c.caught is None and c.ranking is None for c in changes)
    assert any(c.reds for c in changes)
