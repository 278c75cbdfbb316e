"""Numbers from 1 to n are in every longer count: what ties files is what their names speak of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.spec.guess_kin import kinship
from scoring.spec.tables import Guessed
from scoring.workbench import open_data, source_of
from tests.own_files import TODAY, looked_at
from tests.unit.spec.test_guess_tables import rows

pytestmark = pytest.mark.slow


def guesses(**files: str) -> dict[str, Guessed]:
    content = {f"{key}.csv": text.replace("|", "\n").encode() for key, text in files.items()}
    return {g.table.key: g for g in looked_at(content).guessed}


CUSTOMERS = rows("id,name,seats", *(f"{i},Firm {i},{i * 7 % 31}" for i in range(1, 61)))
USERS = rows("id,customer_id,email", *(f"{i},{i % 60 + 1},u{i}@x.org" for i in range(1, 201)))
ACTIVITY = rows(
    "user_id,date,clicks",
    *(f"{i * 7 % 200 + 1},2025-{i % 9 + 1:02}-{i % 28 + 1:02},{i % 13}" for i in range(900)),
)
TICKETS = rows(
    "id,user_id,opened", *(f"{i},{i * 3 % 200 + 1},2025-05-{i % 28 + 1:02}" for i in range(1, 301))
)


@pytest.mark.parametrize("order", [("customers", "users", "activity"), ("activity", "users")])
def test_customers_are_the_accounts_and_users_lead_to_them(order: tuple[str, ...]) -> None:
    """60 customers, 200 users, 900 days of users: ids are whole numbers from 1 in all files."""
    files = {"customers": CUSTOMERS, "users": USERS, "activity": ACTIVITY}
    files = {key: files[key] for key in dict.fromkeys((*order, *files))}
    found = guesses(**files, tickets=TICKETS)
    tables = {key: guess.table for key, guess in found.items()}
    assert (tables["customers"].part, tables["customers"].id) == ("accounts", "id")
    assert (tables["users"].id, tables["users"].through) == ("customer_id", None)
    assert (tables["users"].part, tables["users"].own) == ("between", "id")
    assert (tables["activity"].id, tables["activity"].through) == ("user_id", ("users", "id"))
    assert (tables["tickets"].id, tables["tickets"].through) == ("user_id", ("users", "id"))


def test_clicks_of_users_are_counted_for_their_customers() -> None:
    """What is in the file by hand: each user is one of customer number user % 60 + 1."""
    files = {"customers": CUSTOMERS, "users": USERS, "activity": ACTIVITY}
    looked = looked_at({f"{k}.csv": t.replace("|", "\n").encode() for k, t in files.items()})
    tables = [replace(g.table, window="ever") for g in looked.guessed]
    data = open_data(source_of(tables, "Users"), looked.place, today=TODAY)
    column = next(m.column for m in data.catalogue.measures if "clicks" in m.name)
    last = "as_of = (SELECT max(as_of) FROM snapshots)"
    sql = f"SELECT account_id, {column} FROM snapshots WHERE {last}"
    clicks: dict[str, int] = {}
    for line in ACTIVITY.split("|")[1:]:
        user, _, number = line.split(",")
        customer = str(int(user) % 60 + 1)
        clicks[customer] = clicks.get(customer, 0) + int(number)
    by_hand = {str(i): clicks.get(str(i), 0) for i in range(1, 61)}
    assert dict(data.loaded.session.rows(sql)) == by_hand


def test_an_id_goes_before_the_name_of_a_company() -> None:
    """Both are different in every row, and a name speaks of companies, too."""
    lines = [f"{i},Firm {i},{i * 7 % 31}" for i in range(1, 41)]
    found = guesses(crm=rows("id,company,seats", *lines))["crm"].table
    assert (found.id, found.name) == ("id", "company")


def test_a_close_second_makes_it_a_guess() -> None:
    """Two files without any name that speaks: neither is sure."""
    lines = [f"x{i},{i * 7 % 31}" for i in range(30)]
    found = guesses(one=rows("ref,m", *lines), two=rows("ref,n", *lines))["one"]
    assert found.table.part == "accounts"
    assert found.sure["part"].share < 0.7
    assert "two may list them as well" in found.sure["part"].why


def monthly(head: str, *, twice: bool = False, ids: int = 10) -> str:
    lines = [f"A{i:02},2025-{m:02},{i * m},{i}" for i in range(ids) for m in range(1, 13)]
    return rows(head, *lines, *(lines[:1] if twice else []))


ACCOUNTS = rows("account_id,plan", *(f"A{i:02},{'xy'[i % 2]}" for i in range(10)))


def test_one_row_that_stands_twice_makes_no_events_of_months() -> None:
    """121 rows of 120 accounts and months: the loader tells of the one, the meaning stays."""
    usage = monthly("account_id,month,logins,mrr", twice=True)
    found = guesses(accounts=ACCOUNTS, usage=usage)["usage"].table
    assert (found.part, found.month, found.arr) == ("months", "month", "mrr")
    alone = guesses(usage=usage)["usage"].table
    assert (alone.part, alone.id, alone.month) == ("accounts", "account_id", "month")


def test_accounts_of_which_one_stands_twice_are_the_accounts() -> None:
    """101 rows of 100 accounts are 1 percent too many; the reason says so."""
    lines = [f"{i},{'xy'[i % 2]},{i * 7 % 31}" for i in [*range(1, 101), 5]]
    usage = [f"{i},2025-{m:02}-28,{i * m}" for i in range(1, 101) for m in (1, 2, 3)]
    accounts = rows("account_id,plan,seats", *lines)
    for found in (
        guesses(accounts=accounts)["accounts"],
        guesses(accounts=accounts, usage=rows("account_id,month,logins", *usage))["accounts"],
    ):
        assert (found.table.part, found.table.id) == ("accounts", "account_id")
        assert "1 id stands twice" in found.sure["part"].why


def test_two_files_of_months_without_accounts_hang_together() -> None:
    """One lists the accounts by month, the other joins it by the same id."""
    looked = looked_at(
        {
            "usage.csv": monthly("account_id,month,logins,days").replace("|", "\n").encode(),
            "bill.csv": monthly("account_id,month,amount,mrr").replace("|", "\n").encode(),
        }
    )
    parts = {g.table.key: g.table.part for g in looked.guessed}
    assert parts == {"usage": "accounts", "bill": "months"}
    source = source_of([g.table for g in looked.guessed], "Two")
    catalogue = open_data(source, looked.place, today=TODAY).catalogue
    assert (catalogue.accounts, catalogue.rows) == (10, 120)
    assert {"logins", "days", "amount"} <= {m.name for m in catalogue.measures}


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [("{:03}", "{}"), ("{:03}.0", "{}"), ("a{}", "A{}"), ("ACC-{:04}", "acc-{}")],
)
def test_ids_that_are_written_otherwise_are_told(mine: str, theirs: str) -> None:
    """007 is not 7, and 007.0 is not 7: the file is left out, and the reason is the true one."""
    accounts = rows("account_id,plan", *(f"{theirs.format(i)},{'xy'[i % 2]}" for i in range(1, 31)))
    lines = [f"{mine.format(i)},2025-0{m},{i}" for i in range(1, 31) for m in (1, 2)]
    found = guesses(accounts=accounts, usage=rows("account_id,month,logins", *lines))["usage"]
    assert found.table.part == "out"
    assert found.sure["part"].why.startswith("its column account_id looks like account_id of acc")
    assert "make them alike" in found.sure["part"].why


@pytest.mark.parametrize(("mine", "theirs"), [("{}.0", "{}"), ("{}", "{}.0")])
def test_whole_numbers_with_and_without_decimals_are_joined(mine: str, theirs: str) -> None:
    """7.0 is 7 where all ids of a file end so: 30 accounts over 2 months, and a note on it."""
    accounts = rows("account_id,plan", *(f"{theirs.format(i)},{'xy'[i % 2]}" for i in range(1, 31)))
    lines = [f"{mine.format(i)},2025-0{m},{i}" for i in range(1, 31) for m in (1, 2)]
    usage = rows("account_id,month,logins", *lines)
    files = {"accounts.csv": accounts, "usage.csv": usage}
    looked = looked_at({key: text.replace("|", "\n").encode() for key, text in files.items()})
    data = open_data(source_of([g.table for g in looked.guessed], "Two"), looked.place, today=TODAY)
    assert (data.catalogue.accounts, data.catalogue.rows) == (30, 60)
    assert [f.kind for f in data.findings] == ["whole_ids"]


def test_ids_of_another_company_are_told_apart_from_those() -> None:
    """None of B1 to B9 is an account."""
    other = rows("account_id,day", *(f"B{i},2025-01-0{i}" for i in range(1, 10)))
    found = guesses(accounts=ACCOUNTS, other=other)["other"]
    assert found.sure["part"].why == "none of its columns holds ids of the other files"


class _Numbers:
    """A column of whole numbers from 1 to n."""

    holds = "number"
    filled = 1.0
    examples = ("1", "2", "3")

    def __init__(self, label: str, distinct: int) -> None:
        self.label, self.distinct = label, distinct


@pytest.mark.parametrize(
    ("one", "column", "other", "among", "kin"),
    [
        ("activity", "user_id", "users", "id", 1.0),
        ("activity", "user_id", "customers", "id", 0.0),
        ("users", "customer_id", "customers", "id", 1.0),
        ("users", "client_id", "customers", "id", 1.0),
        ("orders", "account_id", "tickets", "id", 0.0),
        ("orders", "account_id", "export", "id", 0.75),
        ("users", "id", "customers", "id", 0.0),
        ("plans", "companyID", "companies", "Id", 1.0),
        ("usage", "account", "crm", "account_id", 1.0),
    ],
)
def test_a_bare_id_is_that_of_what_its_file_is_named_for(
    one: str, column: str, other: str, among: str, kin: float
) -> None:
    """A name of nothing, such as export, leaves it likely for accounts."""
    found = kinship(one, _Numbers(column, 50), other, _Numbers(among, 50), repeats=False)  # type: ignore[arg-type]
    assert found == kin


@pytest.mark.parametrize(("count", "total"), [(20, ",Total,840"), (20, "Total,,840"), (9, ",,180")])
def test_sums_below_a_list_without_an_id_take_none_away(count: int, total: str) -> None:
    """Nine accounts or more and a row of sums: the id is the column named for it, all the same."""
    lines = [f"A{i:02},Firm {i},{i * 4}" for i in range(1, count + 1)]
    found = guesses(crm=rows("Account ID,Account Name,ARR", *lines, total))["crm"]
    assert (found.table.id, found.table.name) == ("Account ID", "Account Name")
    blank = "Account ID is different in each row but one, which has none"
    assert found.sure["part"].why.startswith(blank) == total.startswith(",")


def test_an_id_before_a_name_in_one_column_is_told() -> None:
    """A ledger names its customers by number and name: nothing ties it, and it is said why."""
    customers = rows("ID,Name,Seats", *(f"CUST{i:02},Firm {i},{i * 7 % 31}" for i in range(20)))
    lines = [f"INV{i:03},CUST{i % 20:02} Firm {i % 20},2025-0{i % 9 + 1}-11,{i}" for i in range(80)]
    found = guesses(customers=customers, ledger=rows("Document Number,Name,Date,Amount", *lines))
    assert (found["customers"].table.part, found["customers"].table.id) == ("accounts", "ID")
    assert found["ledger"].table.part == "out"
    assert found["ledger"].sure["part"].why == (
        "its column Name begins with ID of customers, and holds more behind a space:"
        " give the id a column of its own"
    )
