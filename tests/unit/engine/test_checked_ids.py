"""Ids of 15 characters find those of 18 whose last three check out, and no others do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.engine.loading import ONE, TWO, column, loaded

SHORT = ("0015e00002bQxYz", "0015e00002BqXyZ", "0015e00002aaaaa")
LONG = ("0015e00002bQxYzAAK", "0015e00002BqXyZAAV", "0015e00002aaaaaAAA")
"""Capitals by hand, the first of five worth 1, the next 2, 4, 8 and 16, and A stands for 0, Z for
25, 0 for 26. 0015e and 00002 have none: A, A. bQxYz: Q 2 + Y 8 = 10, K. BqXyZ: 1 + 4 + 16 = 21, V.
"""


def book(ids: tuple[str, ...]) -> str:
    return "\n".join(["id,start,end", *(f"{one},2024-01-15," for one in ids)]) + "\n"


def months(ids: tuple[str, ...]) -> str:
    return "\n".join(["id,month,m", *(f"{one},2024-01,{i}" for i, one in enumerate(ids))]) + "\n"


@pytest.mark.parametrize(("own", "others"), [(SHORT, LONG), (LONG, SHORT)])
def test_both_forms_are_one_id_and_it_is_told(
    own: tuple[str, ...], others: tuple[str, ...], tmp_path: Path
) -> None:
    """The accounts' file keeps its form, and the other is read as it: 0, 1 and 2 find theirs."""
    data = loaded(tmp_path, TWO, a=book(own), b=months(others))
    rows = data.session.rows("SELECT account_id, m FROM snapshots ORDER BY m")
    assert rows == [(own[0], 0.0), (own[1], 1.0), (own[2], 2.0)]
    (note,) = [f for f in data.findings if f.kind == "checked_ids"]
    was, now = (18, 15) if own == SHORT else (15, 18)
    assert note.problem == (
        f"3 ids of {was} characters were read as their form of {now}, as the accounts' file writes"
        " them: the last 3 of 18 are a checksum of the others"
    )
    assert (note.place, note.severity, note.count) == ("file 'b', column 'id'", "note", 3)
    assert not [f for f in data.findings if f.kind == "orphans"]


def test_one_that_fails_its_check_leaves_all_as_they_are(tmp_path: Path) -> None:
    """K is right for the first, L is not: these may be other ids of 18 characters."""
    wrong = (LONG[0][:17] + "L", *LONG[1:])
    data = loaded(tmp_path, TWO, a=book((*SHORT, "x")), b=months((*wrong, "x")))
    assert column(data, "SELECT DISTINCT account_id FROM snapshots") == ["x"]
    assert [f.count for f in data.findings if f.kind == "orphans"] == [3]


def test_capitals_tell_short_ids_apart(tmp_path: Path) -> None:
    """The first two differ by capitals alone, and so do their three characters more."""
    assert SHORT[0].lower() == SHORT[1].lower()
    data = loaded(tmp_path, TWO, a=book(SHORT[:1]), b=months((LONG[1], LONG[0])))
    assert data.session.rows("SELECT account_id, m FROM snapshots") == [(SHORT[0], 1.0)]


def test_one_form_alone_stays_as_it_is(tmp_path: Path) -> None:
    """Nothing needs to be joined or told."""
    rows = "\n".join(["id,m", *(f"{one},{i}" for i, one in enumerate(LONG))])
    data = loaded(tmp_path, ONE, a=rows)
    assert column(data, "SELECT account_id FROM accounts ORDER BY 1") == sorted(LONG)
    assert not [f for f in data.findings if f.kind == "checked_ids"]
