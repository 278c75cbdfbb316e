"""What a form lacks is told or asked, and nothing is loaded until it is decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from scoring.errors import DataError, SourceError
from scoring.spec.data_file import CsvDialect, File
from scoring.workbench import (
    source_of,
    undecided,
)
from tests.own_files import looked_at, own
from tests.unit.workbench.five_guessed import tables

FAULTS = {
    "no accounts": ({"crm_accounts": {"part": "out"}}, "no file lists the accounts"),
    "two of them": ({"logins": {"part": "accounts"}}, "2 files list the accounts"),
    "no day": ({"tickets": {"day": None}}, "which column is the day"),
    "no id": ({"survey": {"id": None}}, "which column holds the account's id"),
    "losses twice": ({"tickets": {"part": "losses"}}, "losses are dated in 'crm_accounts'"),
    "no way": ({"finance": {"through": ("notes", "x")}}, "which is left out"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_missing_or_said_twice_is_told(name: str) -> None:
    """Each gap is one finding with a way out, and no source comes of it."""
    changes, words = FAULTS[name]
    said = [replace(t, **changes.get(key, {})) for key, t in tables().items()]
    with pytest.raises(SourceError, match=words):
        source_of(said, "Five")


def test_a_file_that_cannot_be_read_does_not_hinder_the_others() -> None:
    """The fault names the file as its owner does."""
    found = looked_at({"good.csv": b"id,calls\na,1\nb,2\n", "bad.csv": b""})
    assert [g.table.key for g in found.guessed] == ["good"]
    assert [(f.place, f.problem) for f in found.faults] == [("file 'bad.csv'", "the file is empty")]
    with pytest.raises(DataError, match=r"bad\.csv.*the file is empty"):
        looked_at({"bad.csv": b""})


def test_too_many_files_are_refused_with_their_number() -> None:
    """Twenty files make up a data set, not twenty-one."""
    files = {f"f{i}.csv": b"id,m\na,1\n" for i in range(21)}
    with pytest.raises(DataError, match="21 files, sheets and tables are more than 20"):
        looked_at(files)


UNCLEAR = b'id,usage,month\na,"1,500",01/02/2024\nb,"2,750",01/02/2024\na,"1,250",01/03/2024\n'


def test_what_nothing_decides_is_asked_until_it_is_said() -> None:
    """By day first and a decimal comma account a has 1.5 in February and 1.25 in March."""
    found = looked_at({"own.csv": UNCLEAR})
    assert undecided(found.seen[0], None) == ("decimal mark", "order of dates")
    said = CsvDialect(date_format="%d/%m/%Y", decimal=",")
    assert undecided(found.seen[0], CsvDialect(decimal=",")) == ("order of dates",)
    assert undecided(found.seen[0], said) == ()
    with pytest.raises(DataError, match="can be read in two ways"):
        own(UNCLEAR)
    data = own(UNCLEAR, file=File(path="own.csv", csv=said))
    sql = "SELECT as_of, usage FROM snapshots WHERE account_id = 'a' ORDER BY 1"
    assert data.loaded.session.rows(sql) == [
        (dt.date(2024, 2, 29), 1.5),
        (dt.date(2024, 3, 31), 1.25),
    ]


def test_values_that_are_not_chosen_yet_are_a_question() -> None:
    """A column alone says nothing; nor does what checks a source speak to a person."""
    asked = "no value of 'priority' is chosen. Fix: choose the values that count"
    many = tuple(map(str, range(60)))
    for values, words in (((), asked), (many, "too much is chosen. Fix: choose fewer columns")):
        said = {**tables(), "tickets": replace(tables()["tickets"], only=("priority", values))}
        with pytest.raises(SourceError, match=words):
            source_of(list(said.values()), "Five")


def test_without_a_measure_the_form_is_spoken_of() -> None:
    """An account and its name are nothing to score; YAML is no word of a form."""
    with pytest.raises(
        SourceError, match=r"nothing to score yet\. Fix: choose at least one measure"
    ):
        own(b"account_id,name\na,A\n")


def test_a_log_alone_is_of_the_accounts_that_it_names() -> None:
    """An id of its own in every row is the event's: 60 events of 7 accounts are not 60 accounts."""
    log = b"event_id,account_id,occurred_at,seconds\n" + b"".join(
        b"E%d,A%d,2025-0%d-1%d 10:00,%d\n" % (n, n % 7, n % 6 + 1, n % 10, n) for n in range(60)
    )
    (guessed,) = looked_at({"product events.csv": log}).guessed
    table = guessed.table
    assert (table.part, table.id, table.day) == ("events", "account_id", "occurred_at")
    users = b"user_id,name,logins\n" + b"".join(b"U%d,n%d,%d\n" % (n, n, n % 9) for n in range(60))
    (guessed,) = looked_at({"users.csv": users}).guessed
    assert (guessed.table.part, guessed.table.id) == ("accounts", "user_id")


def test_one_account_by_month_is_an_account_by_month() -> None:
    """An id that is the same in every row has one row a month still, and no event."""
    rows = b"account_id,month,logins\n" + b"".join(
        b"A,2025-0%d-01,%d\n" % (n, n) for n in range(1, 7)
    )
    (guessed,) = looked_at({"one.csv": rows}).guessed
    assert (guessed.table.part, guessed.table.month) == ("accounts", "month")
