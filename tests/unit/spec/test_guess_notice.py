"""The day of a notice and that of the loss are told apart by words and by their order."""

from __future__ import annotations

import datetime as dt

import pytest

from scoring.spec.tables import Guessed
from scoring.workbench import DataSet, open_data, source_of
from tests.own_files import looked_at
from tests.unit.spec.test_guess_exports import listed

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 1, 10)


def taken(text: str) -> Guessed:
    (found,) = looked_at({"kunden.csv": text.replace("|", "\n").encode()}).guessed
    return found


def opened(text: str) -> DataSet:
    looked = looked_at({"kunden.csv": text.replace("|", "\n").encode()})
    return open_data(source_of([looked.guessed[0].table], "Own"), looked.place, today=TODAY)


PAIRS = [
    ("Gekündigt am", "Vertragsende"),
    ("Kündigung erhalten", "Austritt"),
    ("Date de préavis", "Date de fin de contrat"),
    ("Fecha de preaviso", "Fecha de baja"),
    ("Opgezegd op", "Einddatum"),
    ("Data disdetta", "Data fine contratto"),
    ("Aviso prévio em", "Data de saída"),
    ("Cancellation requested", "Ended on"),
]


@pytest.mark.parametrize(("notice", "end"), PAIRS)
def test_a_word_for_the_notice_and_an_end_after_it(notice: str, end: str) -> None:
    """Ten of forty gave notice in March and left in June: the end is the loss, and it is told."""
    days = {"n": ("2025-03-15", "", "", ""), "e": ("2025-06-30", "", "", "")}
    found = taken(listed(f"Kundennummer,{notice},{end},Seats", "K{i:03},{n},{e},{i}", **days))
    table = found.table
    assert (table.notice_on, table.churned_on, table.if_noticed) == (notice, end, False)
    why = f"{notice} lies before {end} in 10 of 10 rows that have both"
    assert (found.sure["churned_on"].why, found.sure["notice_on"].why) == (why, why)


def test_an_end_that_all_have_is_the_loss_of_who_gave_notice() -> None:
    """Forty contracts end in June, and ten of them for good; the others may renew."""
    text = listed(
        "Kundennummer,Gekündigt am,Vertragsende,Seats",
        "K{i:03},{n},2025-06-30,{i}",
        n=("2025-03-15", "", "", ""),
    )
    found = taken(text)
    assert (found.table.churned_on, found.table.if_noticed) == ("Vertragsende", True)
    assert found.table.renewal_on == "Vertragsende"
    assert found.sure["churned_on"].why.endswith("it is the day they left where notice was given")
    data = opened(text)
    query = "SELECT count(*), min(churned_on), min(notice_on) FROM accounts WHERE churned"
    (row,) = data.loaded.session.rows(query)
    assert row == (10, dt.date(2025, 6, 30), dt.date(2025, 3, 15))
    assert not [f for f in data.findings if f.kind == "returns"]


@pytest.mark.parametrize("head", ["Gekündigt am", "Opgezegd op", "Data disdetta"])
def test_a_day_of_notice_alone_is_that_of_the_loss_and_is_asked_about(head: str) -> None:
    """Nothing else dates the losses: it is taken for the day they left, with its doubt."""
    found = taken(listed(f"Kundennummer,{head},Seats", "K{i},{n},{i}", n=("2025-03-15", "", "")))
    assert (found.table.churned_on, found.table.notice_on) == (head, None)
    assert found.sure["churned_on"].share == 0.5
    assert found.sure["churned_on"].why == (
        f"{head} may be the day notice was given, and no column says when they left"
    )


@pytest.mark.parametrize("head", ["Notice date", "Date de préavis", "Aviso previo"])
def test_a_notice_by_its_name_is_no_loss(head: str) -> None:
    """Who gave notice may have stayed, and a list may hold such days for other reasons."""
    found = taken(listed(f"Customer ID,{head},Seats", "K{i},{n},{i}", n=("2025-03-15", "", "")))
    assert (found.table.churned_on, found.table.notice_on) == (None, head)


@pytest.mark.parametrize(
    "head",
    [
        *("Cancelled on", "Date de résiliation", "Fecha de baja", "Data de cancelamento"),
        *("Kündigungsdatum", "Opzegdatum", "Data di recesso", "Data de rescisão"),
    ],
)
def test_a_word_that_may_mean_either_is_the_loss_where_nothing_comes_after(head: str) -> None:
    """With an end of the contract behind it, it is asked about; without one it is the loss."""
    left = ("2025-03-15", "", "", "")
    alone = taken(listed(f"Customer ID,{head},Seats", "K{i},{n},{i}", n=left))
    assert (alone.table.churned_on, alone.table.notice_on) == (head, None)
    assert alone.sure["churned_on"].share > 0.5
    text = listed(
        f"Customer ID,{head},Contract end,Seats", "K{i},{n},2026-0{m}-28,{i}", n=left, m="123"
    )
    both = taken(text)
    assert (both.table.churned_on, both.table.notice_on) == (head, None)
    assert both.sure["churned_on"].share == 0.5
    assert both.sure["churned_on"].why == (
        f"{head} lies before Contract end in 10 of 10 rows that have both: if it is the day notice"
        " was given, choose it there, and Contract end as the day they left"
    )


def test_a_word_for_the_loss_goes_before_one_that_may_mean_either() -> None:
    """Cancelled in March and churned in June: the one is the notice, the other the loss."""
    days = {"n": ("2025-03-15", "", "", ""), "e": ("2025-06-30", "", "", "")}
    line = "K{i},{n},{e},{i}"
    found = taken(listed("Customer ID,Cancelled on,Churned on,Seats", line, **days)).table
    assert (found.notice_on, found.churned_on) == ("Cancelled on", "Churned on")
    days["e"] = ("2025-03-15", "", "", "")
    same = taken(listed("Customer ID,Cancelled on,Churned on,Seats", line, **days)).table
    assert (same.notice_on, same.churned_on) == (None, "Churned on")


def test_an_end_that_only_those_have_who_left_is_the_loss() -> None:
    """Canceled is when they asked for it, and ended when it was over, a month later."""
    days = {"n": ("2025-03-15", "", "", ""), "e": ("2025-04-15", "", "", "")}
    line = "K{i},{n},{e},{i}"
    found = taken(listed("Customer ID,Canceled at,Ended at,Seats", line, **days)).table
    assert (found.notice_on, found.churned_on) == ("Canceled at", "Ended at")


@pytest.mark.parametrize("day", ["0{m}/0{m}/2025", "2025-0{m}-15"])
def test_days_that_no_row_has_both_of_tell_nothing(day: str) -> None:
    """04/04/2025 may be read in two ways, and who gave notice may have no end written down."""
    notice = tuple(day.format(m=m) for m in range(1, 9))
    ends = ("",) if "-" in day else notice
    text = listed("id,Preaviso,Fecha fin,Seats", "K{i:03},{n},{e},{i}", n=(*notice, ""), e=ends)
    last = "" if "-" not in day else "|K900,,2025-09-30,5|K901,,2025-10-31,6"
    found = taken(text + last)
    assert (found.table.notice_on, found.table.if_noticed) == ("Preaviso", False)
