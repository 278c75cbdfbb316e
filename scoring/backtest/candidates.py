"""Every moment at which an account could be a case, and what becomes of it there.

The rules are those of a landmark analysis: at a look only those are at risk who are
customers then, and an outcome counts only once its whole window is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.lives import Lives
from scoring.live.frame import NEVER, Frame
from scoring.spec.question import Clock
from scoring.values import Bools, Ints

FATES: Final = (
    "no look",
    "kept",
    "pending",
    "not closed",
    "no month",
    "too young",
    "after notice",
    "open notice",
    "other reason",
    "too late",
    "lost",
)
"""What can become of a candidate; where a loss has several, the later one speaks for it."""

CODE: Final = {name: code for code, name in enumerate(FATES)}


@dataclass(frozen=True, slots=True)
class Candidates:
    """One row a candidate: the spell's position in the lives, the month, its fate.

    `about` says whether the spell's loss lies where this look would see it; `reckoned`
    marks a renewal that is not on record.
    """

    life: Ints
    as_of: Ints
    fate: Ints
    about: Bools
    reckoned: Bools


def calendar_candidates(lives: Lives, clock: Clock) -> Candidates:
    """Whoever is a customer at a look, open windows included."""
    asked = clock.question
    months = np.array([m.number for m in (*clock.looks, *clock.too_new)], dtype=np.int64)
    life, at = np.nonzero(
        (lives.since[:, None] <= months[None, :]) & (months[None, :] < lives.ended[:, None])
    )
    t = months[at]
    reach, close = t + asked.lead, t + asked.lead + asked.horizon
    churn, notice = lives.churn[life], lives.notice[life]
    fate = _first_true(
        len(t),
        ("too young", _young(lives, life, t, asked.min_tenure)),
        ("after notice", notice <= t),
        ("not closed", close > clock.last.number),
        ("open notice", _open_notice(lives, life, clock) & (notice <= close)),
        ("other reason", lives.set_aside[life] & (churn <= close)),
        ("too late", churn <= reach),
        ("lost", churn <= close),
    )
    about = (churn > t) & (churn <= close)
    return Candidates(life, t, fate, about, np.zeros(len(t), dtype=np.bool_))


def renewal_candidates(lives: Lives, frame: Frame, clock: Clock) -> Candidates:
    """Each loss, and each renewal that was met, looked at a lead before."""
    life, month, gone, reckoned = renewal_events(lives, frame, clock)
    asked = clock.question
    t = month - asked.lead
    told, at_renewal = np.minimum(lives.notice[life], lives.ended[life]), ~gone
    looks = np.array([m.number for m in clock.looks], dtype=np.int64)
    beyond = month > clock.last.number
    fate = _first_true(
        len(t),
        ("pending", beyond & at_renewal),
        ("not closed", beyond),
        ("no month", ~np.isin(t, looks)),
        ("too young", _young(lives, life, t, asked.min_tenure) | (t < lives.since[life])),
        ("after notice", told <= t),
        ("open notice", _open_notice(lives, life, clock) & (told <= month)),
        ("other reason", lives.set_aside[life] & gone),
        ("lost", gone),
    )
    seen = ~(reckoned & (fate == CODE["no month"]))  # what is not on record is not missed
    return Candidates(life[seen], t[seen], fate[seen], gone[seen], reckoned[seen])


def renewal_events(lives: Lives, frame: Frame, clock: Clock) -> tuple[Ints, Ints, Bools, Bools]:
    """Losses and met renewals: the spell, the month, whether it is a loss, whether reckoned.

    A renewal is met by whoever is a customer before it and lost after it, if at all.
    """
    renewal = frame.accounts.renewal[lives.account]
    lost = np.flatnonzero(lives.churn != NEVER)
    found = [(lost, lives.churn[lost], True, False)]
    term, known = clock.question.term, renewal != NEVER
    back = 0
    if term is not None and known.any():
        back = max(0, (int(renewal[known].max()) - frame.months[0].number) // term)
    for turn in range(back + 1):
        due = np.where(known, renewal - turn * (term or 0), NEVER)
        met = known & (lives.since < due) & (due < lives.churn)
        met &= (turn == 0) | (due <= clock.last.number)
        here = np.flatnonzero(met)
        found.append((here, due[here], False, turn > 0))
    sizes = [len(life) for life, *_ in found]
    return (
        np.concatenate([life for life, *_ in found]),
        np.concatenate([month for _, month, *_ in found]),
        np.repeat([gone for *_, gone, _ in found], sizes),
        np.repeat([reckoned for *_, reckoned in found], sizes),
    )


def current_candidates(lives: Lives, frame: Frame, clock: Clock) -> Candidates:
    """Each account once, in its newest row: how it stands, no test of a warning."""
    life = np.flatnonzero(lives.last)
    newest = np.full(len(frame.accounts.ids), frame.months[-1].number)
    newest[frame.account] = frame.month
    t, lost = newest[lives.account[life]], frame.accounts.lost[lives.account[life]]
    fate = _first_true(
        len(t),
        ("too young", _young(lives, life, t, clock.question.min_tenure)),
        ("other reason", lives.set_aside[life]),
        ("lost", lost),
    )
    return Candidates(life, t, fate, lost, np.zeros(len(t), dtype=np.bool_))


def _young(lives: Lives, life: Ints, t: Ints, tenure: int) -> Bools:
    """Who is a customer for fewer months than asked; never where the start is unknown."""
    began = lives.began[life]
    return np.asarray((began != NEVER) & (t - began < tenure))


def _open_notice(lives: Lives, life: Ints, clock: Clock) -> Bools:
    """Whose loss would be dated by a notice, of which no end is known yet."""
    known = clock.question.label == "notice"
    return np.asarray(known & (lives.ended[life] == NEVER) & (lives.notice[life] != NEVER))


def _first_true(rows: int, *rules: tuple[str, Bools]) -> Ints:
    """The fate of the first rule that holds; kept where none does."""
    fate = np.full(rows, CODE["kept"], dtype=np.int64)
    for name, holds in reversed(rules):
        fate[holds] = CODE[name]
    return fate
