"""Months joined with their accounts while they are read are those joined step by step."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.engine.beside import Unusual
from scoring.engine.joining import joinable
from scoring.engine.load import Loaded, load_opened
from scoring.engine.reading import open_all
from scoring.engine.watch import Watch
from scoring.errors import DataError, Finding
from scoring.spec.source import parse_source
from tests.examples import examples
from tests.unit.engine.loading import TODAY, write

SOURCE = """
version: 1
name: Months beside their accounts
files: {a: {path: a.csv}, b: {path: b.csv}}
account:
  from: a
  id: id
  arr: {column: arr, times: 12}
  start_on: start
  churn: {churned_on: end}
  dimensions: [region]
snapshots: [{from: b, id: who, month: month, arr: {column: fee, times: 12}, measures: [n, k, t]}]
"""
ACCOUNTS = """id,start,end,region,arr
a,2024-01-15,,North,1
b,2023-06-01,2024-02-10,South,2
c,,,,
d,2024-03-01,,North,4
"""
HEADER = "who,month,n,k,t,fee,unused\n"
CELLS = st.tuples(
    st.sampled_from(("a", "b", " c ", "d", "a ", "stranger", "", "  ")),
    st.sampled_from(("2024-01-31", "2024-02-01", "2024-02", " 2024-03-31", "2024-04-30", "")),
    st.sampled_from(("1", "2.5", "", " 7 ", "abc", "1_000", "1e999", "-0")),
    st.sampled_from(("1", "3", "word", "")),
    st.sampled_from(("Basic", " basic ", "", "é ", "N/A")),
    st.sampled_from(("1", "20", "", "free")),
    st.sampled_from(("", "x")),
)
SOUND = st.tuples(
    st.sampled_from(("a", "b", "c", "d", "stranger", "other")),
    st.dates(dt.date(2023, 12, 1), dt.date(2024, 6, 30)).map(str)
    | st.sampled_from(("2024-02", " 2024-03-31", "2024-04-30 10:00")),
    st.sampled_from(("1", "2.5", "", " 7 ", "-0", "1e3")),
    st.sampled_from(("1", "3", "", "0.5")),
    st.sampled_from(("Basic", " basic ", "", "é ", "  ", "1", "x" * 40)),
    st.sampled_from(("1", "20", "", "0.01")),
    st.sampled_from(("", "x")),
)
Told = tuple[object, ...]


def told(data: Loaded) -> Told:
    """All that a loaded data set holds: its rows, what is known of it, and what was found."""
    names = [row[0] for row in data.session.rows("SELECT name FROM pragma_table_info('snapshots')")]
    tables = [
        row[0] for row in data.session.rows("SELECT table_name FROM duckdb_tables() ORDER BY 1")
    ]
    rows = data.session.rows("SELECT * FROM snapshots ORDER BY ALL")
    data.session.close()
    return names, tables, rows, data.catalogue, data.findings


def both(folder: Path, rows: str, source: str = SOURCE, accounts: str = ACCOUNTS) -> list[Told]:
    """What is told of the two files read together, then step by step; without the first if it
    cannot be done."""
    write(folder, {"a.csv": accounts, "b.csv": HEADER + rows})
    checked = parse_source(source)
    opened = open_all(checked, folder, folder, Watch())
    found: list[Told] = []
    for along in (joinable(checked, opened), None):
        try:
            found.append(told(load_opened(checked, opened, TODAY, Watch(), str, along)))
        except Unusual:
            continue
        except DataError as error:
            found += [] if along else [error.findings]
    return found


def line(cells: tuple[str, ...]) -> str:
    """A row of the file, its first cell in quotes."""
    return f'"{cells[0]}",' + ",".join(cells[1:]) + "\n"


@settings(
    deadline=None,
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(CELLS, min_size=1, max_size=10))
def test_any_rows_are_told_alike(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    """Whatever stands in the cells, the same rows, figures and findings come of them."""
    found = both(tmp_path, "".join(map(line, rows)))
    assert len(set(map(repr, found))) == 1


@settings(
    deadline=None,
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(SOUND, min_size=1, max_size=10, unique_by=lambda r: (r[0], r[1][:7].strip())))
def test_sound_rows_are_told_alike(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    """Where each cell can be read, texts with spaces and strangers are told as step by step."""
    found = both(tmp_path, "".join(map(line, rows)))
    assert len(set(map(repr, found))) == 1


def many(rows: int, strangers: int) -> list[str]:
    """A month after the other of 120 accounts; each `strangers`th row is of one not known."""
    return [
        f"{f's{i}' if i % strangers == 3 else f'x{i % 120:03d}'},"
        f"{2018 + i // 120 // 12}-{i // 120 % 12 + 1:02d}-15,"
        f'{i / 4},1,"{"" if i % 5 else f"said, {i}"}",{i},\n'
        for i in range(rows)
    ]


KNOWN = "id,start,end,region,arr\n" + "".join(f"x{i:03d},,,,\n" for i in range(120))


def test_strangers_among_many_rows_are_left_out(tmp_path: Path) -> None:
    """Each seventh row of 9,000 is of an account that the accounts do not have."""
    joined, by_steps = both(tmp_path, "".join(many(9_000, 7)), accounts=KNOWN)
    assert joined == by_steps
    findings, rows = joined[-1], joined[2]
    assert isinstance(findings, tuple)
    assert isinstance(rows, list)
    (found,) = (f for f in findings if f.kind == "orphans")
    assert found.count == len(range(3, 9_000, 7))
    assert len(rows) == 9_000 - found.count


@pytest.mark.slow
def test_rows_of_a_long_file_are_those_read_step_by_step(tmp_path: Path) -> None:
    """Two threads share 30 MB, and what they read at once comes in no order."""
    rows = "".join(
        f"x{i // 50:05d},{2018 + i % 50 // 12}-{i % 50 % 12 + 1:02d}-15,{i},1,{'long ' * 18},1,\n"
        for i in range(250_000)
    )
    accounts = "id,start,end,region,arr\n" + "".join(f"x{i:05d},,,,\n" for i in range(5_000))
    joined, by_steps = both(tmp_path, rows, accounts=accounts)
    assert joined == by_steps


@pytest.mark.parametrize(
    ("at", "cell", "said"),
    [
        (0, " ", "row 15001"),
        (0, " x000 ", ""),
        (0, " s1 ", "'s1'"),
        (1, "soon", "row 15001: 'soon'"),
        (2, "odd", "row 15001: 'odd'"),
        (2, "1e999", "row 15001: '1e999'"),
        (2, "7_0", "row 15001: '7_0'"),
    ],
)
def test_a_cell_that_is_not_as_it_should_be_is_told_by_steps(
    tmp_path: Path, at: int, cell: str, said: str
) -> None:
    """Far down, where nobody looked before: one answer means that there was the other way only."""
    rows = many(40_000, 50_000)
    cells = rows[15_000].split(",")
    rows[15_000] = ",".join([*cells[:at], cell, *cells[at + 1 :]])
    (found,) = both(tmp_path, "".join(rows), accounts=KNOWN)
    assert said in repr(found)


def test_an_account_month_that_stands_twice_is_told_by_its_rows(tmp_path: Path) -> None:
    """It forbids loading, and both rows are named as they stand in the file: row 3 on line 4."""
    rows = "z,2024-01-31,1,1,x,1,\na,2024-01-31,1,1,x,1,\nz,2024-01-31,,,,,\na,2024-01,2,1,x,1,\n"
    (findings,) = both(tmp_path, rows)
    told_of = [f for f in findings if isinstance(f, Finding) and f.kind == "duplicate_months"]
    assert [(f.line, f.examples) for f in told_of] == [
        (4, ("'z' 2024-01 in rows 1 and 3", "'a' 2024-01 in rows 2 and 4"))
    ]


@pytest.mark.parametrize(
    "change",
    [
        ("measures: [n, k, t]", "measures: [{column: n, at_least: 0}]"),
        ("measures: [n, k, t]", "measures: [{column: n, plus: [k], name: sum}]"),
        ("month: month, ", "month: month, repeated: last, "),
        ("from: b", "from: a"),
        ("{path: b.csv}", "{path: b.csv, repeats: drop}"),
    ],
)
def test_what_is_out_of_the_way_is_loaded_by_steps(tmp_path: Path, change: tuple[str, str]) -> None:
    """Bounds, sums, rows to choose among and a file with two duties are not joined while read."""
    write(tmp_path, {"a.csv": ACCOUNTS, "b.csv": HEADER + "a,2024-01,1,1,x,1,\n"})
    source = parse_source(SOURCE.replace(*change))
    assert joinable(source, open_all(source, tmp_path, tmp_path, Watch())) is None


def test_the_usual_file_is_joined_while_it_is_read(tmp_path: Path) -> None:
    """Two answers mean that both ways were taken; ids written as 1.0 leave one of them."""
    assert len(both(tmp_path, "a,2024-01-31,1,1,x,1,\n")) == 2
    whole = ACCOUNTS.replace("\na,", "\n1.0,").replace("\nb,", "\n2.0,")
    whole = whole.replace("\nc,", "\n3.0,").replace("\nd,", "\n4.0,")
    assert len(both(tmp_path, "1,2024-01-31,1,1,x,1,\n", accounts=whole)) == 1
