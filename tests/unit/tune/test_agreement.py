"""Agreement, distance and camps are those of the books, and of the eye."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare, rankdata
from sklearn.metrics import silhouette_score

from scoring.tune.agreement import agreement_in_words, distances, kendall_w, ranks
from scoring.tune.camps import camps_of

# Siegel, Nonparametric Statistics for the Behavioral Sciences (1956), chapter 9: three executives
# rank six applicants, rank sums 8, 14, 11, 11, 11, 8, W = .16.
EXECUTIVES = np.array([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]], dtype=float)

# The same chapter, after Kendall: three rankings of ten objects with ties, s = 591 and
# W = 591 / (3² (10³ − 10) / 12 − 3 (1 + 1.5 + 7)) = 591 / 714 = .828.
WITH_TIES = np.array(
    [
        [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
        [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
        [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ]
)

TWO_CAMPS = np.array(
    [[70, 20, 10], [10, 20, 70], [65, 25, 10], [70, 10, 20], [10, 25, 65]], dtype=float
)


def test_three_executives_hardly_agree() -> None:
    """S = 9 + 9 + 0.25 … = 25.5, and 12 · 25.5 / (9 · 210) = .162."""
    assert kendall_w(-EXECUTIVES) == pytest.approx(12 * 25.5 / (9 * (6**3 - 6)))


def test_equal_ranks_are_allowed_for() -> None:
    """With ties .828; without the correction it would be 591 / 742.5 = .796."""
    assert kendall_w(-WITH_TIES) == pytest.approx(591 / 714)


def test_the_same_order_is_full_agreement() -> None:
    """Different points in the same order are 1; everything equal is no order to agree about."""
    assert kendall_w(np.array([[50.0, 30.0, 20.0], [90.0, 9.0, 1.0]])) == pytest.approx(1.0)
    assert kendall_w(np.full((3, 4), 25.0)) is None
    assert kendall_w(np.array([[50.0, 50.0]])) is None


@given(
    st.lists(st.lists(st.integers(0, 6), min_size=4, max_size=4), min_size=3, max_size=8).filter(
        lambda rows: any(len(set(row)) > 1 for row in rows)
    )
)
def test_it_is_the_statistic_of_friedman_in_another_dress(rows: list[list[int]]) -> None:
    """SciPy's Friedman statistic, which knows ties, is p (k − 1) W."""
    points = np.array(rows, dtype=float)
    people, metrics = points.shape
    expected = friedmanchisquare(*points.T).statistic / (people * (metrics - 1))
    assert kendall_w(points) == pytest.approx(expected, abs=1e-9)


def test_ranks_begin_with_the_highest() -> None:
    """As SciPy ranks the negated points."""
    points = np.array([10.0, 40.0, 10.0, 0.0, 40.0])
    assert ranks(points).tolist() == rankdata(-points).tolist() == [3.5, 1.5, 3.5, 5.0, 1.5]


def test_words_speak_from_three_votes_on() -> None:
    """Two people, no order at all, and three steps of agreement."""
    assert agreement_in_words(1.0, 2).startswith("From 3 votes on")
    assert agreement_in_words(None, 5).startswith("Nobody puts")
    said = [agreement_in_words(w, 5) for w in (0.7, 0.4, 0.39)]
    assert [one.split(":")[0].split(" (")[0] for one in said] == [
        "The room agrees on the order of the metrics",
        "The room agrees in part",
        "The room does not agree on what matters most",
    ]


def test_distance_is_what_somebody_has_to_move() -> None:
    """70/20/10 becomes 10/20/70 by moving 60 points, and 65/25/10 by moving 5."""
    far = distances(TWO_CAMPS)
    assert far[0].tolist() == [0.0, 60.0, 5.0, 10.0, 60.0]
    assert far.tolist() == far.T.tolist()


def test_two_camps_are_seen() -> None:
    """Three who weigh the first metric, two who weigh the last; as clear as scikit-learn says."""
    found = camps_of(TWO_CAMPS)
    assert found is not None
    assert (found.first, found.second) == ((0, 2, 3), (1, 4))
    labels = [0, 1, 0, 0, 1]
    expected = silhouette_score(distances(TWO_CAMPS), labels, metric="precomputed")
    assert found.silhouette == pytest.approx(expected)


def test_the_split_is_the_best_of_all() -> None:
    """No other split of the five into two camps has less distance to the middles of both."""
    far = distances(TWO_CAMPS)

    def cost(camp: tuple[int, ...]) -> float:
        rest = tuple(set(range(5)) - set(camp))
        return sum(min(far[np.ix_(side, [m])].sum() for m in side) for side in (camp, rest))

    splits = [c for size in range(1, 5) for c in itertools.combinations(range(5), size)]
    assert set(min(splits, key=cost)) in ({0, 2, 3}, {1, 4})


def test_a_single_dissenter_is_no_camp() -> None:
    """Four alike and one apart, three people only, and everybody alike: nothing is named."""
    alone = np.array([[60, 40, 0]] * 4 + [[0, 0, 100]], dtype=float)
    assert camps_of(alone) is None
    assert camps_of(TWO_CAMPS[:3]) is None
    assert camps_of(np.full((6, 4), 25.0)) is None


def test_a_room_without_camps_is_rarely_given_any() -> None:
    """Of 200 rooms of 8 people who vote by chance on 8 metrics, at most 4 (2%) seem to split."""
    draws = np.random.default_rng(1)
    rooms = (100.0 * draws.dirichlet(np.ones(8), 8) for _ in range(200))
    assert sum(camps_of(room) is not None for room in rooms) <= 4
