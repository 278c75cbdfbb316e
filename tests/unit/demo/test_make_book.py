"""The made-up book is the same for the same seed, complete, and untidy only where planned."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from scoring.demo import Book, make_book, write_book

ACCOUNTS = [
    *("account_id", "name", "owner", "segment", "region", "industry", "plan", "seats"),
    *("start_on", "renewal_on", "churned_on", "notice_on", "churn_reason", "arr"),
]
USAGE = ["licence_use", "key_actions", "features_used", "active_days", "time_in_app"]
MEASURES = [
    *USAGE,
    *("tickets", "escalations", "nps", "exec_meeting_days", "days_overdue", "csm_pulse"),
    "newsletter_opens",
]
TRUTH_ONLY = {
    *("latent_health", "calm_health", "scared", "confused", "champion_lost", "worked"),
    *(
        "churn_kind",
        "would_churn_kind",
        "would_end_on",
        "ends_on",
        "saved",
        "decay_lead",
        "decay_depth",
    ),
}


@pytest.fixture(scope="module")
def book() -> Book:
    return make_book()


@pytest.fixture(scope="module")
def rows(book: Book) -> pd.DataFrame:
    """Snapshots beside the dates of their account."""
    dates = book.accounts[["account_id", "start_on", "churned_on", "notice_on"]]
    return book.snapshots.merge(dates, on="account_id")


def alive(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["churned_on"].isna() | (rows["as_of"] < rows["churned_on"])]


def test_the_default_book_has_its_size_and_columns(book):
    """400 accounts over 36 months to October 2026, with exactly the promised columns."""
    assert list(book.accounts.columns) == ACCOUNTS
    assert list(book.snapshots.columns) == ["account_id", "as_of", "arr", *MEASURES]
    assert list(book.touches.columns) == ["account_id", "on", "kind", "by", "note"]
    assert len(book.accounts) == 400
    assert book.snapshots["as_of"].nunique() == 36
    assert book.snapshots["as_of"].max() == pd.Timestamp("2026-10-31")
    assert book.accounts["churned_on"].notna().sum() >= 40


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    """Two books of one seed are the same files, byte for byte."""
    first = write_book(make_book(60, 24, 3), tmp_path / "a")
    second = write_book(make_book(60, 24, 3), tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_another_seed_gives_another_book():
    """Seeds 3 and 4 share neither names nor measures."""
    one, two = make_book(60, 24, 3), make_book(60, 24, 4)
    assert not one.accounts["name"].equals(two.accounts["name"])
    assert not one.snapshots["licence_use"].equals(two.snapshots["licence_use"])


def test_the_leak_changes_nothing_else(book):
    """The leaking field is one more column beside an unchanged book."""
    leaking = make_book(leak=True)
    assert_frame_equal(leaking.snapshots.drop(columns="renewal_forecast"), book.snapshots)
    assert_frame_equal(leaking.accounts, book.accounts)


def test_drift_touches_usage_after_the_turn_only(book):
    """A changed tracker leaves the first 18 months and all but usage as they were."""
    drifting = make_book(drift=True).snapshots
    early = book.snapshots["as_of"] < pd.Timestamp("2025-05-01")
    assert_frame_equal(drifting[early], book.snapshots[early])
    assert_frame_equal(drifting.drop(columns=USAGE), book.snapshots.drop(columns=USAGE))
    late = ~early
    assert drifting.loc[late, "licence_use"].mean() < book.snapshots.loc[late, "licence_use"].mean()


def test_every_account_has_one_row_for_each_month_it_lived(rows):
    """Rows run without gaps from the start, or the first month, to the end."""
    living = alive(rows)
    first = living["start_on"].clip(lower=pd.Timestamp("2023-11-01"))
    last = (living["churned_on"] - pd.offsets.MonthEnd(1)).fillna(pd.Timestamp("2026-10-31"))
    months = (last.dt.year - first.dt.year) * 12 + last.dt.month - first.dt.month + 1
    counted = living.groupby("account_id")["as_of"].nunique()
    promised = months.groupby(living["account_id"]).first()
    assert counted.equals(promised.rename("as_of").astype(counted.dtype))
    assert not rows.duplicated(["account_id", "as_of"]).any()


def test_two_rows_of_zeros_follow_the_end(rows, book):
    """Each lost account keeps zero rows for two months, or as far as the window reaches."""
    ghosts = rows[rows["as_of"] >= rows["churned_on"]]
    ended = book.accounts[book.accounts["churned_on"] < pd.Timestamp("2026-10-01")]
    counts = ghosts["account_id"].value_counts()
    assert (counts.reindex(ended["account_id"]) == 2).all()
    assert (ghosts[[*USAGE, "arr", "tickets"]] == 0).all(axis=None)
    assert ghosts[["nps", "csm_pulse", "exec_meeting_days"]].isna().all(axis=None)


def test_telemetry_is_dark_for_one_month(rows):
    """In one month all usage is null while the rest goes on; no other month is dark."""
    living = alive(rows)
    dark = living.groupby("as_of")[USAGE].agg(lambda column: column.isna().all())
    assert dark.all(axis=1).sum() == dark.any(axis=1).sum() == 1
    outage = living[living["as_of"] == dark.index[dark.all(axis=1)][0]]
    assert outage["tickets"].notna().mean() > 0.9


def test_two_percent_of_the_values_are_missing(rows):
    """Measures that nothing else touches lack 2% of their values, give or take."""
    share = alive(rows)[["tickets", "escalations", "days_overdue"]].isna().mean()
    assert share.between(0.015, 0.025).all()


def test_some_hours_came_in_minutes():
    """About one value in a thousand of time in the app is sixty times too large."""
    time = make_book(1_500).snapshots["time_in_app"].dropna()
    assert 0.0005 < (time > 200).mean() < 0.0015


def test_the_pulse_is_one_once_notice_is_given(rows):
    """Between notice and end every pulse that is there is 1."""
    living = alive(rows)
    told = living[living["as_of"] >= living["notice_on"]]["csm_pulse"].dropna()
    assert len(told) > 30
    assert (told == 1).all()


def test_one_owner_never_moves_the_pulse(rows, book):
    """Exactly one of the five owners left every pulse at 4 until notice."""
    before = alive(rows)
    before = before[before["notice_on"].isna() & before["churned_on"].isna()]
    owner = book.accounts.set_index("account_id")["owner"]
    values = before.groupby(before["account_id"].map(owner))["csm_pulse"].nunique()
    assert len(values) == 5
    assert (values == 1).sum() == 1


def test_measures_stay_within_their_units(rows):
    """Answers are 0 to 10, pulses 1 to 5, days within a month, and no count is below 0."""
    living = alive(rows)
    for name, low, high in (
        ("nps", 0, 10), ("csm_pulse", 1, 5), ("active_days", 0, 31),
        ("features_used", 0, 24), ("licence_use", 0, 1.25),
    ):  # fmt: skip
        assert living[name].dropna().between(low, high).all(), name
    assert (living[MEASURES].min() >= 0).all()
    assert 0.05 < living["nps"].notna().mean() < 0.20


def test_dates_are_in_order(book):
    """Nobody gives notice before the start or after the end, and renewals are to come."""
    accounts = book.accounts
    lost = accounts[accounts["churned_on"].notna()]
    assert (lost["churned_on"] > lost["start_on"]).all()
    assert (lost["renewal_on"] == lost["churned_on"]).all()
    told = lost[lost["notice_on"].notna()]
    assert (told["notice_on"] <= told["churned_on"]).all()
    assert (told["notice_on"] >= told["churned_on"] - pd.DateOffset(months=4)).all()
    kept = accounts[accounts["churned_on"].isna()]
    assert (kept["renewal_on"] > pd.Timestamp("2026-10-31")).all()
    assert lost["churn_reason"].notna().all()
    assert kept["churn_reason"].isna().all()


def test_contracts_end_on_their_anniversary_only(book):
    """Every loss and every renewal falls on the day of the month the contract began."""
    accounts = book.accounts
    assert (accounts["renewal_on"].dt.day == accounts["start_on"].dt.day).all()


def test_revenue_moves_at_anniversaries_only(rows):
    """The revenue of a living account changes in the month of its start, never else."""
    living = alive(rows).sort_values(["account_id", "as_of"])
    moved = living.groupby("account_id")["arr"].diff().fillna(0) != 0
    assert moved.sum() > 100
    assert (living["as_of"].dt.month == living["start_on"].dt.month)[moved].all()


def test_the_account_carries_its_last_revenue(book, rows):
    """The account's revenue is that of its last living month."""
    last = alive(rows).sort_values("as_of").groupby("account_id")["arr"].last()
    assert (book.accounts.set_index("account_id")["arr"] == last).all()


def test_touches_fall_into_the_life_of_their_account(book):
    """No touch precedes the start, follows the end or lies in the future."""
    touches = book.touches.merge(book.accounts, on="account_id")
    assert len(touches) > 50
    assert (touches["on"] >= touches["start_on"]).all()
    assert (touches["churned_on"].isna() | (touches["on"] < touches["churned_on"])).all()
    assert touches["on"].max() <= pd.Timestamp("2026-10-31")
    assert (touches["by"] == touches["owner"]).all()


def test_the_truth_stays_out_of_the_book(book, tmp_path):
    """No hidden column stands in a table of the book, and the truth has its own folder."""
    for table in (book.accounts, book.snapshots, book.touches):
        assert not TRUTH_ONLY & set(table.columns)
    paths = [p.relative_to(tmp_path).as_posix() for p in write_book(book, tmp_path)]
    assert paths == [
        *("accounts.parquet", "snapshots.parquet", "touches.parquet"),
        *("truth/truth.parquet", "truth/accounts.parquet"),
    ]
