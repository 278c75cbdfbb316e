"""`sql` and `handover` print or write what Ravi takes away, or say in a sentence why not."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot

from scoring.cli import main

CARD = """\
version: 1
name: Test
metrics: [{id: use, measure: use, normaliser: {kind: linear, worst: 0, best: 100}, weight: 1}]
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""
SOURCE = """\
version: 1
name: Book
files: {a: {path: a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, month: month, measures: [use]}]
"""
BOTH = ("--source", "s.yaml", "--card", "c.yaml")


@pytest.fixture(autouse=True)
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A card of one line and two accounts: 45 is Bad, and at the nearest of 5 levels, 50, Good."""
    (tmp_path / "c.yaml").write_text(CARD)
    (tmp_path / "s.yaml").write_text(SOURCE)
    (tmp_path / "a.csv").write_text("id,month,use\nx,2026-01,45\ny,2026-01,80\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_dialect_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """What is asked for BigQuery parses as BigQuery and is told in the heading."""
    assert main(["sql", *BOTH, "--dialect", "bigquery"]) == 0
    text = capsys.readouterr().out
    assert text.splitlines()[0].endswith("for BigQuery")
    assert len(sqlglot.parse(text, read="bigquery")) == 1


def test_a_model_is_written_where_dbt_looks(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Four files in two folders, their paths printed; written again they are the same."""
    words = ["sql", *BOTH, "--as", "dbt", "--out", "out"]
    assert main(words) == 0
    paths = capsys.readouterr().out.split()
    assert [Path(p).parent.name for p in paths] == ["models", "models", "tests", "tests"]
    before = [(book / p).read_bytes() for p in paths]
    assert main(words) == 0
    assert [(book / p).read_bytes() for p in paths] == before


def test_several_files_on_the_screen_have_their_paths(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a folder each file stands under its path."""
    assert main(["sql", *BOTH, "--as", "dbt"]) == 0
    text = capsys.readouterr().out
    assert text.count("==> ") == 4
    assert "==> models/account_scores.yml <==\n" in text


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["sql", *BOTH, "--as", "tabel"], "no form is called 'tabel'"),
        (["sql", *BOTH, "--dialect", "orcale"], "no dialect is called 'orcale'"),
        (["sql", *BOTH, "--out", "a.csv"], "cannot be written"),
        (["handover", "--card", "c.yaml", "--to", "gainsite"], "did you mean 'gainsight'?"),
        (["handover", "--card", "nowhere.yaml", "--to", "hubspot"], "nowhere.yaml"),
        (
            ["handover", *BOTH, "--to", "hubspot", "--as-of", "2020-01"],
            "the data have no month 2020-01",
        ),
    ],
)
def test_what_cannot_be_is_said(
    words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, nothing printed, and one line with the problem and a fix."""
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert complaint in said.err
    assert " Fix: " in said.err


def test_a_handover_counts_only_with_data(capsys: pytest.CaptureFixture[str]) -> None:
    """Alone the card says how it is entered; with data, that 45 at level 50 changes its band."""
    assert main(["handover", "--card", "c.yaml", "--to", "churnzero"]) == 0
    assert "not counted without data" in capsys.readouterr().out
    assert main(["handover", *BOTH, "--to", "churnzero"]) == 0
    text = capsys.readouterr().out
    assert "| A line from worst to best becomes 5 levels. | 1 of 2 accounts |" in text
