"""The tables are as untidy as real ones, on purpose and in known places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.demo.customers import Customers
from scoring.demo.settings import NEVER, Settings
from scoring.demo.usage import USAGE
from scoring.values import Bools, Floats, Ints

_HOLED: Final = 0.08
_HOLE_MONTHS: Final = (3, 10)
_NULLS: Final = 0.02
_OUTAGE: Final = 0.65
_UNIT_ERRORS, _UNIT_FACTOR = 0.001, 60.0
_GHOST_ROWS: Final = 2
_GHOST_NULLS: Final = ("nps", "csm_pulse", "exec_meeting_days")


@dataclass(frozen=True, slots=True)
class Mess:
    """Where the planted faults are; shape (accounts, months shown) unless said otherwise.

    `holes` months without telemetry, `minutes` months in which time came in minutes
    instead of hours, `ghosts` rows after the end; `outage` is one month index.
    """

    holes: Bools
    minutes: Bools
    ghosts: Bools
    outage: int


def draw_mess(
    settings: Settings, customers: Customers, end: Ints, rng: np.random.Generator
) -> Mess:
    """Choose the places of the planted faults; `end` is the churn month or NEVER."""
    shape = (customers.count, settings.months)
    months = np.arange(settings.months)
    holed = (rng.random(shape[0]) < _HOLED)[:, None]
    first = rng.integers(0, settings.months, size=(shape[0], 1))
    length = rng.integers(*_HOLE_MONTHS, size=(shape[0], 1))
    since_end = months - end[:, None]
    return Mess(
        holes=holed & (months >= first) & (months < first + length),
        minutes=rng.random(shape) < _UNIT_ERRORS,
        ghosts=(end != NEVER)[:, None] & (since_end >= 0) & (since_end < _GHOST_ROWS),
        outage=round(_OUTAGE * settings.months),
    )


def make_messy(
    measures: dict[str, Floats], mess: Mess, rng: np.random.Generator
) -> dict[str, Floats]:
    """The same measures with the faults in place.

    Unit errors come first, then random nulls (2% of every measure), holes and the outage
    (null for all of `USAGE`), and last the rows after the end: zero, or null for what
    nobody asks of a customer who has left.
    """
    messy = {}
    for name, clean in measures.items():
        values = clean.copy()
        if name == "time_in_app":
            values[mess.minutes] = np.round(values[mess.minutes] * _UNIT_FACTOR)
        values[rng.random(values.shape) < _NULLS] = np.nan
        if name in USAGE:
            values[mess.holes] = np.nan
            values[:, mess.outage] = np.nan
        values[mess.ghosts] = np.nan if name in _GHOST_NULLS else 0.0
        messy[name] = values
    return messy
