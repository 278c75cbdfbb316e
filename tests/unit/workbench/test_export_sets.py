"""Exports of eight shapes are right at once: each role, who left, and what they paid a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from scoring.spec.tables import Guessed
from scoring.workbench import DataSet, LookedAt, open_data, source_of, starting_card
from scoring.workbench.wizard import undecided
from tests.own_files import looked_at
from tests.unit.workbench import export_sets
from tests.unit.workbench.export_sets import FIRMS, LEFT, MRR, NAMES, Files

pytestmark = pytest.mark.slow

TODAY = dt.date(2025, 12, 5)


@dataclass(frozen=True)
class Set:
    """A set of exports and what it is taken for: of each file some fields, and the currency.

    `churn` says how losses are known, `arr` is the revenue a year of all accounts, and `kinds` are
    findings that have to be told.
    """

    files: Callable[[], Files]
    taken: dict[str, dict[str, Any]]
    currency: str | None
    churn: str = "dated"
    arr: float | None = None
    kinds: frozenset[str] = field(default_factory=frozenset)


YEAR = 12.0 * sum(MRR)
SPANS = {"part": "spans", "ends_customer": True, "arr": "Rate Plan Charge: MRR"}
SPANS |= {"until": "Subscription: Cancelled Date", "monthly_revenue": True}
SETS = {
    "billing": Set(
        export_sets.billing,
        {"account": {"name": "Account: Name"}, "subscription": SPANS},
        "$",
    ),
    "debtors": Set(
        export_sets.debtors,
        {
            "debitoren": {"id": "Debitor", "churned_on": "Gekündigt zum", "start_on": "Kunde seit"},
            "buchungen": {"part": "months", "measures": ("Betrag",)},
        },
        "NOK",
        kinds=frozenset({"brackets"}),
    ),
    "tracker": Set(
        export_sets.tracker,
        {"client_tracker": {"arr": "Retainer / month", "churned_on": "Left", "flag": "Status"}},
        None,
        churn="flagged",
        arr=YEAR,
        kinds=frozenset({"totals", "rows_above"}),
    ),
    "telco": Set(
        export_sets.telco,
        {
            "clientes": {
                "churned_on": "Fecha de baja",
                "start_on": "Fecha de alta",
                "reason": "Motivo de baja",
                "arr": "Cuota mensual (€)",
            }
        },
        "€",
        churn="flagged",
        arr=YEAR / 20,
    ),
    "schools": Set(
        export_sets.schools,
        {
            "schools": {"name": "School", "renewal_on": "License end", "arr": "Annual price"},
            "usage_by_month": {"part": "months", "measures": ("usage",)},
        },
        "$",
        churn="unknown",
        arr=10.0 * sum(MRR),
    ),
    "dutch": Set(
        export_sets.dutch,
        {
            "klanten": {
                "notice_on": "Opgezegd op",
                "churned_on": "Einddatum contract",
                "if_noticed": True,
                "owner": "Accountmanager",
            },
            "tickets": {"part": "events", "id": "Debiteur", "means": (), "sums": ()},
        },
        None,
        arr=YEAR,
    ),
    "french": Set(
        export_sets.french,
        {
            "clients": {
                "id": "Réf client",
                "name": "Raison sociale",
                "arr": "CA annuel (€)",
                "churned_on": "Date de résiliation",
                "lost_values": ("Résilié",),
            }
        },
        "€",
        churn="flagged",
        arr=YEAR,
        kinds=frozenset({"spaces"}),
    ),
    "daily": Set(
        export_sets.daily,
        {
            "dim_accounts": {"id": "account_sk", "churned_on": "churned_at"},
            "fct_daily_usage": {"part": "events", "sums": ("sessions", "seconds_active")},
        },
        None,
        arr=YEAR,
    ),
}


def opened(name: str) -> tuple[LookedAt, DataSet]:
    """A set as it was looked at, and loaded as it is guessed."""
    looked = looked_at(SETS[name].files())
    tables = [guessed.table for guessed in looked.guessed]
    assert [undecided(looked.file(table.key), table.file.csv) for table in tables] == [()] * len(
        tables
    )
    return looked, open_data(source_of(tables, name), looked.place, today=TODAY)


def part_of(guessed: Guessed, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(guessed.table, name) for name in fields}


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_right_at_once(name: str) -> None:
    """32 accounts, of whom 8 left; what they pay a year is what stands in the files, added up."""
    one = SETS[name]
    looked, data = opened(name)
    assert looked.faults == ()
    found = {guessed.table.key: guessed for guessed in looked.guessed}
    assert set(found) == set(one.taken)
    for key, fields in one.taken.items():
        assert part_of(found[key], fields) == fields
    assert looked.currency.sign == one.currency
    assert data.catalogue.accounts == FIRMS
    session = data.loaded.session
    lost = session.rows("SELECT count(*) FROM accounts WHERE churned")[0][0]
    assert lost == (0 if one.churn == "unknown" else sum(map(bool, LEFT)))
    assert data.catalogue.churn == one.churn
    if one.arr is not None:
        assert session.rows("SELECT sum(arr) FROM accounts")[0][0] == pytest.approx(one.arr)
    assert one.kinds <= {finding.kind for finding in data.findings}
    assert starting_card(data).metrics


def test_what_is_open_is_paid() -> None:
    """The subscriptions alone tell the revenue: of firm 0 all year, of firm 1 until it left."""
    _, data = opened("billing")
    query = "SELECT arr FROM snapshots WHERE account_id = ? AND as_of = '2025-09-30'"
    rows = [data.loaded.session.rows(query, [f"A{i:08}"]) for i in (0, 1)]
    assert rows == [[(12.0 * MRR[0],)], []]
    assert data.catalogue.churn == "dated"


def test_names_are_names() -> None:
    """Where a name was found it is that of the account."""
    _, data = opened("schools")
    found = data.loaded.session.rows("SELECT name FROM accounts ORDER BY account_id")
    assert [row[0] for row in found] == [f"{name} School" for name in NAMES]
