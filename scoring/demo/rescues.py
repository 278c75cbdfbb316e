"""A team that sees an account suffer may step in, and sometimes saves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.demo.churn import Law
from scoring.demo.customers import Customers
from scoring.demo.health import Health
from scoring.demo.settings import NEVER, Settings
from scoring.values import Bools, Floats, Ints

_COVERAGE: Final = (0.10, 0.55, 0.90)
_WORRY: Final = -1.1
_EAR_SD: Final = 0.25
_PAUSE: Final = 6
_REACH: Final = 12
_SAVED: Final = 0.30
_LIFT, _LIFT_MONTHS, _LIFT_KEEP = 0.25, 4, 0.96
_RELIEF: Final = 0.70
"""What is left of the decay of a saved account, month by month."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What did happen, and what would have.

    `felt` (accounts x horizon) is health with decay, scares and help; `worked` the months
    in which somebody stepped in. Month indices of shape (accounts,): `end` and `would_end`
    (NEVER = stays), `told` when the team heard of it and `notice` when that was written
    down (NEVER = it was not). `kind` and `would_kind` are churn kinds.
    """

    felt: Floats
    worked: Bools
    saved: Bools
    end: Ints
    would_end: Ints
    kind: Ints
    would_kind: Ints
    told: Ints
    notice: Ints


def _step_in(
    mood: Floats, law: Law, customers: Customers, end: Ints, rng: np.random.Generator
) -> tuple[Bools, Floats, Ints]:
    """Who is worked when, how much it lifts health, and the month that saved an account.

    `mood` is health as the team hears it; the saving month is NEVER where none did.
    """
    shape = mood.shape
    worked, help_ = np.zeros(shape, dtype=bool), np.zeros(shape)
    saved_at, last = np.full(shape[0], NEVER), np.full(shape[0], -NEVER)
    covered = rng.random(shape[0]) < np.array(_COVERAGE)[customers.segment]
    luck = rng.random(shape)
    silence = law.notice(end, law.kind_at(end))
    lift = np.zeros(shape[0])
    for month in range(1, shape[1]):
        since = month - last
        lift = lift * _LIFT_KEEP + _LIFT * ((since >= 1) & (since <= _LIFT_MONTHS))
        help_[:, month] = lift
        quiet = (since > _PAUSE) & (month > customers.start) & (month < silence)
        go = quiet & covered & (mood[:, month] + lift < _WORRY)
        last = np.where(go, month, last)
        worked[:, month] = go
        near = go & (end != NEVER) & (end - month <= _REACH) & (saved_at == NEVER)
        saved_at = np.where(near & (luck[:, month] < _SAVED), month, saved_at)
    return worked, help_, saved_at


def draw_fate(
    settings: Settings, customers: Customers, health: Health, law: Law, rng: np.random.Generator
) -> Fate:
    """Let the team work the law's book and say how it ended.

    A saved account loses its decay at once, month by month, and lives on to the next
    loss the law has for it.
    """
    months = np.arange(settings.horizon)
    would_end = law.first_after(customers.start)
    would_kind = law.kind_at(would_end)
    ramp = law.ramp(would_end, would_kind)
    mood = health.calm + health.scares + ramp + _EAR_SD * rng.standard_normal(ramp.shape)
    worked, lift, saved_at = _step_in(mood, law, customers, would_end, rng)
    saved = saved_at != NEVER
    end = np.where(saved, law.first_after(would_end), would_end)
    kind = law.kind_at(end)
    at_rescue = np.take_along_axis(ramp, np.minimum(saved_at, months[-1])[:, None], axis=1)
    after = months - saved_at[:, None]
    relieved = at_rescue * _RELIEF ** np.maximum(after, 0)
    ramp = np.where(after > 0, relieved, ramp) + np.where(saved[:, None], law.ramp(end, kind), 0.0)
    worked = worked & (months < end[:, None])
    told = np.maximum(law.notice(end, kind), customers.start + 1)
    return Fate(
        felt=health.calm + health.scares + ramp + lift,
        worked=worked,
        saved=saved,
        end=end,
        would_end=would_end,
        kind=kind,
        would_kind=would_kind,
        told=told,
        notice=np.where(law.notice_recorded, told, NEVER),
    )
