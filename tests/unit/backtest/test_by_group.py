"""The figures of each group are those of its cases alone, and Simpson's paradox is seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from sklearn.metrics import roc_auc_score

from scoring.backtest.by_group import by_group
from scoring.backtest.further import Judged
from scoring.backtest.gates import gate
from scoring.backtest.ground import ground_of
from scoring.backtest.within import pooled_and_within, within_difference
from scoring.spec.question import Question
from scoring.values import Texts
from scoring.workbench import trial_of
from scoring.workbench.comparing import by_segment
from tests.truth.random_cases import Cases, bounds, cases
from tests.unit.backtest.test_trial import CARD, demo, trial


def texts(letters: str) -> Texts:
    """A trait of one letter a case; a dot is none."""
    known = tuple(sorted(set(letters) - {"."}))
    codes = [-1 if one == "." else known.index(one) for one in letters]
    return Texts(np.array(codes, np.int32), known)


def test_a_group_is_counted_by_itself() -> None:
    """Of A's four cases two were lost and two flagged, one of them rightly.

    All: 3 of 6 lost. Shrunk: A (2 + 20 · ½) / (4 + 20) = 12/24, B (1 + 10) / (2 + 20) = 11/22.
    """
    lost = np.array([True, True, False, False, True, False])
    flagged = np.array([True, False, True, False, False, False])
    judged = Judged(np.arange(6.0), lost, np.arange(6))
    found = by_group("letter", texts("AAAABB"), judged, flagged, gate(30))
    a, b = found.groups
    assert (a.value, a.cases, a.lost, a.accounts, a.flagged, a.grey) == ("A", 4, 2, 2, 2, True)
    assert (a.caught.estimate, a.red_rate.estimate, a.calls.estimate) == (1 / 2, 1 / 2, 2.0)
    assert (a.rate.estimate, a.shrunk, b.shrunk) == (2 / 4, 12 / 24, 11 / 22)
    assert (b.caught.estimate, b.calls.why) == (0.0, "Nobody was flagged, so nobody was called.")
    assert "needs at least 8" in a.ranking.why


def test_cases_without_the_trait_are_a_group() -> None:
    """A case without a value is not lost from sight."""
    judged = Judged(np.arange(3.0), np.array([True, False, True]), np.arange(3))
    found = by_group("letter", texts("A.."), judged, np.ones(3, bool), gate(30))
    assert {g.value: g.cases for g in found.groups} == {"A": 1, None: 2}


def test_few_losses_in_all_are_told_in_words() -> None:
    """Below 8 losses no group has a rate, and no verdict is given."""
    judged = Judged(np.arange(4.0), np.array([True, False, True, False]), np.arange(4))
    found = by_group("letter", texts("AABB"), judged, np.ones(4, bool), gate(2))
    assert all("too few" in g.caught.why and not g.rate.known for g in found.groups)
    assert (found.pooled, found.within, found.red.level) == (None, None, "fine")


@given(cases())
def test_pairs_within_a_group_are_those_of_the_library(made: Cases) -> None:
    """Σ P·N·AUC / Σ P·N with scikit-learn's AUC of every group that has both kinds."""
    score, lost, account = made
    group = account % 3
    areas, weights = [], []
    for one in range(3):
        inside = group == one
        if 0 < lost[inside].sum() < inside.sum():
            areas.append(roc_auc_score(lost[inside], -score[inside]))
            weights.append(lost[inside].sum() * (~lost[inside]).sum())
    pooled, within = pooled_and_within(Judged(score, lost, account), group)
    assert pooled == pytest.approx(roc_auc_score(lost, -score), abs=1e-12)
    if weights:
        assert within == pytest.approx(np.average(areas, weights=weights), abs=1e-12)
    else:
        assert within is None


def simpson(gap: float) -> Judged:
    """Two groups of 200; within each the lost score 10 lower, B as a whole `gap` higher.

    In A one of ten is lost, in B one half.
    """
    lost = np.concatenate([np.arange(200) % 10 == 0, np.arange(200) % 2 == 0])
    score = 20.0 - 10.0 * lost + np.repeat([0.0, gap], 200)
    return Judged(score, lost, np.arange(400))


def test_what_ranks_within_and_not_over_all_is_told() -> None:
    """Within each group every lost case is worst; over all B's losses stand above A's kept.

    Lost 20 + 100, kept 180 + 100. With B 50 higher the 100 × 180 pairs of B lost and A kept are
    all lost to the card and every other pair is won: 1 − 18000/33600 = .464.
    """
    letters = texts("A" * 200 + "B" * 200)
    judged = simpson(50)
    found = by_group("letter", letters, judged, judged.score < 15, gate(120))
    assert found.pooled == pytest.approx(1 - 18_000 / 33_600)
    assert found.within == 1.0
    assert found.order.level == "red"
    assert "one way and within letter the other" in found.order.words
    assert by_group("letter", letters, simpson(0), judged.lost, gate(120)).order.level == "fine"


def test_red_that_means_different_things_is_told() -> None:
    """All are flagged: one of ten in A was lost, one of two in B, and the intervals are apart."""
    judged = simpson(0)
    everyone = np.ones(400, bool)
    found = by_group("letter", texts("A" * 200 + "B" * 200), judged, everyone, gate(120))
    assert found.red.level == "amber"
    # Wilson: 100 of 200 is .5 ± .069, 20 of 200 .066 to .149.
    assert found.red.words.endswith(
        "50% (43–57%) of the 200 flagged in B were lost and 10% (7–15%) of the 200 flagged in A."
    )
    mixed = by_group("letter", texts("AABB" * 100), judged, everyone, gate(120))
    assert mixed.red.level == "fine"


def test_the_groups_of_the_demo_are_those_of_narrower_trials() -> None:
    """Each segment's figures equal those of a back-test of its accounts alone."""
    found = by_segment(demo(), CARD, trial(), "segment")
    assert sum(g.cases for g in found.groups) == int(trial().cases.judged.sum())
    for group in found.groups:
        members = demo().book.frame.members("segment", str(group.value))
        alone = trial_of(demo(), CARD, Question(cohort="calendar"), within=members)
        pairs = (group.caught, alone.caught), (group.calls, alone.calls)
        for one, other in (*pairs, (group.ranking, alone.ranking)):
            assert bounds(one) == pytest.approx(bounds(other), abs=1e-12)
        assert (group.lost, group.flagged) == (alone.counts.lost, alone.counts.flagged)
        assert group.grey == (alone.counts.accounts < 8)
    assert found.order.level == "fine"


def test_a_planted_paradox_is_caught_on_the_demo() -> None:
    """Tickets mean one thing within a segment and another over all, as the demo was made to.

    A card of tickets alone, fewer being better, ranks better within segments than over all.
    """
    only = CARD.model_copy(
        update={
            "metrics": (
                CARD.metrics[0].model_copy(
                    update={
                        "measure": "tickets",
                        "normaliser": CARD.metrics[0].normaliser.model_copy(
                            update={"worst": 20.0, "best": 0.0}
                        ),
                    }
                ),
            )
        }
    )
    found = by_segment(demo(), only, trial_of(demo(), only, Question(cohort="calendar")), "segment")
    assert found.pooled is not None
    assert found.within is not None
    assert found.within - found.pooled > 0.05
    assert found.order.level in ("amber", "red")


def weighted_difference(judged: Judged, group: list[int], weight: list[float]) -> float:
    """AUC within groups less that over all, pair by pair, each case with a weight."""
    score, lost = judged.score.tolist(), judged.lost.tolist()
    pairs = [
        (i, j, weight[i] * weight[j], (score[i] < score[j]) + 0.5 * (score[i] == score[j]))
        for i in range(len(score))
        for j in range(len(score))
        if lost[i] and not lost[j]
    ]
    inside = [pair for pair in pairs if group[pair[0]] == group[pair[1]]]
    pooled, within = (
        sum(w * won for *_, w, won in some) / sum(w for *_, w, _ in some)
        for some in (pairs, inside)
    )
    return within - pooled


def test_the_interval_within_groups_is_that_of_each_case_s_pull() -> None:
    """By hand: how far the difference moves with each case's weight, squared and added up.

    Of m lost cases the squares count m / (m − 1) times, of n kept ones n / (n − 1) times.
    """
    rng = np.random.default_rng(7)
    lost = np.arange(30) % 3 == 0
    group = np.arange(30) % 4
    judged = Judged(np.round(rng.normal(50, 10, 30) - 5 * lost), lost, np.arange(30))
    pull = []
    for case in range(30):
        up, down = ([1.0 + step * (i == case) for i in range(30)] for step in (1e-5, -1e-5))
        rise = weighted_difference(judged, group.tolist(), up)
        fall = weighted_difference(judged, group.tolist(), down)
        pull.append((rise - fall) / 2e-5)
    squares = np.array(pull) ** 2
    error = np.sqrt(10 / 9 * squares[lost].sum() + 20 / 19 * squares[~lost].sum())
    found = within_difference(judged, group)
    assert found.estimate == pytest.approx(weighted_difference(judged, group.tolist(), [1.0] * 30))
    assert found.low is not None
    assert found.low == pytest.approx((found.estimate or 0) - 1.959964 * error, abs=1e-6)


@pytest.mark.parametrize("values", [3, 20])
def test_a_trait_without_meaning_warns_of_nothing(values: int) -> None:
    """Forty traits drawn at random: at most one in twenty says that anything differs."""
    ground = ground_of(demo().book, trial().cases)
    judged, flagged = trial().judged, trial().flagged
    names = tuple(map(str, range(values)))
    told = []
    for seed in range(40):
        drawn = np.random.default_rng(seed).integers(0, values, demo().catalogue.accounts)
        trait = Texts(drawn.astype(np.int32)[ground.account], names)
        found = by_group("noise", trait, judged, flagged, trial().gate)
        told += [found.order.level != "fine" or found.red.level != "fine"]
    assert sum(told) <= 2


def test_a_grey_group_is_no_proof_that_red_differs() -> None:
    """60 of 100 flagged were lost in A and 4 of 100 in B, intervals apart: 4 are too few to say.

    With 8 lost in B it is said.
    """
    for few, level in ((4, "fine"), (8, "amber")):
        lost = np.concatenate([np.arange(100) < 60, np.arange(100) < few])
        judged = Judged(np.arange(200.0), lost, np.arange(200))
        found = by_group("x", texts("A" * 100 + "B" * 100), judged, np.ones(200, bool), gate(64))
        assert found.red.level == level
