"""A card is held against its rivals at the same number of flagged cases, counted by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from scoring.backtest.bootstrap import Draws, draw_accounts
from scoring.backtest.figure import Figure
from scoring.backtest.further import Judged
from scoring.backtest.gates import gate
from scoring.backtest.rivals import Match, Named, Rival, beside_rule, beside_score, blind
from scoring.backtest.workload import worst_shares
from scoring.values import Bools, Floats, Ints
from tests.examples import examples
from tests.truth.random_cases import Cases, cases, twice

RIVAL = Named("it", "It", "It.")
LOST = np.arange(40) % 2 == 0  # 20 lost and 20 kept
SCORE = np.arange(40.0)


def match(score: Floats, lost: Bools, account: Ints, flagged: int, losses: int = 30) -> Match:
    mine = Judged(score, lost, account)
    draws = draw_accounts(int(account.max()) + 1, seed=1, draws=40)
    return Match(mine, flagged, draws, gate(losses))


def forty(flagged: int, losses: int = 30) -> Match:
    return match(SCORE, LOST, np.arange(40), flagged, losses)


def test_blind_picking_is_a_law() -> None:
    """Ten of forty with twenty lost: five on average, 2 to 8 in the middle 95%, of twenty."""
    found = blind(forty(10))
    law = stats.hypergeom(40, 20, 10)
    assert found.caught.estimate == 5 / 20
    assert (found.caught.low, found.caught.high) == (law.ppf(0.025) / 20, law.ppf(0.975) / 20)
    assert (found.caught_mine.estimate, found.difference.estimate) == (5 / 20, 0.0)
    assert found.ranking.estimate == 0.5


def test_better_than_blind_is_a_difference() -> None:
    """A card that puts 15 of the 20 losses on top catches .75 with 15 flags; chance .375."""
    score = np.where(LOST & (np.arange(40) < 30), 0.0, 50.0)
    found = blind(match(score, LOST, np.arange(40), 15))
    assert found.caught_mine.estimate == 15 / 20
    assert found.difference.estimate == pytest.approx(15 / 20 - 15 / 40)
    # Pairs won: 15 of 20 lost lie below all kept ones, 5 are tied with them: (15 + 2.5)/20.
    assert found.ranking_difference.estimate == pytest.approx(17.5 / 20 - 0.5)


def test_while_a_slider_moves_nothing_is_drawn() -> None:
    """Every figure stands as at rest; only what is caught more has no interval yet."""
    score = np.where(LOST & (np.arange(40) < 30), 0.0, 50.0)
    held = match(score, LOST, np.arange(40), 15)
    theirs = Judged(SCORE, LOST, np.arange(40))
    for moving, rest in (
        (beside_score(replace(held, draws=None), theirs, RIVAL), beside_score(held, theirs, RIVAL)),
        (beside_rule(replace(held, draws=None), ~LOST, RIVAL), beside_rule(held, ~LOST, RIVAL)),
        (blind(replace(held, draws=None)), blind(held)),
    ):
        gap = moving.difference
        assert (gap.low, gap.why) == (None, "Its interval comes when the slider rests.")
        assert gap.estimate == rest.difference.estimate
        assert rest.difference.low is not None
        assert replace(moving, difference=rest.difference) == rest


def test_a_rule_with_fewer_flags_sets_the_number() -> None:
    """The rule flags four, three of them lost; the card's worst four hold two of the twenty."""
    holds = np.isin(np.arange(40), [0, 2, 4, 5])
    found = beside_rule(forty(10), holds, RIVAL)
    assert found.flagged == 4
    assert "It flags 4 cases: both are held to that number." in found.words
    assert (found.caught.estimate, found.caught_mine.estimate) == (3 / 20, 2 / 20)
    assert found.difference.estimate == pytest.approx(-1 / 20)
    assert "it has no order" in found.ranking.why


def test_a_rule_with_more_flags_counts_in_part() -> None:
    """It flags all twenty lost and no other: of the ten that may be worked all ten are lost."""
    found = beside_rule(forty(10), LOST, RIVAL)
    assert found.flagged == 10
    assert found.words == "It."
    assert (found.caught.estimate, found.caught_mine.estimate) == (10 / 20, 5 / 20)


def test_a_rival_without_scores_for_all_holds_both_down() -> None:
    """It knows six cases only, two of them lost: the card may flag its worst six, three lost."""
    theirs = np.where(np.isin(np.arange(40), [0, 2, 5, 7, 9, 11]), SCORE, np.nan)
    found = beside_score(forty(10), Judged(theirs, LOST, np.arange(40)), RIVAL)
    assert found.flagged == 6
    assert "Only 6 cases have a score to flag by." in found.words
    assert (found.caught.estimate, found.caught_mine.estimate) == (2 / 20, 3 / 20)


@pytest.mark.parametrize(("losses", "shares", "differences"), [(7, 0, 0), (14, 1, 0), (15, 1, 1)])
def test_too_few_losses_are_told_in_words(losses: int, shares: int, differences: int) -> None:
    """Shares from 8 losses, differences from 15."""
    theirs = Judged(SCORE[::-1].copy(), LOST, np.arange(40))
    for found in (
        blind(forty(10, losses)),
        beside_score(forty(10, losses), theirs, RIVAL),
        beside_rule(forty(10, losses), LOST, RIVAL),
    ):
        assert found.caught.known == found.caught_mine.known == bool(shares)
        assert found.difference.known == bool(differences)
        assert found.caught.known or "too few for any rate" in found.caught.why
        assert found.difference.known or str(losses) in found.difference.why


def test_nothing_to_compare_is_said() -> None:
    """A card that flags nobody, a rule that flags nobody, a book in which all were lost."""
    assert "flags nobody" in blind(forty(0)).caught.why
    assert "It flags nobody here." in beside_rule(forty(9), np.zeros(40, bool), RIVAL).caught.why
    gone = match(SCORE, np.ones(40, bool), np.arange(40), 9)
    assert "Every case was lost" in blind(gone).difference.why


def figures(found: Rival) -> list[Figure]:
    return [
        *(found.caught, found.caught_mine, found.difference),
        *(found.ranking, found.ranking_difference),
    ]


@given(cases(), st.integers(1, 40), st.integers(0, 999))
def test_equal_workload_is_equal(made: Cases, flagged: int, seed: int) -> None:
    """Card and rival flag the very same number of cases, whatever ties and gaps they have.

    What each catches is then its picked losses over all losses, added one by one in fractions.
    """
    score, lost, account = made
    rng = np.random.default_rng(seed)
    other = np.where(rng.random(len(score)) < 0.2, np.nan, rng.integers(0, 5, len(score)) * 1.0)
    holds = rng.random(len(score)) < 0.3
    told = match(score, lost, account, min(flagged, len(score)))
    rule = np.where(holds, 0.0, 1.0)
    for found, theirs in (
        (beside_score(told, Judged(other, lost, account), RIVAL), other),
        (beside_rule(told, holds, RIVAL), rule),
        (blind(told), np.zeros(len(score))),
    ):
        if not found.caught_mine.known:
            continue
        for values, share in ((theirs, found.caught), (score, found.caught_mine)):
            picked = plain_shares(values, int(found.flagged))
            assert sum(picked) == found.flagged
            hit = sum(p for p, gone in zip(picked, lost, strict=True) if gone)
            assert share.estimate == pytest.approx(float(hit / int(lost.sum())), abs=1e-12)
            assert worst_shares(values, found.flagged).sum() == pytest.approx(found.flagged)


def plain_shares(score: Floats, count: int) -> list[Fraction]:
    """Each case's part among the worst: whole if fewer than `count` are as bad, ties alike."""
    known = [s for s in score if not math.isnan(s)]
    found = []
    for s in score:
        worse, tied = sum(k < s for k in known), sum(k == s for k in known)
        room = min(max(count - worse, 0), tied)
        found.append(Fraction(room, tied) if tied else Fraction(0))
    return found


def drawn_gap(told: Match, theirs: Floats, count: float | None) -> list[float]:
    """The difference in every draw, each account's rows written out as often as it came."""
    mine, found = told.mine, []
    for times in told.draws.times:
        rows = [r for r in range(len(mine.lost)) for _ in range(times[mine.account[r]])]
        lost = mine.lost[rows]
        if not lost.any():
            continue
        own = float(np.sum(theirs[rows] == theirs.min()))
        flagged = own if count is None else count / len(mine.lost) * len(rows)
        caught = [float(worst_shares(s[rows], flagged)[lost].sum()) for s in (mine.score, theirs)]
        found.append((caught[0] - caught[1]) / lost.sum())
    return found


@settings(max_examples=examples(30), deadline=None)
@given(cases(most=24), st.integers(0, 999))
def test_the_interval_is_that_of_accounts_written_out(made: Cases, seed: int) -> None:
    """In each draw rows are copied, both flag equally many, and the middle 95% is taken."""
    score, lost, account = made
    holds = np.random.default_rng(seed).random(len(score)) < 0.4
    told = match(score, lost, account, len(score) // 2)
    found = beside_rule(told, holds, RIVAL)
    own = 0 < holds.sum() <= len(score) // 2
    values = drawn_gap(told, np.where(holds, 0.0, 1.0), None if own else len(score) // 2)
    if found.difference.low is None or len(values) < 40:
        return
    low, high = np.quantile(values, [0.025, 0.975])
    seen = found.difference
    assert seen.estimate is not None
    ends = min(low, seen.estimate), max(high, seen.estimate)
    assert (seen.low, seen.high) == pytest.approx(ends, abs=1e-9)


@settings(max_examples=examples(30), deadline=None)
@given(cases(), st.integers(1, 12), st.integers(0, 999))
def test_every_row_twice_changes_no_rival(made: Cases, flagged: int, seed: int) -> None:
    """Twice the rows and twice the flags are no news: shares, differences and their ends stand."""
    score, lost, account = made
    flagged = min(flagged, len(score))
    other = np.random.default_rng(seed).integers(0, 5, len(score)) * 1.0
    once, again = match(*made, flagged), match(*twice(made), 2 * flagged)
    doubled = Judged(np.tile(other, 2), *twice(made)[1:])
    pairs = [
        (
            beside_score(once, Judged(other, lost, account), RIVAL),
            beside_score(again, doubled, RIVAL),
        ),
        (beside_rule(once, other < 2, RIVAL), beside_rule(again, np.tile(other < 2, 2), RIVAL)),
    ]
    for one, two in pairs:
        assert two.flagged == 2 * one.flagged
        for a, b in zip(figures(one), figures(two), strict=True):
            ends = [(f.estimate, f.low, f.high) for f in (a, b)]
            assert ends[0] == pytest.approx(ends[1], abs=1e-9)


def test_draws_are_paired() -> None:
    """A rival that is the card itself differs by nothing in every draw."""
    told = forty(10)
    found = beside_score(told, told.mine, RIVAL)
    ends = (found.difference.estimate, found.difference.low, found.difference.high)
    assert ends == (0.0, 0.0, 0.0)
    assert isinstance(told.draws, Draws)
