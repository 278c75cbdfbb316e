"""`score` writes the promised columns, the same by both engines, or says why it does not."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from scoring.spec.parse import parse_card
from tests.unit.cli.commands import CARD, score

COLUMNS = "account_id,as_of,score,shown,band,coverage,capped_by,variant,points_use,points_plan,card"


def test_scores_are_written_as_csv(book: Path) -> None:
    """The columns, the nine decimals and the one line on stdout are promised to other tools."""
    status, said, complaints = score("--as-of", "all")
    card = parse_card(CARD).digest
    log = f"bellwether command=score exit=0 month=2024-02 months=2 rows=4 customers=4 card={card}"
    assert status == 0
    assert re.fullmatch(f"{log} data=[0-9a-f]{{12}} out=out.csv\n", complaints)
    assert said == "out.csv: 4 rows, 2024-01 to 2024-02: Bad 3, Good 1\n"
    assert (book / "out.csv").read_text(encoding="utf-8").splitlines() == [
        COLUMNS,
        f"a,2024-01-31,32.500000000,32.5,Bad,1.000000000,,,10.000000000,100.000000000,{card}",
        f"b,2024-01-31,25.000000000,25.0,Bad,1.000000000,,,33.333333333,0.000000000,{card}",
        f"'=1+1,2024-02-29,92.500000000,92.5,Good,1.000000000,,,90.000000000,100.000000000,{card}",
        f"a,2024-02-29,40.000000000,40.0,Bad,1.000000000,,,20.000000000,100.000000000,{card}",
    ]


@pytest.mark.parametrize(
    ("as_of", "rows"), [("latest", 2), ("all", 4), ("2024-01", 2), ("2024-02-11", 2)]
)
def test_months_can_be_chosen(book: Path, as_of: str, rows: int) -> None:
    """The latest, all of them, or one."""
    assert score("--as-of", as_of)[0] == 0
    assert len(pd.read_csv(book / "out.csv")) == rows


@pytest.mark.parametrize("as_of", ["2023-12", "soon", "2024-13", "2024", "", "99999-01"])
def test_a_month_that_is_not_there_is_refused(book: Path, as_of: str) -> None:
    """Nothing is written, and the fix says which months there are."""
    status, said, complaints = score("--as-of", as_of)
    assert (status, said) == (2, "")
    assert "latest or all" in complaints
    assert not (book / "out.csv").exists()


def test_both_engines_write_the_same_files(book: Path) -> None:
    """SQL and memory give the same bytes in both formats."""
    for ending in ("csv", "parquet"):
        for engine in ("plan", "kernel"):
            assert score("--as-of", "all", "--engine", engine, out=f"{engine}.{ending}")[0] == 0
        first, second = (book / f"{engine}.{ending}" for engine in ("plan", "kernel"))
        assert first.read_bytes() == second.read_bytes()


def test_parquet_holds_the_same_rows_with_types(book: Path) -> None:
    """Names stay as they are, dates are dates, numbers are doubles."""
    assert score("--as-of", "all", out="out.PARQUET")[0] == 0
    table = pq.read_table(book / "out.PARQUET")
    assert table.column_names == COLUMNS.split(",")
    types = ["string", "date32[day]", "double", "double", "string", "double", "string", "string"]
    assert [str(t) for t in table.schema.types] == [*types, "double", "double", "string"]
    assert table["account_id"].to_pylist()[2] == "=1+1"


def test_data_may_lie_elsewhere(book: Path) -> None:
    """With --data the paths of the source are looked up in that folder."""
    (book / "other").mkdir()
    for name in ("accounts.csv", "months.csv"):
        (book / name).rename(book / "other" / name)
    status, _, complaints = score()
    assert status == 1
    assert complaints.count("--data DIR") == 2
    assert score("--data", "other")[0] == 0


def test_findings_of_the_data_go_to_stderr(book: Path) -> None:
    """The summary on stdout stays one line."""
    with (book / "months.csv").open("a", encoding="utf-8") as months:
        months.write("nobody,2024-01,5\n")
    status, said, complaints = score()
    assert (status, said.count("\n")) == (0, 1)
    assert complaints.startswith("warning: file 'months': 1 row belongs to 1 account")


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("no/such/folder/out.csv", "cannot be written"),
        (".", "names no file format"),
        ("out", "names no file format"),
        ("out.xls", "names no file format"),
        ("out.cvs", "did you mean '.csv'?"),
        ("x" * 300 + ".csv", "cannot be written"),
    ],
)
@pytest.mark.usefixtures("book")
def test_a_file_that_cannot_be_written_is_refused(out: str, said: str) -> None:
    """A wrong ending, a missing folder and an impossible name are errors of the command."""
    status, _, complaints = score(out=out)
    assert status == 2
    assert said in complaints


def test_a_wrong_ending_is_refused_before_anything_is_read(book: Path) -> None:
    """Nobody waits for the scoring of a large book to be told of a typing error."""
    (book / "accounts.csv").unlink()
    assert "names no file format" in score(out="out.cvs")[2]


@pytest.mark.usefixtures("book")
def test_an_unknown_engine_is_refused() -> None:
    """A guess is offered."""
    status, _, complaints = score("--engine", "kernle")
    assert (status, "did you mean 'kernel'?" in complaints) == (2, True)


@pytest.mark.parametrize("option", ["--source", "--card"])
@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"- 1", b"a: &x 1\nb: *x", b""])
def test_an_input_that_cannot_be_used_is_refused(
    book: Path, option: str, content: bytes | None
) -> None:
    """A missing, binary, wrong, dangerous or empty file gives a sentence with a fix."""
    if content is not None:
        (book / "bad.yaml").write_bytes(content)
    status, said, complaints = score(option, "bad.yaml")
    assert status in (1, 2)
    assert said == ""
    assert " Fix: " in complaints
