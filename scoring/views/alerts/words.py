"""The words of an alert: from which band to which, and what moved."""

from __future__ import annotations

from typing import Final

import numpy as np

from scoring.live.kernel import band_names
from scoring.spec.scale import show
from scoring.values import Month
from scoring.views.alerts.sight import Sight
from scoring.views.explain import movers

NO_ROW: Final = "no row"


def band_at(sight: Sight, account: int, at: int) -> str:
    """The band of an account in a month; words where there is no row."""
    if at < 0 or not sight.present[at, account]:
        return NO_ROW
    return str(band_names(sight.card)[sight.standing[at, account]])


def shown_at(sight: Sight, account: int, at: int) -> str:
    """Its score as the card shows it; a dash where there is none."""
    score = float(sight.score[at, account])
    return "–" if np.isnan(score) else show(score, sight.card)


def moved(sight: Sight, account: int, at: int, back: int = 1) -> str:
    """What moved its score most since so many months before; empty where nobody can tell."""
    month = Month(sight.first + at)
    found = movers(sight.book.frame, sight.scores, sight.card, account, month, back=back)
    return ", ".join(found)


def joined(first: str, then: str) -> str:
    """Two clauses, the second only where there is one."""
    return f"{first}: {then}" if then else first
