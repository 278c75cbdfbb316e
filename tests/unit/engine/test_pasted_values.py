"""What a spreadsheet leaves of dates and numbers in the files that go through it is still read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.engine.loading import ONE, Content, column, loaded, refused
from tests.unit.engine.workbooks import workbook_of

FIRST = dt.date(1899, 12, 30)
BEGUN = "SELECT start_on FROM accounts ORDER BY account_id"
READ = "SELECT m FROM snapshots ORDER BY account_id"


def begins(label: str) -> str:
    return ONE.replace("id: id", f"id: id, start_on: {label}")


SERIALS: dict[str, Content] = {
    "CSV": "id,start_date,m\na,45688,1\nb,44927,2\n",
    "XLSX": workbook_of(("id", "start_date", "m"), ("a", 45688, 1), ("b", 44927, 2)),
}


@pytest.mark.parametrize("kind", SERIALS)
def test_a_date_that_a_spreadsheet_left_as_a_number_is_one(kind: str, tmp_path: Path) -> None:
    """45,688 days after 30 December 1899 is 31 January 2025; the note says how it was read."""
    data = loaded(tmp_path, begins("start_date"), a=SERIALS[kind])
    wanted = [FIRST + dt.timedelta(45_688), FIRST + dt.timedelta(44_927)]
    assert wanted == [dt.date(2025, 1, 31), dt.date(2023, 1, 1)]
    assert column(data, BEGUN) == wanted
    assert [f.kind for f in data.findings] == ["sheet_days"]


@pytest.mark.parametrize("label", ["Cancelled On", "Customer since", "Kunde seit", "Renews at"])
def test_a_name_of_several_words_may_be_a_days(label: str, tmp_path: Path) -> None:
    """Else the day of the loss would be a measure, which knows of it."""
    data = loaded(tmp_path, begins(label), a=f"id,{label},m\na,45688,1\nb,44927,2\n")
    assert column(data, BEGUN) == [dt.date(2025, 1, 31), dt.date(2023, 1, 1)]


@pytest.mark.parametrize(
    "label", ["updates", "mrr_of_month", "days_active", "update", "sepa_mandate", "candidate"]
)
def test_a_number_of_five_digits_is_an_amount_elsewhere(label: str, tmp_path: Path) -> None:
    """Only the name of a column that is a day's makes days of its numbers."""
    source = ONE.replace("[m]", f"[{label}]")
    data = loaded(tmp_path, source, a=f"id,{label}\na,45688\nb,44927\n")
    assert data.findings == ()
    read = column(data, f"SELECT {label} FROM snapshots ORDER BY account_id")
    assert read == [45_688.0, 44_927.0]


def test_who_has_no_date_has_none(tmp_path: Path) -> None:
    """A zero among such days is the day before all, which nobody began on."""
    data = loaded(
        tmp_path, begins("start_date"), a="id,start_date,m\na,45688,1\nb,0,2\nc,45688,3\n"
    )
    assert column(data, BEGUN) == [dt.date(2025, 1, 31), None, dt.date(2025, 1, 31)]


@pytest.mark.parametrize("turned", [False, True])
def test_brackets_hold_thousands_in_whatever_order(turned: bool, tmp_path: Path) -> None:
    """-5.5 and -1200: that a comma groups thousands is seen in either cell."""
    cells = ['a,"(5.50)"', 'b,"(1,200.00)"'][:: -1 if turned else 1]
    data = loaded(tmp_path, a="id,m\n" + "\n".join([*cells, "c,7"]) + "\n")
    assert column(data, READ) == [-5.5, -1200.0, 7.0]


COMMAS = {
    "with thousands": (["1.234,50", "2.000,25"], [1234.5, 2000.25]),
    "without": (["12,5", "0,25"], [12.5, 0.25]),
    "with a sign": (["1.234,50 €", "2,25 €"], [1234.5, 2.25]),
}


@pytest.mark.parametrize("name", COMMAS)
def test_texts_with_a_decimal_comma_are_numbers_in_a_sheet(name: str, tmp_path: Path) -> None:
    """A pasted export leaves texts; beside them real numbers of another column stay as they are."""
    texts, wanted = COMMAS[name]
    source = ONE.replace("[m]", "[m, n]")
    rows = [("id", "m", "n"), ("a", texts[0], 1.5), ("b", texts[1], 1234.125)]
    data = loaded(tmp_path, source, a=workbook_of(*rows))
    assert column(data, READ) == wanted
    assert column(data, READ.replace("m ", "n ")) == [1.5, 1234.125]


@pytest.mark.parametrize(("mark", "wanted"), [(",", [1.2, 3.0]), (".", [1200.0, 3000.0])])
def test_texts_that_may_be_two_numbers_are_asked_about(
    mark: str, wanted: list[float], tmp_path: Path
) -> None:
    """1,200 is 1200 or 1.2, in a sheet as in a CSV file: what is stated decides."""
    content = workbook_of(("id", "m"), ("a", "1,200"), ("b", "3,000"))
    (found,) = refused(tmp_path, a=content)
    assert found.problem.startswith("the numbers can be read in two ways: 2 cells are like 1,200")
    stated = ONE.replace("{path: a.csv}", f"{{path: a.csv, csv: {{decimal: '{mark}'}}}}")
    assert column(loaded(tmp_path, stated, a=content), READ) == wanted


BELOW_ZERO = {
    "commas": ("id;m\na;1.234,50-\nb;99,00\nc;5-\n", [-1234.5, 99.0, -5.0]),
    "points": ("id,m\na,1234.50-\nb,99.00\nc,5-\n", [-1234.5, 99.0, -5.0]),
    "a sign": ("id,m\na,$12.50-\nb,$99.00\nc,$5.00-\n", [-12.5, 99.0, -5.0]),
    "brackets, too": ("id,m\na,(12.50)\nb,99.00\nc,5-\n", [-12.5, 99.0, -5.0]),
}


@pytest.mark.parametrize("name", BELOW_ZERO)
def test_a_minus_behind_a_number_is_its_own(name: str, tmp_path: Path) -> None:
    """So the programs of bookkeepers write what is below zero; a note says how it was read."""
    content, wanted = BELOW_ZERO[name]
    data = loaded(tmp_path, a=content)
    assert column(data, READ) == wanted
    said = [f.problem for f in data.findings if f.kind == "brackets"]
    assert any("before a minus: read as below zero" in one for one in said)


def test_a_minus_behind_a_word_is_none(tmp_path: Path) -> None:
    """Where a cell is no number, those with a minus behind are texts as well."""
    data = loaded(tmp_path, a="id,m\na,5-\nb,5+\nc,5-9\n")
    assert column(data, READ) == ["5-", "5+", "5-9"]


OTHERS = {
    "JSON": ('[{"id": 1, "m": 2}]', "this is JSON"),
    "JSON over lines": ('[\n  {\n    "id": 1,\n    "m": 2\n  }\n]\n', "this is JSON"),
    "JSON by line": ('{"id": 1, "m": 2}\n{"id": 2, "m": 3}\n', "this is JSON"),
    "a page": ("<html><body><table><tr><td>id</td></tr></table></body></html>", "a web page"),
    "a table called .xls": ('<table border="1">\n<tr><td>id</td></tr>\n</table>', "a web page"),
    "XML": ('<?xml version="1.0"?>\n<Workbook>\n</Workbook>\n', "a web page or XML"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_table_is_called_what_it_is(name: str, tmp_path: Path) -> None:
    """Exports that are called .xls or .csv may be pages or JSON; nobody is told of quotes."""
    content, said = OTHERS[name]
    for encoding in ("utf-8", "utf-16"):
        (found,) = refused(tmp_path, a=content.encode(encoding))
        assert said in found.problem


def test_names_in_brackets_are_names(tmp_path: Path) -> None:
    """A file whose first column is called [id] or <id> is a table."""
    for name in ("[id]", "<id>", "{id}"):
        source = ONE.replace("id: id", f"id: '{name}'")
        assert column(loaded(tmp_path, source, a=f"{name},m\na,1\n"), READ) == [1.0]
