"""Five exports of one company become one book, and what nobody can know is asked."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scoring.spec.data_file import File
from scoring.spec.source import parse_source
from scoring.spec.write_source import source_as_yaml
from scoring.workbench import (
    DataSet,
    Dropped,
    Watch,
    look_at,
    onto,
    open_data,
    retaken,
    source_of,
)
from tests.own_files import looked_at, own
from tests.unit.engine import shapes
from tests.unit.workbench import five_exports
from tests.unit.workbench.five_guessed import TODAY, book, looked, tables

pytestmark = pytest.mark.slow


def test_each_file_is_taken_for_what_it_is() -> None:
    """A workbook stands for its sheets; the one of notes is of no use, and is left out."""
    assert {key: table.part for key, table in tables().items()} == {
        "crm_accounts": "accounts",
        "finance": "months",
        "tickets": "events",
        "notes": "out",
        "logins": "months",
        "survey": "long",
    }


def test_the_roles_of_the_accounts_are_found_by_name_and_value() -> None:
    """Ids are different in every row; dates and texts are told apart by what they hold."""
    table = tables()["crm_accounts"]
    assert (table.id, table.name, table.owner) == ("Account ID", "Name", "CSM")
    assert (table.start_on, table.churned_on) == ("Signed up", "Cancelled on")
    assert (table.dimensions, table.measures) == (("Segment",), ())


def test_a_file_by_another_id_is_tied_through_the_one_that_knows_both() -> None:
    """All 40 numbers of finance stand in the CRM's column of billing numbers."""
    guessed = next(g for g in looked().guessed if g.table.key == "finance")
    assert guessed.table.id == "Kunden-Nr"
    assert guessed.table.through == ("crm_accounts", "Billing No")
    assert guessed.sure["id"].share == pytest.approx(0.7)
    assert guessed.sure["id"].why == "40 of its 40 ids are in crm_accounts, column Billing No"


def test_every_guess_says_how_sure_it_is_and_why() -> None:
    """A confidence is a share from 0 to 1, and no reason is empty."""
    for guessed in looked().guessed:
        assert guessed.sure
        assert all(0 < sure.share <= 1 and sure.why for sure in guessed.sure.values())


def test_the_five_files_become_one_book() -> None:
    """32 accounts of 12 months and 8 of 10 are 464 account-months; the figures are finance's."""
    catalogue = book().catalogue
    assert (catalogue.accounts, catalogue.rows, len(catalogue.months)) == (40, 464, 12)
    assert catalogue.churn == "dated"
    sql = "SELECT umsatz, logins FROM snapshots WHERE account_id = 'ACC-007' AND as_of = ?"
    assert book().loaded.session.rows(sql, [dt.date(2025, 3, 31)]) == [(1007.5, 93.0)]


def test_events_are_counted_up_to_the_end_of_each_month() -> None:
    """The tickets of 30 days, counted here by hand from the file, for every account-month."""
    lines = five_exports.tickets().decode().splitlines()[1:]
    days = [(f[1], dt.date.fromisoformat(f[2][:10])) for f in (line.split(",") for line in lines)]
    rows = book().loaded.session.rows("SELECT account_id, as_of, tickets_30d FROM snapshots")
    assert len(rows) == 464
    for account, end, counted in rows:
        first = end - dt.timedelta(days=29)
        gone = dt.date(2025, 10, 31) if int(account[4:]) % 5 == 0 else dt.date.max
        by_hand = sum(a == account and first <= day <= min(end, gone) for a, day in days)
        assert counted == by_hand, (account, end)


def test_the_source_that_comes_of_it_can_be_saved_and_read_again() -> None:
    """What is written as YAML is the same source."""
    source = source_of(list(tables().values()), "Five")
    assert parse_source(source_as_yaml(source)) == source


def test_next_months_files_go_onto_the_same_source() -> None:
    """Other names, another month: each file is known by its columns, then by its name."""
    source = source_of(list(tables().values()), "Five")
    later = {name.replace(".", "_2026-01."): file for name, file in five_exports.five().items()}
    fitting = onto(source, looked_at(later)).source
    assert fitting is not None
    assert {key: file.path for key, file in fitting.files.items()} == {
        "crm_accounts": "crm accounts_2026-01.csv",
        "finance": "finance_2026-01.csv",
        "tickets": "tickets_2026-01.csv",
        "logins": "usage_2026-01.xlsx",
        "survey": "survey_2026-01.csv",
    }
    assert fitting.account == source.account
    del later["finance_2026-01.csv"]
    (lacking,) = onto(source, looked_at(later)).lacking
    assert lacking.key == "finance"


def test_what_a_person_says_of_a_file_is_guessed_anew_for_it() -> None:
    """Tickets taken for losses keep their id and their day, and nothing is counted."""
    table = retaken(looked(), "tickets", tables()["tickets"], "losses").table
    assert (table.part, table.id, table.day) == ("losses", "account", "opened_at")
    back = retaken(looked(), "tickets", table, "events").table
    assert back == tables()["tickets"]


def test_the_way_to_the_accounts_outlives_another_kind_of_row() -> None:
    """Finance by month goes through the CRM's billing number, and so does finance by event."""
    table = retaken(looked(), "finance", tables()["finance"], "events").table
    assert (table.id, table.through) == ("Kunden-Nr", ("crm_accounts", "Billing No"))
    assert table.day == "Monat"
    directly = replace(table, through=None)
    assert retaken(looked(), "finance", directly, "months").table.through is None
    as_accounts = retaken(looked(), "finance", table, "accounts").table
    assert as_accounts.through is None
    again = retaken(looked(), "finance", as_accounts, "months").table
    assert again == tables()["finance"]


def test_each_table_of_a_database_is_a_file_of_its_own(tmp_path: Path) -> None:
    """And a stated one stands for itself alone."""
    place = Dropped({"own.db": shapes.database(tmp_path)})
    all_of = look_at(place, [File(path="own.db")], Watch())
    assert [s.file.table for s in all_of.seen] == ['Our "book"', "other"]
    one = look_at(place, [File(path="own.db", table="other")], Watch())
    assert [s.file.table for s in one.seen] == ["other"]


def test_a_share_among_some_rows_is_of_those_rows() -> None:
    """Of 4 high tickets of A two are escalated, and so is one of the 6 low: 2 / 4, not 2 / 10."""
    tickets = [("high", i < 2) for i in range(4)] + [("low", i < 1) for i in range(6)]
    lines = [f"A,2025-11-{i + 1:02},{p},{'yes' if e else 'no'}" for i, (p, e) in enumerate(tickets)]
    files = {
        "accounts.csv": b"account_id,plan\n" + b"".join(b"%c,x\n" % c for c in b"ABCDE"),
        "tickets.csv": "\n".join(["account_id,opened,priority,escalated", *lines]).encode(),
    }
    found = looked_at(files)
    said: dict[str, Any] = {"tickets": {"part": "events", "day": "opened", "id": "account_id"}}
    said["tickets"] |= {"through": None, "only": ("priority", ("high",)), "shares": ("escalated",)}
    said["tickets"]["yes"] = ("yes",)
    made = [replace(g.table, **said.get(g.table.key, {})) for g in found.guessed]
    data = open_data(source_of(made, "Tickets"), found.place, today=TODAY)
    (name,) = [m.name for m in data.catalogue.measures if "escalated" in m.name]
    sql = "SELECT * FROM snapshots WHERE account_id = 'A'"
    query = data.loaded.session.rows(f"SELECT {column_of(data, name)} FROM ({sql})")
    high = [escalated for priority, escalated in tickets if priority == "high"]
    assert query == [(sum(high) / len(high),)]


def column_of(data: DataSet, name: str) -> str:
    """The column of a measure in the table of account-months."""
    return next(m.column for m in data.catalogue.measures if m.name == name)


def test_one_account_has_its_numbers_as_measures() -> None:
    """One row tells no two accounts apart; its numbers can be looked at all the same."""
    assert own(b"account_id,seats\na,7\n").catalogue.accounts == 1


def test_a_long_file_alone_lists_its_accounts_itself() -> None:
    """Four accounts, three months, two measures; nothing else is dropped."""
    cells = [(a, m, n, i) for i, a in enumerate("abcd") for m in (1, 2, 3) for n in ("x", "y")]
    lines = [f"{a},2025-0{m},{n},{i * m}" for a, m, n, i in cells]
    data = own("\n".join(["account_id,month,metric,value", *lines]).encode())
    assert (data.catalogue.accounts, data.catalogue.rows) == (4, 12)
    assert {m.name for m in data.catalogue.measures} == {"x", "y"}


def test_values_to_choose_from_are_whole_and_many() -> None:
    """Forty priorities, one of them of 90 letters: a cut one would never be found again."""
    values = ["p" * 90, *(f"p{i}" for i in range(39))]
    lines = [f"a{i},{value}" for i, value in enumerate(values)]
    (seen,) = looked_at({"own.csv": "\n".join(["id,priority", *lines]).encode()}).seen
    assert set(seen.columns[1].examples) == set(values)


def test_tables_of_one_file_are_called_by_their_own_names() -> None:
    """No accounts_accounts; and a count and a sum of the same name stand apart."""
    days = [[f"A{i % 9}", f"2025-0{i % 8 + 1}-1{i % 7}", i] for i in range(40)]
    accounts = [["account_id", "plan"], *([f"A{i}", "x"] for i in range(9))]
    book = shapes_book({"Accounts": accounts, "Usage": [["account_id", "on", "usage"], *days]})
    looked = looked_at({"accounts.xlsx": book})
    assert [s.key for s in looked.seen] == ["accounts", "usage"]
    said = {g.table.key: g.table for g in looked.guessed}
    counted: dict[str, Any] = {"part": "events", "day": "on", "sums": ("usage",), "means": ()}
    said["usage"] = replace(said["usage"], counts=True, month=None, **counted)
    source = source_of(list(said.values()), "Book")
    assert [e.measure for e in source.events] == ["usage_count_30d", "usage_30d"]


def shapes_book(sheets: dict[str, Any]) -> bytes:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
