"""The page on lost customers against SQL and loops over raw scores, on random made-up books."""

from __future__ import annotations

from functools import cache

import duckdb
import pytest

from scoring.backtest.rivals import Rival
from scoring.demo import make_book
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.model import Card
from scoring.workbench import (
    Asked,
    DataSet,
    cut_sweep,
    preset_texts,
    rivals_of,
    trial_now,
    usable_card,
)
from scoring.workbench.looking_back import looked_back
from tests.examples import some
from tests.truth.cut_in_sql import (
    BELOW,
    HORIZON,
    LEAD,
    NOW,
    TENURE,
    among_worst,
    by_luck,
    cases_of,
    middle,
    months_of_warning,
    opened,
)
from tests.truth.loaded_books import loaded
from tests.truth.plain_statistics import wilson

SEEDS = [3, 11]
ASKED = Asked(LEAD, HORIZON, TENURE, cohort="calendar")
CUTS = [5.0, 21.5, 33.0, 45.0, 52.5, 60.0, 64.5]


@cache
def made(seed: int) -> tuple[DataSet, Card, duckdb.DuckDBPyConnection]:
    book = make_book(300, 30, seed)
    data = loaded(book)
    card = usable_card(preset_texts()["b2b_saas_starter"], data)
    return data, card, opened(data, book, card)


@pytest.mark.parametrize("seed", some(SEEDS, 1))
def test_every_cut_of_the_sweep_is_what_sql_counts(seed: int) -> None:
    """All 201 places: flagged, caught, false alarms and the work they would be now."""
    data, card, base = made(seed)
    found = cut_sweep(data, card, trial_now(data, card, ASKED), data.book.frame.months[-1])
    assert len(found.cuts) == 201
    for at, cut in enumerate(found.cuts.tolist()):
        flagged, caught, alarms, lost, cases = base.execute(BELOW, {"cut": cut}).fetchone() or ()
        assert (found.caught[at], found.false_alarms[at]) == (caught, alarms)
        assert found.caught[at] + found.false_alarms[at] == flagged
        assert (found.lost, found.kept) == (lost, cases - lost)
        assert (found.now[at], found.book) == base.execute(NOW, {"cut": cut}).fetchone()
    assert found.lost >= 20


@pytest.mark.parametrize("seed", some(SEEDS, 1))
@pytest.mark.parametrize("cut", CUTS)
def test_a_card_at_a_cut_is_what_sql_counts(seed: int, cut: float) -> None:
    """Counts, precision with the calls that follow, and the lead: resting and while it moves."""
    data, card, base = made(seed)
    at = with_alarm_cut(card, cut)
    flagged, caught, alarms, lost, _ = base.execute(BELOW, {"cut": cut}).fetchone() or ()
    leads = months_of_warning(base, cut)
    for trial in (trial_now(data, at, ASKED), looked_back(data, at, card, asked=ASKED).trial):
        counts = trial.counts
        assert (counts.caught, counts.false_alarms, counts.lost) == (caught, alarms, lost)
        assert trial.caught.estimate == caught / lost
        assert trial.precision.estimate == (caught / flagged if flagged else None)
        calls = flagged / caught if caught else None
        assert trial.calls.estimate == (None if calls is None else pytest.approx(calls))
        assert (trial.lead.losses, trial.lead.never) == (len(leads), leads.count(0))
        assert trial.lead.median == middle(leads)
        early = sum(one >= LEAD for one in leads) / len(leads)
        assert trial.lead.early.estimate == early


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("seed", some(SEEDS, 1))
@pytest.mark.parametrize("cut", CUTS)
def test_rivals_catch_what_loops_count(seed: int, cut: float, live: bool) -> None:
    """Luck, the rule of thumb and the pulse, each beside as many of the card's worst cases."""
    data, card, base = made(seed)
    at, cases = with_alarm_cut(card, cut), cases_of(base)
    found = {one.key: one for one in rivals_of(data, at, trial_now(data, at, ASKED), live=live)}
    gone = [one.lost for one in cases]
    lost, flagged = sum(gone), sum(one.score is not None and one.score < cut for one in cases)
    scores, pulses = [one.score for one in cases], [one.pulse for one in cases]
    if not flagged:
        assert not found["chance"].caught.known
        return

    def held(one: Rival, count: int, theirs: float) -> None:
        mine = float(among_worst(scores, gone, count)) / lost
        assert one.flagged == count
        assert one.caught.estimate == pytest.approx(theirs)
        assert one.caught_mine.estimate == pytest.approx(mine)
        assert one.difference.estimate == pytest.approx(mine - theirs, abs=1e-12)

    known = sum(one is not None for one in scores)
    mean, low, high = by_luck(len(cases), lost, min(flagged, known))
    held(found["chance"], min(flagged, known), float(mean) / lost)
    assert (found["chance"].caught.low, found["chance"].caught.high) == (low / lost, high / lost)
    both = min(flagged, known, sum(one is not None for one in pulses))
    held(found["pulse"], both, float(among_worst(pulses, gone, both)) / lost)
    rule = [0.0 if one.thumb else None for one in cases]
    least = min(flagged, sum(one.thumb for one in cases), known)
    held(found["thumb"], least, float(among_worst(rule, gone, least)) / lost)


@pytest.mark.parametrize("seed", some(SEEDS, 1))
def test_the_line_of_a_share_is_wilsons(seed: int) -> None:
    """Each loss is of an account of its own, so that n is the losses: both roots, by hand."""
    data, card, base = made(seed)
    cases = cases_of(base)
    at = with_alarm_cut(card, 45.0)
    (chance, *_) = rivals_of(data, at, trial_now(data, at, ASKED))
    gone, scores = [one.lost for one in cases], [one.score for one in cases]
    lost = sum(gone)
    caught = among_worst(scores, gone, int(chance.flagged))
    assert caught.denominator == 1
    low, high = wilson(int(caught) / lost, lost)
    assert (chance.caught_mine.low, chance.caught_mine.high) == pytest.approx((low, high))
