"""Judgements in pairs come to the weights of the worked example, and of linear algebra."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import CommandError
from scoring.tune.pairwise import pairs_of, weigh_pairs

# "Analytic hierarchy process: leader example" (Wikipedia): experience beside education 4, charisma
# 3, age 7; education beside charisma 1/3, age 3; charisma beside age 5. Priorities .547, .127,
# .270, .056, with a consistency ratio of .044.
TRAITS = ("experience", "education", "charisma", "age")
LEADER = dict(zip(pairs_of(TRAITS), (4.0, 3.0, 7.0, 1 / 3, 3.0, 5.0), strict=True))


def test_choosing_a_leader() -> None:
    """The published priorities, which were made to add up in three places, and the ratio."""
    found = weigh_pairs(TRAITS, LEADER)
    published = [0.547, 0.127, 0.270, 0.056]
    gaps = [abs(w / 100 - p) for w, p in zip(found.weights, published, strict=True)]
    assert max(gaps) < 0.001
    assert round(found.ratio, 3) == 0.044
    assert found.sound


def test_contradictions_are_seen() -> None:
    """A nine times B, B nine times C, and C nine times A: a circle."""
    judged = {("a", "b"): 9.0, ("b", "c"): 9.0, ("a", "c"): 1 / 9}
    found = weigh_pairs("abc", judged)
    assert found.weights == pytest.approx([100 / 3] * 3)
    assert found.ratio > 1.0
    assert not found.sound


@given(st.lists(st.floats(1.0, 9.0), min_size=2, max_size=5))
def test_judgements_without_contradiction_give_their_weights_back(parts: list[float]) -> None:
    """Where each pair is the ratio of two parts, the weights are these parts, the ratio is 0."""
    names = "abcde"[: len(parts)]
    value = dict(zip(names, parts, strict=True))
    judged = {(a, b): value[a] / value[b] for a, b in itertools.combinations(names, 2)}
    found = weigh_pairs(names, judged)
    assert found.weights == pytest.approx([100 * part / sum(parts) for part in parts])
    assert found.ratio == pytest.approx(0.0, abs=1e-9)


@given(st.lists(st.sampled_from([1 / 9, 1 / 5, 1 / 2, 1, 3, 6, 9]), min_size=10, max_size=10))
def test_the_iterations_arrive_at_the_eigenvector(times: list[float]) -> None:
    """Any ten judgements of five groups: the eigenvector that NumPy finds."""
    judged = dict(zip(pairs_of("abcde"), times, strict=True))
    matrix = np.eye(5)
    for (a, b), t in judged.items():
        i, j = "abcde".index(a), "abcde".index(b)
        matrix[i, j], matrix[j, i] = t, 1 / t
    values, vectors = np.linalg.eig(matrix)
    vector = np.abs(vectors[:, values.real.argmax()].real)
    expected = 100 * vector / vector.sum()
    assert weigh_pairs("abcde", judged).weights == pytest.approx(expected.tolist(), abs=1e-3)


def test_what_cannot_be_compared_is_refused() -> None:
    """Six groups, one twice, a missing pair, and a judgement of ten."""
    with pytest.raises(CommandError, match="2 to 5 different groups"):
        weigh_pairs("abcdef", {})
    with pytest.raises(CommandError, match="2 to 5 different groups"):
        weigh_pairs("aa", {})
    with pytest.raises(CommandError, match="'a' beside 'b' needs a judgement"):
        weigh_pairs("ab", {})
    with pytest.raises(CommandError, match="from 1/9 to 9"):
        weigh_pairs("ab", {("a", "b"): 10.0})
