"""A segment's own variant keeps the weights and takes anchors from its accounts."""

from __future__ import annotations

from functools import cache

import duckdb
import numpy as np
import pytest

from scoring.errors import CardError
from scoring.kinds.condition import Condition
from scoring.kinds.normalisers.linear import Linear
from scoring.live.among import Among, Trait
from scoring.spec.model import UNMATCHED, Card
from scoring.spec.parse import parse_card
from scoring.spec.variants import with_new_variant, without_variant
from scoring.values import Month
from scoring.workbench import USUAL, DataSet, preset_texts, trial_of
from scoring.workbench.own_variant import (
    condition_of,
    fitted_line,
    own_variant,
    side,
    variant_of,
)
from tests.bundled import opened
from tests.conftest import ROOT

CARD = parse_card(preset_texts()["b2b_saas_starter"])
FOLDER = ROOT / "data" / "demo"
SMB = Among((("segment", "SMB"),))


@cache
def demo() -> DataSet:
    return opened("demo")


def now() -> Month:
    return demo().book.frame.months[-1]


def percentiles(measure: str, segment: str) -> tuple[float, float]:
    """The 10th and the 90th of the accounts still in the book, by SQL, in two digits."""
    rows = duckdb.sql(
        f"""
        SELECT quantile_cont({measure}, [0.1, 0.9])
        FROM '{FOLDER / "snapshots.parquet"}' s JOIN '{FOLDER / "accounts.parquet"}' a
        USING (account_id)
        WHERE date_trunc('month', s.as_of) = DATE '{now().end.replace(day=1)}'
          AND (churned_on IS NULL OR date_trunc('month', churned_on) > s.as_of)
          AND segment = '{segment}'
        """
    ).fetchall()
    low, high = rows[0][0]
    return float(f"{low:.2g}"), float(f"{high:.2g}")


@pytest.mark.parametrize("segment", ["SMB", "Enterprise"])
@pytest.mark.parametrize(
    ("metric", "measure"), [("active_days", "active_days"), ("sponsor", "exec_meeting_days")]
)
def test_anchors_are_percentiles_of_the_accounts_of_today(
    segment: str, metric: str, measure: str
) -> None:
    """In two digits, the worst where the card has it: many days since a meeting are bad."""
    found = own_variant(demo(), CARD, now(), Among((("segment", segment),)))
    own = next(a.own for a in found.anchors if a.metric.id == metric)
    low, high = percentiles(measure, segment)
    assert own is not None
    assert (own.worst, own.best) == ((high, low) if metric == "sponsor" else (low, high))


def test_only_the_anchors_differ_and_only_for_the_segment() -> None:
    """Weights, cuts and the card itself stay; every account outside keeps its score."""
    found = own_variant(demo(), CARD, now(), SMB)
    assert without_variant(found.card, 0) == CARD
    own = found.card.variants[0]
    assert own.name == "SMB"
    assert own.bands is None
    assert all(set(said.changes) == {"normaliser"} for said in own.metrics.values())
    assert [m.weight for m in found.card.effective[0].metrics] == [m.weight for m in CARD.metrics]
    members = demo().book.frame.members("segment", "SMB")[demo().book.frame.account]
    before, after = demo().book.scored(CARD), demo().book.scored(found.card)
    np.testing.assert_array_equal(before.score[~members], after.score[~members])
    assert after.variant is not None
    assert set(after.variant[members].tolist()) == {0}
    assert set(after.variant[~members].tolist()) == {UNMATCHED}
    assert found.accounts == found.reached == 160


def test_before_and_after_are_counted_as_everywhere() -> None:
    """The bands of the segment add up to its accounts; the look back is that of it alone."""
    found = own_variant(demo(), CARD, now(), SMB)
    after = side(demo(), found.card, now(), SMB, USUAL)
    assert sum(share.accounts for share in after.shares) == 160
    members = demo().book.frame.members("segment", "SMB")
    assert after.trial.counts == trial_of(demo(), found.card, within=members).counts
    assert after.trial.counts.accounts == 38


def test_a_variant_for_just_these_accounts_is_found_again() -> None:
    """By its condition, whatever it is called; a filter of two traits is another."""
    card = own_variant(demo(), CARD, now(), SMB).card
    assert variant_of(card, SMB) == 0
    assert variant_of(CARD, SMB) is None
    both = Among((*SMB.traits, ("region", "EMEA")))
    assert variant_of(card, both) is None
    assert variant_of(own_variant(demo(), card, now(), both).card, both) == 1


def test_earlier_variants_keep_their_accounts() -> None:
    """With a variant for SMB in the card, one for EMEA reaches EMEA's other accounts only."""
    card = own_variant(demo(), CARD, now(), SMB).card
    emea = Among((("region", "EMEA"),))
    found = own_variant(demo(), card, now(), emea)
    shared = Among((*SMB.traits, *emea.traits))
    assert found.accounts - found.reached == own_variant(demo(), card, now(), shared).accounts
    assert found.reached > 0


def test_a_taken_name_gets_a_number() -> None:
    """A variant SMB for other accounts stands already, and so does SMB 2."""
    other = Condition.model_validate({"dimension": "plan", "is": "Growth"})
    card = with_new_variant(with_new_variant(CARD, "SMB", other), "SMB 2", other)
    assert own_variant(demo(), card, now(), SMB).name == "SMB 3"


@pytest.mark.parametrize(
    ("traits", "words"),
    [
        ([("segment", "SMB")], "segment is SMB"),
        ([("segment", None)], "segment missing"),
        ([("segment", "SMB"), ("region", "EMEA")], "segment is SMB and region is EMEA"),
    ],
)
def test_a_filter_is_a_condition(traits: list[Trait], words: str) -> None:
    """As a card writes it."""
    assert condition_of(Among(tuple(traits))).in_words() == words


def test_what_no_line_can_be_fitted_to_stays_as_on_the_card() -> None:
    """Steps are no line, four accounts are few, and a value that all share has no two ends."""
    steps = "kind: steps, steps: [{from: 0, points: 0}, {from: 9, points: 100}]"
    text = preset_texts()["b2b_saas_starter"].replace("kind: linear, worst: 0.4, best: 0.9", steps)
    found = own_variant(demo(), parse_card(text), now(), SMB)
    assert found.anchors[0].why == "no straight line"
    assert "usage" not in found.card.variants[0].metrics
    few = Among((("segment", "Enterprise"), ("industry", "Healthcare")))
    assert {a.why for a in own_variant(demo(), CARD, now(), few).anchors} == {
        "fewer than 20 values"
    }
    line = Linear(kind="linear", worst=1, best=0, outside="missing")
    assert fitted_line(np.full(50, 3.0), line) is None
    assert fitted_line(np.arange(101.0) * 1e11, line) is None  # 9e12 is beyond what a card holds
    assert fitted_line(np.arange(101.0), line) == Linear(
        kind="linear", worst=90, best=10, outside="missing"
    )


def test_a_card_that_can_have_none_says_so() -> None:
    """A points card has no variants, and a twelfth is the last."""
    points = parse_card(preset_texts()["action_points"])
    with pytest.raises(CardError, match="points card has no variants"):
        own_variant(demo(), points, now(), SMB)
    full: Card = CARD
    for number in range(12):
        other = Condition.model_validate({"dimension": "plan", "is": f"{number}"})
        full = with_new_variant(full, f"V{number}", other)
    with pytest.raises(CardError, match="at most 12 variants"):
        own_variant(demo(), full, now(), SMB)
    with pytest.raises(CardError, match="200"):
        condition_of(Among((("segment", "x" * 201),)))
