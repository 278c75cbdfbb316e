"""Every time somebody stepped in, there is a dated line about it."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from scoring.demo.customers import OWNERS, Customers
from scoring.demo.rescues import Fate
from scoring.demo.settings import NEVER, Dates, Settings
from scoring.values import Ints

_OPENERS: Final = (
    ("Rescue call", "Usage has dropped, agreed a plan for the next four weeks."),
    ("Rescue call", "Champion under pressure to show value, asked for a usage report."),
    ("Rescue call", "Two teams never finished set-up, booked a working session."),
    ("Executive call", "Sponsor call held, renewal criteria written down."),
    ("Executive call", "New sponsor introduced, wants a fresh business case."),
    ("Usage review", "Went through seats not used, reassigned a third of them."),
    ("Usage review", "Walked through the reports nobody opens, removed half."),
    ("Training", "Refresher for the core team, recording shared."),
    ("Training", "Admin training for the new owner on their side."),
)
_FOLLOW_UPS: Final = (
    ("Follow-up", "Checked the plan, half of the actions done."),
    ("Follow-up", "No reply yet, tried the second contact."),
    ("Follow-up", "Numbers looking better, next review in a month."),
    ("Follow-up", "Open support topic closed together with support."),
)
_FOLLOWED: Final = 0.6
_FOLLOW_DAYS: Final = (7, 21)


def _lines(
    menu: tuple[tuple[str, str], ...], row: Ints, on: Dates, rng: np.random.Generator
) -> pd.DataFrame:
    """One touch for each account number in `row`, with words from the menu."""
    pick = rng.integers(0, len(menu), size=len(row))
    return pd.DataFrame({
        "row": row,
        "on": on,
        "kind": [menu[i][0] for i in pick.tolist()],
        "note": [menu[i][1] for i in pick.tolist()],
    })  # fmt: skip


def draw_touches(
    settings: Settings,
    customers: Customers,
    fate: Fate,
    ids: pd.Series,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """The interventions within the months shown, oldest first.

    Output: account_id, on (date), kind, by (an owner), note; no nulls. A touch is never
    dated after the account's end nor after the last month shown.
    """
    row, month = np.nonzero(fate.worked[:, : settings.months])
    on = settings.day(month, rng.integers(1, 29, size=len(row)))
    again = np.flatnonzero(rng.random(len(row)) < _FOLLOWED)
    later = on[again] + rng.integers(*_FOLLOW_DAYS, size=len(again))
    touches = pd.concat(
        [_lines(_OPENERS, row, on, rng), _lines(_FOLLOW_UPS, row[again], later, rng)]
    )
    at = touches["row"].to_numpy()
    end = np.where(fate.end == NEVER, settings.months, np.minimum(fate.end, settings.months))
    last = np.where(
        fate.end < settings.months,
        settings.day(end, customers.day),
        settings.day(end, np.ones_like(end)),
    )
    touches = touches[touches["on"].to_numpy() < last[at]].sort_values(["on", "row"])
    at = touches["row"].to_numpy()
    return pd.DataFrame({
        "account_id": ids.to_numpy()[at],
        "on": touches["on"].to_numpy().astype("datetime64[us]"),
        "kind": touches["kind"].to_numpy(),
        "by": np.array(OWNERS)[customers.owner[at]],
        "note": touches["note"].to_numpy(),
    })  # fmt: skip
