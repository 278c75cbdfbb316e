"""What work does to precision: a flag acted upon in time may only look like a false one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from scoring.backtest.figure import Figure, no_figure
from scoring.backtest.gates import Gate
from scoring.backtest.ground import Ground
from scoring.backtest.proportions import clustered_proportion
from scoring.live.frame import Frame
from scoring.values import Bools

NOT_TOLD: Final = (
    "The data do not say who was worked: every flagged account that stayed counts as a false alarm."
)


@dataclass(frozen=True, slots=True)
class Treated:
    """The precision between two readings of the flagged that stayed.

    Of `flagged` cases `stayed` were kept, and `worked` of these were worked in their window.
    `low` takes all that stayed for false alarms, `high` sets the worked ones aside; the truth
    lies between, as far as work saves anybody. `words` say it, or why it cannot be said.
    """

    flagged: int
    stayed: int
    worked: int
    low: Figure
    high: Figure
    words: str


def worked_cases(frame: Frame, ground: Ground) -> Bools | None:
    """Which judged cases somebody worked after the look and by the end of their window.

    The window of a renewal ends with it. Output: shape (judged,); None where the data do not
    say who was worked, or have no before.
    """
    touches, clock = frame.touches, ground.cases.clock
    if touches is None or clock.cohort == "current":
        return None
    reach = clock.question.lead
    if clock.cohort == "calendar":
        reach += clock.question.horizon
    wide = 1_000_000  # months: no account's run into the next one's
    keys = np.sort(touches.account * wide + touches.month)
    look = ground.account * wide + ground.as_of
    by_then = np.searchsorted(keys, look + reach, side="right")
    return np.asarray(by_then > np.searchsorted(keys, look, side="right"))


def treated(ground: Ground, flagged: Bools, worked: Bools | None, gate: Gate) -> Treated:
    """The two precisions of the flagged; clustered Wilson.

    Input: who is flagged and who was worked (None: not known), shape (judged,), and the gate.
    Without that, or below its 8 losses, there are words in place of the second.
    """
    lost, codes = ground.lost, ground.codes
    stayed = flagged & ~lost
    aside = stayed & worked if worked is not None else np.zeros(len(lost), np.bool_)
    figures = [
        clustered_proportion(lost[which], codes[which], nothing="Nobody was flagged.")
        for which in (flagged, flagged & ~aside)
    ]
    words = "" if gate.shares else gate.words
    if words:
        figures = [no_figure(words, figure.n) for figure in figures]
    elif worked is None:
        words = NOT_TOLD
        figures[1] = no_figure(words, figures[1].n)
    else:
        words = (
            "Nobody that was flagged stayed."
            if not stayed.any()
            else _words(figures[0], figures[1], int(stayed.sum()), int(aside.sum()))
        )
    return Treated(
        int(flagged.sum()), int(stayed.sum()), int(aside.sum()), figures[0], figures[1], words
    )


def _words(low: Figure, high: Figure, stayed: int, worked: int) -> str:
    if low.estimate is None or high.estimate is None:
        return low.why or high.why
    return (
        f"Precision between {low.estimate:.0%} and {high.estimate:.0%}: {worked:,} of the"
        f" {stayed:,} flagged that stayed had been worked, and may have stayed for it."
    )
