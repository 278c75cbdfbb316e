"""A guess from the losses is made again without those who are held out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from scoring.live.kernel import MetricPoints
from scoring.tune.anew import Guesses, turned, turns_of
from scoring.tune.folds import held_out, order_held_out
from scoring.tune.validation import Validated, validated
from tests.unit.tune.made_material import by_the_data, material, noise

NAN = float("nan")
LITTLE = 15.0
"""So many points lower the lost are in a metric that may be luck."""


def test_the_better_end_is_turned_where_these_cases_say_otherwise() -> None:
    """The lost have 90 and 80 points, the kept 10 and 20: turned; the other way they stay."""
    points = np.array([[90.0, 10.0], [80.0, 20.0], [10.0, 80.0], [20.0, NAN]])
    lost = np.array([True, True, False, False])
    turns = turns_of(points, lost, Guesses(("side", "side")))
    assert turns[1] is None
    assert turned(points, turns)[:, 0].tolist() == [10.0, 20.0, 90.0, 80.0]
    assert turned(points, turns)[:, 1] == pytest.approx([10.0, 20.0, 80.0, NAN], nan_ok=True)


def test_categories_are_put_in_the_order_of_these_losses() -> None:
    """Lost of the level 0: 0 of 2, of 30: 1 of 2, of 100: 1 of 1; so 100, 50 and 0 points."""
    points = np.array([[0.0], [0.0], [30.0], [30.0], [100.0], [NAN]])
    lost = np.array([False, False, True, False, True, False])
    turns = turns_of(points, lost, Guesses(("order",)))
    wanted = [100.0, 100.0, 50.0, 50.0, 0.0, NAN]
    assert turned(points, turns)[:, 0] == pytest.approx(wanted, nan_ok=True)


def test_a_category_that_nobody_learnt_from_is_in_the_middle() -> None:
    """60 points were not among the levels."""
    turns = turns_of(np.array([[0.0], [100.0]]), np.array([True, False]), Guesses(("order",)))
    assert turned(np.array([[60.0]]), turns).tolist() == [[50.0]]


def test_another_measure_stands_in_where_it_separates_better() -> None:
    """The card's own ranks half of the pairs rightly, of the two others the second all of them."""
    lost = np.array([True, True, False, False])
    own = np.array([[10.0], [80.0], [10.0], [80.0]])
    others = np.array([[10.0, 90.0], [30.0, 80.0], [20.0, 10.0], [NAN, 20.0]])
    guesses = Guesses(("side",), others, ("side", "side"))
    turns = turns_of(own, lost, guesses)
    assert turns[0] is not None
    assert (turns[0].other, turns[0].flips) == (1, True)
    assert turned(own, turns, guesses)[:, 0].tolist() == [10.0, 20.0, 90.0, 80.0]


def test_what_was_not_guessed_stays() -> None:
    """No turns, and the very same points."""
    points = np.array([[90.0], [10.0]])
    assert turns_of(points, np.array([True, False]), Guesses(("",))) == ()
    assert turned(points, ()) is points


@pytest.mark.slow
def test_guessed_directions_do_not_flatter_noise() -> None:
    """Twelve books of noise, each metric turned as all 30 losses have it.

    As the card stands equal weights show about .63; guessed anew for those held out one half.
    The mean of 12 figures has sd of about .05 / √12 = .015.
    """
    honest, shown = [], []
    for seed in range(12):
        made = noise(seed, 30)
        areas = [roc_auc_score(made.lost, -one) for one in made.points.T]
        points = np.where(np.array(areas) < 0.5, 100.0 - made.points, made.points)
        shown.append(roc_auc_score(made.lost, -points.mean(axis=1)))
        guessed = replace(material(points, made.lost), guesses=Guesses(("side",) * 12))
        folds = held_out(points, made.lost, made.account, None, guessed.guesses)
        honest.append(validated(guessed, folds, by_the_data(12, 12), np.ones(12)))
    assert np.mean(shown) > 0.6
    for figures in ([f.power for f in honest], [f.present for f in honest]):
        assert np.mean([f.estimate for f in figures]) == pytest.approx(0.5, abs=0.045)
    assert sum(f.separates for f in honest) <= 2


def test_a_text_that_knows_nothing_ranks_like_chance() -> None:
    """Thirty names over 300 accounts, 30 of them lost; with the order of all losses over .65."""
    areas = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        lost, code = np.arange(300) < 30, rng.integers(30, size=300)
        fair = order_held_out(code * 3.0, lost, np.arange(300))
        areas.append(roc_auc_score(lost, -fair))
    assert np.mean(areas) == pytest.approx(0.5, abs=0.06)


def test_a_text_that_knows_keeps_its_rank() -> None:
    """One name of five holds all losses: none of them is missed."""
    lost, code = np.arange(300) % 10 == 0, np.arange(300) % 5
    fair = order_held_out(code * 25.0, lost, np.arange(300))
    assert roc_auc_score(lost, -fair) > 0.85


def test_points_of_categories_by_chance_do_not_separate() -> None:
    """Thirty categories that know nothing, in the order of the losses: held out about one half."""
    found = []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        lost = np.arange(300) < 30
        code = rng.integers(30, size=300)
        share = np.bincount(code, lost, 30) / np.maximum(np.bincount(code, minlength=30), 1)
        points = np.argsort(np.argsort(-share))[code][:, None] * 100.0 / 29.0
        assert roc_auc_score(lost, -points[:, 0]) > 0.65
        made = replace(material(points, lost), guesses=Guesses(("order",)))
        folds = held_out(points, lost, made.account, None, made.guesses)
        found.append(validated(made, folds, by_the_data(1, 1), np.ones(1)))
    assert not any(f.separates for f in found)
    assert np.mean([f.power.estimate for f in found]) == pytest.approx(0.5, abs=0.08)


def test_the_luckiest_of_many_has_to_rank_further_above_chance() -> None:
    """A metric that may be luck separates by itself, and not if it was chosen from 20 measures.

    The others hold nothing, so that nothing else changes. What is surely no luck still separates.
    """
    rng = np.random.default_rng(2)
    lost = np.arange(300) < 30
    points = rng.uniform(0.0, 100.0, 300)
    blank = np.full((300, 19), 50.0)
    many = Guesses(("side",), blank, ("side",) * 19)
    rest = tuple(MetricPoints(one, np.ones(300, bool)) for one in blank.T)

    def tried(lower: float, guesses: Guesses) -> Validated:
        made = material((points - lower * lost)[:, None], lost)
        made = replace(made, guesses=guesses, others=rest)
        folds = held_out(made.points, lost, made.account, None, guesses)
        return validated(made, folds, by_the_data(1, 1), np.ones(1))

    alone, chosen = tried(LITTLE, Guesses(("side",))), tried(LITTLE, many)
    assert chosen.power == alone.power
    assert (alone.separates, alone.luck) == (True, "")
    assert not chosen.separates
    assert "chosen from 20 measures" in chosen.luck
    assert chosen.words == "These metrics do not separate lost from kept accounts in this data."
    assert tried(45.0, many).separates
