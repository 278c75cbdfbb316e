"""What `sql`, `demo` and `schema` write is what the other commands read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest

from tests.unit.cli.commands import run, score


@pytest.mark.usefixtures("book")
def test_the_printed_sql_gives_the_same_scores(book: Path) -> None:
    """Run by DuckDB itself over a table made by hand, the statement agrees with the file."""
    status, text, _ = run("sql", "--source", "source.yaml", "--card", "card.yaml")
    assert status == 0
    assert text.endswith(";\n")
    score("--as-of", "all")
    with duckdb.connect() as database:
        database.execute(
            "CREATE TABLE snapshots AS SELECT id AS account_id, usage, plan,"
            " last_day(CAST(month || '-01' AS DATE)) AS as_of"
            " FROM 'months.csv' JOIN 'accounts.csv' USING (id)"
        )
        rows = database.sql(text).project("account_id, score, band").fetchall()
    with (book / "out.csv").open(encoding="utf-8") as file:
        wanted = {
            (r["account_id"].lstrip("'"), float(r["score"]), r["band"])
            for r in csv.DictReader(file)
        }
    assert {(i, round(s, 9), b) for i, s, b in rows} == wanted


@pytest.mark.usefixtures("book")
def test_an_unknown_dialect_is_refused() -> None:
    """Only what is printed and tested is offered."""
    words = ("--source", "source.yaml", "--card", "card.yaml", "--dialect", "orcale")
    status, _, complaints = run("sql", *words)
    assert (status, "duckdb" in complaints) == (2, True)


def test_a_demo_book_is_written_and_can_be_scored(book: Path, root: Path) -> None:
    """The same words give the same files, and the bundled source reads them."""
    for folder in ("one", "two"):
        status, said, _ = run("demo", "--accounts", "30", "--months", "12", "--out", folder)
        assert (status, said.startswith(f"{folder}: 30 made-up accounts")) == (0, True)
    names = sorted(p.relative_to("one") for p in Path("one").rglob("*.parquet"))
    assert len(names) >= 4
    assert all((Path("one") / n).read_bytes() == (Path("two") / n).read_bytes() for n in names)
    text = (root / "configs" / "sources" / "demo.yaml").read_text(encoding="utf-8")
    (book / "demo.yaml").write_text(text.replace("../../data/demo/", ""), encoding="utf-8")
    card = str(root / "configs" / "cards" / "b2b_saas_starter.yaml")
    words = ["--source", "demo.yaml", "--data", "one", "--card", card, "--out", "demo.csv"]
    assert run("score", *words)[0] == 0


def test_a_demo_book_that_cannot_be_written_is_refused(book: Path) -> None:
    """A file where the folder should be is said."""
    (book / "taken").write_text("", encoding="utf-8")
    status, _, complaints = run("demo", "--accounts", "10", "--months", "12", "--out", "taken")
    assert (status, "cannot be written" in complaints) == (2, True)


def test_the_schema_is_printed_or_written(book: Path) -> None:
    """Both ways give the same JSON."""
    status, said, _ = run("schema")
    assert (status, json.loads(said)["title"]) == (0, "Card")
    assert run("schema", "--out", "schema.json")[0] == 0
    assert (book / "schema.json").read_text(encoding="utf-8") == said
    assert run("schema", "--out", "no/such/schema.json")[0] == 2
