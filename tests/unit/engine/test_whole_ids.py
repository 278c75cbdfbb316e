"""Ids with .0 behind them find those without, and codes that only look so do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.engine.loading import ONE, TWO, column, loaded

ACCOUNTS = "id,start,end\n1,2024-01-15,\n2,2024-01-15,\n"
ROWS = "id,month,m\n1.0,2024-01,5\n2.0,2024-01,7\n"


@pytest.mark.parametrize("dotted", ["accounts", "rows"])
def test_ids_with_and_without_decimals_are_joined_and_told(dotted: str, tmp_path: Path) -> None:
    """Account 1 has its 5 and account 2 its 7, whichever of both files wrote the .0."""
    a, b = ACCOUNTS, ROWS
    if dotted == "accounts":
        a, b = a.replace("\n1,", "\n1.0,").replace("\n2,", "\n2.0,"), b.replace(".0,", ",")
    data = loaded(tmp_path, TWO, a=a, b=b)
    rows = data.session.rows("SELECT account_id, m FROM snapshots ORDER BY 1")
    assert rows == [("1", 5.0), ("2", 7.0)]
    (note,) = [f for f in data.findings if f.kind == "whole_ids"]
    assert note.place == f"file '{'a' if dotted == 'accounts' else 'b'}', column 'id'"
    assert note.problem == "2 ids are written with .0, others without: 1.0 was read as 1"
    assert (note.severity, note.count, note.examples) == ("note", 2, ("'1.0'",))


@pytest.mark.parametrize(
    "rows",
    [
        "id,month,m\n1.0,2024-01,5\n2,2024-01,7\n3.5,2024-01,7\n",  # not all of them
        "id,month,m\n01.0,2024-01,5\n2.0,2024-01,7\n2,2024-02,1\n",  # a code with a zero before it
    ],
)
def test_other_ids_are_taken_as_they_are_written(rows: str, tmp_path: Path) -> None:
    """Only a whole column of whole numbers is joined: 1.0 and 01.0 stay strangers to 1."""
    data = loaded(tmp_path, TWO, a=ACCOUNTS, b=rows)
    assert column(data, "SELECT DISTINCT account_id FROM snapshots") == ["2"]
    assert not [f for f in data.findings if f.kind == "whole_ids"]
    assert [f.count for f in data.findings if f.kind == "orphans"] == [2]


def test_codes_with_zeros_before_them_are_never_joined(tmp_path: Path) -> None:
    """007 is no 7, though the other file writes 7.0: its row belongs to nobody known."""
    a = "id,start,end\n007,2024-01-15,\n8,2024-01-15,\n"
    data = loaded(tmp_path, TWO, a=a, b="id,month,m\n7.0,2024-01,5\n8.0,2024-01,6\n")
    assert column(data, "SELECT account_id FROM snapshots") == ["8"]
    assert [f.count for f in data.findings if f.kind == "orphans"] == [1]


def test_ids_that_all_files_write_alike_stay_as_they_are(tmp_path: Path) -> None:
    """One file alone, or two with 1.0 in both: nothing needs to be joined or told."""
    single = loaded(tmp_path, ONE, a="id,m\n1.0,5\n2.0,7\n")
    assert column(single, "SELECT account_id FROM accounts ORDER BY 1") == ["1.0", "2.0"]
    both = ACCOUNTS.replace("\n1,", "\n1.0,").replace("\n2,", "\n2.0,")
    data = loaded(tmp_path, TWO, a=both, b=ROWS)
    assert column(data, "SELECT account_id FROM snapshots ORDER BY 1") == ["1.0", "2.0"]
    assert not [f for f in [*single.findings, *data.findings] if f.kind == "whole_ids"]
