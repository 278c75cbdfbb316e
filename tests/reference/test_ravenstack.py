"""Five linked tables become the account-months and scores that pandas made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from scoring.engine.load import Loaded, load
from scoring.spec.source import parse_source
from tests.reference.scored_files import HERE, TOLERANCE, expected, results, score, widest_gap

pytestmark = pytest.mark.reference

KEYS = ["account_id", "month"]
COLUMNS = [
    *("usage_count", "features_used", "errors", "usage_secs"),
    *("tickets", "csat", "escalations", "resolution_hours"),
    *("mrr", "active_subscriptions", "auto_renew_share"),
]


@pytest.fixture(scope="module")
def data(reference: Path) -> Iterator[Loaded]:
    text = (HERE / "ravenstack.source.yaml").read_text(encoding="utf-8")
    folder = reference / "data" / "ravenstack"
    loaded = load(parse_source(text), folder, today=dt.date(2026, 1, 1))
    yield loaded
    loaded.session.close()


@pytest.fixture(scope="module")
def months(data: Loaded) -> pd.DataFrame:
    got = data.session.table("SELECT * FROM snapshots").to_pandas()
    got["month"] = pd.to_datetime(got["as_of"]).dt.strftime("%Y-%m")
    return got.set_index(KEYS).sort_index()


@pytest.fixture(scope="module")
def wanted(reference: Path) -> pd.DataFrame:
    path = reference / "golden" / "reference" / "ravenstack.monthly_snapshots.csv"
    return pd.read_csv(path).set_index(KEYS).sort_index()


def test_the_account_months_are_those_of_the_reference(
    months: pd.DataFrame, wanted: pd.DataFrame
) -> None:
    """500 accounts from the month they signed up to December 2024 are 5,807 account-months."""
    assert len(wanted) == 5807
    assert months.index.equals(wanted.index)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_agrees(column: str, months: pd.DataFrame, wanted: pd.DataFrame) -> None:
    """Sums, counts, means, shares and what is missing agree; the file has 12 digits."""
    assert set(wanted.columns) == set(COLUMNS)
    assert months[column].isna().equals(wanted[column].isna())
    pd.testing.assert_series_equal(months[column], wanted[column], rtol=1e-11, check_dtype=False)


def test_the_labels_that_disagree_are_named(data: Loaded, reference: Path) -> None:
    """110 flags and 352 accounts with events, 75 both: 35 + 277 = 312 accounts disagree."""
    known = results(reference, "ravenstack")["label_conflict"]
    (found,) = [f for f in data.findings if "marked as lost" in f.problem]
    flags, events, both = (
        known[key] for key in ("churn_flag_true", "accounts_with_event", "flag_and_event")
    )
    assert found.problem == (
        f"{flags} accounts are marked as lost, {events} have a date of loss, {both} both;"
        " the dates decide"
    )
    assert found.count == known["flag_only"] + known["event_only"] == 312


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (19_142, "rows are dated before their row in file 'subscriptions' begins"),
        (290, "rows are dated after their row in file 'subscriptions' ends"),
        (1_077, "rows are dated before the account began"),
    ],
)
def test_rows_that_cannot_be_right_are_counted(data: Loaded, count: int, words: str) -> None:
    """The figures are those that the description of the data set states."""
    assert [f.count for f in data.findings if f.problem.startswith(f"{count:,} {words}")] == [count]


def test_every_score_agrees(reference: Path, tmp_path: Path) -> None:
    """The command makes of the five files all 5,807 scores, with both engines byte by byte."""
    outs = score("ravenstack", "ravenstack", reference / "data" / "ravenstack", tmp_path)
    assert outs["plan.csv"].read_bytes() == outs["kernel.csv"].read_bytes()
    got = pd.read_csv(outs["plan.csv"])
    got["month"] = got["as_of"].str[:7]
    theirs = expected(reference, "ravenstack").set_index(KEYS)["score"]
    assert widest_gap(theirs, got.set_index(KEYS)["score"]) <= TOLERANCE
