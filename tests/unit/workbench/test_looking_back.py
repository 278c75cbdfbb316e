"""A cut that moves over the lost customers says what the whole picture says of them."""

from __future__ import annotations

import pytest

from scoring.backtest.flag_rules import EverRed, RedRunning
from scoring.live.among import Among
from scoring.live.sample import sample_of
from scoring.spec.edit_cut import with_alarm_cut
from scoring.workbench import Asked, picture
from scoring.workbench.looking_back import looked_back, weights_of
from tests.examples import some
from tests.unit.live.test_banding import CARD
from tests.unit.workbench.test_cutting import demo
from tests.unit.workbench.test_previewing import MONTH, data

SMB = Among.of([("segment", "SMB")])
ASKED = [Asked(), Asked(rule=EverRed()), Asked(rule=RedRunning(), lead=1), Asked(cohort="renewal")]


@pytest.mark.parametrize("among", [Among(), SMB], ids=["all", "some"])
@pytest.mark.parametrize("asked", some(ASKED, 1), ids=["usual", "ever", "running", "renewal"])
def test_what_follows_the_cut_is_exact(asked: Asked, among: Among) -> None:
    """With a book that is not large, and but for false alarms with one that is."""
    for large in (1_000, 10):
        here, card = data(), with_alarm_cut(CARD, 57.5)
        seen = looked_back(here, card, CARD, among, asked, large=large)
        whole = picture(data(), card, CARD, MONTH, among, asked)
        assert (seen.near is None) == (large > 400)
        assert seen.trial.counts == whole.trial.counts
        for name in ("caught", "precision", "ranking", "calls", "money", "lead", "alarms"):
            assert getattr(seen.trial, name) == getattr(whole.trial, name)
        assert seen.trial_saved.counts == whole.trial_saved.counts
        lines = ([repr(one) for one in board.lost] for board in (seen.board, whole.board))
        assert next(lines) == next(lines)
        assert seen.scores.band.tolist() == whole.scores.band.tolist()


def test_all_drawn_false_alarms_are_the_books() -> None:
    """Four hundred accounts of which up to 400 are drawn: near figures, and the exact ones."""
    card = with_alarm_cut(CARD, 57.5)
    seen = looked_back(data(), card, CARD, large=10, drawn=400)
    alarms = picture(data(), card, CARD, MONTH).trial.alarms
    assert seen.near is not None
    assert alarms is not None
    assert seen.near.mine.months.estimate == pytest.approx(alarms.months.estimate, rel=1e-12)
    assert seen.near.mine.accounts.estimate == pytest.approx(alarms.accounts.estimate, rel=1e-12)
    assert seen.near.mine.episodes.estimate == pytest.approx(alarms.episodes.estimate, rel=1e-12)


def test_few_drawn_stand_for_everybody() -> None:
    """Twenty drawn of the ever lost and twenty of the others: some 40 of 400 accounts' months."""
    seen = looked_back(data(), with_alarm_cut(CARD, 57.5), CARD, large=10, drawn=20)
    whole = picture(data(), CARD, CARD, MONTH).trial.alarms
    assert seen.near is not None
    assert whole is not None
    assert seen.near.mine.months.n == pytest.approx(whole.months.n, rel=0.35)
    assert seen.near.mine.months.n != whole.months.n


def test_each_kind_of_account_is_stood_for() -> None:
    """Twenty of the ever lost have the weight of all of them, twenty others that of the rest."""
    sample = sample_of(demo().book, large=10, drawn=20)
    assert sample is not None
    weights, lost = weights_of(sample, 20), int(sample.gone.sum())
    assert 20 < lost < 380
    assert (weights[sample.gone] > 0).sum() == (weights[~sample.gone] > 0).sum() == 20
    assert weights[sample.gone].sum() == pytest.approx(lost)
    assert weights[~sample.gone].sum() == pytest.approx(400 - lost)


def test_a_card_beside_itself_has_the_same_false_alarms() -> None:
    """The saved card is told from the very same accounts, under each question anew."""
    here, card = data(), with_alarm_cut(CARD, 57.5)
    for asked in ASKED:
        near = looked_back(here, card, card, asked=asked, large=10, drawn=20).near
        other = looked_back(here, card, CARD, asked=asked, large=10, drawn=20).near
        assert near is not None
        assert other is not None
        assert near.mine == near.saved == other.mine != other.saved


def test_no_account_changes_the_sample() -> None:
    """Two looks at the same book draw the same accounts: the figures are the very same."""
    card = with_alarm_cut(CARD, 57.5)
    one, other = (looked_back(data(), card, CARD, large=10, drawn=20).near for _ in range(2))
    assert one is not None
    assert one == other
    assert one.mine.months.estimate is not None
