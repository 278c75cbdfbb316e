"""A workbook of ours opens in LibreOffice, which computes nothing in it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from math import floor
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from scoring.output.exporters import EXPORTERS
from scoring.spec.edit_playbooks import with_playbook
from scoring.workbench import open_source, score_table, starting_card, usable_card
from scoring.workbench.reporting import Look, extras_of
from scoring.workbench.working import worklist_of, worklist_table
from tests.conftest import ROOT
from tests.office.libreoffice import cells
from tests.own_files import own

pytestmark = [pytest.mark.office, pytest.mark.slow]

HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    '=HYPERLINK("http://x.invalid")',
    "{=1+1}",
]


def test_libreoffice_computes_nothing_in_a_workbook(office: str, tmp_path: Path) -> None:
    """Whatever a text begins with is shown as written; one that would start a program too."""
    trace = tmp_path / "trace"
    hostile = [*HOSTILE, f"=cmd|'/c touch {trace}'!A1", f'=DDE("sh";"-c \'touch {trace}\'";"x")']
    table = pa.table({"=1+1": hostile, "n": range(len(hostile))})
    title, *rows = cells(office, EXPORTERS["xlsx"].write(table))
    assert title == ["'=1+1", "n"]
    quoted = [text if text.startswith("{") else f"'{text}" for text in hostile]
    assert [row[0].replace(" ", "") for row in rows] == [q.replace(" ", "") for q in quoted]
    assert not trace.exists()


def test_libreoffice_does_compute_a_formula(office: str) -> None:
    """The look above can fail: in a workbook with a real formula the sum is shown."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    assert cells(office, out.getvalue()) == [["2"]]


def test_libreoffice_reads_numbers_and_dates(office: str) -> None:
    """A score, a day and a truth value are shown in their formats."""
    table = pa.table(
        {"shown": [7.75, 10.0], "as_of": [dt.date(2024, 2, 29)] * 2, "lost": [True, None]}
    )
    assert cells(office, EXPORTERS["xlsx"].write(table)) == [
        ["shown", "as_of", "lost"],
        ["7.75", "2024-02-29", "TRUE"],
        ["10.0", "2024-02-29", ""],
    ]


def test_libreoffice_computes_nothing_in_a_worklist(office: str, tmp_path: Path) -> None:
    """Accounts, a playbook and its steps that are called like formulas are shown as written."""
    trace = tmp_path / "trace"
    rows = [f"=A{i},\"=cmd|'/c touch {trace}'!A{i}\",{i}" for i in range(1, 21)]
    data = own("\n".join(["id,name,calls", *rows]).encode())
    card = with_playbook(
        starting_card(data), "At risk", title="=1+1", within_hours=48, steps=["+1+1", "-2"]
    )
    listed = worklist_of(data, card, data.book.frame.months[-1], 5)
    table = worklist_table(data, card, listed, None)
    title, *shown = cells(office, EXPORTERS["xlsx"].write(table))
    assert len(shown) == len(listed.tasks) > 5
    found = [dict(zip(title, row, strict=True)) for row in shown]
    ids = data.book.frame.accounts.ids
    assert [one["account_id"] for one in found] == [f"'{ids[t.account]}" for t in listed.tasks]
    assert all(one["name"].startswith("'=cmd|") for one in found)
    red = [one for one in found if one["band"] == "At risk"]
    assert red
    assert {(one["playbook"], one["steps"]) for one in red} == {("'=1+1", "'+1+1; -2")}
    assert not trace.exists()


def test_libreoffice_shows_the_scores_and_their_colours(office: str) -> None:
    """A workbook of the demo with its method: each shown score, band and share as the table has it.

    The first sheet is the scores; a second one, of texts like formulas, makes nothing run.
    """
    data = open_source(ROOT / "configs/sources/demo.yaml", today=dt.date(2026, 11, 1))
    text = (ROOT / "configs/cards/b2b_saas_starter.yaml").read_text("utf-8")
    card = usable_card(text, data)
    month = data.book.frame.months[-1]
    table = score_table(data, card, [month])
    extras = extras_of(EXPORTERS["xlsx"], data, card, Look(month))
    hostile = replace(extras, sheets=[*extras.sheets, ("More", [(one, "") for one in HOSTILE])])
    title, *rows = cells(office, EXPORTERS["xlsx"].write(table, hostile))
    assert title == table.column_names
    shown = [dict(zip(title, row, strict=True)) for row in rows]
    asked = table.to_pylist()
    assert [one["account_id"] for one in shown] == [one["account_id"] for one in asked]
    assert [one["band"] for one in shown] == [one["band"] for one in asked]
    assert [one["shown"] for one in shown] == [
        "" if one["shown"] is None else f"{one['shown']:.1f}" for one in asked
    ]
    share = [one["coverage"] for one in asked]
    assert [one["coverage"] for one in shown] == [f"{floor(100 * c + 0.5):.0f}%" for c in share]
    assert {one["as_of"] for one in shown} == {"2026-10-31"}
