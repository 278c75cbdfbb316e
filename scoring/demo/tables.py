"""The arrays of the story become the tables that a person would export."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from scoring.demo.churn import ACQUIRED, CONFUSED, DECAY, KINDS, SILENT, Law
from scoring.demo.customers import OWNERS, PLANS, REGIONS, SEGMENTS, Customers
from scoring.demo.health import Health
from scoring.demo.mess import Mess
from scoring.demo.names import INDUSTRIES
from scoring.demo.rescues import Fate
from scoring.demo.settings import NEVER, Dates, Settings
from scoring.values import Bools, Floats, Ints

_REASONS: Final = {
    DECAY: ("Low adoption", "Switched to a competitor", "Missing features", "Price", "Budget cut"),
    CONFUSED: ("Too hard to use", "Poor onboarding", "Switched to a competitor", "Low adoption"),
    SILENT: ("Out of business", "Budget cut", "New leadership", "No reason given"),
    ACQUIRED: ("Acquired", "Acquired", "Merged with another account"),
}


def account_ids(count: int) -> pd.Series:
    """`A-0001` and so on, oldest account first; a text series of length `count`."""
    return pd.Series([f"A-{number:04d}" for number in range(1, count + 1)], name="account_id")


def _optional(dates: Dates, known: Bools) -> Dates:
    """The dates where known, else null."""
    return np.where(known, dates, np.datetime64("NaT")).astype("datetime64[us]")


def _reasons(fate: Fate, gone: Bools, rng: np.random.Generator) -> list[str | None]:
    """A reason in the account's own words for whoever has left, else null."""
    luck = rng.random(len(gone)).tolist()
    return [
        _REASONS[kind][int(u * len(_REASONS[kind]))] if left else None
        for kind, left, u in zip(fate.kind.tolist(), gone.tolist(), luck, strict=True)
    ]


def accounts_table(
    settings: Settings,
    customers: Customers,
    fate: Fate,
    arr: Floats,
    ids: pd.Series,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """One row an account as the CRM has it at the end of the last month shown.

    Output: text dimensions; seats (count); start_on, renewal_on, churned_on, notice_on
    (dates; the last two null if none); churn_reason (null when kept); arr (a year, at
    the end or at churn).
    """
    last = settings.months - 1
    gone, told = fate.end <= last, fate.notice <= last
    end = np.where(gone, fate.end, settings.months)
    turns = (last - customers.start) // customers.term + 1
    next_due = customers.start + turns * customers.term
    early = rng.integers(1, 29, size=customers.count)
    notice_day = np.where(fate.notice == fate.end, np.minimum(early, customers.day), early)
    final = np.clip(end - 1, 0, last)[:, None]
    return pd.DataFrame({
        "account_id": ids,
        "name": customers.names,
        "owner": np.array(OWNERS)[customers.owner],
        "segment": np.array(SEGMENTS)[customers.segment],
        "region": np.array(REGIONS)[customers.region],
        "industry": np.array(INDUSTRIES)[customers.industry],
        "plan": np.array(PLANS)[customers.plan],
        "seats": customers.seats,
        "start_on": settings.day(customers.start, customers.day).astype("datetime64[us]"),
        "renewal_on": settings.day(np.where(gone, end, next_due), customers.day)
        .astype("datetime64[us]"),
        "churned_on": _optional(settings.day(end, customers.day), gone),
        "notice_on": _optional(
            settings.day(np.where(told, fate.notice, 0), notice_day), told
        ),
        "churn_reason": pd.Series(_reasons(fate, gone, rng), dtype="str"),
        "arr": np.take_along_axis(arr, final, axis=1)[:, 0],
    })  # fmt: skip


def alive_months(settings: Settings, customers: Customers, end: Ints) -> Bools:
    """The months shown at whose end an account is a customer; (accounts, months shown)."""
    months = np.arange(settings.months)
    return (months >= customers.start[:, None]) & (months < end[:, None])


def snapshots_table(
    settings: Settings,
    ids: pd.Series,
    rows: Bools,
    arr: Floats,
    measures: dict[str, Floats],
) -> pd.DataFrame:
    """One row an account and month end, by account, then month.

    Input: `rows` marks the account-months to write; `arr` and every measure have its shape.
    Output: account_id, as_of (month end), arr, then the measures; null where unknown.
    """
    account, month = np.nonzero(rows)
    frame = {
        "account_id": ids.take(account).reset_index(drop=True),
        "as_of": settings.month_end(month).astype("datetime64[us]"),
        "arr": arr[rows],
    }
    return pd.DataFrame(frame | {name: values[rows] for name, values in measures.items()})


def truth_table(
    settings: Settings, ids: pd.Series, alive: Bools, health: Health, fate: Fate
) -> pd.DataFrame:
    """What no page may read: the hidden state of every living account-month.

    Output: latent_health (with decay, scares and help), calm_health (what drives churn),
    and the flags scared, confused, champion_lost, worked.
    """
    shown = slice(0, settings.months)
    account, month = np.nonzero(alive)
    return pd.DataFrame({
        "account_id": ids.take(account).reset_index(drop=True),
        "as_of": settings.month_end(month).astype("datetime64[us]"),
        "latent_health": fate.felt[:, shown][alive].round(4),
        "calm_health": health.calm[:, shown][alive].round(4),
        "scared": health.scares[:, shown][alive] < 0,
        "confused": health.confused[:, shown][alive],
        "champion_lost": health.champion_lost[:, shown][alive],
        "worked": fate.worked[:, shown][alive],
    })  # fmt: skip


def fates_table(
    settings: Settings, customers: Customers, ids: pd.Series, law: Law, fate: Fate, mess: Mess
) -> pd.DataFrame:
    """What no page may read: how each account ends, also beyond the last month shown.

    Output: ends_on and churn_kind as it happens, would_end_on and would_churn_kind had
    nobody stepped in (dates null and kind `stayed` if never), saved, the decay's lead
    (months) and depth (health), telemetry_hole.
    """

    def dated(index: Ints) -> Dates:
        known = index != NEVER
        return _optional(settings.day(np.where(known, index, 0), customers.day), known)

    return pd.DataFrame({
        "account_id": ids,
        "ends_on": dated(fate.end),
        "churn_kind": np.array(KINDS)[fate.kind],
        "would_end_on": dated(fate.would_end),
        "would_churn_kind": np.array(KINDS)[fate.would_kind],
        "saved": fate.saved,
        "decay_lead": law.lead.round(2),
        "decay_depth": law.depth.round(3),
        "telemetry_hole": mess.holes.any(axis=1),
    })  # fmt: skip
