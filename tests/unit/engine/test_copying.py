"""A column that is read while it is copied holds and reports what one copied as text would."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.engine.cells import Reading, as_date, as_number, as_text, unreadable
from scoring.engine.files import open_file
from scoring.engine.numeric import looks_numeric
from scoring.engine.quoting import statement
from scoring.engine.serving import Uses
from scoring.engine.session import Session
from scoring.engine.staging import StagedFile, stage
from scoring.spec.data_file import CsvDialect, File
from tests.examples import examples
from tests.unit.engine.loading import ONE, column, loaded

NUMBERS = (
    *("1", "2.5", "-3", "", "  ", "7 ", " 8", "1e3", "5.", ".5", "+4", "1e-400", "9" * 40),
    *("inf", "nan", "-inf", "Infinity", "1e999", "1,234", "1.234", "1,5", "1,234.5", "1.234,5"),
    *("12%", "0x10", "1_000", "abc", "N/A", "-", "true", "\u00a06", "6\u00a0", "\t9", "1 234"),
)
DATES = (
    *("2024-01-31", "2024-02", "2024/03/05", "2024-1-5", " 2024-01-07 ", "2024-01-08T11:12:13", ""),
    *("31/01/2024", "01/02/2024", "13.02.2024", "24-01-05", "05/06/2024 10:00", "20240105", "soon"),
    *(
        "epoch",
        "infinity",
        "2024-02-30",
        "0999-12-31",
        "3000-01-01",
        "02024-01-01",
        "\u00a02024-04",
    ),
)
DIALECTS = st.builds(
    CsvDialect,
    decimal=st.sampled_from((None, ",", ".")),
    date_format=st.sampled_from((None, "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d")),
    null_text=st.sampled_from(((), ("N/A", "-"), ("1", "2024-02", "abc"))),
)
USES: Uses = {
    "id": frozenset({"text"}),
    "n": frozenset({"number"}),
    "k": frozenset({"number", "measure"}),
    "d": frozenset({"date"}),
}


def staged(folder: Path, rows: list[tuple[str, str, str]], dialect: CsvDialect) -> Path:
    """The rows as a file: an id, a number, a likely number and a date; all cells quoted."""
    lines = [f'k{i};"{n}";"{k}";"{d}"\n' for i, (n, k, d) in enumerate(rows)]
    path = folder / "a.csv"
    path.write_text("id;n;k;d\n" + "".join(lines), encoding="utf-8")
    assert dialect.delimiter is None
    return path


def seen(session: Session, file: StagedFile, reading: Reading) -> tuple[object, ...]:
    """The cells of a column, and what is said of those that could not be read."""
    cells = session.rows(
        statement("SELECT {x} FROM {t} ORDER BY row_no", x=reading.sql, t=file.table)
    )
    return cells, tuple(unreadable(session, reading))


def everything(session: Session, file: StagedFile) -> tuple[object, ...]:
    """All that a loader asks of such a file."""
    numeric = looks_numeric(session, file, "k")
    return (
        numeric,
        seen(session, file, as_number(file, "n", "")),
        seen(session, file, (as_number if numeric else as_text)(file, "k", "")),
        seen(session, file, as_date(file, "d", "")),
        seen(session, file, as_text(file, "id", "")),
    )


@settings(
    deadline=None,
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS), st.sampled_from(DATES)),
        min_size=1,
        max_size=12,
    ),
    dialect=DIALECTS,
)
def test_cells_and_findings_are_those_of_texts(
    tmp_path: Path, rows: list[tuple[str, str, str]], dialect: CsvDialect
) -> None:
    """Whatever stands in the cells, reading them at once changes no value and no finding."""
    path = staged(tmp_path, rows, dialect)
    opened = open_file(path, "a", tmp_path, File(path="a.csv", csv=dialect))
    session = Session([path])
    try:
        at_once = stage(session, "a", "at_once", opened, USES)
        as_texts = stage(session, "a", "as_texts", opened)
        assert everything(session, at_once) == everything(session, as_texts)
        assert not as_texts.read
    finally:
        session.close()


@pytest.mark.slow
@pytest.mark.parametrize("quote", ['"', ""])
@pytest.mark.parametrize("cell", NUMBERS)
def test_a_number_far_down_is_read_as_its_text_would_be(
    cell: str, quote: str, tmp_path: Path
) -> None:
    """2,000 rows of plain numbers are looked at; what stands below them is not foreseen."""
    path = tmp_path / "a.csv"
    above = [f"k{i};{i};{i / 4};2024-01-31\n" for i in range(2_000)]
    path.write_text("id;n;k;d\n" + "".join(above) + f"x;{quote}{cell}{quote};1;\n", "utf-8")
    opened = open_file(path, "a", tmp_path)
    assert {"n", "k"} <= opened.plain
    session = Session([path])
    try:
        at_once = stage(session, "a", "at_once", opened, USES)
        assert at_once.is_read("n")
        as_texts = stage(session, "a", "as_texts", opened)
        assert everything(session, at_once) == everything(session, as_texts)
    finally:
        session.close()


@pytest.mark.parametrize(
    ("cells", "reads"),
    [
        (["1", "2"], "number"),
        (["1", "word"], "number"),  # half of them is enough
        (["1", "word", "word"], "text"),
        (["", ""], "number"),  # nothing speaks against it
    ],
)
def test_a_measure_is_a_number_if_half_of_it_is(
    cells: list[str], reads: Literal["number", "text"], tmp_path: Path
) -> None:
    """It is all the cells that decide, whatever the first of them look like."""
    rows = "".join(f"k{i},{cell},x\n" for i, cell in enumerate(cells))
    data = loaded(tmp_path, a="id,m,u\n" + rows)
    assert data.catalogue.measures[0].reads == reads


def test_words_far_down_make_a_text_of_what_began_as_numbers(tmp_path: Path) -> None:
    """3,000 numbers, then 3,001 words: 6,001 cells, of which 3,000 are fewer than half."""
    rows = [f"k{i},{i if i < 3_000 else 'w'}\n" for i in range(6_001)]
    data = loaded(tmp_path, a="id,m\n" + "".join(rows))
    assert data.catalogue.measures[0].reads == "text"
    assert column(data, "SELECT count(m) FROM snapshots WHERE m = 'w'") == [3_001]
    assert column(data, "SELECT m FROM snapshots WHERE account_id = 'k7'") == ["7"]


def test_a_column_that_nobody_names_is_not_copied(tmp_path: Path) -> None:
    """Of three columns two are named: two are in the table, and the row number."""
    path = tmp_path / "a.csv"
    path.write_text("id,u,m\nk1,x,5\n", encoding="utf-8")
    session = Session([path])
    uses: Uses = {"id": frozenset({"text"}), "m": frozenset({"number"})}
    file = stage(session, "a", "file_0", open_file(path, "a", tmp_path), uses)
    assert session.rows(statement("SELECT * FROM {t}", t=file.table)) == [(1, "k1", 5.0)]
    assert list(file.columns) == ["id", "u", "m"]  # for who misspells one
    session.close()


def test_an_id_is_a_text_though_it_looks_like_a_number(tmp_path: Path) -> None:
    """007 stays 007, and is another account than 7."""
    source = ONE.replace("[m]", "[{column: m, type: number}]")
    data = loaded(tmp_path, source, a="id,m\n007,1\n7,2\n")
    assert column(data, "SELECT account_id FROM accounts ORDER BY 1") == ["007", "7"]
