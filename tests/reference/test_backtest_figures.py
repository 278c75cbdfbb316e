"""Ranking figures of the reference scores equal those that other tools computed, to 1e-9."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from scoring.backtest.order import Order, worst_first
from scoring.backtest.proportions import proportion
from scoring.backtest.ranking import auc, hanley_mcneil_error, ranking_power
from scoring.backtest.separation import average_precision, deciles, gini, largest_gap, worst
from scoring.backtest.signal import signal
from scoring.backtest.workload import sweep
from scoring.values import rounded
from tests.reference.same_figure import same
from tests.reference.scored_files import TOLERANCE, expected, results

pytestmark = pytest.mark.reference
FLAT = [
    ("telco_ibm", "telco_A"),
    ("telco_ibm", "telco_B"),
    ("telco_ibm", "telco_B_zero"),
    ("telco_ibm", "telco_B_neutral"),
    ("telco_ibm", "telco_C_binary"),
    ("bank_churn", "bank_A"),
    ("bank_churn", "bank_B"),
    ("internet_service_churn", "isp_A"),
    ("internet_service_churn", "isp_A_zero"),
    ("mlc_churn", "mlc_A"),
]

# The as-of tables of the three sets with months: card, block, months ahead, months of history.
MONTHLY = [
    ("saas_health_500", "", "h1", 1, 1),
    ("saas_health_500", "", "h3", 3, 1),
    ("saas_health_500", "", "h3_hist3", 3, 3),
    ("saas_health_500", "", "h6", 6, 1),
    ("fightchurn_crm5", "crm5_A", "h1", 1, 1),
    ("fightchurn_crm5", "crm5_A", "h3", 3, 1),
    ("fightchurn_crm5", "crm5_B_per_user", "h1", 1, 1),
    ("fightchurn_crm5", "crm5_B_per_user", "h3", 3, 1),
]


def month_number(days: pd.Series[Any]) -> pd.Series[Any]:
    """Months counted from year 0; missing stays missing."""
    read = pd.to_datetime(days)
    return read.dt.year * 12 + read.dt.month - 1


def ordered(table: pd.DataFrame, score: str, tie: str) -> Order:
    """Rows with a score and an outcome in the order of their ids as text, then by score."""
    table = table[table[score].notna()]
    table = table.assign(tie=table[tie].astype(str)).sort_values("tie", kind="stable")
    account = pd.factorize(table["account_id"])[0] if "account_id" in table else None
    lost = table["churn"].to_numpy() == 1
    return worst_first(rounded(table[score].to_numpy(float)), lost, account)


Pair = tuple[Order, Any]


@cache
def flat(reference: Path, name: str, card: str) -> Pair:
    """A set with one row per account, and what the reference says of it."""
    order = ordered(expected(reference, name), card, "id")
    return order, results(reference, name)["cards"][card]["evaluation"]


@cache
def monthly(reference: Path, name: str, card: str, block: str, ahead: int, history: int) -> Pair:
    """A set with months: rows before the loss, whose window is over, told by what came next."""
    table, said = expected(reference, name), results(reference, name)
    folder = reference / "data" / name
    if name == "saas_health_500":
        accounts = pd.read_csv(folder / "companies.csv").set_index("company_id")
        table, said = table.rename(columns={"company_id": "account_id"}), said["backtest"]
        accounts["churn_date"] = accounts["churn_month"]
        table["used"] = table["score"]
    else:
        accounts = pd.read_csv(folder / "accounts.csv").set_index("account_id")
        table = table[table["full_month"] == 1].copy()
        table["month"] = table["month"] + "-01"
        table["used"], said = table[card], said["cards"][card]["backtest"]
    table["m"] = month_number(table["month"])
    table["left"] = table["account_id"].map(month_number(accounts["churn_date"]))
    table = table.sort_values(["account_id", "m"])
    table["seen"] = table.groupby("account_id").cumcount() + 1
    last = int(table["m"].max())
    table = table[table["left"].isna() | (table["left"] > table["m"])]
    table = table[(table["m"] <= last - ahead) & (table["seen"] >= history)]
    table["churn"] = (table["left"] <= table["m"] + ahead).astype(int)
    table["id"] = table["account_id"].astype(str) + "@" + table["m"].astype(str)
    return ordered(table, "used", "id"), said[block]["pooled"]


@cache
def returning(reference: Path, ahead: int) -> Pair:
    """RavenStack, whose accounts leave and come back: any loss in the months ahead counts."""
    table = expected(reference, "ravenstack")
    events = pd.read_csv(reference / "data" / "ravenstack" / "ravenstack_churn_events.csv")
    left = set(zip(events["account_id"], month_number(events["churn_date"]), strict=True))
    table["m"] = month_number(table["month"])
    table = table[table["m"] <= table["m"].max() - ahead]
    table["churn"] = [
        int(any((account, month + step) in left for step in range(1, ahead + 1)))
        for account, month in zip(table["account_id"], table["m"], strict=True)
    ]
    table["id"] = table["account_id"] + "@" + table["month"]
    said = results(reference, "ravenstack")[f"backtest_any_event_h{ahead}"]["pooled"]
    return ordered(table, "score", "id"), said


RETURNING = [(1,), (3,)]
READERS = {1: returning, 2: flat, 5: monthly}


@pytest.fixture(
    params=[*FLAT, *MONTHLY, *RETURNING], ids=lambda p: "-".join(str(part) for part in p if part)
)
def pair(request: pytest.FixtureRequest, reference: Path) -> Pair:
    """The order of a set, and the reference's evaluation of it."""
    return READERS[len(request.param)](reference, *request.param)


def test_the_cases_are_the_same(pair: Pair) -> None:
    """As many rows and as many losses as in the reference."""
    order, said = pair
    assert (len(order.rows), order.losses) == (said["n"], said["churned"])


def test_ranking(pair: Pair) -> None:
    """AUC, Gini, the error of Hanley and McNeil, average precision and KS to 1e-9."""
    order, said = pair
    area = auc(order)
    assert area == pytest.approx(said["auc"], abs=TOLERANCE)
    assert area is not None
    assert gini(area) == pytest.approx(said["gini"], abs=TOLERANCE)
    error = hanley_mcneil_error(area, order.losses, order.kept)
    assert error == pytest.approx(said["auc_se_hanley_mcneil"], abs=TOLERANCE)
    assert average_precision(order) == pytest.approx(said["average_precision"], abs=TOLERANCE)
    assert largest_gap(order) == pytest.approx(said["ks"], abs=TOLERANCE)


@pytest.mark.parametrize("ahead", [1, 3])
def test_ravenstack_has_no_signal(reference: Path, ahead: int) -> None:
    """Over 500 accounts that leave and come back the interval covers a half, and words say so."""
    order, _ = returning(reference, ahead)
    found = signal(ranking_power(order))
    assert found.call == "no signal"
    assert found.words == "These metrics do not separate lost from kept accounts in this data."


def test_confusion(pair: Pair) -> None:
    """At 40, 50, 70, 75 and 80 the four counts are equal, precision, recall and lift to 1e-9."""
    order, said = pair
    cuts = sorted(float(cut) for cut in said["borders"])
    found = sweep(order, np.array(cuts))
    for place, cut in enumerate(cuts):
        row = said["borders"][f"{cut:.0f}"]
        caught, false = int(found.caught[place]), int(found.false_alarms[place])
        flagged = int(found.flagged[place])
        assert (caught, false, flagged) == (row["tp"], row["fp"], row["flagged"])
        assert order.losses - caught == row["fn"]
        precision = proportion(caught, flagged).estimate
        assert same(precision, row["precision"])
        assert same(proportion(caught, order.losses).estimate, row["recall"])
        assert same(proportion(false, order.kept).estimate, row["fpr"])
        base = order.losses / len(order.rows)
        assert same(None if precision is None else precision / base, row["lift"])


def test_bands_with_wilson(pair: Pair) -> None:
    """Every band's rate and Wilson interval equal those of statsmodels to 1e-9."""
    _, said = pair
    bands = [band for scheme in said["bands"].values() for band in scheme["bands"].values()]
    for band in bands:
        figure = proportion(band["churned"], band["n"])
        assert same(figure.estimate, band["churn_rate"])
        assert same(figure.low, band["wilson95"][0])
        assert same(figure.high, band["wilson95"][1])
    assert bands


def test_deciles(pair: Pair) -> None:
    """Cases, losses, rate, lift, share reached and borders of each decile."""
    order, said = pair
    found = deciles(order)
    assert len(found) == len(said["deciles"]) == 10
    for part, row in zip(found, said["deciles"], strict=True):
        assert (part.cases, part.lost) == (row["n"], row["churned"])
        assert same(part.rate, row["churn_rate"])
        assert same(part.lift, row["lift"])
        assert same(part.reached, row["cum_capture"])
        assert (part.lowest, part.highest) == pytest.approx((row["score_min"], row["score_max"]))


def test_the_worst(pair: Pair) -> None:
    """Losses, precision, recall and lift among the worst 1, 5, 10, 20 and 30%."""
    order, said = pair
    for row in said["top_k"].values():
        found = worst(order, row["k"])
        assert found is not None
        assert found.lost == row["churned"]
        assert same(found.rate, row["precision"])
        assert same(found.reached, row["recall"])
        assert same(found.lift, row["lift"])
