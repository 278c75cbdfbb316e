"""A long file is the wide one written down the page: the same months, values and scores."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from scoring.cli import main
from tests.unit.engine.loading import column, loaded, refused

pytestmark = pytest.mark.slow

LONG = """
version: 1
name: Long
files: {a: {path: a.csv}, b: {path: b.csv}}
account: {from: a, id: id}
long: {from: b, id: id, month: month, name: what, value: value}
"""
ACCOUNTS = "id\na\nb\n"
WIDE = pd.DataFrame(
    {
        "id": ["a", "a", "b", "b"],
        "month": ["2024-01", "2024-02", "2024-01", "2024-02"],
        "logins": [10.0, 8.5, None, 3.0],
        "plan": ["Pro", None, "Free", "Pro"],
    }
)
CARD = """
version: 1
name: Both
metrics:
  - {id: use, measure: logins, normaliser: {kind: linear, worst: 0, best: 10}, weight: 3}
  - {id: plan, measure: plan, normaliser: {kind: categories, map: {Pro: 100, Free: 40}}, weight: 1}
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""


def long(wide: pd.DataFrame) -> str:
    """The filled cells, one a row."""
    tall = wide.melt(["id", "month"], var_name="what").dropna()
    return str(tall.to_csv(index=False))


def test_each_name_becomes_a_measure(tmp_path: Path) -> None:
    """Numbers are numbers, words are words, what has no row is missing."""
    data = loaded(tmp_path, LONG, a=ACCOUNTS, b=long(WIDE))
    assert [(m.name, m.reads) for m in data.catalogue.measures] == [
        ("logins", "number"),
        ("plan", "text"),
    ]
    rows = data.session.rows(
        "SELECT account_id, month(as_of), logins, plan FROM snapshots ORDER BY 1, 2"
    )
    assert rows == [("a", 1, 10.0, "Pro"), ("a", 2, 8.5, None), ("b", 1, None, "Free"),
                    ("b", 2, 3.0, "Pro")]  # fmt: skip


def scores(folder: Path, source: str) -> str:
    """The scores of a source, as the command writes them."""
    (folder / "book.source.yaml").write_text(source, encoding="utf-8")
    (folder / "card.yaml").write_text(CARD, encoding="utf-8")
    words = ["--source", "book.source.yaml", "--card", "card.yaml", "--out", "scores.csv"]
    paths = [w if w.startswith("--") else str(folder / w) for w in words]
    assert main(["score", "--as-of", "all", *paths]) == 0
    return (folder / "scores.csv").read_text(encoding="utf-8")


def test_wide_and_long_give_the_same_scores(tmp_path: Path) -> None:
    """a in January: (3 × 100 + 1 × 100) ÷ 4 = 100. b in February: (3 × 30 + 100) ÷ 4 = 47.5."""
    (tmp_path / "a.csv").write_text(ACCOUNTS, encoding="utf-8")
    (tmp_path / "b.csv").write_text(long(WIDE), encoding="utf-8")
    tall = scores(tmp_path, LONG)
    WIDE.to_csv(tmp_path / "b.csv", index=False)
    part = "snapshots: [{from: b, id: id, month: month, measures: [logins, plan]}]\n"
    assert scores(tmp_path, LONG[: LONG.index("long:")] + part) == tall
    got = [line.split(",")[2] for line in tall.splitlines()[1:]]
    assert (got[0], got[-1]) == ("100.000000000", "47.500000000")


def test_names_can_be_chosen_and_called_otherwise(tmp_path: Path) -> None:
    """Only what is listed is read."""
    text = LONG.replace("value: value", "value: value, measures: [{column: logins, name: uses}]")
    data = loaded(tmp_path, text, a=ACCOUNTS, b=long(WIDE))
    assert [m.name for m in data.catalogue.measures] == ["uses"]
    assert column(data, "SELECT uses FROM snapshots ORDER BY account_id, as_of") == [
        *(10.0, 8.5),
        *(None, 3.0),
    ]


def test_what_has_no_row_can_count_0(tmp_path: Path) -> None:
    """For counters that are only written when they move; a text stays missing."""
    text = LONG.replace("value: value", "value: value, absent: zero")
    data = loaded(tmp_path, text, a=ACCOUNTS, b=long(WIDE))
    sql = "SELECT logins FROM snapshots WHERE plan = 'Free'"
    assert column(data, sql) == [0.0]
    assert column(data, "SELECT count(*) FROM snapshots WHERE plan IS NULL") == [1]


def test_an_empty_cell_is_missing_even_where_no_row_is_0(tmp_path: Path) -> None:
    """The row is there and says that nobody knows: of m in February there is no row at all."""
    rows = "id,month,what,value\na,2024-01,m,\na,2024-01,k,1\na,2024-02,k,2\na,2024-03,m,3\n"
    text = LONG.replace("value: value", "value: value, absent: zero")
    data = loaded(tmp_path, text, a=ACCOUNTS, b=rows)
    assert column(data, "SELECT m FROM snapshots ORDER BY as_of") == [None, 0.0, 3.0]


def test_a_measure_of_a_month_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Two rows for one cell of the wide table are an error, even with different days."""
    rows = "id,month,what,value\na,2024-01-01,m,1\na,2024-01-09,m,1\n"
    (found,) = refused(tmp_path, LONG, a=ACCOUNTS, b=rows)
    assert found.problem == "1 measure of a month stands more than once"
    assert (found.line, found.examples) == (3, ("'a' 2024-01 'm' in rows 1 and 2",))


def test_a_listed_name_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """With the nearest name that is."""
    text = LONG.replace("value: value", "value: value, measures: [logns]")
    (found,) = refused(tmp_path, text, a=ACCOUNTS, b=long(WIDE))
    assert (found.problem, found.fix) == ("no row is called 'logns'", "did you mean 'logins'?")


def test_a_name_that_another_part_has_is_refused(tmp_path: Path) -> None:
    """The names of a long file are only known when it is read."""
    text = LONG + "snapshots: [{from: a, measures: [{column: id, name: plan}]}]\n"
    (found,) = refused(tmp_path, text, a=ACCOUNTS, b=long(WIDE))
    assert found.problem == "two measures are called 'plan'"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",2024-01,m,1", "1 row has no account id; left out"),
        ("a,,m,1", "1 row has no month; left out"),
        ("a,2024-01,,1", "1 row has no name; left out"),
        ("a,2024-01,m,lots", "1 cell is not a number; read as missing"),
        ("z,2024-01,m,1", "1 row belongs to 1 account that is not known; left out"),
    ],
)
def test_rows_that_say_too_little_are_counted(tmp_path: Path, row: str, problem: str) -> None:
    """Left out or read as missing, and said."""
    rows = f"id,month,what,value\na,2024-02,m,1\na,2024-03,m,2\n{row}\n"
    assert [f.problem for f in loaded(tmp_path, LONG, a=ACCOUNTS, b=rows).findings] == [problem]


def test_columns_can_be_added_up(tmp_path: Path) -> None:
    """1 + 2 = 3; with one of them missing there is no sum."""
    text = LONG[: LONG.index("long:")] + (
        "snapshots: [{from: b, month: month, measures: [won,"
        " {column: won, plus: [lost], name: decided}]}]\n"
    )
    data = loaded(tmp_path, text, a=ACCOUNTS, b="id,month,won,lost\na,2024-01,1,2\nb,2024-01,1,\n")
    assert data.session.rows("SELECT won, decided FROM snapshots") == [(1.0, 3.0), (1.0, None)]
