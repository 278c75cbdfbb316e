"""Losses that stand in subscriptions, or in a flag by month, are found and dated."""

from __future__ import annotations

import pytest

from scoring.spec.tables import Table
from scoring.workbench import DataSet, open_data, source_of, starting_card
from tests.own_files import TODAY, looked_at
from tests.unit.spec.test_guess_exports import listed
from tests.unit.spec.test_guess_tables import rows

pytestmark = pytest.mark.slow


def opened(**files: str) -> tuple[dict[str, Table], DataSet]:
    """The guesses for files with a bar between lines, and what they load."""
    content = {f"{key}.csv": text.replace("|", "\n").encode() for key, text in files.items()}
    looked = looked_at(content)
    tables = {g.table.key: g.table for g in looked.guessed}
    return tables, open_data(source_of([*tables.values()], "Own"), looked.place, today=TODAY)


def lost(data: DataSet) -> list[tuple[str, str]]:
    """The ids of lost accounts with the days of their loss."""
    query = "SELECT account_id, churned_on::VARCHAR FROM accounts WHERE churned ORDER BY 1"
    return [(str(row[0]), str(row[1])) for row in data.loaded.session.rows(query)]


def subscription(i: int) -> list[str]:
    """Two rows an account: the first was replaced in March, the second ends for every fourth."""
    left = "2025-09-30" if i % 4 == 0 else ""
    yearly = f"C{i:02},2024-0{i % 9 + 1}-0{i % 7 + 1},2025-03-31,basic,{100 + i}"
    return [yearly, f"C{i:02},2025-04-01,{left},pro,{200 + i}"]


LEDGER = rows(
    "customer_id,start_date,end_date,plan,mrr", *(row for i in range(20) for row in subscription(i))
)
WHO_LEFT = [(f"C{i:02}", "2025-09-30") for i in range(0, 20, 4)]


def test_a_ledger_of_subscriptions_alone_is_a_book() -> None:
    """20 customers, of whom 5 have ended all; their revenue is what was open at a month's end."""
    tables, data = opened(subscriptions=LEDGER)
    table = tables["subscriptions"]
    assert (table.part, table.until, table.ends_customer) == ("spans", "end_date", True)
    assert lost(data) == WHO_LEFT
    column = next(m.column for m in data.catalogue.measures if m.name == "mrr")
    query = f"SELECT {column} FROM snapshots WHERE account_id = 'C01' AND as_of = ?"
    assert data.loaded.session.rows(query, ["2025-03-31"]) == [(0.0,)]
    assert data.loaded.session.rows(query, ["2025-04-30"]) == [(201.0,)]
    assert (table.arr, table.monthly_revenue, table.name) == ("mrr", True, None)
    query = "SELECT arr FROM snapshots WHERE account_id = 'C01' AND as_of = '2025-04-30'"
    assert data.loaded.session.rows(query) == [(12 * 201.0,)]
    assert data.catalogue.has_arr
    assert {m.measure for m in starting_card(data).metrics} <= {"mrr", "open_subscriptions"}


def test_customers_without_a_word_of_loss_have_that_of_their_subscriptions() -> None:
    """Billing's list of customers does not say who left."""
    customers = listed("customer_id,company,country", "C{i:02},Firm {i},{c}", 20, c=("US", "DE"))
    tables, data = opened(customers=customers, subscriptions=LEDGER)
    assert (tables["customers"].id, tables["subscriptions"].ends_customer) == ("customer_id", True)
    assert lost(data) == WHO_LEFT


def test_a_date_of_loss_goes_before_the_end_of_subscriptions() -> None:
    """Only one of the two can date it, and the CRM says it outright."""
    line = "C{i:02},Firm {i},{left}"
    customers = listed("customer_id,company,churned_on", line, 20, left=("2025-10-05", "", "", ""))
    tables, data = opened(customers=customers, subscriptions=LEDGER)
    assert tables["subscriptions"].ends_customer is False
    assert {day for _, day in lost(data)} == {"2025-10-05"}


def test_one_file_tells_the_revenue() -> None:
    """The list of customers does; without it the subscriptions do, and their names are known."""
    lines = [f"{row.replace(',', f',Firm {i},', 1)}" for i in range(20) for row in subscription(i)]
    ledger = rows("customer_id,customer_name,start_date,end_date,plan,mrr", *lines)
    customers = listed("customer_id,MRR", "C{i:02},{i}00", 20)
    both, _ = opened(customers=customers, subscriptions=ledger)
    assert (both["customers"].arr, both["subscriptions"].arr) == ("MRR", None)
    alone, data = opened(subscriptions=ledger)
    assert (alone["subscriptions"].arr, alone["subscriptions"].name) == ("mrr", "customer_name")
    query = "SELECT name FROM accounts WHERE account_id = 'C07'"
    assert data.loaded.session.rows(query) == [("Firm 7",)]


def test_what_is_paid_for_a_subscription_is_asked_about() -> None:
    """An amount without a term is no revenue, and is added up all the same."""
    text = "\n".join(LEDGER.replace("mrr", "unit_amount").split("|")).encode()
    (guess,) = looked_at({"subscriptions.csv": text}).guessed
    assert (guess.table.arr, guess.table.sums) == (None, ("unit_amount",))
    assert guess.sure["arr"].why.startswith("unit_amount may be what they pay, for a month or a")


def months(flag: str) -> str:
    """Twelve months of 20 accounts, every fourth only until September; `flag` is of its rows."""
    lines = [
        f"C{i:02},2025-{m:02},{i * m % 7},{int(i % 4 == 0 and (flag == 'stays' or m == 9))}"
        for i in range(20)
        for m in range(1, 13)
        if i % 4 or m <= 9
    ]
    return rows("account_id,month,logins,is_churned", *lines)


def test_a_flag_that_turns_in_a_month_dates_the_loss() -> None:
    """It is 1 in September alone, the last month of who left."""
    tables, data = opened(book=months("turns"))
    assert tables["book"].flag_by_month
    assert lost(data) == [(key, "2025-09-01") for key, _ in WHO_LEFT]


def test_a_flag_of_the_account_in_all_its_months_dates_nothing() -> None:
    """It was copied into every month: who left is known, and not when."""
    tables, data = opened(book=months("stays"))
    assert not tables["book"].flag_by_month
    assert data.catalogue.churn == "flagged"
    assert lost(data) == [(key, "None") for key, _ in WHO_LEFT]


@pytest.mark.parametrize(("head", "year"), [("mrr_cents", 12.0), ("mrr", 1200.0)])
def test_cents_are_no_dollars(head: str, year: float) -> None:
    """100 cents a month are 12 dollars a year."""
    _, data = opened(accounts=listed(f"account_id,{head},seats", "A{i},100,{i}"))
    assert data.loaded.session.rows("SELECT DISTINCT arr FROM accounts") == [(year,)]


def test_a_column_a_month_is_a_book_of_months() -> None:
    """MRR of 20 customers by month: 240 rows, and the revenue is that of each month times 12."""
    head = ",".join(f"2025-{m:02}" for m in range(1, 13))
    lines = [f"C{i:02},{','.join(str(100 + i * m) for m in range(1, 13))}" for i in range(20)]
    tables, data = opened(**{"MRR_by_customer": rows(f"customer_id,{head}", *lines)})
    table = tables["mrr_by_customer"]
    assert (table.month, table.arr, table.monthly_revenue) == ("month", "MRR", True)
    assert (data.catalogue.accounts, data.catalogue.rows) == (20, 240)
    query = "SELECT arr FROM snapshots WHERE account_id = 'C03' AND as_of = '2025-02-28'"
    assert data.loaded.session.rows(query) == [(12 * 106.0,)]


def test_a_lone_file_of_weeks_lists_its_accounts() -> None:
    """Logins by week, a column each: 15 accounts, and what falls into 30 days is added up."""
    head = "2025-09-01,2025-09-08,2025-09-15,2025-09-22,2025-09-29"
    lines = [f"Firm {i},{i},{i},{i},{i},{i}" for i in range(15)]
    tables, data = opened(**{"logins by company": rows(f"company,{head}", *lines)})
    assert (tables["logins_by_company"].part, data.catalogue.accounts) == ("events", 15)
