"""Each finding that a source can deal with offers how, and what is chosen is what is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.errors import DataError, Finding
from scoring.spec.source import parse_source
from scoring.spec.write_source import source_as_yaml
from scoring.workbench import open_data, quality
from scoring.workbench.choosing import choices, choices_in_words, questions, with_choices
from tests.unit.engine.loading import TODAY
from tests.unit.workbench.chosen_files import (
    ACCOUNTS,
    MONTHS,
    ONE,
    count,
    finding,
    labels,
    opened,
    refused,
    rows,
)


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


def test_two_labels_of_one_loss() -> None:
    """The flag can go, or the dates."""
    both = 'churn: {churned_on: end, flag: gone, is: ["1"]}}'
    source = parse_source(ONE.replace("id: id}", f"id: id, {both}"))
    found = Finding("account, column 'gone'", "differ", "", None, "warning", kind="two_labels")
    dates, flag = (way.source.account.churn for way in choices(source, found)[1:])
    assert dates is not None
    assert flag is not None
    assert (dates.churned_on, dates.flag, flag.churned_on, flag.flag) == ("end", None, None, "gone")


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
