"""Numbers in brackets or with spaces, and words for no value, are read as meant, and told."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from scoring.engine.load import Loaded
from tests.unit.engine.loading import ONE, column, loaded

pytestmark = pytest.mark.slow

READ = "SELECT m FROM snapshots ORDER BY account_id"
THIN, FIXED = "\u202f", "\u00a0"


def csv(cells: list[str], mark: str = ",") -> str:
    """A file of accounts with these measures, each cell in quotes."""
    rows = (f'k{i:02}{mark}"{cell}"\n' for i, cell in enumerate(cells))
    return f"id{mark}m\n" + "".join(rows)


def told(data: Loaded, kind: str) -> list[tuple[int | None, str]]:
    """How many cells each finding of a kind is about, and what it says."""
    return [(f.count, f.problem) for f in data.findings if f.kind == kind]


SPACED: dict[str, tuple[list[str], list[float | None]]] = {
    "plain": (["1 234", "2 500", "980"], [1234, 2500, 980]),
    "fixed": ([f"1{FIXED}234{FIXED}567", f"-2{THIN}500", "0"], [1_234_567, -2500, 0]),
    "decimal commas": (["1 234,5", "7,25"], [1234.5, 7.25]),
    "three places": (["1 234,567", "7"], [1234.567, 7]),
    "decimal points": (["1 234.5", "7.25"], [1234.5, 7.25]),
    "a sign": (["1 234 €", "5 €"], [1234, 5]),
    "a word for nothing": (["1 234", "n/a", "7"], [1234, None, 7]),
    "apostrophes": (["1'234'567.5", "-2\u2019500", "0.5"], [1_234_567.5, -2500, 0.5]),
    "apostrophes and a sign": (["CHF 1'234.50", "CHF 5.00"], [1234.5, 5]),
}


@pytest.mark.parametrize("name", SPACED)
def test_spaces_group_thousands_where_a_whole_column_agrees(name: str, tmp_path: Path) -> None:
    """1 234 is 1,234, and a note says so with the first of them."""
    cells, numbers = SPACED[name]
    data = loaded(tmp_path, a=csv(cells))
    assert column(data, READ) == numbers
    ((count, problem),) = told(data, "spaces")
    assert count == sum(
        any(mark in cell.strip(" €CHF") for mark in (" ", THIN, FIXED, "'", "\u2019"))
        for cell in cells
    )
    assert problem.endswith(f"between thousands: read, {cells[0]} as {numbers[0]:.12g}")


def test_numbers_are_grouped_as_in_india(tmp_path: Path) -> None:
    """Twelve lakh, 34 thousand and 567, with or without its sign; two commas leave no doubt."""
    for sign in ("", "₹"):
        data = loaded(tmp_path, a=csv([f"{sign}12,34,567", f"{sign}1,23,456.50", f"{sign}99,999"]))
        assert column(data, READ) == [1_234_567, 123_456.5, 99_999]


def test_numbers_with_decimal_commas_may_have_exponents(tmp_path: Path) -> None:
    """As a spreadsheet in German writes what is small."""
    data = loaded(tmp_path, a=csv(["-3,853E-14", "2,5e3", "33,38"]))
    assert column(data, READ) == [-3.853e-14, 2500, 33.38]


BRACKETS: dict[str, tuple[list[str], list[float | None]]] = {
    "plain": (["(12)", "(30)", "41"], [-12, -30, 41]),
    "decimals": (["(1.5)", "2.25"], [-1.5, 2.25]),
    "thousands": (["(1,234.50)", "7.25"], [-1234.5, 7.25]),
    "a sign within": (["($5)", "$7"], [-5, 7]),
    "a sign before": (["$(5)", "$7"], [-5, 7]),
    "a sign behind": (["(5 €)", "7 €"], [-5, 7]),
    "spaces": (["(1 234)", "7"], [-1234, 7]),
    "a minus behind": (["500.25-", "7", "(3)"], [-500.25, 7, -3]),
    "a minus behind a comma": (["1.500,25-", "7,5"], [-1500.25, 7.5]),
    "a word for nothing": (["(5)", "#N/A", "7"], [-5, None, 7]),
}


@pytest.mark.parametrize("name", BRACKETS)
def test_a_number_in_brackets_is_below_zero_where_a_whole_column_agrees(
    name: str, tmp_path: Path
) -> None:
    """So bookkeepers write it; a note says so with the first of them."""
    cells, numbers = BRACKETS[name]
    data = loaded(tmp_path, a=csv(cells))
    assert column(data, READ) == numbers
    (*inside, (count, problem)) = told(data, "brackets")
    behind = sum(cell.endswith("-") for cell in cells)
    assert count == (behind or sum("(" in cell for cell in cells))
    assert [n for n, _ in inside] == [sum("(" in cell for cell in cells)] * len(inside)
    assert problem.endswith(f"read as below zero, {cells[0]} as {numbers[0]:.12g}")


@pytest.mark.parametrize(
    "cells",
    [
        ["(5)", "seven"],
        ["1 234", "seven"],
        ["($5)", "7"],
        ["($5)", "€7"],
        ["(x)", "(y)"],
        ["5-", "7-8"],
    ],
)
def test_nothing_is_read_so_where_a_cell_disagrees(cells: list[str], tmp_path: Path) -> None:
    """A word, or a number without the sign, shows that the column is of something else."""
    source = ONE.replace("[m]", "[{column: m, type: text}]")
    data = loaded(tmp_path, source, a=csv(cells))
    assert column(data, READ) == cells
    assert data.findings == ()


def test_a_cell_far_down_that_disagrees_is_counted(tmp_path: Path) -> None:
    """2,000 rows are looked at; the word below them is missing and told, the numbers stay."""
    data = loaded(tmp_path, a="id,m\n" + "".join(f"k{i},(5)\n" for i in range(2_000)) + "x,soon\n")
    assert data.session.rows("SELECT count(m), min(m), max(m) FROM snapshots") == [(2_000, -5, -5)]
    assert told(data, "unreadable_number") == [(1, "1 cell is not a number; read as missing")]


def test_revenue_and_typed_files_are_read_so(tmp_path: Path) -> None:
    """A refund of (100) a month is -1,200 a year, and texts of Parquet are read as those of CSV."""
    source = ONE.replace("id: id", "id: id, arr: {column: fee, times: 12}")
    table = pd.DataFrame({"id": ["a", "b"], "fee": ["(100)", "1 000"], "m": ["1 234", "5"]})
    data = loaded(tmp_path, source, a=table)
    assert column(data, "SELECT arr FROM accounts ORDER BY account_id") == [-1200, 12_000]
    assert column(data, READ) == [1234, 5]


NOTHING = ["#N/A", "n/a", "#DIV/0!", "N/A", "NULL"]


@pytest.mark.parametrize("reads", ["number", "text"])
def test_words_for_no_value_are_missing_and_told(reads: str, tmp_path: Path) -> None:
    """Neither a category nor a fault: a note names them, and stated they are words again."""
    values = ["3", "4"] if reads == "number" else ["gold", "basic"]
    cells = [*values, *NOTHING]
    source = ONE.replace("[m]", f"[{{column: m, type: {reads}}}]")
    data = loaded(tmp_path, source, a=csv(cells))
    wanted = [3.0, 4.0] if reads == "number" else values
    assert column(data, READ) == [*wanted, *[None] * 5]
    ((count, problem),) = told(data, "no_values")
    assert (count, problem) == (5, "5 cells say '#DIV/0!', '#N/A', 'N/A'; read as missing")
    assert len(data.findings) == 1
    stated = source.replace("{path: a.csv}", "{path: a.csv, csv: {null_text: []}}")
    kept = loaded(tmp_path, stated, a=csv(cells))
    assert told(kept, "no_values") == []
    if reads == "text":
        assert column(kept, READ) == cells


def test_a_stated_word_for_nothing_adds_to_the_usual_ones(tmp_path: Path) -> None:
    """Whoever says that tbd is nothing has not said that n/a is something."""
    source = ONE.replace("[m]", "[{column: m, type: text}]")
    stated = source.replace("{path: a.csv}", "{path: a.csv, csv: {null_text: [tbd]}}")
    data = loaded(tmp_path, stated, a=csv(["gold", "tbd", "n/a"]))
    assert column(data, READ) == ["gold", None, None]
    assert told(data, "no_values") == [(1, "1 cell says 'n/a'; read as missing")]


@pytest.mark.parametrize("end", ["9999-12-31", "9999-12-31 00:00:00", "31.12.9999", "12/31/9999"])
def test_an_end_in_the_year_9999_is_none(end: str, tmp_path: Path) -> None:
    """So programs write that there is no end: of three customers one left, in May 2024."""
    source = ONE.replace("id: id", "id: id, churn: {churned_on: m}").replace("[m]", "[n]")
    rows = f"a,{end},1\nb,2024-05-31,2\nc,{end},3\n"
    data = loaded(tmp_path, source, a="id,m,n\n" + rows)
    lost = column(data, "SELECT account_id FROM accounts WHERE churned")
    assert lost == ["b"]
    ((count, problem),) = told(data, "open_ends")
    assert (count, problem) == (
        2,
        f"2 cells say '{end}', an end that is not known; read as missing",
    )


def test_an_id_that_says_no_value_is_no_customer(tmp_path: Path) -> None:
    """A look-up that failed in a sheet left #N/A in the place of the id."""
    book = openpyxl.Workbook()
    for row in (("id", "m"), ("a", 1), ("n/a", 2), ("c", 3)):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    for content in (out.getvalue(), "id,m\na,1\nn/a,2\nc,3\n"):
        data = loaded(tmp_path, a=content)
        assert column(data, "SELECT account_id FROM accounts ORDER BY 1") == ["a", "c"]
        assert told(data, "no_values") == [(1, "1 cell says 'n/a'; read as missing")]


def test_a_loss_that_says_no_value_is_none(tmp_path: Path) -> None:
    """Whoever has n/a as the day of the loss is still there, and the loading goes on."""
    source = ONE.replace("id: id", "id: id, churn: {churned_on: end}")
    data = loaded(tmp_path, source, a="id,end,m\na,n/a,1\nb,2025-03-31,2\n")
    assert column(data, "SELECT churned_on IS NULL FROM accounts ORDER BY account_id") == [
        True,
        False,
    ]


@pytest.mark.parametrize("word", ["N/A", "none"])
@pytest.mark.parametrize("day", ["15 Mar 2024", "15-Mar-24", "15/03/2024", "15.03.24"])
def test_words_for_no_value_hide_no_values(day: str, word: str, tmp_path: Path) -> None:
    """Of five customers one left, and two pay: the words in the place of the rest tell nothing."""
    stated = "{path: a.csv, csv: {null_text: [none]}}"
    source = ONE.replace("id: id", "id: id, churn: {churned_on: end}")
    source = source if word == "N/A" else source.replace("{path: a.csv}", stated)
    rest = "".join(f"{one},{word},{word}\n" for one in "cde")
    data = loaded(tmp_path, source, a=f'id,end,m\na,{day},"1,200"\nb,{word},"2,500.5"\n{rest}')
    query = "SELECT CAST(churned_on AS VARCHAR) FROM accounts ORDER BY account_id"
    assert column(data, query) == ["2024-03-15", *[None] * 4]
    assert column(data, READ) == [1200, 2500.5, *[None] * 3]
    assert {f.kind for f in data.findings} <= {"no_values"}
