"""A text of ASCII that holds other letters behind escapes is read as what it is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from scoring.engine.escaped import escaped_alphabet
from tests.unit.engine.loading import ONE, column, loaded

ESCAPED = {"iso-2022-jp": ["株式会社", "カフェ"], "utf-7": ["Müller", "Łódź"]}


@pytest.mark.parametrize("codec", ESCAPED)
def test_letters_behind_escapes_are_read(codec: str, tmp_path: Path) -> None:
    """Bytes of ASCII alone, with commas among those of the signs: read, and noted as a guess."""
    names = ESCAPED[codec]
    content = f"id,m\n{names[0]},1\n{names[1]},2\n".encode(codec)
    assert content.isascii()
    data = loaded(tmp_path, a=content)
    assert column(data, "SELECT account_id FROM snapshots ORDER BY m") == names
    assert [(f.kind, codec in f.problem) for f in data.findings] == [("encoding", True)]
    plain = ONE.replace("{path: a.csv}", "{path: a.csv, csv: {encoding: utf-8}}")
    assert loaded(tmp_path, plain, a=b"id,m\n+AOk-,1\n+AOo-,2\n").findings == ()


@pytest.mark.parametrize("cell", ["+49-30-1234", "Plan+Pro-", "a+b-c", "+AMA-", "+-", "1+ABC-"])
def test_a_plus_is_no_escape(cell: str, tmp_path: Path) -> None:
    """Of phone numbers, plans and sums not all are letters, or there is one of them alone."""
    data = loaded(tmp_path, a=f"id,m\n{cell},1\nx{cell},1\n")
    assert column(data, "SELECT account_id FROM accounts ORDER BY 1")[0] == cell
    assert data.findings == ()


def test_plus_after_plus_is_looked_through_once() -> None:
    """To look anew behind each of 100,000 takes a quarter of a minute, and once a millisecond."""
    began = time.process_time()
    assert escaped_alphabet(b"+" * 100_000) is None
    assert time.process_time() - began < 1


def test_what_is_said_of_a_long_run_is_short() -> None:
    """Of 60,000 letters and of 30,000 no more is shown than of a word."""
    runs = (("é" * count).encode("utf-7") for count in (60_000, 30_000))
    found = escaped_alphabet(b" ".join(runs))
    assert found is not None
    assert found[0] == "utf-7"
    assert len(found[2]) < 200
