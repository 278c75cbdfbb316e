"""Each finding that a source can deal with offers how, and what is chosen is what is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.errors import DataError, Finding
from scoring.spec.source import Source, parse_source
from scoring.spec.write_source import source_as_yaml
from scoring.workbench import DataSet, open_data, quality
from scoring.workbench.choosing import choices, choices_in_words, questions, with_choices
from tests.unit.engine.loading import TODAY, write

MONTHS = """
version: 1
name: Months
files: {a: {path: a.csv}, b: {path: b.csv}}
account: {from: a, id: id, start_on: start, churn: {churned_on: end}}
snapshots: [{from: b, month: month, measures: [x, y]}]
"""
ACCOUNTS = "id,start,end\nA,2025-02-01,2025-04-10\nB,2025-01-01,\n"
ONE = """
version: 1
name: One
files: {a: {path: a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, as_of: 2025-12, measures: [x]}]
"""


def rows(*months: str, x: str = "1") -> str:
    return "id,month,x,y\n" + "".join(f"{a},{m},{x},{m[-2:]}\n" for a in "AB" for m in months)


def opened(folder: Path, source: Source, **files: str) -> DataSet:
    write(folder, {f"{name}.csv": text for name, text in files.items()})
    return open_data(source, folder, today=TODAY)


def finding(data: DataSet, kind: str) -> Finding:
    (found,) = (f for f in quality(data, today=TODAY) if f.kind == kind)
    return found


def refused(folder: Path, source: Source, kind: str, **files: str) -> Finding:
    """The finding of that kind that stopped the loading."""
    with pytest.raises(DataError, match=r"two ways|more than once") as caught:
        opened(folder, source, **files)
    return next(f for f in caught.value.findings if f.kind == kind)


def labels(source: Source, found: Finding) -> list[str]:
    return [("* " if way.now else "") + way.label for way in choices(source, found)]


def count(data: DataSet, what: str = "count(*)") -> object:
    return data.loaded.session.one(f"SELECT {what} FROM snapshots")


@pytest.mark.parametrize(
    ("kind", "now", "other", "before", "after"),
    [
        ("after_churn", "leave these rows out", "keep them", 11, 12),
        ("before_start", "keep them", "leave these rows out", 11, 10),
    ],
)
def test_rows_outside_a_life(  # one row of the table above
    tmp_path: Path, kind: str, now: str, other: str, before: int, after: int
) -> None:
    """A began in February and left in April: of its five rows January's is early, May's late.

    B has seven rows, and nothing is said of it: 12 in all, of which one late row is left out.
    """
    source = parse_source(MONTHS)
    months = ("2025-01", "2025-02", "2025-03", "2025-04", "2025-05")
    text = rows(*months) + "B,2025-06,1,6\nB,2025-07,1,7\n"
    data = opened(tmp_path, source, a=ACCOUNTS, b=text)
    found = finding(data, kind)
    assert (found.count, len(found.examples)) == (1, 1)
    assert set(labels(source, found)) == {f"* {now}", other}
    assert count(data) == before
    changed = with_choices(source, [(found, other)])
    assert count(opened(tmp_path, changed, a=ACCOUNTS, b=text)) == after


def test_a_month_that_is_not_over_and_months_to_come(tmp_path: Path) -> None:
    """Today is 2026-01-15: January is not over, and 2027 has not begun."""
    source = parse_source(MONTHS)
    text = rows("2025-12", "2027-03")
    data = opened(tmp_path, source, a=ACCOUNTS.replace("2025-04-10", ""), b=text)
    found = finding(data, "future_months")
    assert labels(source, found) == ["* keep them", "leave these rows out"]
    changed = with_choices(source, [(found, "leave these rows out")])
    again = opened(tmp_path, changed, a=ACCOUNTS.replace("2025-04-10", ""), b=text)
    assert (count(data), count(again)) == (4, 2)
    told = finding(again, "future_months")
    assert (told.count, told.problem) == (2, "2 rows are dated in the future; left out")
    assert labels(changed, told) == ["keep them", "* leave these rows out"]


def test_a_doubtful_measure_can_be_left_out(tmp_path: Path) -> None:
    """Its name speaks of the loss; without it the other one is still there."""
    source = parse_source(MONTHS.replace("[x, y]", "[{column: x, name: churn_risk}, y]"))
    data = opened(tmp_path, source, a=ACCOUNTS, b=rows("2025-02", "2025-03"))
    found = finding(data, "leaking_names")
    assert labels(source, found) == ["* keep the measure", "leave the measure out"]
    changed = with_choices(source, [(found, "leave the measure out")])
    assert [m.title for m in changed.snapshots[0].measures] == ["y"]


def test_the_last_measure_cannot_be_left_out() -> None:
    """There would be no source: nothing to choose."""
    source = parse_source(ONE)
    found = Finding("measure 'x'", "odd", "", kind="constant")
    assert choices(source, found) == ()
    assert choices_in_words(source, found) == "nothing to choose"


def test_a_finding_that_nothing_can_change_says_so() -> None:
    """Gaps are in the files, and no key of a source fills them."""
    found = Finding("snapshots", "gaps", "add the months", kind="gaps")
    assert choices_in_words(parse_source(ONE), found) == "nothing to choose"


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


@pytest.mark.parametrize(("label", "value"), [("first", 1.0), ("last", 2.0)])
def test_an_account_that_stands_twice(tmp_path: Path, label: str, value: float) -> None:
    """A has 1 in its first row and 2 in its last; by itself that stops the loading."""
    source = parse_source(ONE)
    text = "id,x\nA,1\nB,5\nA,2\n"
    found = refused(tmp_path, source, "duplicate_ids", a=text)
    assert labels(source, found)[0] == "* stop the loading"
    changed = with_choices(source, [(found, f"take the {label} row of each")])
    data = opened(tmp_path, changed, a=text)
    sql = "SELECT account_id, x FROM snapshots ORDER BY 1"
    assert data.loaded.session.rows(sql) == [("A", value), ("B", 5.0)]
    assert finding(data, "duplicate_ids").severity == "warning"


@pytest.mark.parametrize(("label", "value"), [("first", 1.0), ("last", 2.0)])
def test_a_month_that_stands_twice(tmp_path: Path, label: str, value: float) -> None:
    """The same of the months of an account."""
    source = parse_source(MONTHS)
    text = "id,month,x,y\nA,2025-03,1,0\nA,2025-03,2,0\nB,2025-03,5,0\n"
    found = refused(tmp_path, source, "duplicate_months", a=ACCOUNTS, b=text)
    changed = with_choices(source, [(found, f"take the {label} row of each")])
    data = opened(tmp_path, changed, a=ACCOUNTS, b=text)
    sql = "SELECT account_id, x FROM snapshots ORDER BY 1"
    assert data.loaded.session.rows(sql) == [("A", value), ("B", 5.0)]


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


def test_two_labels_of_one_loss() -> None:
    """The flag can go, or the dates."""
    both = 'churn: {churned_on: end, flag: gone, is: ["1"]}}'
    source = parse_source(ONE.replace("id: id}", f"id: id, {both}"))
    found = Finding("account, column 'gone'", "differ", "", None, "warning", kind="two_labels")
    dates, flag = (way.source.account.churn for way in choices(source, found)[1:])
    assert dates is not None
    assert flag is not None
    assert (dates.churned_on, dates.flag, flag.churned_on, flag.flag) == ("end", None, None, "gone")


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


TOLD = {
    "rows_above": "An export of today\n\nid,x\nA,1\nB,2\n",
    "rows_below": "id,x\nThe id,The figure\nA,1\nB,2\nC,3\n",
    "encoding": "id,x,name\nA,1,M\xfcller\nB,2,Caf\xe9\n".encode("cp1252"),
    "unreadable_date": "id,x,start\nA,1,2025-01-01\nB,2,soon\nC,3,2025-02-01\n",
    "two_labels": "id,x,end,gone\nA,1,2025-03-01,0\nB,2,,1\n",
    "above_1": "id,x\n" + "".join(f"A{i},{42 if i == 9 else i / 100}\n" for i in range(100)),
    "constant": "id,x\n" + "".join(f"A{i},{int(i == 9)}\n" for i in range(100)),
}
"""A file each that the loader, or a question, has something to say about."""


@pytest.mark.parametrize("kind", TOLD)
def test_what_is_really_found_has_a_choice(tmp_path: Path, kind: str) -> None:
    """The kinds are those by which choices are known; of the ways one is what is done now."""
    facts = {
        "two_labels": ', churn: {churned_on: end, flag: gone, is: ["1"]}',
        "unreadable_date": ", start_on: start",
    }
    source = ONE.replace("id: id}", f"id: id{facts.get(kind, '')}}}")
    if kind == "constant":
        source = source.replace("[x]", "[x, {column: x, plus: [x], name: twice}]")
    parsed, content = parse_source(source), TOLD[kind]
    (tmp_path / "a.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    data = open_data(parsed, tmp_path, today=TODAY)
    found = [f for f in quality(data, today=TODAY) if f.kind == kind]
    ways = choices(parsed, found[0])
    assert sum(way.now for way in ways) == 1
    assert len(ways) > 1


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("uneven_rows", "id,x\nA,1\nB,2,3\n"),
        ("undecided_numbers", 'id,x\nA,"1,500"\nB,"2,750"\n'),
    ],
)
def test_what_stops_the_loading_has_a_choice(tmp_path: Path, kind: str, content: str) -> None:
    """None of the ways is done now."""
    source = parse_source(ONE)
    (tmp_path / "a.csv").write_text(content)
    with pytest.raises(DataError, match=r"a row has|two ways") as caught:
        open_data(source, tmp_path, today=TODAY)
    ways = choices(source, next(f for f in caught.value.findings if f.kind == kind))
    assert [way.now for way in ways] == [False] * len(ways)
    assert len(ways) > 1


def test_several_choices_add_up_and_go_through_a_file() -> None:
    """What results can be written, and is read again as the same source."""
    source = parse_source(MONTHS)
    wanted = [
        (Finding("snapshots", "", "", kind="after_churn"), "keep them"),
        (Finding("measure 'x'", "", "", kind="static"), "leave the measure out"),
        (Finding("measure 'x'", "", "", kind="below_0"), "read them as missing"),
        (Finding("snapshots", "", "", kind="no such kind"), "anything"),
    ]
    changed = with_choices(source, wanted)
    assert (changed.drop.after_churn, [m.title for m in changed.snapshots[0].measures]) == (
        "keep",
        ["y"],
    )
    assert parse_source(source_as_yaml(changed)) == changed


LATE = [Finding(f"file '{k}'", f"{n} rows", "", kind="after_churn") for n, k in enumerate("ab", 1)]
EARLY = Finding("file 'b'", "3 rows", "", kind="before_start")


@pytest.mark.parametrize("order", [1, -1])
def test_what_nobody_touched_undoes_no_choice(order: int) -> None:
    """Two files have rows after a loss: "keep them" of one holds, wherever the other stands."""
    source = parse_source(MONTHS)
    wanted = [(LATE[0], "keep them"), (LATE[1], "leave these rows out")][::order]
    assert with_choices(source, wanted).drop.after_churn == "keep"
    kept = parse_source(MONTHS + "drop: {after_churn: keep}\n")
    assert with_choices(kept, wanted).drop.after_churn == "drop"
    assert with_choices(source, [(f, "leave these rows out") for f in LATE]) == source


def test_findings_that_one_choice_decides_are_asked_about_once() -> None:
    """Both files' late rows hang on one key, early ones on another; one kind has no choice."""
    source = parse_source(MONTHS)
    nothing = Finding("file 'b'", "4 rows", "", kind="no such kind")
    asked = questions(source, [LATE[0], nothing, EARLY, LATE[1]])
    assert [list(one.findings) for one in asked] == [LATE, [EARLY]]
    assert asked[0].ways == choices(source, LATE[1])


def test_one_kind_about_two_measures_stays_two_questions() -> None:
    """To leave x out is not to leave y out."""
    found = [Finding(f"measure '{name}'", "", "", kind="static") for name in "xy"]
    assert len(questions(parse_source(MONTHS), found)) == 2
