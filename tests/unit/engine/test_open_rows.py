"""Who has an open subscription is a customer still, and the months reach to the last end of one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.errors import SourceError
from tests.unit.engine.loading import SUBSCRIPTIONS, column, loaded, refused

ACCOUNTS = "id\na\nb\nc\nd\n"
# a: one ended, one open. b: both ended. c: ends after today, 15 January 2026. d: none.
ROWS = (
    "id,begun,ended,mrr\na,2025-01-05,2025-03-05,10\na,2025-03-06,,20\n"
    "b,2025-01-05,2025-06-30,10\nb,2025-02-05,2025-04-30,5\nc,2025-01-05,2026-03-01,7\n"
)


def test_an_account_is_lost_when_its_last_row_has_ended(tmp_path: Path) -> None:
    """Of four only b has ended all of its rows: on 30 June, though the one written last ended
    in April."""
    data = loaded(tmp_path, SUBSCRIPTIONS, a=ACCOUNTS, b=ROWS)
    got = data.session.rows("SELECT account_id, churned_on FROM accounts WHERE churned")
    assert got == [("b", dt.date(2025, 6, 30))]
    assert data.catalogue.churn == "dated"


def test_months_reach_to_the_last_end(tmp_path: Path) -> None:
    """The last begin is in March, the last end until today in June: six months of a."""
    data = loaded(tmp_path, SUBSCRIPTIONS, a=ACCOUNTS, b=ROWS)
    mrr = column(data, "SELECT mrr FROM snapshots WHERE account_id = 'a' ORDER BY as_of")
    assert mrr == [10, 10, 20, 20, 20, 20]


def test_without_it_an_end_is_an_end(tmp_path: Path) -> None:
    """The last date of each, as of any event."""
    words = SUBSCRIPTIONS.replace(", unless_open: true", "")
    data = loaded(tmp_path, words, a=ACCOUNTS, b=ROWS)
    assert column(data, "SELECT account_id FROM accounts WHERE churned ORDER BY 1") == [*"abc"]


def test_subscriptions_may_list_the_accounts(tmp_path: Path) -> None:
    """Three ids stand in five rows, which is as it should be."""
    words = SUBSCRIPTIONS.replace("from: a, id: id,", "from: b, id: id, repeated: first,")
    words = words.replace("a: {path: a.csv}, ", "")
    data = loaded(tmp_path, words, b=ROWS)
    assert column(data, "SELECT account_id FROM accounts ORDER BY 1") == [*"abc"]
    assert [f.kind for f in data.findings if f.kind == "duplicate_ids"] == []


FLAGS = """
version: 1
name: Months
files: {a: {path: a.csv}}
account:
  from: a
  id: id
  churn: {event: month, from: a, take: first, except: {not: {column: gone, is: ["1"]}}}
snapshots: [{from: a, month: month, measures: [m]}]
"""


def test_a_flag_that_turns_dates_the_loss(tmp_path: Path) -> None:
    """a turns in March and stays so, b turns and comes back, c has an empty cell and never does."""
    rows = "id,month,gone,m\na,2025-01,0,1\na,2025-02,0,1\na,2025-03,1,1\na,2025-04,1,1\n"
    rows += "b,2025-01,1,1\nb,2025-02,0,1\nc,2025-01,,1\nc,2025-02,0,1\n"
    data = loaded(tmp_path, FLAGS, a=rows)
    got = data.session.rows("SELECT account_id, churned_on FROM accounts WHERE churned")
    assert got == [("a", dt.date(2025, 3, 1))]


@pytest.mark.parametrize("way", ["churned_on: end", "flag: end, is: [x]"])
def test_only_events_can_be_open(way: str, tmp_path: Path) -> None:
    """A date or a flag of the account has no rows that go on."""
    words = SUBSCRIPTIONS.replace("event: b.ended", way)
    with pytest.raises(SourceError, match="these keys belong to churn events"):
        refused(tmp_path, words, a=ACCOUNTS, b=ROWS)


def test_an_end_that_says_there_is_none_is_open_and_told_once(tmp_path: Path) -> None:
    """A subscription of a has ended, of the other its end is n/a: a goes on."""
    words = SUBSCRIPTIONS.split("events:")[0] + "snapshots: [{from: a, id: id, measures: [m]}]\n"
    rows = "id,plan,ended\na,x,2025-03-05\na,y,n/a\nb,x,2025-03-05\n"
    data = loaded(tmp_path, words, a="id,m\na,1\nb,2\n", b=rows)
    assert column(data, "SELECT account_id FROM accounts WHERE churned") == ["b"]
    told = [f.problem for f in data.findings if "n/a" in f.problem]
    assert told == ["1 cell says 'n/a'; read as missing"]
