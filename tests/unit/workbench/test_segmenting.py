"""The demo book by segment: every figure is that of SQL over its files."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from scoring.backtest.ground import ground_of
from scoring.kinds.condition import Condition
from scoring.live.among import EVERYONE, Among
from scoring.spec.edit import with_weight
from scoring.spec.parse import parse_card
from scoring.spec.variants import with_new_variant
from scoring.workbench import USUAL, DataSet, preset_texts, trial_of
from scoring.workbench.own_variant import own_variant
from scoring.workbench.segmenting import divided
from tests.bundled import opened
from tests.conftest import ROOT
from tests.examples import some
from tests.segments_in_sql import agrees, connection

CARD = parse_card(preset_texts()["b2b_saas_starter"])
FOLDER = ROOT / "data" / "demo"
SMB, EMEA = ("segment", "SMB"), ("region", "EMEA")


@cache
def demo() -> DataSet:
    return opened("demo")


@pytest.mark.parametrize(
    "dimensions", some([["segment", "region"], ["industry"], ["segment"], ["owner", "industry"]])
)
def test_every_figure_is_that_of_sql(dimensions: list[str]) -> None:
    """Accounts, ARR, bands, means, cases, losses, catches: counted again over the files."""
    con = connection(
        "SELECT account_id AS id, churned_on AS ended, segment, region, industry, owner"
        f" FROM '{FOLDER / 'accounts.parquet'}'",
        f"SELECT account_id AS id, as_of AS month, arr FROM '{FOLDER / 'snapshots.parquet'}'",
    )
    found = agrees(con, demo(), CARD, dimensions)
    assert sum(one.accounts for one in found.segments) == 320
    assert sum(one.lost for one in found.groups.groups) == found.trial.counts.lost


def test_the_rates_of_a_segment_are_those_of_its_accounts_alone() -> None:
    """With their intervals, which know the accounts: as if the look back had seen no others."""
    found = divided(demo(), CARD, demo().book.frame.months[-1], ["segment"], EVERYONE, USUAL)
    for group in found.groups.groups:
        members = demo().book.frame.members("segment", group.value)
        alone = trial_of(demo(), CARD, found.trial.question, within=members)
        assert found.rates[group.code] == alone.bands
        assert group.caught == alone.caught


def test_the_filter_narrows_by_other_dimensions_and_chooses_by_its_own() -> None:
    """By segment, with SMB and EMEA in the side bar: all segments of EMEA, and SMB is chosen."""
    month = demo().book.frame.months[-1]
    found = divided(demo(), CARD, month, ["segment"], Among((SMB, EMEA)), USUAL)
    assert found.rest == Among((EMEA,))
    assert found.chosen is not None
    assert found.crossed.title(found.chosen) == "SMB"
    region = demo().book.frame.members(*EMEA)
    everyone = divided(demo(), CARD, month, ["segment", "region"], EVERYONE, USUAL)
    in_emea = {
        everyone.crossed.title(s.cell): s.accounts
        for s in everyone.segments
        if "EMEA" in everyone.crossed.title(s.cell)
    }
    assert {f"{found.crossed.title(s.cell)}, EMEA": s.accounts for s in found.segments} == in_emea
    assert found.trial.counts == trial_of(demo(), CARD, within=region).counts


def test_choosing_a_cell_looks_at_it_and_choosing_it_again_at_all() -> None:
    """What the side bar says of other dimensions stays, as long as two traits hold it."""
    month = demo().book.frame.months[-1]
    one = divided(demo(), CARD, month, ["segment"], Among((EMEA,)), USUAL)
    smb = one.crossed.cell_of(Among((SMB,)))
    assert smb is not None
    assert one.brushed(smb) == Among((EMEA, SMB))
    again = divided(demo(), CARD, month, ["segment"], Among((EMEA, SMB)), USUAL)
    assert again.brushed(smb) == Among((EMEA,))
    other = (smb + 1) % 3
    assert again.brushed(other) == Among((EMEA, *(again.crossed.among(other) or EVERYONE).traits))
    two = divided(demo(), CARD, month, ["segment", "plan"], Among((EMEA,)), USUAL)
    pair = two.crossed.among(0)
    assert pair is not None
    assert two.brushed(0) == pair


def test_a_mean_is_given_within_one_variant_only() -> None:
    """A variant for SMB alone leaves each segment one ruler; one for EMEA gives each two."""
    month = demo().book.frame.months[-1]
    for when, rulers in ((SMB, 1), (EMEA, 2)):
        condition = Condition.model_validate({"dimension": when[0], "is": when[1]})
        card = with_new_variant(CARD, "V", condition)
        found = divided(demo(), card, month, ["segment"], EVERYONE, USUAL).segments
        assert [one.rulers for one in found] == [rulers] * 3
        assert [bool(np.isnan(one.mean)) for one in found] == [rulers == 2] * 3


TICKETS = """\
  - {id: tickets, label: Tickets, measure: tickets, weight: 10,
     normaliser: {kind: linear, worst: 12, best: 0}}
"""


def test_a_metric_that_only_tells_within_segments_is_named() -> None:
    """Large customers write more tickets and stay: over all they tell hardly anything.

    Over all and within, weighed by pairs of a lost and a kept case: scikit-learn's areas.
    """
    text = preset_texts()["b2b_saas_starter"].replace("metrics:\n", f"metrics:\n{TICKETS}", 1)
    card, month = parse_card(text), demo().book.frame.months[-1]
    found = divided(demo(), card, month, ["segment"], EVERYONE, USUAL)
    (one,) = found.turned
    ground = ground_of(demo().book, found.trial.cases)
    points = demo().book.scored(card).points["tickets"][ground.row]
    cell, known = found.crossed.cell[ground.account], ~np.isnan(points)
    areas, pairs = [], []
    for inside in [known & (cell == place) for place in range(3)]:
        areas.append(roc_auc_score(ground.lost[inside], -points[inside]))
        pairs.append(ground.lost[inside].sum() * (~ground.lost[inside]).sum())
    pooled = roc_auc_score(ground.lost[known], -points[known])
    within = np.average(areas, weights=pairs)
    assert within - pooled > 0.05
    assert one.pooled == pytest.approx(pooled, abs=1e-12)
    assert one.within == pytest.approx(within, abs=1e-12)
    assert (one.title, one.verdict.level) == ("Tickets", "amber")


def test_anchors_of_its_own_for_each_segment_mend_it() -> None:
    """With a variant for each segment the points of tickets rank alike over all and within."""
    text = preset_texts()["b2b_saas_starter"].replace("metrics:\n", f"metrics:\n{TICKETS}", 1)
    card, month = parse_card(text), demo().book.frame.months[-1]
    for value in demo().book.frame.accounts.dimensions["segment"].labels:
        card = own_variant(demo(), card, month, Among((("segment", value),))).card
    assert divided(demo(), card, month, ["segment"], EVERYONE, USUAL).turned == ()


def test_what_is_kept_is_kept_for_one_card_and_one_question() -> None:
    """The same question gives the same counts; another card or question is counted anew."""
    month = demo().book.frame.months[-1]
    first = divided(demo(), CARD, month, ["segment"], EVERYONE, USUAL)
    assert divided(demo(), CARD, month, ["segment"], Among((SMB,)), USUAL).groups is first.groups
    moved = divided(demo(), with_weight(CARD, "usage", 90), month, ["segment"], EVERYONE, USUAL)
    assert moved.segments != first.segments
    later = divided(demo(), CARD, month, ["segment"], EVERYONE, replace(USUAL, lead=6))
    assert later.trial.question.lead == 6
