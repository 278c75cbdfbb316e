"""What earliness costs, lead by lead, and how many were red how long before."""

from __future__ import annotations

from functools import cache

import pytest

from scoring.backtest.cases import LOST
from scoring.backtest.earliness import LEADS, Earliness
from scoring.backtest.ground import cases_within
from scoring.spec.parse import parse_card
from scoring.spec.question import Question
from scoring.workbench import preset_texts, trial_of
from scoring.workbench.comparing import earliness_of, lead_histogram
from tests.bundled import opened
from tests.unit.backtest.test_trial import CARD, demo, trial


@cache
def curve() -> Earliness:
    return earliness_of(demo(), CARD, trial())


def test_each_point_is_a_back_test_of_its_own() -> None:
    """At every lead the figures are those of a trial that is asked for this lead."""
    assert tuple(point.lead for point in curve().points) == LEADS
    for point in curve().points:
        found = trial_of(demo(), CARD, Question(cohort="calendar", lead=point.lead))
        assert point.ranking == found.ranking
        assert point.caught == found.caught
        assert point.accounts == found.counts.accounts
        assert (
            point.cases == found.counts.lost + found.counts.false_alarms + found.counts.left_alone
        )


def test_the_same_losses_are_seen_from_further_away() -> None:
    """Whoever is lost at a lead is lost at each shorter one, by the same loss."""
    before: set[tuple[int, int]] | None = None
    for lead in LEADS:
        asked = Question(cohort="calendar", lead=lead)
        table = cases_within(demo().book, asked)
        gone = table.outcome == LOST
        losses = set(zip(table.account[gone].tolist(), table.churn[gone].tolist(), strict=True))
        assert before is None or losses <= before
        before = losses


def test_earlier_is_harder() -> None:
    """The demo falls from about .87 at no lead to about .74 at six months, as it was made to.

    One book of 400 accounts has a ranking power with a standard deviation of about .045; two of
    them are allowed.
    """
    seen = {point.lead: point.ranking.estimate or 0.0 for point in curve().points}
    for lead, published in ((0, 0.87), (3, 0.80), (6, 0.74)):
        assert seen[lead] == pytest.approx(published, abs=2 * 0.045)
    assert seen[0] > seen[3] > seen[6] > seen[9]
    caught = [point.caught.estimate or 0.0 for point in curve().points]
    assert caught == sorted(caught, reverse=True)


def test_a_lead_that_is_asked_for_is_on_the_curve() -> None:
    """A trial of five months has its own point."""
    asked = trial_of(demo(), CARD, Question(cohort="calendar", lead=5))
    found = earliness_of(demo(), CARD, asked)
    assert [point.lead for point in found.points] == sorted({*LEADS, 5})


def test_the_current_state_has_no_curve() -> None:
    """One month shows how accounts stand: no curve, no histogram, and the reason."""
    data = opened("starter")
    card = parse_card(preset_texts()["weighted_starter"])
    found = trial_of(data, card)
    told = earliness_of(data, card, found)
    assert (told.points, told.words) == ((), found.clock.because)
    assert lead_histogram(data, card, found) == ()


def test_few_losses_give_no_share() -> None:
    """Of a region with few losses each point has words in place of a share."""
    members = demo().book.frame.members("segment", "Enterprise")
    some = trial_of(demo(), CARD, Question(cohort="calendar"), within=members)
    for point in earliness_of(demo(), CARD, some, members).points:
        assert point.caught.known == (point.accounts >= 8)
        assert point.caught.known or "too few" in point.caught.why


def test_the_bins_hold_every_loss_once() -> None:
    """Never is what the trial calls never; what is red for three months or more is early."""
    bins = lead_histogram(demo(), CARD, trial())
    assert [b.label for b in bins] == ["never", "1–2", "3–5", "6–8", "9–11", "12+"]
    lead = trial().lead
    assert sum(b.losses for b in bins) == lead.losses
    assert bins[0].losses == lead.never
    early = sum(b.losses for b in bins[2:])
    assert early / lead.losses == lead.early.estimate
    assert all(b.at_least <= b.losses for b in bins)
    assert sum(b.share.estimate or 0.0 for b in bins) == pytest.approx(1.0)


def test_a_filter_counts_its_own_losses() -> None:
    """Two halves of the accounts add up to all of them, bin by bin."""
    members = demo().book.frame.members("segment", "SMB")
    halves = [
        lead_histogram(demo(), CARD, trial_of(demo(), CARD, trial().question, within=w), w)
        for w in (members, ~members)
    ]
    whole = lead_histogram(demo(), CARD, trial())
    for one, other, both in zip(*halves, whole, strict=True):
        assert one.losses + other.losses == both.losses
