"""A made-up book of customers is the same whenever its seed is the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from scoring.demo.churn import draw_law
from scoring.demo.customers import Customers, draw_customers
from scoring.demo.health import Health, draw_health
from scoring.demo.mess import draw_mess, make_messy
from scoring.demo.opinions import draw_nps, draw_pulse
from scoring.demo.rescues import Fate, draw_fate
from scoring.demo.revenue import draw_arr
from scoring.demo.service import draw_service
from scoring.demo.settings import Settings
from scoring.demo.tables import (
    account_ids,
    accounts_table,
    alive_months,
    fates_table,
    snapshots_table,
    truth_table,
)
from scoring.demo.touches import draw_touches
from scoring.demo.usage import draw_usage
from scoring.values import Floats

LAST_MONTH: Final = dt.date(2026, 10, 31)
_ORDER: Final = (
    *("licence_use", "key_actions", "features_used", "active_days", "time_in_app"),
    *("tickets", "escalations", "nps", "exec_meeting_days", "days_overdue", "csm_pulse"),
    "newsletter_opens",
)
_FORECAST: Final = {"kept": 78.0, "lost": 44.0, "spread": 12.0}


@dataclass(frozen=True, slots=True)
class Book:
    """A book of business and, apart from it, the truth about it.

    `accounts`, `snapshots` and `touches` are what an export would hold. `truth` (a row a
    living account-month) and `fates` (a row an account) are for tests only.
    """

    accounts: pd.DataFrame
    snapshots: pd.DataFrame
    touches: pd.DataFrame
    truth: pd.DataFrame
    fates: pd.DataFrame


def _measured(
    settings: Settings,
    customers: Customers,
    health: Health,
    fate: Fate,
    rng: np.random.Generator,
) -> dict[str, Floats]:
    """All measures in the order of the table; shape (accounts, months shown) each."""
    usage, service, nps, pulse = rng.spawn(4)
    clean = draw_usage(settings, health, fate.felt, usage)
    clean |= draw_service(settings, customers, health, fate.felt, service)
    clean["nps"] = draw_nps(settings, customers, fate.felt, nps)
    clean["csm_pulse"] = draw_pulse(settings, customers, fate, pulse)
    return {name: clean[name] for name in _ORDER}


def _forecast(settings: Settings, fate: Fate, rng: np.random.Generator) -> Floats:
    """Today's CRM field, in percent, copied over all months: the planted leak."""
    gone = fate.end < settings.months
    middle = np.where(gone, _FORECAST["lost"], _FORECAST["kept"])
    today = middle + _FORECAST["spread"] * rng.standard_normal(len(gone))
    today = np.clip(np.round(today), 1.0, 99.0)
    return np.repeat(today[:, None], settings.months, axis=1)


def make_book(
    accounts: int = 400,
    months: int = 36,
    seed: int = 7,
    *,
    signal: float = 1.0,
    noise: float = 1.0,
    leak: bool = False,
    drift: bool = False,
    decline: bool = False,
    last_month: dt.date = LAST_MONTH,
) -> Book:
    """Make up a book of customers with a known law of churn.

    Input: numbers of accounts and months; the seed; `signal` 0 takes health out of churn,
    `noise` scales how badly measures show health; `leak` adds `renewal_forecast`, today's
    value copied into the past; `drift` changes the tracking of usage half-way, `decline`
    health itself; any day of the last month shown.
    Output: a `Book`; the same arguments give the same tables. Each theme draws from its
    own generator, so `leak` and `drift` leave every other column as it was.
    Raises: CommandError for fewer than 1 account or 2 months, or a dial below 0.
    """
    settings = Settings(accounts, months, last_month, signal, noise, leak, drift, decline)
    *streams, leaks = np.random.default_rng(seed).spawn(11)
    rng = iter(streams)
    ids = account_ids(accounts)
    customers = draw_customers(settings, next(rng))
    health = draw_health(settings, customers, next(rng))
    law = draw_law(settings, customers, health, next(rng))
    fate = draw_fate(settings, customers, health, law, next(rng))
    arr = draw_arr(settings, customers, fate.felt, next(rng))
    mess = draw_mess(settings, customers, fate.end, next(rng))
    clean = _measured(settings, customers, health, fate, next(rng))
    measures = make_messy(clean, mess, next(rng))
    if leak:
        measures["renewal_forecast"] = _forecast(settings, fate, leaks)
    alive = alive_months(settings, customers, fate.end)
    return Book(
        accounts=accounts_table(settings, customers, fate, arr, ids, next(rng)),
        snapshots=snapshots_table(
            settings, ids, alive | mess.ghosts, np.where(mess.ghosts, 0.0, arr), measures
        ),
        touches=draw_touches(settings, customers, fate, ids, next(rng)),
        truth=truth_table(settings, ids, alive, health, fate),
        fates=fates_table(settings, customers, ids, law, fate, mess),
    )
