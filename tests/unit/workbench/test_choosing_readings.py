"""How cells, dates and spellings are read can be said where more than one way is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.errors import Finding
from scoring.spec.source import parse_source
from scoring.workbench.choosing import choices_in_words, with_choices
from tests.unit.workbench.chosen_files import MONTHS, ONE, count, finding, labels, opened, refused

pytestmark = pytest.mark.slow


def test_impossible_values_can_be_read_as_missing(tmp_path: Path) -> None:
    """Of 100 values one is -7, below 0 as none of the others is; without it 99 are left."""
    source = parse_source(ONE)
    text = "id,x\n" + "".join(f"A{i:03},{-7 if i == 50 else i}\n" for i in range(100))
    data = opened(tmp_path, source, a=text)
    found = finding(data, "below_0")
    assert choices_in_words(source, found) == "keep them (now) / read them as missing"
    changed = with_choices(source, [(found, "read them as missing")])
    again = opened(tmp_path, changed, a=text)
    assert (count(data, "count(x)"), count(again, "count(x)")) == (100, 99)
    told = finding(again, "bounds")
    assert (told.count, told.examples) == (1, ("row 51: -7",))
    assert with_choices(changed, [(told, "keep them")]) == source


def test_words_among_numbers(tmp_path: Path) -> None:
    """'tbd' can be nothing at all, or the column is one of words."""
    source = parse_source(ONE)
    text = "id,x\nA,1\nB,tbd\nC,3\n"
    data = opened(tmp_path, source, a=text)
    found = finding(data, "unreadable_number")
    assert labels(source, found) == [
        "* read them as missing",
        "read the column as categories",
        "read 'tbd' as empty in the whole file",
    ]
    empty = with_choices(source, [(found, "read 'tbd' as empty in the whole file")])
    assert opened(tmp_path, empty, a=text).findings == ()
    words = with_choices(source, [(found, "read the column as categories")])
    assert opened(tmp_path, words, a=text).catalogue.measures[0].reads == "text"


def test_words_for_no_value(tmp_path: Path) -> None:
    """N/A is missing, unless somebody wants the words."""
    source = parse_source(ONE.replace("[x]", "[{column: x, type: text}]"))
    text = "id,x\nA,gold\nB,N/A\n"
    data = opened(tmp_path, source, a=text)
    assert data.catalogue.measures[0].labels == ("gold",)
    found = finding(data, "no_values")
    ways = ["* read them as missing", "read them as words in the whole file"]
    assert labels(source, found) == ways
    words = opened(tmp_path, with_choices(source, [(found, ways[1])]), a=text)
    assert words.catalogue.measures[0].labels == ("N/A", "gold")


def test_numbers_in_brackets_and_with_spaces(tmp_path: Path) -> None:
    """(5) is -5 and 1 234 is 1,234, unless somebody wants the texts."""
    source = parse_source(ONE)
    for cells, kind in ((("(5)", "7"), "brackets"), (("1 234", "7"), "spaces")):
        text = f"id,x\nA,{cells[0]}\nB,{cells[1]}\n"
        data = opened(tmp_path, source, a=text)
        found = finding(data, kind)
        ways = ["* read them as numbers", "read the column as categories"]
        assert labels(source, found) == ways
        words = opened(tmp_path, with_choices(source, [(found, ways[1])]), a=text)
        assert words.catalogue.measures[0].labels == cells


def test_dates_that_can_be_read_in_two_ways(tmp_path: Path) -> None:
    """01.02.2024 is a day in February or in January; nothing is done now, as loading stops."""
    source = parse_source(MONTHS)
    text = "id,month,x,y\nA,01.02.2024,1,2\nB,01.02.2024,1,2\nB,03.04.2024,1,2\n"
    found = refused(tmp_path, source, "undecided_dates", a="id,start,end\nA,,\nB,,\n", b=text)
    assert labels(source, found) == ["the day comes first", "the month comes first"]
    for label, month in (("the day comes first", "04"), ("the month comes first", "03")):
        changed = with_choices(source, [(found, label)])
        data = opened(tmp_path, changed, a="id,start,end\nA,,\nB,,\n", b=text)
        assert str(data.catalogue.months[-1])[:7] == f"2024-{month}"


def test_numbers_with_a_sign(tmp_path: Path) -> None:
    """12% is 12, unless somebody wants the texts."""
    source = parse_source(ONE)
    data = opened(tmp_path, source, a="id,x\nA,12%\nB,8%\n")
    found = finding(data, "signed")
    ways = ["* read them as numbers", "read the column as categories"]
    assert labels(source, found) == ways
    words = opened(tmp_path, with_choices(source, [(found, ways[1])]), a="id,x\nA,12%\nB,8%\n")
    assert words.catalogue.measures[0].labels == ("12%", "8%")
    assert words.findings == ()


def test_a_year_that_may_stand_first_is_asked_about(tmp_path: Path) -> None:
    """24/03/05 is the 5th of March 2024 or the 24th of March 2005; both have to be said."""
    source = parse_source(MONTHS)
    text = "id,month,x,y\nA,24/03/05,1,2\nB,24/03/17,1,2\n"
    found = refused(tmp_path, source, "undecided_dates", a="id,start,end\nA,,\nB,,\n", b=text)
    assert found.fix.endswith("'%d/%m/%Y', '%y/%m/%d' or '%m/%d/%Y'")
    for label, month in (("the year comes first", "2024-03"), ("the day comes first", "2005-03")):
        changed = with_choices(source, [(found, label)])
        data = opened(tmp_path, changed, a="id,start,end\nA,,\nB,,\n", b=text)
        assert str(data.catalogue.months[0])[:7] == month


def test_a_flag_whose_spelling_nobody_said(tmp_path: Path) -> None:
    """The column holds No and Gone; one of them means lost."""
    text = ONE.replace("id: id}", 'id: id, churn: {flag: state, is: ["Yes"]}}')
    source = parse_source(text)
    content = "id,state,x\nA,No,1\nB,Gone,2\n"
    found = finding(opened(tmp_path, source, a=content), "nobody_lost")
    assert labels(source, found) == ["* nobody was lost", "'Gone' means lost", "'No' means lost"]
    changed = with_choices(source, [(found, "'Gone' means lost")])
    data = opened(tmp_path, changed, a=content)
    assert data.loaded.session.one("SELECT count(*) FROM accounts WHERE churned") == 1


HOW = [
    ("rows_above", "the first row holds the names", {"skip_rows": 0}),
    ("rows_below", "it is a row of data", {"skip_below": 0}),
    ("encoding", "read it as Cyrillic", {"encoding": "cp1251"}),
    ("uneven_rows", "cells are parted by tabs", {"delimiter": "\t"}),
    ("undecided_numbers", "the comma is the decimal mark", {"decimal": ","}),
]


@pytest.mark.parametrize(("kind", "label", "stated"), HOW)
def test_how_a_file_is_written_can_be_said(
    kind: str, label: str, stated: dict[str, object]
) -> None:
    """It is stated under csv, and beside what is stated already."""
    source = parse_source(ONE.replace("{path: a.csv}", '{path: a.csv, csv: {quote: "\'"}}'))
    found = Finding("file 'a'", "so it was read", "", None, "note", kind=kind)
    changed = with_choices(source, [(found, label)])
    dialect = changed.files["a"].dialect
    assert {key: getattr(dialect, key) for key in stated} == stated
    assert dialect.quote == "'"
