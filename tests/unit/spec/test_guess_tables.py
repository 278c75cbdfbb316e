"""Small files, each with a trap, are taken for what a person would take them for."""

from __future__ import annotations

import pytest

from scoring.spec.tables import Table
from scoring.workbench import name_for
from tests.own_files import looked_at

pytestmark = pytest.mark.slow


def guessed(**files: str) -> dict[str, Table]:
    """What each file, written with a bar between lines, is taken for."""
    content = {f"{key}.csv": text.replace("|", "\n").encode() for key, text in files.items()}
    return {g.table.key: g.table for g in looked_at(content).guessed}


def rows(head: str, *lines: str) -> str:
    return "|".join([head, *lines])


ACCOUNTS = rows("account_id,plan", *(f"A{i:02},{'xy'[i % 2]}" for i in range(20)))


def test_a_day_of_signing_up_is_no_month() -> None:
    """Ten accounts signed up on five days: the file has a row an account."""
    lines = [f"C{i},2024-0{i % 5 + 1}-01,{i * 3}" for i in range(10)]
    table = guessed(one=rows("customer_id,signup_date,calls", *lines))["one"]
    assert (table.id, table.month, table.start_on) == ("customer_id", None, "signup_date")
    assert table.measures == ("calls",)


def test_a_row_an_account_and_month_is_told_by_what_repeats() -> None:
    """Five accounts of four months: neither column alone tells rows apart, both together do."""
    lines = [f"R{i}-{m},C{i},2024-0{m}-28,{i + m}" for i in range(5) for m in range(1, 5)]
    table = guessed(one=rows("row_id,customer_id,month,calls", *lines))["one"]
    assert (table.part, table.id, table.month) == ("accounts", "customer_id", "month")


@pytest.mark.parametrize(("again", "often"), [((), ""), (("A1,2025-03,5",), "nearly always ")])
def test_a_month_that_stands_twice_is_not_called_once(again: tuple[str, ...], often: str) -> None:
    """Of 40 accounts in 9 months one month may stand twice: nearly always one row, no more."""
    once = [f"A{i},2025-{month:02},{i}" for i in range(40) for month in range(1, 10)]
    text = "\n".join(["account_id,month,logins", *once, *again])
    (guess,) = looked_at({"book.csv": text.encode()}).guessed
    assert guess.sure["part"].why == f"there is {often}one row for each account_id and month"


def test_tickets_that_never_met_in_a_month_are_events_still() -> None:
    """One ticket an account and month, but on any day, and with an id of its own."""
    lines = [f"T{i},A{i:02},2024-{i % 9 + 1:02}-{i + 3:02},{i % 4}" for i in range(20)]
    lines += [f"U{i},A{i:02},2023-{i % 9 + 1:02}-{i + 2:02},{i % 4}" for i in range(20)]
    table = guessed(accounts=ACCOUNTS, tickets=rows("ticket_id,account,opened,hours", *lines))
    found = table["tickets"]
    assert (found.part, found.id, found.day) == ("events", "account", "opened")
    assert (found.counts, found.means) == (True, ("hours",))


def test_one_subscription_an_account_has_a_begin_and_an_end() -> None:
    """With an end for some it is open at a month's end, or is not."""
    lines = [f"S{i},A{i:02},2024-01-05,{'2024-06-01' if i % 3 else ''},{i}00" for i in range(20)]
    head = "subscription_id,account_id,start_date,end_date,mrr"
    found = guessed(accounts=ACCOUNTS, subscriptions=rows(head, *lines))["subscriptions"]
    assert (found.part, found.day, found.until) == ("spans", "start_date", "end_date")
    assert (found.own, found.sums) == ("subscription_id", ("mrr",))


def test_a_list_of_cancellations_is_one_of_losses() -> None:
    """A row that says the account was won back is no loss."""
    lines = [f"A{i:02},2024-0{i % 9 + 1}-10,{'yes' if i == 3 else 'no'}" for i in range(12)]
    found = guessed(accounts=ACCOUNTS, churn=rows("account_id,churned_on,won_back", *lines))
    assert (found["churn"].part, found["churn"].day) == ("losses", "churned_on")
    assert found["churn"].back == ("won_back", ("yes",))


def test_rows_about_accounts_without_a_month_are_more_about_them() -> None:
    """One row an account in a second file, joined by its id."""
    lines = [f"A{i:02},{i * i}" for i in range(15)]
    found = guessed(accounts=ACCOUNTS, seats=rows("account_id,seats", *lines))["seats"]
    assert (found.part, found.id, found.measures) == ("more", "account_id", ("seats",))


def test_a_row_a_measure_is_a_long_file() -> None:
    """Account, month, name and value: twenty accounts, two months, two names."""
    lines = [f"A{i:02},2024-0{m}-28,{n},{i}" for i in range(20) for m in (1, 2) for n in ("a", "b")]
    found = guessed(accounts=ACCOUNTS, kpis=rows("account_id,month,kpi,score", *lines))["kpis"]
    assert (found.part, found.month, found.names, found.values) == ("long", "month", "kpi", "score")


def test_small_numbers_that_happen_to_be_ids_tie_nothing() -> None:
    """Seats from 1 to 9 are all among the account numbers 1 to 20, and mean something else."""
    accounts = rows("account_id,plan", *(f"{i},x" for i in range(1, 21)))
    lines = [f"{i % 9 + 1},2024-01-{i + 1:02}" for i in range(20)]
    assert guessed(accounts=accounts, rooms=rows("seats,day", *lines))["rooms"].part == "out"


@pytest.mark.parametrize(
    ("head", "lost", "kept", "field", "values"),
    [
        ("Churn", "Yes", "No", "flag", ("Yes",)),
        ("exited", "1", "0", "flag", ("1",)),
        ("status", "Cancelled", "Active", "flag", ("Cancelled",)),
        ("status", "Gold", "Silver", "flag", None),
        ("invoices_paid", "1", "0", "flag", None),
    ],
)
def test_who_left_is_told_by_name_and_value(
    head: str, lost: str, kept: str, field: str, values: tuple[str, ...] | None
) -> None:
    """A status of metals tells no loss, a column of exits does."""
    lines = [f"C{i},{lost if i % 4 == 0 else kept},{i}" for i in range(40)]
    table = guessed(one=rows(f"customer_id,{head},calls", *lines))["one"]
    assert getattr(table, field) == (head if values else None)
    assert table.lost_values == (values or ())


def test_running_numbers_are_no_measures() -> None:
    """RowNumber counts the rows up; calls may as well be a measure as not, and is one."""
    lines = [f"{i},C{i:03},{i * 7 % 19},{1000 + i}" for i in range(40)]
    table = guessed(one=rows("RowNumber,CustomerId,calls,mrr", *lines))["one"]
    assert table.measures == ("calls", "mrr")
    assert (table.arr, table.monthly_revenue) == ("mrr", True)


def test_files_are_called_by_what_tells_them_apart() -> None:
    """What all names begin with is left out; a number alone is no name."""
    one = "id,m|a,1"
    assert list(guessed(acme_accounts=one, acme_usage=one)) == ["accounts", "usage"]
    assert list(guessed(y_2024=one, y_2025=one)) == ["y_2024", "y_2025"]
    assert name_for(["acme accounts.csv", "acme usage.csv"]) == "acme"
    assert name_for(["crm.csv", "usage.csv"]) == "crm"


def test_letters_with_marks_keep_their_letter() -> None:
    """A short name is made of plain letters: März is marz, Größe grosse."""
    found = guessed(
        **{"finance_März": ACCOUNTS, "Größe": rows("account_id,calls", "A00,1", "A01,2")}
    )
    assert list(found) == ["finance_marz", "grosse"]


CURRENCIES = {
    "a sign in a cell": ("account_id,mrr", "{i},€{i}00", "€"),
    "a sign in a name": ("account_id,MRR (£)", "{i},{i}00", "£"),
    "a word in a name": ("account_id,mrr_eur", "{i},{i}00", "€"),
    "a word in a cell": ("account_id,mrr", "{i},{i}00 CHF", "CHF"),
    "revenue before others": ("account_id,mrr_usd,note", "{i},{i}00,paid {i} € of it", "$"),
    "two of them": ("account_id,a_usd,b_eur", "{i},{i},{i}", None),
    "none, but words like it": ("account_id,neuron,calls", "{i},{i},{i}", None),
    "a column of currencies": ("account_id,mrr,Currency", "{i},{i}00,usd", "$"),
    "its code where no sign is its own": ("account_id,mrr,Währung", "{i},{i}00,NOK", "NOK"),
    "a column of two currencies": ("account_id,mrr,Currency", "{i},{i}00,{c}", None),
    "a column against the name": ("account_id,mrr_eur,Currency", "{i},{i}00,USD", None),
    "a column of words": ("account_id,mrr,Currency Type", "{i},{i}00,foreign", None),
    "no dollar of the United States": ("account_id,mrr", "{i},R$ {i}00", "R$"),
    "a code that is a word": ("account_id,retry try,calls", "{i},{i},{i}", None),
    "seconds in German": ("account_id,mrr,Dauer_sek", "{i},{i}00,{i}", None),
    "seconds in cells": ("account_id,mrr,Dauer", "{i},{i}00,{i} Sek", None),
    "a language": ("account_id,mrr,php_calls", "{i},{i}00,{i}", None),
    "revenue in crowns": ("account_id,mrr_sek", "{i},{i}00", "SEK"),
}


@pytest.mark.parametrize("name", CURRENCIES)
def test_the_currency_is_read_off_names_and_cells(name: str) -> None:
    """The columns of revenue tell before others do, and two that differ tell nothing."""
    head, line, currency = CURRENCIES[name]
    lines = (line.format(i=i, c=("USD", "EUR")[i % 2]) for i in range(1, 30))
    text = rows(head, *lines).replace("|", "\n")
    assert looked_at({"a.csv": text.encode()}).currency.sign == currency


def test_it_is_said_by_what_the_currency_is_known() -> None:
    """A column of one code says it in every row; of two, neither is taken."""
    one = rows("account_id,mrr,Currency", *(f"{i},{i}00,usd" for i in range(1, 30)))
    two = one.replace("usd", "eur", 3)
    said = [looked_at({"a.csv": t.replace("|", "\n").encode()}).currency.why for t in (one, two)]
    assert said == [
        "Currency says usd in every row",
        "columns speak of $ and €: amounts are added up as they stand, whatever their currency",
    ]


@pytest.mark.parametrize(("each", "found"), [("firm {i}", "name"), ("mood {i} in {m}", None)])
def test_a_file_of_months_has_names_of_accounts(each: str, found: str | None) -> None:
    """Twenty names among 120 rows are as many as there are ids; 120 moods change by the month."""
    lines = [
        f"A{i:02},2024-0{m}-28,{each.format(i=i, m=m)},{i * m % 17}"
        for i in range(20)
        for m in range(1, 7)
    ]
    table = guessed(one=rows("account_id,month,name,calls", *lines))["one"]
    assert (table.id, table.month, table.name) == ("account_id", "month", found)


FLAGS = {
    "gek\u00fcndigt": (("ja", "nein"), "flag", ("ja",)),
    "is_churned": (("oui", "non"), "flag", ("oui",)),
    "retained": (("Yes", "No"), None, ()),
    "is_active": (("0", "1"), None, ()),
    "inactive": (("0", "1"), None, ()),
    "aktiv": (("ja", "nein"), None, ()),
}


@pytest.mark.parametrize("name", FLAGS)
def test_a_yes_or_no_of_who_left_is_no_measure(name: str) -> None:
    """It is the flag, or left out with a word of it; calls stay a measure."""
    values, flag, lost = FLAGS[name]
    lines = [f"A{i:02},{values[i % 3 == 0]},{i * 7 % 11}" for i in range(30)]
    content = rows(f"account_id,{name},calls", *lines).replace("|", "\n").encode()
    (found,) = looked_at({"one.csv": content}).guessed
    assert found.table.measures == ("calls",)
    assert found.table.flag == (name if flag else None)
    assert found.table.lost_values == lost
    assert (f"not {name}, which may say who left" in found.sure["measures"].why) == (not flag)
