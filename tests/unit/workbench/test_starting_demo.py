"""The first card of the demo book, and what makes a guess of it a decision."""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from scoring.spec.edit import with_knob, with_metric, with_weight
from scoring.spec.edit_metrics import with_normaliser, with_transform
from scoring.spec.model import Card
from scoring.spec.source import parse_source
from scoring.workbench import DataSet, open_data, starting_card
from scoring.workbench.early import alike, early_rows
from scoring.workbench.starting import chosen_measures
from tests.bundled import opened
from tests.unit.engine.loading import write

TODAY = dt.date(2026, 11, 1)


def names(data: DataSet) -> list[str]:
    return [m.name for m in chosen_measures(data)]


@cache
def demo() -> DataSet:
    return opened("demo", TODAY)


def test_lost_customers_are_looked_at_three_months_before_they_leave() -> None:
    """No account's row is later than that, and it is the last one that is not.

    Kept ones are looked at three months before the data end.
    """
    frame = demo().book.frame
    early, end = early_rows(frame), frame.months[-1].number
    for row, lost in zip(early.rows.tolist(), early.lost.tolist(), strict=True):
        own = frame.month[frame.account == frame.account[row]]
        left = frame.accounts.left[frame.account[row]] if lost else end
        assert frame.month[row] == own[own <= left - 3].max()


def cut_off(folder: Path) -> DataSet:
    """120 accounts over 2025, of which half leave, five each month from January to December.

    Who stays logs in 20 times a month and who leaves 8 times in its last half year, each times
    its own share, from 1/4 to 7/4 in turn: some who leave log in more than some who stay. The
    last month is cut off after its second day, after a fifteenth of its logins.
    """
    months = [dt.date(2025, m, calendar.monthrange(2025, m)[1]) for m in range(1, 13)]
    accounts, rows = ["id,end"], ["id,day,logins"]
    for i in range(120):
        leaves = 1 + i % 12 if i < 60 else None
        accounts.append(f"A{i:03},{months[leaves - 1] if leaves else ''}")
        for m, end in enumerate(months[: leaves or 12], start=1):
            usual = 8 if leaves and m > leaves - 6 else 20
            part = 1 / 15 if m == 12 else 1.0
            day = end.replace(day=2) if m == 12 else end
            rows.append(f"A{i:03},{day},{usual * (1 + i % 7) / 4 * part:.3f}")
    write(folder, {"a.csv": "\n".join(accounts), "b.csv": "\n".join(rows)})
    source = parse_source(
        "version: 1\nname: Cut\nfiles: {a: {path: a.csv}, b: {path: b.csv}}\n"
        "account: {from: a, id: id, churn: {churned_on: end}}\n"
        "snapshots: [{from: b, id: id, month: day, measures: [logins]}]\n"
    )
    return open_data(source, folder, today=TODAY)


def test_a_last_month_in_part_turns_nothing_round(tmp_path: Path) -> None:
    """In the two days of December kept accounts logged in 1.3 times, lost ones 8 times before."""
    data = cut_off(tmp_path)
    assert {"part_month"} <= {f.kind for f in data.findings}
    assert "too_good" not in {f.kind for f in data.findings}
    (metric,) = starting_card(data).metrics
    assert metric.measure == "logins"
    assert metric.about == "More is better: lost customers had 8 on average, kept ones 20.2."


def test_usage_that_ends_with_a_customer_is_no_leak() -> None:
    """It is 0 in the month of the loss and alive three months before; newsletters tell nothing."""
    chosen = names(demo())
    assert chosen[:2] == ["licence_use", "key_actions"]
    assert "newsletter_opens" not in chosen


def test_a_fifth_of_the_book_is_at_risk_and_half_is_healthy() -> None:
    """Within ten points of the hundred, with cuts in whole numbers."""
    data = demo()
    card = starting_card(data)
    frame = data.book.frame
    last = frame.rows_at(frame.months[-1])
    score = data.book.scored(card).score[last][frame.in_book(last)]
    healthy, watch, _ = card.cuts
    assert (healthy % 1, watch % 1) == (0, 0)
    assert np.nanmean(score < watch) == pytest.approx(0.2, abs=0.1)
    assert np.nanmean(score >= healthy) == pytest.approx(0.5, abs=0.1)


@cache
def card() -> Card:
    return starting_card(demo())


def first() -> str:
    return card().metrics[0].id


EDITS = {
    "a knob": lambda c: with_knob(c, first(), "worst", 0.1),
    "a rule": lambda c: with_normaliser(c, first(), {"kind": "threshold", "at_least": 0.5}),
    "a reading": lambda c: with_transform(c, first(), {"kind": "mean", "months": 3}),
}
HARMLESS = {
    "a weight": lambda c: with_weight(c, first(), 33.0, keep_total=True),
    "a name": lambda c: with_metric(c, first(), label="Use"),
    "a switch": lambda c: with_metric(c, first(), enabled=False),
    "the same rule": lambda c: with_normaliser(
        c, first(), c.metric(first()).normaliser.model_dump(by_alias=True)
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_guess_that_is_changed_is_a_decision(edit: str) -> None:
    """Mark and reason go, from this metric alone."""
    metric, *others = EDITS[edit](card()).metrics
    assert (metric.guess, metric.about) == (False, None)
    assert all(m.guess for m in others)


@pytest.mark.parametrize("edit", HARMLESS)
def test_what_does_not_judge_a_guess_leaves_its_mark(edit: str) -> None:
    """Weight, name, switch, and writing the same once more."""
    metric = HARMLESS[edit](card()).metric(first())
    assert (metric.guess, metric.about) == (True, card().metric(first()).about)


def test_a_guess_can_be_kept_as_it_is() -> None:
    """The mark goes, the reason stays: it has become the reason of a decision."""
    kept = with_metric(card(), first(), guess=False).metric(first())
    assert (kept.guess, kept.about) == (False, card().metric(first()).about)


def test_no_two_of_a_card_are_twins() -> None:
    """Minutes and their price rank alike; of the chosen no pair does by more than 0.9."""
    data = demo()
    rows = early_rows(data.book.frame).rows
    columns = [np.asarray(data.book.column(m))[rows] for m in starting_card(data).metrics]
    assert all(abs(alike(a, b)) <= 0.9 for a, b in itertools.combinations(columns, 2))
