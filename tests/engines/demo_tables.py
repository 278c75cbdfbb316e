"""The demo book as the two tables that a warehouse would have, and what it should score."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from scoring.cli import main
from scoring.workbench import DataSet, open_source, score_table, usable_card
from tests.conftest import ROOT

CARD = ROOT / "configs/cards/b2b_saas_starter.yaml"
KINDS = {"VARCHAR": "text", "DOUBLE": "double precision", "DATE": "date", "BIGINT": "bigint"}


@cache
def demo() -> DataSet:
    """The demo book, loaded from its files."""
    return open_source(ROOT / "configs/sources/demo.yaml", today=dt.date(2026, 10, 31))


def tables() -> dict[str, pa.Table]:
    """`accounts` and `snapshots` under the names that people wrote."""
    data = demo()
    traits = ", ".join(f'"{d.column}" AS "{d.name}"' for d in data.catalogue.dimensions)
    measures = ", ".join(f'"{m.column}" AS "{m.name}"' for m in data.catalogue.measures)
    table = data.loaded.session.table
    return {
        "accounts": table(f"SELECT account_id, start_on, churned_on, {traits} FROM accounts"),
        "snapshots": table(f"SELECT account_id, as_of, {measures} FROM snapshots"),
    }


def shape(table: pa.Table) -> str:
    """The columns of a table in PostgreSQL's words."""
    with duckdb.connect() as base:
        rows = base.from_arrow(table)
        kinds = zip(rows.columns, map(str, rows.types), strict=True)
        return ", ".join(f'"{name}" {KINDS[kind]}' for name, kind in kinds)


def expected(card: Path = CARD) -> dict[tuple[str, dt.date], tuple[float | None, str, str]]:
    """Score, band and the card's digest of each account-month, by the files' own way."""
    data = demo()
    read = usable_card(card.read_text(encoding="utf-8"), data)
    found = score_table(data, read, data.book.frame.months, "kernel").to_pylist()
    return {(r["account_id"], r["as_of"]): (r["score"], r["band"], r["card"]) for r in found}


def run(*words: str) -> tuple[int, str, str]:
    """The command line's status, answer and complaints."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(["score", "--card", str(CARD), *words])
    assert "Traceback" not in err.getvalue()
    return status, out.getvalue(), err.getvalue()
