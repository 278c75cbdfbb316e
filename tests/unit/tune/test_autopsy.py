"""What the missed have in common is found where it was planted, and noise is taken for noise."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from scoring.backtest.ground import cases_within
from scoring.demo import Book, make_book
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.question import Question
from scoring.tune.autopsy import Autopsy, autopsy
from scoring.tune.footing import Footing, footing
from scoring.tune.ignored import ignored, read_by
from scoring.values import Texts
from scoring.workbench import DataSet
from tests.truth.loaded_books import loaded, with_columns
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.tune.stands import EVERYTHING, stand, with_losses

THIN: Card = parse_card(
    """
version: 1
name: One metric
metrics:
  - {id: sponsor, measure: exec_meeting_days,
     normaliser: {kind: linear, worst: 270, best: 30}, weight: 1}
bands:
  - {name: Good, from: 50, tone: good}
  - {name: Bad, from: 0, tone: bad}
"""
)
"""A card that knows of nothing but executive meetings: usage tells much that it ignores."""


@cache
def noisy() -> tuple[Book, DataSet]:
    """A made-up book with twenty measures of pure noise and one that foretells losses."""
    made = make_book(600, 36, 5)
    rng = np.random.default_rng(5)
    ends = made.snapshots["account_id"].map(made.accounts.set_index("account_id")["churned_on"])
    leaves = ends.notna().to_numpy()
    size = len(made.snapshots)
    columns = {f"noise{i:02}": rng.normal(size=size) for i in range(20)}
    planted = rng.normal(size=size) + 1.2 * leaves
    made = with_columns(made, **columns, planted=planted)
    return made, loaded(made)


def over(data: DataSet, card: Card) -> Footing:
    return footing(data.book, card, cases_within(data.book, Question(cohort="calendar")))


def test_what_was_planted_is_borne_out() -> None:
    """Of two dozen things that the card ignores the planted one holds, and no noise does."""
    _, data = noisy()
    seen = autopsy(over(data, CARD), (), seed=1)
    holds = [trait.name for trait in seen.traits if trait.holds]
    assert "planted" in holds
    assert not [name for name in holds if name.startswith("noise")]
    assert seen.tested > 20
    assert "planted" in seen.words


def test_what_may_know_of_the_loss_is_not_looked_at() -> None:
    """A leak explains every miss and helps nobody."""
    _, data = noisy()
    seen = autopsy(over(data, CARD), ("planted",), seed=1)
    assert "planted" not in [trait.name for trait in seen.traits]
    assert seen.left_out == ("planted",)


@pytest.mark.slow
def test_noise_alone_is_told_as_chance() -> None:
    """Two hundred cards' worth of noise: few enough are told, as the 5% of Holm's law allow.

    Each time the outcomes of the green are shuffled over accounts, so that nothing is to be
    found; of 100 shuffles at most 11 may show something (Binomial(100, .05) exceeds 11 in less
    than one case of 200).
    """
    _, data = noisy()
    at, rng = over(data, CARD), np.random.default_rng(6)
    fates = np.zeros(at.ground.accounts, bool)
    fates[at.ground.codes[at.ground.lost]] = True
    told = 0
    for _ in range(100):
        shuffled = rng.permutation(fates)[at.ground.codes]
        drawn = shuffled & (rng.random(len(shuffled)) < 0.4)
        ground = replace(at.ground, lost=drawn)
        again = Footing(at.book, at.card, at.scores, ground, at.flagged, at.gate)
        told += any(trait.holds for trait in autopsy(again, (), seed=1).traits)
    assert told <= 11


def test_effects_are_areas_of_missed_against_kept_greens() -> None:
    """scikit-learn's AUC of the raw value in the earlier and in the later months."""
    _, data = noisy()
    at = over(data, CARD)
    seen = autopsy(at, (), seed=1)
    (trait,) = (one for one in seen.traits if one.name == "planted")
    (thing,) = (one for one in ignored(at, ()) if one.name == "planted")
    assert seen.since is not None
    late = at.ground.as_of >= seen.since.number
    green = ~at.flagged & ~np.isnan(at.judged.score) & ~np.isnan(thing.value)
    for figure, months in ((trait.early, ~late), (trait.late, late)):
        some = green & months
        area = roc_auc_score(at.ground.lost[some], thing.value[some])
        assert figure.estimate == pytest.approx(area, abs=1e-12)
    assert trait.missed == np.median(thing.value[green & at.ground.lost])
    assert trait.kept == np.median(thing.value[green & ~at.ground.lost])


def test_a_thin_card_is_told_what_it_ignores() -> None:
    """A card of executive meetings misses whoever stops using the product."""
    seen = autopsy(stand(THIN), (), seed=1)
    holds = {trait.name for trait in seen.traits if trait.holds}
    assert holds & {"licence_use", "key_actions", "active_days", "features_used"}
    at = stand(THIN)
    green = ~at.flagged & ~np.isnan(at.judged.score)
    assert seen.missed == len(set(at.ground.codes[at.ground.lost & green].tolist()))


def test_too_few_missed_are_to_be_read_one_by_one() -> None:
    """Twelve losses cannot be divided into eight and eight."""
    at = footing(demo().book, CARD, with_losses(12))
    seen = autopsy(at, (), seed=1)
    assert seen.traits == ()
    assert seen.words.endswith("Read them one by one.")
    assert 0 < seen.missed < 12


def test_nobody_missed_is_nothing_to_open_up() -> None:
    """A card that flags everybody misses nobody."""
    at = stand()
    everybody = Footing(
        at.book, at.card, at.scores, at.ground, np.ones(len(at.flagged), bool), at.gate
    )
    assert autopsy(everybody, (), seed=1).words.startswith("No lost account looked healthy")


def test_one_month_divides_accounts_at_random() -> None:
    """The same seed divides alike; the words speak of other accounts."""
    _, data = noisy()
    at = over(data, CARD)
    flat = replace(at.ground.cases, as_of=np.full_like(at.ground.cases.as_of, 24_000))
    again = Footing(
        at.book, at.card, at.scores, replace(at.ground, cases=flat), at.flagged, at.gate
    )
    first, second = (autopsy(again, (), seed=3) for _ in range(2))
    assert first.since is None
    assert repr(first) == repr(second)
    assert "planted" in [t.name for t in first.traits if t.holds]
    assert "among other accounts" in first.words


def test_a_card_ignores_what_nothing_in_force_reads() -> None:
    """Flags, adjustments, a pulse and conditions count as read; a weight of 0 does not."""
    read = read_by(EVERYTHING)
    assert {"licence_use", "exec_meeting_days", "nps", "days_overdue", "key_actions"} <= read
    assert "csm_pulse" in read
    assert "tickets" not in read
    names = {one.name for one in ignored(stand(EVERYTHING), ())}
    assert "tickets" in names
    assert not any(name.startswith("segment") for name in names)


def test_each_value_of_a_text_is_a_thing_of_its_own() -> None:
    """The demo's segments: their shares among the cases add up to one."""
    found = [one for one in ignored(stand(), ()) if one.name.startswith("segment: ")]
    texts = demo().book.frame.accounts.dimensions["segment"]
    assert isinstance(texts, Texts)
    assert len(found) == len(texts.labels)
    assert sum(one.value.mean() for one in found) == pytest.approx(1.0)


def test_the_answer_is_a_sentence() -> None:
    """Whatever comes of it."""
    seen: Autopsy = autopsy(stand(), (), seed=1)
    assert seen.words.endswith(".")
    assert str(seen.missed) in seen.words
