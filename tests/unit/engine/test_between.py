"""A file by another id finds its accounts through one that knows both."""

from __future__ import annotations

from pathlib import Path

from tests.unit.engine.loading import loaded, refused

VIA = "via: {from: a, id: number, account: id}"
MONTHLY = f"""
version: 1
name: By another id
files: {{a: {{path: a.csv}}, b: {{path: b.csv}}}}
account: {{from: a, id: id}}
snapshots:
  - {{from: b, id: number, {VIA}, month: month, measures: [m]}}
  - {{from: b, id: other, via: {{from: a, id: other, account: id}}, month: month, measures: [n]}}
"""
LONG = f"""
version: 1
name: Long, by another id
files: {{a: {{path: a.csv}}, b: {{path: b.csv}}}}
account: {{from: a, id: id}}
long: {{from: b, id: number, {VIA}, month: month, name: name, value: value}}
"""
ACCOUNTS = "id,number,other\nx,701,p\ny,702,q\nz,703,q\n"


def test_months_by_another_id_belong_to_the_account(tmp_path: Path) -> None:
    """701 is x and 702 is y; by the other id p is x, and q is y or z, so that nobody gets it."""
    rows = "number,other,month,m,n\n701,p,2025-01,1,10\n702,q,2025-01,2,20\n"
    data = loaded(tmp_path, MONTHLY, a=ACCOUNTS, b=rows)
    found = data.session.rows("SELECT account_id, m, n FROM snapshots ORDER BY 1")
    assert found == [("x", 1.0, 10.0), ("y", 2.0, None)]
    problems = [(f.problem, f.count, f.examples, f.line) for f in data.findings]
    one = "1 row has an id that leads to no account, or to several, in file 'a'; left out"
    assert problems == [(one, 1, ("'q'",), 3)]


def test_a_long_file_by_another_id_is_spread_over_the_accounts(tmp_path: Path) -> None:
    """Each name becomes a measure of the account that the number stands for."""
    rows = "number,month,name,value\n701,2025-01,nps,9\n703,2025-01,nps,4\n999,2025-01,nps,1\n"
    data = loaded(tmp_path, LONG, a=ACCOUNTS, b=rows)
    assert data.session.rows("SELECT account_id, nps FROM snapshots ORDER BY 1") == [
        ("x", 9.0),
        ("z", 4.0),
    ]
    assert [f.examples for f in data.findings if f.kind == "unlinked"] == [("'999'",)]


def test_a_missing_column_between_is_named(tmp_path: Path) -> None:
    """The fault says which file lacks which column."""
    found = refused(tmp_path, LONG, a="id,no\nx,1\n", b="number,month,name,value\n1,2025-01,n,1\n")
    assert [(f.place, f.problem) for f in found] == [
        ("file 'a'", "there is no column 'number' (the id between)")
    ]
