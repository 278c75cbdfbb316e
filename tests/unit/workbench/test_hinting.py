"""The hints of the demo book are those of an oracle, and never stale."""

from __future__ import annotations

import itertools

import pytest

from scoring.spec.edit import with_knob, with_metric, with_weight
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.views.hints import hints as hints_of
from scoring.views.hints import looked_at
from scoring.workbench import (
    DataSet,
    Hint,
    hints,
    preset_texts,
    score_table,
)
from tests.bundled import opened

CARD = parse_card(preset_texts()["b2b_saas_starter"])


@pytest.fixture(name="data", scope="module")
def _data() -> DataSet:
    return opened("demo")


def afresh(data: DataSet, card: Card, month: Month) -> tuple[Hint, ...]:
    """The same with nothing remembered."""
    return hints_of(looked_at(card, data.book.scored(card), data.book.frame, month))


def changed() -> list[Card]:
    """The card, then weights, an anchor, a policy and a switch moved, and all of it back again."""
    twin = with_metric(CARD, "breadth", measure="active_days")
    return [
        CARD,
        with_weight(CARD, "usage", 80.0),
        with_knob(CARD, "usage", "worst", 0.89),
        with_metric(CARD, "survey", max_age_months=0),
        with_metric(CARD, "active_days", enabled=False),
        twin,
        CARD,
    ]


def test_what_is_remembered_is_never_stale(data: DataSet) -> None:
    """Whatever was moved, and at two months, the hints are those made afresh."""
    months = data.book.frame.months
    for month, card in itertools.product((months[-1], months[5]), changed()):
        assert hints(data, card, month) == afresh(data, card, month)


def test_a_moved_weight_ranks_nobody_anew(data: DataSet) -> None:
    """After a weight has moved every correlation is remembered; after an anchor eight are new."""
    month = data.book.frame.months[-1]
    hints(data, CARD, month)
    known = len(data.book.pairs)
    hints(data, with_weight(CARD, "usage", 31.0), month)
    assert len(data.book.pairs) == known
    hints(data, with_knob(CARD, "usage", "worst", 0.123), month)
    assert len(data.book.pairs) == known + 8


def test_pandas_finds_the_same_twins(data: DataSet) -> None:
    """Points by SQL, correlated by pandas, customers of the last month only: the same pairs."""
    month = data.book.frame.months[-1]
    table = score_table(data, CARD, [month]).to_pandas()
    ended = dict(zip(data.book.frame.accounts.ids, data.book.frame.accounts.ended, strict=True))
    table = table[[ended[i] > month.number for i in table["account_id"]]]
    points = table[[f"points_{m.id}" for m in CARD.active]]
    matrix = points.corr(method="spearman", min_periods=30)
    wanted = {
        (a.id, b.id)
        for a, b in itertools.combinations(CARD.active, 2)
        if matrix.loc[f"points_{a.id}", f"points_{b.id}"] >= 0.85
    }
    found = {h.metrics for h in hints(data, CARD, month) if h.rule == "alike"}
    assert wanted
    assert found == wanted


def test_a_card_for_other_data_has_no_hints(data: DataSet) -> None:
    """Where nothing can be scored there is nothing to advise on."""
    other = parse_card(preset_texts()["weighted_starter"])
    assert hints(data, other, data.book.frame.months[-1]) == ()
