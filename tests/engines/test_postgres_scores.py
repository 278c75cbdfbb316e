"""Tables of a real PostgreSQL score as the same rows in files."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scoring.cli import main
from scoring.spec.source import parse_source
from scoring.workbench import open_data
from tests.conftest import ROOT
from tests.engines.conftest import Base

pytestmark = pytest.mark.postgres
TODAY = dt.date(2026, 10, 31)
DEMO = ("accounts", "snapshots", "touches")
KINDS = {"string": "text", "double": "numeric", "date32[day]": "date", "bool": "boolean"}


def kind_of(field: pa.Field) -> str:
    """The type that a warehouse would give a column."""
    if pa.types.is_timestamp(field.type):
        return "timestamptz"
    return KINDS.get(str(field.type), "int")


def fill_with_demo(base: Base) -> None:
    """The tables of the demo book."""
    for name in DEMO:
        table = pq.read_table(ROOT / f"data/demo/{name}.parquet")
        columns = ", ".join(f'"{field.name}" {kind_of(field)}' for field in table.schema)
        base.put(name, [tuple(row.values()) for row in table.to_pylist()], columns)


def as_csv(base: Base, folder: Path) -> None:
    """The same rows as PostgreSQL itself writes them into CSV files."""
    for name in DEMO:
        asked = f"COPY {name} TO STDOUT (FORMAT csv, HEADER)"
        with (
            base.con.cursor() as cursor,
            (folder / f"{name}.csv").open("wb") as out,
            cursor.copy(asked) as copy,
        ):
            for piece in copy:
                out.write(piece)


def scores(path: Path) -> dict[tuple[str, str], float]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            (row["account_id"], row["as_of"]): float(row["score"])
            for row in csv.DictReader(stream)
            if row["score"]
        }


def test_tables_score_as_the_same_rows_in_files(base: Base, tmp_path: Path) -> None:
    """The demo book scored from PostgreSQL is the demo book scored from CSV, to 1e-9."""
    fill_with_demo(base)
    as_csv(base, tmp_path)
    text = (ROOT / "configs/sources/demo.yaml").read_text(encoding="utf-8")
    source = tmp_path / "book.yaml"
    source.write_text(
        text.replace("../../data/demo/", "").replace(".parquet", ".csv"), encoding="utf-8"
    )
    words = ["score", "--source", str(source), "--as-of", "all"]
    words += ["--card", str(ROOT / "configs/cards/b2b_saas_starter.yaml")]
    files, tables = tmp_path / "files.csv", tmp_path / "tables.csv"
    assert main([*words, "--out", str(files)]) == 0
    assert main([*words, "--out", str(tables), "--data", base.url()]) == 0
    expected, found = scores(files), scores(tables)
    assert len(expected) > 10_000
    assert found.keys() == expected.keys()
    assert max(abs(found[key] - expected[key]) for key in expected) <= 1e-9


def test_a_source_with_paths_upwards_finds_its_tables(base: Base) -> None:
    """The bundled source, whose paths begin with `../..`, reads tables called as its files are."""
    fill_with_demo(base)
    source = parse_source((ROOT / "configs/sources/demo.yaml").read_text(encoding="utf-8"))
    assert open_data(source, base.place(), today=TODAY).catalogue.accounts == 400


def column_type(values: pd.Series) -> str:
    """The type that whoever keeps such a column in a database would give it."""
    if values.dtype == bool:
        return "boolean"
    if pd.api.types.is_numeric_dtype(values):
        return "numeric"
    filled = values.dropna().astype(str)
    for pattern, kind in ((r"\d{4}-\d\d-\d\d", "date"), (r"\d{4}-\d\d-\d\d .*", "timestamp")):
        if len(filled) and filled.str.fullmatch(pattern).all():
            return kind
    return "boolean" if set(filled) == {"True", "False"} else "text"


@pytest.mark.reference
def test_five_linked_tables_score_as_their_files(
    base: Base, tmp_path: Path, reference: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Events, subscriptions and two labels of loss, typed, score as the text files do, to 1e-9."""
    folder = reference / "data" / "ravenstack"
    for path in sorted(folder.glob("*.csv")):
        table = pd.read_csv(path)
        columns = ", ".join(f'"{name}" {column_type(table[name])}' for name in table)
        base.con.execute(f"CREATE TABLE {path.stem} ({columns})")
        asked = f"COPY {path.stem} FROM STDIN (FORMAT csv, HEADER)"
        with base.con.cursor() as cursor, cursor.copy(asked) as copy:
            copy.write(path.read_bytes())
    kinds = base.con.execute(
        "SELECT DISTINCT data_type FROM information_schema.columns WHERE table_schema = 'public'"
    ).fetchall()
    assert {"boolean", "date", "numeric", "text"} <= {kind for (kind,) in kinds}
    monkeypatch.setenv("BOOK_URL", base.url())
    here = ROOT / "tests/reference"
    words = ["score", "--source", str(here / "ravenstack.source.yaml"), "--as-of", "all"]
    words += ["--card", str(here / "ravenstack.card.yaml")]
    files, tables = tmp_path / "files.csv", tmp_path / "tables.csv"
    assert main([*words, "--out", str(files), "--data", str(folder)]) == 0
    assert main([*words, "--out", str(tables), "--data", "env:BOOK_URL"]) == 0
    expected, found = scores(files), scores(tables)
    assert len(expected) > 5_000
    assert found.keys() == expected.keys()
    assert max(abs(found[key] - expected[key]) for key in expected) <= 1e-9
