"""Dates in usual forms are read without a word, and doubtful ones asked about."""

from __future__ import annotations

import calendar
import datetime as dt
import time
from pathlib import Path

import pytest

from scoring.engine.date_words import form_of
from tests.unit.engine.loading import ONE, column, loaded, refused
from tests.unit.engine.workbooks import workbook_of

DATED = ONE.replace("measures: [m]", "month: date, measures: [m]")
FORMS = ["%d.%m.%y", "%m/%d/%y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y", "%Y%m%d"]
FORMS += ["%d-%b-%Y 10:20", "%d/%b/%y 01:20 PM", "%d %b %Y 10:20:30", "%b %Y", "%B %Y", "%b-%Y"]
FORMS += ['"%b %d, %Y"', '"%B %d, %Y"', '"%b %d, %Y, 1:20 PM"', "%b %d %Y 09:05"]


@pytest.mark.parametrize("form", FORMS)
def test_dates_in_usual_forms_are_read_without_a_word(form: str, tmp_path: Path) -> None:
    """The ends of the twelve months of 2025, as 31.01.25, 31 Jan 2025, 20250131 and so on."""
    ends = [dt.date(2025, m, calendar.monthrange(2025, m)[1]) for m in range(1, 13)]
    rows = "".join(f"a,{day.strftime(form)},1\n" for day in ends)
    data = loaded(tmp_path, DATED, a="id,date,m\n" + rows)
    assert column(data, "SELECT as_of FROM snapshots ORDER BY 1") == ends
    assert [f for f in data.findings if f.kind != "part_month"] == []


MONTHS = ["%b %Y", "%b-%y", "%b-%Y", "%B %Y", "%b %d, %Y", "%B %d, %Y", "%m/%Y", "%m-%Y", "%Y%m"]


@pytest.mark.parametrize("form", MONTHS)
def test_months_in_usual_forms_are_read_without_a_word(form: str, tmp_path: Path) -> None:
    """The twelve months of 2025, as Jan 2025, Jan-25, 01/2025, 202501 and so on."""
    firsts = [dt.date(2025, m, 1) for m in range(1, 13)]
    rows = "".join(f'a,"{day.strftime(form)}",1\n' for day in firsts)
    data = loaded(tmp_path, DATED, a="id,date,m\n" + rows)
    ends = [dt.date(2025, m, calendar.monthrange(2025, m)[1]) for m in range(1, 13)]
    assert column(data, "SELECT as_of FROM snapshots ORDER BY 1") == ends
    assert [f for f in data.findings if f.kind != "part_month"] == []


def test_words_and_numbers_that_look_like_months_stay_what_they_are(tmp_path: Path) -> None:
    """A plan called May-24 is no date, 01/2025 and 202501 are none in a measure of numbers."""
    rows = "a,May-24,202501\nb,May-25,202502\n"
    data = loaded(tmp_path, ONE.replace("[m]", "[m, n]"), a="id,m,n\n" + rows)
    assert data.session.rows("SELECT m, n FROM snapshots ORDER BY account_id") == [
        ("May-24", 202501.0),
        ("May-25", 202502.0),
    ]


@pytest.mark.parametrize("unit", [1, 1000])
def test_moments_that_are_counted_are_read_in_utc(unit: int, tmp_path: Path) -> None:
    """Noon of the last days of twelve months, in seconds or thousandths of them since 1970."""
    ends = [dt.date(2025, m, calendar.monthrange(2025, m)[1]) for m in range(1, 13)]
    noon = [dt.datetime(d.year, d.month, d.day, 12, tzinfo=dt.UTC) for d in ends]
    rows = "".join(f"a,{unit * int(moment.timestamp())},1\n" for moment in noon)
    words = DATED.replace("month: date", "month: created_at")
    data = loaded(tmp_path, words, a="id,created_at,m\n" + rows)
    assert column(data, "SELECT as_of FROM snapshots ORDER BY 1") == ends


def test_a_moment_too_far_away_to_be_reckoned_is_no_date(tmp_path: Path) -> None:
    """Of 40 renewals counted in seconds one has eight digits too many: a cell, not the file."""
    rows = [f"a{i},{1_700_000_000 + 86_400 * i},1\n" for i in range(40)]
    rows[30] = f"a30,{10**17},1\n"
    words = ONE.replace("id: id", "id: id, renewal_on: renews_on")
    data = loaded(tmp_path, words, a="id,renews_on,m\n" + "".join(rows))
    (found,) = data.findings
    assert (found.count, found.examples) == (1, (f"row 31: '{10**17}'",))
    last = "SELECT renewal_on FROM accounts WHERE account_id = 'a39'"
    assert column(data, last) == [dt.date(2023, 11, 14) + dt.timedelta(39)]


def test_ten_digits_are_a_moment_only_where_the_name_says_so(tmp_path: Path) -> None:
    """Bytes may be 1700000000."""
    data = loaded(tmp_path, a="id,m\na,1700000000\nb,1800000000\n")
    assert column(data, "SELECT m FROM snapshots ORDER BY 1") == [1700000000, 1800000000]


def test_a_column_half_of_dates_and_half_of_texts_is_read(tmp_path: Path) -> None:
    """Two cells are dates to Excel; 31.12.2024 beside them shows that the day comes first."""
    real = [("a", dt.datetime(2024, 1, 31), 1), ("b", dt.datetime(2024, 2, 29), 2)]
    typed = [("c", "31.12.2024", 3), ("d", "05.04.2024", 4)]
    data = loaded(tmp_path, DATED, a=workbook_of(("id", "date", "m"), *real, *typed))
    got = data.session.rows("SELECT account_id, as_of FROM snapshots ORDER BY 1")
    ends = [(2024, 1, 31), (2024, 2, 29), (2024, 12, 31), (2024, 4, 30)]
    assert got == [(key, dt.date(*end)) for key, end in zip("abcd", ends, strict=True)]


def test_a_column_of_dates_asks_about_the_texts_among_them(tmp_path: Path) -> None:
    """One text that may be in April or in May is enough, in a workbook and in a text."""
    rows = [("a", dt.datetime(2024, 1, 31), 1), ("b", dt.datetime(2024, 2, 29), 2)]
    book = workbook_of(("id", "date", "m"), *rows, ("c", "04/05/2024", 3))
    text = "id,date,m\na,2024-01-31,1\nb,2024-02-29,2\nc,04/05/2024,3\n"
    for content in (book, text):
        (found,) = refused(tmp_path, DATED, a=content)
        assert (found.kind, "04/05/2024" in found.problem) == ("undecided_dates", True)


def test_short_years_are_read_in_the_order_that_is_stated(tmp_path: Path) -> None:
    """04/05/24 is asked about; a form stated with a year of four digits means these as well."""
    rows = "id,date,m\na,04/05/24,1\nb,06/07/24,1\n"
    (found,) = refused(tmp_path, DATED, a=rows)
    assert (found.kind, "04/05/24" in found.problem) == ("undecided_dates", True)
    for form, month in (("%d/%m/%Y", 5), ("%m/%d/%y", 4)):
        stated = DATED.replace("{path: a.csv}", f"{{path: a.csv, csv: {{date_format: '{form}'}}}}")
        first = column(loaded(tmp_path, stated, a=rows), "SELECT min(as_of) FROM snapshots")[0]
        assert first == dt.date(2024, month, calendar.monthrange(2024, month)[1])


def test_eight_digits_are_a_date_only_where_the_name_says_so(tmp_path: Path) -> None:
    """A number of visits may be 20250131."""
    data = loaded(tmp_path, a="id,m\na,20250131\nb,20250228\n")
    assert column(data, "SELECT m FROM snapshots ORDER BY 1") == [20250131, 20250228]


@pytest.mark.parametrize("far", [99_999_999_999_999, 2**63 - 1, -(2**63)])
@pytest.mark.parametrize("unit", [1, 1000])
def test_a_moment_too_far_away_is_one_cell_and_not_the_file(
    far: int, unit: int, tmp_path: Path
) -> None:
    """Nineteen moments of November 2023 are read, the twentieth is told with its row."""
    rows = "".join(f"a{i},{unit * (1_700_000_000 + i)},1\n" for i in range(19))
    words = DATED.replace("month: date", "month: created_at")
    (found,) = refused(tmp_path, words, a=f"id,created_at,m\n{rows}z,{far},1\n")
    assert (found.kind, found.line, found.count) == ("unreadable_date", 21, 1)


@pytest.mark.parametrize("times", [" 1:00", ", 1:00"])
def test_a_cell_of_many_times_is_gone_through_once(times: str) -> None:
    """20,000 times of a day in one cell take milliseconds; from each of them it was 6 seconds."""
    cells = ["5 Jan 2025 10:00"] * 30 + [f"5 Jan 2025{times * 20_000}\nx"]
    began = time.process_time()
    assert form_of("date", cells) == "%d %b %Y"
    assert time.process_time() - began < 1
