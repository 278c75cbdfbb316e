"""What teams go by without a card is read as it stood at the look, month by month."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any

import numpy as np
import pytest

from scoring.backtest.clock import MONTHLY, usual_question
from scoring.backtest.ground import Ground, cases_within, ground_of
from scoring.backtest.signs import due, fell, pulse_alone, usage_measure
from scoring.kinds.normalisers.points import AsPoints
from scoring.live.book import Book
from scoring.spec.catalogue import Catalogue, Measure
from scoring.spec.model import Card, Metric
from scoring.spec.question import Question
from scoring.values import Column
from scoring.workbench import case_table
from tests.unit.backtest.test_trial import CARD, demo, trial
from tests.unit.hand_made import frame, scores
from tests.unit.spec.samples import card

YEAR = [f"2026-{m:02}" for m in range(1, 13)]
USAGE = Metric(id="sign", measure="usage", normaliser=AsPoints(kind="points"), weight=1)


def book(values: Sequence[float], **facts: Any) -> tuple[Book, Ground]:
    """One account with these values from January on, looked at in June; no minimum tenure."""
    made = frame([("a", m) for m in YEAR], **facts)

    def fetch(metrics: Sequence[Metric]) -> Mapping[str, Column]:
        padded = [*values, *[math.nan] * (len(YEAR) - len(values))]
        return {m.id: np.array(padded) for m in metrics}

    found = Book(made, fetch)
    asked = Question(lead=2, horizon=4, min_tenure=0, cohort="calendar", every=12)
    return found, ground_of(found, cases_within(found, asked))


@pytest.mark.parametrize(
    ("values", "down"),
    [
        ([10, 10, 10, 7, 7, 7], True),  # 30% exactly
        ([10, 10, 10, 7, 7, 7.1], False),
        ([10, 10, 10, 1, 1, 19.1], False),  # three months, not the last
        ([math.nan, 10, math.nan, 6, math.nan, math.nan], True),  # the known ones
        ([math.nan] * 3 + [1, 1, 1], False),  # nothing to fall from
        ([10, 10, 10, math.nan, math.nan, math.nan], False),
        ([0, 0, 0, 0, 0, 0], False),
    ],
)
def test_usage_fell_by_thirty_percent(values: list[float], down: bool) -> None:
    """January to March against April to June; the only look is June."""
    made, ground = book(values)
    assert ground.as_of.tolist() == [2026 * 12 + 5]
    assert fell(made, ground, USAGE).tolist() == [down]


def test_what_comes_after_the_look_is_not_seen() -> None:
    """From July on usage is nothing: in June it had not fallen."""
    made, ground = book([10.0] * 6 + [0.0] * 6)
    assert fell(made, ground, USAGE).tolist() == [False]


@pytest.mark.parametrize(
    ("started", "renewal", "soon"),
    [
        ("2024-09", "2027-09", True),  # September is 3 months ahead
        ("2024-12", "2026-12", True),  # December is 6, the last that counts
        ("2025-01", "2027-01", False),  # January is 7
        ("2025-06", "2027-06", False),  # this June is now, the next is 12 ahead
        ("2025-03", "2027-05", False),  # the date on record is not read: March is 9 ahead
        ("2024-09", None, None),
    ],
)
def test_a_renewal_is_due_by_anniversaries(
    started: str | None, renewal: str | None, soon: bool | None
) -> None:
    """Looked at in June with 2 + 4 months: from July to December."""
    facts = {"started": started, "renewal": renewal}
    made, ground = book([1.0], **{k: {"a": v} for k, v in facts.items() if v})
    found = due(made, ground)
    assert (None if found.soon is None else found.soon.tolist()) == (
        None if soon is None else [soon]
    )
    assert ("no renewal date is on record" in found.words) == (soon is None)


def test_without_a_start_usage_alone_decides() -> None:
    """No year can be counted, and the date on record is not read."""
    made, ground = book([1.0], renewal={"a": "2027-10"})
    found = due(made, ground)
    assert found.soon is None
    assert "no start is on record" in found.words


def test_in_a_book_of_monthly_plans_every_renewal_is_near() -> None:
    """Started in March, renewed next in January: due in June as in any month."""
    made, ground = book([1.0], started={"a": "2025-03"}, renewal={"a": "2027-01"})
    assert usual_question(made.frame) == MONTHLY
    found = due(made, ground)
    assert found.soon is not None
    assert found.soon.tolist() == [True]


@pytest.mark.parametrize("left", ["2026-10", "2027-01", None], ids=["the end", "a year", "blank"])
def test_the_date_on_record_of_a_loss_is_not_read(left: str | None) -> None:
    """Both started in August, due again two months after June, whatever a's record says now."""
    rows = [(name, m) for name in "ab" for m in YEAR if name == "b" or m < "2026-10"]
    renewal = {"a": left, "b": "2027-08"}
    made = frame(
        rows,
        started={"a": "2024-08", "b": "2024-08"},
        renewal={name: date for name, date in renewal.items() if date},
        ended={"a": "2026-10"},
    )
    found = Book(made, lambda metrics: {m.id: np.zeros(len(rows)) for m in metrics})
    asked = Question(lead=2, horizon=4, min_tenure=0, cohort="calendar", every=12)
    ground = ground_of(found, cases_within(found, asked))
    assert ground.lost.tolist() == [True, False]
    soon = due(found, ground).soon
    assert soon is not None
    assert soon.tolist() == [True, True]


def test_a_lost_customer_has_no_other_renewal() -> None:
    """That the date on record of a loss is the day it left is not read: only the years count.

    Two of the same start: one is lost in August, one renews every January. Both would be due in
    January, beyond December.
    """
    rows = [(name, m) for name in "ab" for m in YEAR if name == "b" or m < "2026-08"]
    made = frame(
        rows,
        started={"a": "2025-01", "b": "2025-01"},
        renewal={"a": "2027-01", "b": "2027-01"},
        ended={"a": "2026-10"},
    )
    found = Book(made, lambda metrics: {m.id: np.zeros(len(rows)) for m in metrics})
    asked = Question(lead=2, horizon=4, min_tenure=0, cohort="calendar", every=12)
    ground = ground_of(found, cases_within(found, asked))
    assert ground.lost.tolist() == [True, False]
    assert (due(found, ground).soon == np.array([False, False])).all()


def test_each_case_of_a_renewal_is_due() -> None:
    """The cohort of renewals holds nothing else."""
    made = frame([("a", m) for m in YEAR], renewal={"a": "2026-09"})
    found = Book(made, lambda metrics: {m.id: np.zeros(12) for m in metrics})
    asked = Question(lead=2, horizon=4, min_tenure=0, cohort="renewal")
    ground = ground_of(found, cases_within(found, asked))
    assert (due(found, ground).soon == np.array([True])).all()


def test_the_demo_is_read_as_in_plain_python() -> None:
    """licence_use fell where the mean of three months is below .7 of that of the three before."""
    usage = usage_measure(demo().book, CARD, demo().book.scored(CARD))
    assert usage is not None
    assert usage.measure == "licence_use"
    rows = demo().loaded.session.table("SELECT account_id, as_of, licence_use FROM snapshots")
    seen = {
        (r["account_id"], r["as_of"].year * 12 + r["as_of"].month): r["licence_use"]
        for r in rows.to_pylist()
        if r["licence_use"] is not None
    }
    expected = []
    for case in case_table(demo(), CARD, trial()).to_pylist():
        if case["outcome"] == "too late":
            continue
        month = case["as_of"].year * 12 + case["as_of"].month
        found = [seen.get((case["account_id"], month - back)) for back in range(6)]
        now, before = ([v for v in part if v is not None] for part in (found[:3], found[3:]))
        expected.append(bool(now and before and mean(now) <= 0.7 * mean(before)))
    told = fell(demo().book, ground_of(demo().book, trial().cases), usage)
    assert told.tolist() == expected
    assert 10 < sum(expected) < 100


def named(*measures: Measure) -> Catalogue:
    return frame([("a", "2026-01")], measures=measures).catalogue


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["tickets", "monthly_logins"], "monthly_logins"),
        (["days_since_login", "Active users"], "Active users"),
        (["inactive_users", "last_login", "reused"], None),
    ],
)
def test_a_name_may_speak_of_usage(names: list[str], chosen: str | None) -> None:
    """A card without a usage metric: the first number called so, not what means its absence."""
    measures = tuple(Measure(n, f"c{i}", "number") for i, n in enumerate(names))
    made = frame([("a", "2026-01")], measures=measures)
    found = usage_measure(
        Book(made, lambda metrics: {m.id: np.zeros(1) for m in metrics}),
        card(),
        scores(card(), [50.0]),
    )
    assert (found.measure if found else None) == chosen


def test_the_pulse_stands_alone() -> None:
    """The demo card's pulse with its own points and nothing else; no pulse, no rival."""
    alone = pulse_alone(CARD, demo().catalogue)
    assert alone is not None
    assert [m.measure for m in alone.metrics] == ["csm_pulse"]
    assert (alone.red_flags, alone.adjustments, alone.playbooks) == ((), (), {})
    assert pulse_alone(card(), named(Measure("tickets", "c", "number"))) is None
    by_name = pulse_alone(card(), named(Measure("CSM Pulse", "c", "number")))
    assert by_name is not None
    assert by_name.metrics[0].measure == "CSM Pulse"
    assert isinstance(alone, Card)
