"""What leaves Bellwether about a hostile book runs nowhere: pages, tables, SQL, messages."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import openpyxl
import pyarrow as pa
import pytest

from scoring.output.exporters import EXPORTERS
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.workbench import DataSet, card_sql
from scoring.workbench.acting import usual_rules
from scoring.workbench.alerting import alerts_data, alerts_of
from scoring.workbench.opening import open_source
from scoring.workbench.reporting import Look, report
from tests.browser.hostile_book import HTML, laid_out
from tests.unit.engine.loading import TODAY

FORMULAS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "   @A1", "\u00a0=1"),
    *("\u200b=1", "\ufeff+A1", "\u3000\uff1d1", "\uff1d1+1", "\uff0b1", "\uff0dA1", "\uff20A1"),
    *("=cmd|'/c calc'!A0", '=HYPERLINK("http://x","y")', '=WEBSERVICE("http://x")'),
)
NO_FORMULAS = ("5", "-5", "+5.5", "-1e-3", " -7", "a=b", "'quoted", "")


@cache
def opened() -> tuple[DataSet, Card]:
    """The hostile book and its card."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        laid_out(folder)
        data = open_source(folder / "own.yaml", today=TODAY)
        return data, parse_card((folder / "card.yaml").read_text(encoding="utf-8"))


def written(ending: str, table: pa.Table) -> bytes:
    return EXPORTERS[ending].write(table)


@pytest.mark.parametrize("text", ["=1+1", '"=1+1"', ' " @A1', "-1+1", "\uff1d1"])
def test_no_cell_begins_a_formula_where_semicolons_part_cells(text: str) -> None:
    """In many countries a spreadsheet parts a CSV file at semicolons, in quotes of ours or not."""
    (_, row) = written("csv", pa.table({"a": [f"Smith;{text}"]})).decode().splitlines()
    assert row.replace('""', '"').strip('"').split(";")[1].startswith("'")
    kept = "Smith; -5;A=B;7"
    assert written("csv", pa.table({"a": [kept]})).decode().splitlines()[1] == kept


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_a_formula(text: str) -> None:
    """In the header and below it an apostrophe stands before whatever a spreadsheet would run."""
    table = pa.table({text: [text]})
    rows = list(csv.reader(io.StringIO(written("csv", table).decode(), newline="")))
    assert rows == [[f"'{text}"], [f"'{text}"]]
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx", table))).worksheets[0]
    assert [str(row[0])[0] for row in sheet.iter_rows(values_only=True)] == ["'", "'"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


@pytest.mark.parametrize("text", NO_FORMULAS)
def test_numbers_and_other_texts_stay_as_they_are(text: str) -> None:
    """A number that is below zero needs no apostrophe, nor does a sign within a text."""
    rows = list(csv.reader(io.StringIO(written("csv", pa.table({"a": [text, "x"]})).decode())))
    assert rows[1:] == [[text] if text else [], ["x"]]


class Elements(HTMLParser):
    """The elements of a page, what they would load and what they would run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.reaching: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            leads = name in ("href", "src", "action", "data") and not str(value).startswith("#")
            if name.startswith("on") or leads:
                self.reaching.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_report_is_text_and_drawings() -> None:
    """No element of a name's, nothing that loads or runs; the name stands there as a text."""
    data, card = opened()
    page = Elements()
    page.feed("".join(report(data, card, Look(data.book.frame.months[-1]), today=TODAY)))
    assert page.tags.isdisjoint({"script", "img", "iframe", "u", "a:href", "object", "form"})
    assert page.reaching == []
    assert HTML in page.text


def test_sql_of_a_card_is_one_statement_with_its_names_as_comments() -> None:
    """Names with line ends, ends of comments and statements of their own change nothing."""
    data, card = opened()
    hostile = "x\n; DROP TABLE snapshots; --\r\n*/ \u2028DROP TABLE accounts; {{ x }}"
    worse = card.model_copy(update={"about": hostile, "source": hostile})
    text = card_sql(data, worse)
    assert len(duckdb.extract_statements(text)) == 1
    plain = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    assert not [line for line in plain if "DROP" in line or "*/" in line]
    session = data.loaded.session
    before = session.one("SELECT count(*) FROM snapshots")
    assert len(session.rows(text)) > 0
    assert session.one("SELECT count(*) FROM snapshots") == before


def test_a_message_is_json_whatever_it_names() -> None:
    """Every name comes back from it as it was, and no name became a key."""
    data, card = opened()
    found = alerts_of(data, card, usual_rules(), data.book.frame.months)
    told = alerts_data(found)
    back = json.loads(json.dumps(told))
    assert back == json.loads(json.dumps(told, ensure_ascii=False))
    assert back["card"]["name"] == card.name
    assert {key for alert in back["alerts"] for key in alert if key.startswith("Q")} == set()
