"""Numbers with the sign of a currency or of percent are read where a whole column agrees on it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from scoring.engine.marks import decide
from scoring.engine.signs import without_sign
from scoring.spec.source import parse_source
from tests.unit.engine.loading import ONE, TODAY, TWO, column, load, loaded, refused, write

pytestmark = pytest.mark.slow

SPLIT = {
    "$1,200.50": ("$", "1,200.50"),
    "-$5": ("$", "-5"),
    "$-5": ("$", "-5"),
    "€ 1.200,50": ("€", "1.200,50"),
    "1.200,50\u00a0€": ("€", "1.200,50"),
    "12%": ("%", "12"),
    "+0.5 %": ("%", "+0.5"),
    "USD 7": ("USD", "7"),
    "7 EUR": ("EUR", "7"),
    "12": None,
    "$": None,
    "%5%": None,
    "5 apples": None,
    "USDA": None,
    "($5)": None,
}


@pytest.mark.parametrize("cell", SPLIT)
def test_a_sign_stands_before_or_behind_its_number(cell: str) -> None:
    """What is left is the number as it is written, with its minus."""
    assert without_sign(cell) == SPLIT[cell]


def csv(cells: list[str]) -> str:
    """A file of accounts with these measures, each cell in quotes."""
    return "id,m\n" + "".join(f'k{i},"{cell}"\n' for i, cell in enumerate(cells))


READ = {
    "dollars": (["$1,200.50", "$3", "-$0.25"], [1200.5, 3.0, -0.25]),
    "euros": (["€ 1.200,50", "7,5 €", ""], [1200.5, 7.5, None]),
    "percent as written": (["12%", "7.5 %", "+3%"], [12.0, 7.5, 3.0]),
    "codes": (["USD 1,000,000", "USD 5"], [1_000_000.0, 5.0]),
    "thousands where cents tell": (["$1,200", "$0.99"], [1200.0, 0.99]),
    "whole": (["£5", "£70"], [5.0, 70.0]),
    "a word among them": (["12%", "n/a", "8%"], [12.0, None, 8.0]),
}


@pytest.mark.parametrize("name", READ)
def test_one_sign_in_a_whole_column_is_left_off(name: str, tmp_path: Path) -> None:
    """The numbers are exactly those behind the signs, and a note says what was left off."""
    cells, numbers = READ[name]
    data = loaded(tmp_path, a=csv(cells))
    assert data.catalogue.measures[0].reads == "number"
    assert column(data, "SELECT m FROM snapshots ORDER BY account_id") == numbers
    (note,) = [f for f in data.findings if f.kind == "signed"]
    filled = sum(number is not None for number in numbers)
    assert (note.severity, note.count, note.examples) == ("note", filled, (repr(cells[0]),))
    assert note.place == "file 'a', column 'm'"


def test_the_note_shows_how_a_number_is_read(tmp_path: Path) -> None:
    """Whoever takes 12% for 0.12 sees that it is 12 here."""
    data = loaded(tmp_path, a=csv(["12%", "8%"]))
    (note,) = [f for f in data.findings if f.kind == "signed"]
    assert note.problem == "2 numbers carry '%': read without it, 12% as 12"


@pytest.mark.parametrize(
    "cells", [["$5", "€7"], ["$5", "7"], ["12%", "$3"], ["5 apples", "7 pears"]]
)
def test_signs_that_do_not_agree_are_not_left_off(cells: list[str], tmp_path: Path) -> None:
    """$5 and €7 are not 5 and 7 of one thing; nor may 7 be dollars because $5 is."""
    rows = csv(cells)
    assert decide(["m"], [[cell] for cell in cells], None, None).marks == {}
    source = ONE.replace("[m]", "[{column: m, type: text}]")
    data = loaded(tmp_path, source, a=rows)
    assert column(data, "SELECT m FROM snapshots ORDER BY account_id") == cells
    assert not [f for f in data.findings if f.kind == "signed"]


@pytest.mark.parametrize("cells", [["1,200%", "3,400%"], ["€1.200", "€5"], ["$1,5", "$2.5"]])
def test_signed_numbers_that_nothing_decides_are_asked_about(
    cells: list[str], tmp_path: Path
) -> None:
    """€1.200 may be a thousand or a little more than one; a stated mark settles it."""
    (found,) = refused(tmp_path, a=csv(cells))
    assert found.kind == "undecided_numbers"
    assert cells[0] in found.problem
    told = ONE.replace("{path: a.csv}", '{path: a.csv, csv: {decimal: "."}}')
    data = loaded(tmp_path, told, a=csv(["$1,200", "$3,400"]))
    assert column(data, "SELECT m FROM snapshots ORDER BY account_id") == [1200.0, 3400.0]


@pytest.mark.parametrize("cells", [["$1,200", "$3,400"], ["€1,200", "€5"], ["1,200 USD", "7 USD"]])
def test_a_comma_before_three_digits_of_money_groups_thousands(
    cells: list[str], tmp_path: Path
) -> None:
    """No amount is written with three decimals: it is no question, and what was read is told."""
    data = loaded(tmp_path, a=csv(cells))
    assert column(data, "SELECT max(m) FROM snapshots") in ([1200.0], [3400.0])
    assert [f.kind for f in data.findings] == ["signed"]
    found = decide(["m"], [[cell] for cell in cells], None, None)
    assert [(g.about, g.value, g.ambiguous) for g in found.guesses] == [
        ("decimal mark", ".", False)
    ]
    assert found.guesses[0].evidence == (
        f"2 cells are like {cells[0]}, and money has no three decimals"
    )


@pytest.mark.parametrize("beside", ["1.5", "7"])
def test_what_is_asked_of_signed_numbers_is_a_guess_that_nothing_decides(beside: str) -> None:
    """So the wizard asks before it loads, whatever the other columns show."""
    found = decide(["m", "n"], [["$1,5", beside], ["$2.5", beside]], None, None)
    assert [g.about for g in found.guesses if g.ambiguous] == ["decimal mark"]
    assert found.marks["m"].numbers == "undecided"
    assert "n" not in found.marks


def test_other_columns_of_the_file_decide_for_one_with_signs(tmp_path: Path) -> None:
    """Beside 2,5 a number such as €1.200 is a thousand two hundred."""
    source = ONE.replace("[m]", "[m, n]")
    data = loaded(tmp_path, source, a="id;m;n\na;€1.200;2,5\nb;€3;1\n")
    assert column(data, "SELECT m FROM snapshots ORDER BY account_id") == [1200.0, 3.0]


def test_a_cell_without_the_sign_far_down_is_counted(tmp_path: Path) -> None:
    """2,000 dollars are looked at; the bare 7 and the €8 below them are not, and are told."""
    data = loaded(tmp_path, a=csv([f"${i}" for i in range(2_000)] + ["7", "€8"]))
    assert column(data, "SELECT count(m) FROM snapshots") == [2_000]
    (odd,) = [f for f in data.findings if f.kind == "unreadable_number"]
    assert (odd.count, odd.examples) == (2, ("row 2001: '7'", "row 2002: '€8'"))


def test_typed_files_and_amounts_are_read_alike(tmp_path: Path) -> None:
    """A text column of Parquet says $1,200.50 as a CSV does; times 12 that is 14,406."""
    source = TWO.replace("id: id,", "id: id, arr: {column: fee, times: 12},", 1)
    table = pd.DataFrame(
        {"id": ["a"], "fee": ["$1,200.50"], "start": ["2024-01-01"], "end": [None]}
    )
    data = loaded(tmp_path, source, a=table, b="id,month,m\na,2024-01,12%\n")
    assert column(data, "SELECT arr FROM snapshots") == [14_406.0]
    assert [f.place for f in data.findings if f.kind == "signed"] == [
        "file 'a', column 'fee'",
        "file 'b', column 'm'",
    ]


def test_a_long_file_with_one_sign_is_read(tmp_path: Path) -> None:
    """Shares of each name: 12% and 8% are 12 and 8."""
    source = """
version: 1
name: Long
files: {a: {path: a.csv}, b: {path: b.csv}}
account: {from: a, id: id}
long: {from: b, id: id, month: month, name: name, value: value}
"""
    write(
        tmp_path,
        {"a.csv": "id\na\n", "b.csv": "id,month,name,value\na,2024-01,x,12%\na,2024-01,y,8%\n"},
    )
    data = load(parse_source(source), tmp_path, today=TODAY)
    assert data.session.rows("SELECT x, y FROM snapshots") == [(12.0, 8.0)]
    assert [f.count for f in data.findings if f.kind == "signed"] == [2]
