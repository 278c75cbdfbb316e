"""PostgreSQL gives what DuckDB and the kernel give, for all bundled cards and fifty random ones."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.csv
import pytest

from scoring.engine.remote_form import Form, form_of
from scoring.engine.remote_postgres import opened
from tests.engines.conftest import new_base
from tests.engines.parity import BATCHES, TEXTS, card_query, cards_of, hold_together, written
from tests.engines.postgres_server import Server
from tests.engines.wide_book import LEAST, Wide

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
KINDS = {"VARCHAR": "text", "DOUBLE": "double precision", "DATE": "date"}
NONE = r"\N"


def copy_in(con: psycopg.Connection, name: str, path: Path) -> None:
    """The rows of a Parquet file as a table of PostgreSQL's."""
    text = path.with_suffix(".csv")
    with duckdb.connect() as base:
        rows = base.read_parquet(str(path))
        columns = zip(rows.columns, map(str, rows.types), strict=True)
        shape = ", ".join(f'"{column}" {KINDS[kind]}' for column, kind in columns)
        base.execute(f"COPY (SELECT * FROM '{path}') TO '{text}' (HEADER false, NULLSTR '{NONE}')")
    con.execute(f"CREATE TABLE {name} ({shape})")
    asked = f"COPY {name} FROM STDIN (FORMAT csv, NULL '{NONE}')"
    with con.cursor() as cursor, cursor.copy(asked) as copy:
        copy.write(text.read_bytes())


@dataclass(frozen=True)
class There:
    """The book in PostgreSQL, its rows as the table `snapshots` that every plan reads."""

    con: psycopg.Connection
    form: Form


@pytest.fixture(scope="module")
def there(server: Server, wide: Wide) -> Iterator[There]:
    """The two tables copied in, and read in the form of a plan once."""
    with new_base(server) as base:
        copy_in(base.con, "wide_accounts", wide.accounts)
        copy_in(base.con, "wide_months", wide.months)
        with opened(base.place().address) as engine:
            form = form_of(engine.found("wide_months"), engine.found("wide_accounts"))
        offered = [*form.catalogue.measures, *form.catalogue.dimensions]
        steps = form.steps([one.column for one in offered])
        base.con.execute("SET jit = off; SET work_mem = '64MB'")
        base.con.execute(f"CREATE TABLE snapshots AS {written('postgres', steps)}")
        base.con.execute("ANALYZE snapshots")
        yield There(base.con, form)


@pytest.mark.parametrize("batch", BATCHES)
def test_postgres_scores_as_duckdb_and_the_kernel(there: There, wide: Wide, batch: str) -> None:
    """Scores to 1e-9, the same bands, caps, variants and nulls."""
    for card in cards_of(batch):
        query = card_query("postgres", there.form, card)
        found = answered(there.con, f"{query} ORDER BY as_of, account_id")
        assert found.num_rows >= LEAST
        hold_together(wide, card, found)


def answered(con: psycopg.Connection, query: str) -> pa.Table:
    """The rows of a query, by way of CSV."""
    text = io.BytesIO()
    asked = f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER, NULL '{NONE}')"
    with con.cursor() as cursor, cursor.copy(asked) as copy:
        for piece in copy:
            text.write(piece)
    kinds = dict.fromkeys((*TEXTS, "shown_text"), pa.string())
    options = pa.csv.ConvertOptions(
        null_values=[NONE],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
        column_types=kinds | dict.fromkeys(("score", "coverage", "shown_number"), pa.float64()),
    )
    return pa.csv.read_csv(io.BytesIO(text.getvalue()), convert_options=options)
