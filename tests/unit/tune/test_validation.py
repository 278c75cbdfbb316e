"""Weights are judged on accounts they were not made from, and noise is told to be noise."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from scoring.errors import Stopped
from scoring.tune.folds import held_out, parts_of
from scoring.tune.later import Split, split_of, tried_later
from scoring.tune.learnt import learn
from scoring.tune.material import Material
from scoring.tune.validation import Validated, looks_better_than_it_is, validated
from tests.unit.tune.made_material import by_the_data, material, noise, signal

SENTENCE = "These metrics do not separate lost from kept accounts in this data."


def tried(made: Material, most: int = 6) -> Validated:
    """The whole suggestion by the data alone, cross-validated beside equal weights."""
    count = made.points.shape[1]
    folds = held_out(made.points, made.lost, made.account)
    equal = np.ones(count)
    return validated(made, folds, by_the_data(count, most), equal)


def in_sample(made: Material) -> float:
    """What the suggested weights make of the cases they were learnt from."""
    count = made.points.shape[1]
    weights = by_the_data(count)(learn(made.points, made.lost, made.account))
    return float(roc_auc_score(made.lost, -(made.points @ weights)))


def test_the_parts_are_of_whole_accounts_and_alike() -> None:
    """23 lost and 77 other accounts in five parts: 4 or 5 and 15 or 16 of each, every case once."""
    rng = np.random.default_rng(1)
    account = np.repeat(np.arange(100), 3)
    lost = (account < 23) & (np.arange(300) % 3 == 2)
    part = parts_of(lost, account, 5, rng)
    gone = np.bincount(part[:23], minlength=5)
    kept = np.bincount(part[23:], minlength=5)
    assert sorted(gone.tolist()) == [4, 4, 5, 5, 5]
    assert kept.max() - kept.min() <= 1
    folds = held_out(rng.uniform(0, 100, (300, 2)), lost, account)
    for repeat in folds.repeats:
        rows = np.concatenate([fold.held for fold in repeat])
        assert sorted(rows.tolist()) == list(range(300))
        for fold in repeat:
            others = np.setdiff1d(np.arange(300), fold.held)
            assert not set(account[fold.held]) & set(account[others])


def test_the_headline_is_the_mean_of_the_parts() -> None:
    """Each part is scored with the weights that the others suggest, and ranked by itself."""
    made = signal(3, 40)
    folds = held_out(made.points, made.lost, made.account)
    choose = by_the_data(6)
    areas = []
    for repeat in folds.repeats:
        for fold in repeat:
            rest = np.setdiff1d(np.arange(len(made.lost)), fold.held)
            weights = choose(learn(made.points[rest], made.lost[rest], made.account[rest]))
            score = made.points[fold.held] @ weights
            areas.append(roc_auc_score(made.lost[fold.held], -score))
    found = tried(made)
    assert found.power.estimate == pytest.approx(np.mean(areas), abs=1e-9)
    assert found.separates
    assert found.power.low is not None
    assert found.power.low > 0.5
    assert (found.power.n, found.power.effective) == (400, 40)


def test_a_card_that_is_fixed_is_judged_in_the_same_parts() -> None:
    """The weights at hand do as well in the parts as over all, here within a point."""
    made = signal(4, 60)
    found = tried(made)
    whole = roc_auc_score(made.lost, -made.points.mean(axis=1))
    assert found.present.estimate == pytest.approx(whole, abs=0.01)
    assert found.power.estimate is not None
    assert found.present.estimate is not None
    gap = found.power.estimate - found.present.estimate
    assert found.difference.estimate == pytest.approx(gap, abs=0.01)


def test_every_row_twice_says_the_same_with_the_same_certainty() -> None:
    """A second row of the same account is no second account."""
    made = signal(5, 30)
    twice = material(
        np.repeat(made.points, 2, axis=0),
        np.repeat(made.lost, 2),
        np.repeat(made.account, 2),
    )
    one, other = tried(made), tried(twice)
    assert other.power.low == pytest.approx(one.power.low, abs=0.02)
    assert other.power.high == pytest.approx(one.power.high, abs=0.02)


def test_the_sentence_is_said_of_noise() -> None:
    """Twelve metrics that know nothing: the interval covers one half, and words say what it is."""
    found = tried(noise(1, 30))
    assert not found.separates
    assert found.words == SENTENCE
    assert found.power.low is not None
    assert found.power.high is not None
    assert found.power.low < 0.5 < found.power.high


@pytest.mark.slow
@pytest.mark.parametrize(("losses", "flatters"), [(15, 0.66), (30, 0.60), (60, 0.57)])
def test_noise_is_seen_through_however_it_flatters(losses: int, flatters: float) -> None:
    """40 books of noise: where they were learnt weights show .68, .62, .59; held out one half.

    The mean of 40 held-out figures has sd of about .06 / √40 = .01 at 15 losses. An interval of
    95% should leave .5 out in 2 of 40; 6 or more have a chance below 2%.
    """
    books = [noise(seed, losses) for seed in range(40)]
    held = [tried(made).power for made in books]
    assert np.mean([in_sample(made) for made in books]) > flatters
    assert np.mean([f.estimate for f in held]) == pytest.approx(0.5, abs=0.03)
    beyond = sum(not (f.low < 0.5 < f.high) for f in held if f.low and f.high)
    assert beyond <= 5


def test_shuffled_labels_rank_like_chance() -> None:
    """Five shuffles of 40 losses: each between .40 and .60."""
    made = signal(8, 40)
    for seed in range(5):
        lost = np.random.default_rng(seed).permutation(made.lost)
        power = tried(material(made.points, lost)).power
        assert power.estimate is not None
        assert 0.40 <= power.estimate <= 0.60


def test_what_flatters_is_noticed_without_a_number() -> None:
    """Twelve metrics of noise and 30 losses look over five points better; two good ones do not."""
    bad, good = noise(2, 30), signal(2, 200, metrics=2)
    for made, seen in ((bad, True), (good, False)):
        choose = by_the_data(made.points.shape[1])
        learnt = learn(made.points, made.lost, made.account)
        power = tried(made).power
        assert looks_better_than_it_is(made, choose, learnt, power) is seen


def test_the_split_by_time_leaves_what_was_not_closed_alone() -> None:
    """Looks at 0, 6, 12, 18 with 25 lost each; a window of 9 closes after the look but one.

    Learnt up to 6, tried from 18 on: the look at 12 is in neither.
    """
    as_of = np.repeat([0, 6, 12, 18], 200)
    lost = np.arange(800) % 8 == 0
    rng = np.random.default_rng(2)
    points = rng.uniform(0, 100, (800, 2)) - 30.0 * lost[:, None]
    made = material(np.clip(points, 0, 100), lost, None, as_of)
    split = split_of(made, 9, 15)
    assert split == Split(6, 18)
    choose, before = by_the_data(2), as_of <= 6
    weights = choose(learn(made.points[before], lost[before], made.account[before]))
    power = tried(made).power
    later = tried_later(made, split, weights, np.array([1.0, 1.0]), power)
    assert (later.power.n, later.power.effective) == (200, 25)
    wanted = roc_auc_score(lost[600:], -(made.points[600:] @ weights))
    assert later.power.estimate == pytest.approx(wanted, abs=1e-9)
    assert power.estimate is not None
    assert later.gap == pytest.approx(power.estimate - wanted)
    assert split_of(made, 9, 60) is None
    assert split_of(made, 24, 15) is None
    assert "needs 20 losses" in tried_later(made, None, weights, weights, power).power.why


def test_it_can_be_ended_between_two_fits() -> None:
    """Whoever is told how far it is may end it; no more is learnt then."""
    made, told = noise(3, 20), []

    def tell(done: int, of: int) -> None:
        told.append((done, of))
        if done == 2:
            raise Stopped("enough", fix="go on")

    with pytest.raises(Stopped, match="enough"):
        held_out(made.points, made.lost, made.account, tell)
    assert told == [(0, 25), (1, 25), (2, 25)]
