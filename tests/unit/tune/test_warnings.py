"""Every code speaks where its cause was planted, and is silent beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from scoring.backtest.ground import cases_within
from scoring.backtest.leak_light import LeakRows, Leaks
from scoring.demo import Book, make_book
from scoring.spec.edit_metrics import with_new_metric
from scoring.spec.model import Card, Metric
from scoring.spec.question import Question
from scoring.tune.drift import Drift, Drifts
from scoring.tune.footing import Footing, footing
from scoring.tune.panel import Panel
from scoring.tune.rescore import reweighed
from scoring.tune.warnings import RULES, Sight, Warned, warnings_of
from scoring.values import Month
from scoring.views.hints import Hint
from scoring.workbench import DataSet, trial_of
from scoring.workbench.cautioning import warnings
from tests.truth.loaded_books import loaded, with_columns
from tests.unit.backtest.test_trial import CARD, demo
from tests.unit.tune.stands import stand, with_losses

CALENDAR = Question(cohort="calendar")
NOTHING = Drifts(None, Month(0), (), (), "")


def planted(made: Book) -> Book:
    """One measure for each thing that can be wrong with a measure, and an honest one.

    `forecast` knows who leaves; `hearsay` falls on the eve of the end; `renewal_status` is noise
    with a bad name; `gappy` is noise that is blank for leavers; `flat` is the same
    for everybody; `trait` is noise that never changes; `twin` is licence use and a breath of noise;
    `bent` is far from the middle, on either side, for whoever leaves; `honest` is noise.
    """
    rng, months = np.random.default_rng(8), made.snapshots
    ends = months["account_id"].map(made.accounts.set_index("account_id")["churned_on"])
    told = months["account_id"].map(made.accounts.set_index("account_id")["notice_on"])
    leaves, size = ends.notna().to_numpy(), len(months)
    eve = ((told.fillna(ends) - months["as_of"]).dt.days < 62).to_numpy() & leaves
    noise = {name: rng.normal(50.0, 10.0, size) for name in ("status", "gappy", "honest")}
    codes = pd.factorize(months["account_id"])[0]
    side = np.where(rng.random(size) < 0.5, 1.0, -1.0)
    return with_columns(
        made,
        forecast=pd.Series(np.where(leaves, 10.0, 80.0)),
        hearsay=pd.Series(rng.normal(70.0, 8.0, size) - 50.0 * eve),
        renewal_status=pd.Series(noise["status"]),
        gappy=pd.Series(noise["gappy"]).mask(rng.random(size) < np.where(leaves, 0.5, 0.05)),
        flat=pd.Series(np.full(size, 60.0)),
        trait=pd.Series(rng.normal(50.0, 10.0, codes.max() + 1)[codes]),
        twin=months["licence_use"] * 100.0 + rng.normal(0.0, 1.0, size),
        bent=pd.Series(50.0 + side * np.where(leaves, 25.0, 8.0) * rng.random(size)),
        honest=pd.Series(noise["honest"]),
    )


NAMES = ("forecast", "hearsay", "renewal_status", "gappy", "flat", "trait", "bent", "honest")


@cache
def data() -> DataSet:
    return loaded(planted(make_book(700, 36, 8)))


def card() -> Card:
    """The starter card with every planted measure, and licence use twice, once upside down."""
    made = CARD
    for name in (*NAMES, "twin"):
        made = with_new_metric(made, _metric(name, "twin" if name == "twin" else name))
    return with_new_metric(made, _metric("upside_down", "active_days", worst=22.0, best=8.0))


def _metric(name: str, measure: str, worst: float = 20.0, best: float = 80.0) -> Metric:
    rule = {"kind": "linear", "worst": worst, "best": best}
    read = {"id": name, "measure": measure, "normaliser": rule, "weight": 5}
    return Metric.model_validate(read)


@cache
def told() -> tuple[Warned, ...]:
    made = card()
    return warnings(data(), made, trial_of(data(), made, CALENDAR), data().book.frame.months[-1])


def about(code: str) -> set[str]:
    return {one.about for one in told() if one.code == code}


@pytest.mark.parametrize(
    ("code", "titles"),
    [
        ("W11", {"Forecast"}),
        ("W12", {"Hearsay"}),
        ("W13", {"Renewal status"}),
        ("W14", {"Gappy"}),
        ("W20", {"Flat"}),
        ("W21", {"Forecast", "Trait"}),
        ("W24", {"Upside down"}),
    ],
)
def test_a_sign_of_one_metric_is_told_of_that_metric(code: str, titles: set[str]) -> None:
    """Of the planted measures those that earn it, and never the honest one or the starter's own.

    The CSM pulse of the made-up book hears of notices too.
    """
    own = {m.title for m in CARD.metrics} - {"CSM pulse"}
    assert about(code) - {"CSM pulse"} == titles
    assert not about(code) & (own | {"Honest"})


def test_twins_are_told_of_each_other() -> None:
    """Licence use has a twin, active days stand upside down once more, the honest one has none."""
    assert about("W22") == {"Product usage", "Twin", "Active days", "Upside down"}


def test_a_bent_metric_is_told() -> None:
    """Churn is high at both ends of it; that of licence use falls."""
    assert "Bent" in about("W23")
    assert not about("W23") & {"Product usage", "Key actions", "Survey answer"}


def test_simpson_is_told_of_tickets_alone() -> None:
    """A note, as the card does not read them."""
    found = [one for one in told() if one.code == "W30"]
    assert {one.about for one in found} == {"Tickets"}
    assert found[0].level == "note"
    assert "segment" in found[0].words


def test_rows_of_the_dead_are_a_note() -> None:
    """They harm no figure; a book without them has none."""
    (found,) = (one for one in told() if one.code == "W10")
    assert found.level == "note"
    assert "rows after a loss were left out" in found.words


def sight(at: Footing | None = None, **changes: object) -> Sight:
    """Nothing to warn of but what is given."""
    leaks = Leaks((), LeakRows(0, 0, 0), 55, "")
    nothing = Sight(at or plain(), Panel((), 55, 900), (), leaks, 0, (), NOTHING)
    return replace(nothing, **changes)  # type: ignore[arg-type]


def plain() -> Footing:
    """Two metrics over the demo's 55 losses."""
    two = reweighed(CARD, {m.id: 0.0 for m in CARD.metrics} | {"usage": 1.0, "pulse": 1.0})
    return footing(demo().book, two, cases_within(demo().book, CALENDAR))


def few(losses: int) -> Footing:
    """One metric, so many losses."""
    one = reweighed(CARD, {m.id: 0.0 for m in CARD.metrics} | {"usage": 1.0})
    return footing(demo().book, one, with_losses(losses))


def one_big_loss(at: Footing, part: float) -> Footing:
    """The footing with one lost account holding such a part of the lost revenue."""
    lost = np.flatnonzero(at.ground.lost)
    arr = np.where(at.ground.lost, 1.0, at.ground.arr)
    mine = at.ground.codes == at.ground.codes[lost[0]]
    others = float((at.ground.lost & ~mine).sum())
    arr[mine & at.ground.lost] = part / (1.0 - part) * others / (mine & at.ground.lost).sum()
    return replace(at, ground=replace(at.ground, arr=arr))


def drift(psi: float | None) -> Drifts:
    one = Drift("usage", "Product usage", psi, 0.15, 300, 300, ())
    return Drifts(Month(24_300), Month(24_312), (), (one,), "")


def codes(seen: Sight) -> list[str]:
    return [one.code for one in warnings_of(seen)]


THIN = Hint("thin_data", "For 12% of the accounts less is known.", "Look it up.")


@pytest.mark.parametrize(
    ("code", "speaks", "silent"),
    [
        ("W01", lambda: sight(few(14)), lambda: sight(few(15))),
        ("W02", lambda: sight(few(29)), lambda: sight(few(30))),
        ("W02", lambda: sight(few(15)), lambda: sight(few(14))),
        ("W03", lambda: sight(footing(demo().book, CARD, with_losses(44))), lambda: sight(stand())),
        ("W10", lambda: sight(dropped=3), lambda: sight(dropped=0)),
        (
            "W31",
            lambda: sight(drifts=drift(0.1501)),
            lambda: sight(drifts=drift(0.15)),
        ),
        ("W31", lambda: sight(drifts=drift(0.4)), lambda: sight(drifts=drift(None))),
        (
            "W32",
            lambda: sight(one_big_loss(plain(), 0.26)),
            lambda: sight(one_big_loss(plain(), 0.24)),
        ),
        ("W33", lambda: sight(thin=(THIN,)), lambda: sight(thin=())),
        ("W34", lambda: sight(flatters=True), lambda: sight(flatters=False)),
    ],
)
def test_a_code_speaks_at_its_border_and_not_before(
    code: str, speaks: Callable[[], Sight], silent: Callable[[], Sight]
) -> None:
    """14 losses and 15; 44 losses behind nine weights and 45 or more; a quarter of the revenue."""
    assert code in codes(speaks())
    assert code not in codes(silent())


def test_with_nothing_wrong_nothing_is_said() -> None:
    """Two honest metrics over 55 losses."""
    assert codes(sight(one_big_loss(plain(), 0.05))) == []


def test_every_code_is_registered_once_in_order() -> None:
    """The list of statistics, code by code, each with its trigger in words."""
    listed = [rule.code for rule in RULES]
    assert listed == sorted(set(listed))
    numbers = [1, 2, 3, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24, 30, 31, 32, 33, 34]
    assert listed == [f"W{n:02}" for n in numbers]
    assert all(rule.trigger for rule in RULES)


def test_the_gravest_stand_first() -> None:
    """Red, then amber, then notes; each with a sentence and a next step."""
    levels = [one.level for one in told()]
    assert levels == sorted(levels, key=["red", "amber", "note"].index)
    assert {"red", "amber", "note"} == set(levels)
    assert all(one.words.endswith(".") and one.step.endswith(".") for one in told())
