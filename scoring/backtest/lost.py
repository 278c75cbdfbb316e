"""Each lost customer with what became of its warning: caught, missed, too late, or why no case.

The verdicts are those of the case table, so a list and a rate never disagree; nothing dated
later than the month looked at enters a score.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from scoring.backtest.candidates import FATES
from scoring.backtest.cases import LOST, Cases
from scoring.backtest.flag_rules import Flags
from scoring.backtest.lead import Strips, strips_of
from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import UNSCORED, Scores
from scoring.spec.model import Card
from scoring.values import Bools, Ints, Month

Verdict = Literal["missed", "not scored", "caught", "too late", "no case"]

ORDER: Final[tuple[Verdict, ...]] = ("missed", "not scored", "caught", "too late", "no case")
"""In which order lost customers are read: those to learn from first."""

JUDGED: Final[tuple[Verdict, ...]] = ("missed", "not scored", "caught")
"""The verdicts of losses that could have been warned of: those that rates count."""


@dataclass(frozen=True, slots=True)
class Lost:
    """One lost customer: who, when it gave notice, and how the card saw it before.

    `left` is the month of notice or, where none is known, of the end; None where losses carry
    no date. `row` is the account-month looked at (-1 if it had none), `looked` how many months
    before `left` that is; `score` is NaN and `band` negative where there was none. `fate` says in
    the words of `FATES` why a loss is no case. `warning` are the months of warning, `whole` tells
    that they are not cut off by the beginning of the data; `place` is its row in the strips, -1
    without one.
    """

    account: int
    spell: int
    left: Month | None
    verdict: Verdict
    fate: str
    row: int
    looked: int
    score: float
    band: int
    arr: float
    warning: int
    whole: bool
    place: int


@dataclass(frozen=True, slots=True)
class Board:
    """The lost customers in the order of `ORDER`, the largest first among equals.

    `strips` hold the months before each dated loss; None where losses carry no date.
    """

    lost: tuple[Lost, ...]
    strips: Strips | None

    def count(self, verdict: Verdict) -> int:
        """How many customers have this verdict."""
        return sum(one.verdict == verdict for one in self.lost)


def board_of(
    frame: Frame,
    cases: Cases,
    flags: Flags,
    scores: Scores,
    card: Card,
    within: Bools | None = None,
    rows: Ints | None = None,
) -> Board:
    """The board of a back-test.

    Input: its cases and who was flagged among them (an answer for each case); `within` narrows
    to some accounts; `rows` are those of `strip_rows`, found anew if None. An account without a
    score counts as not caught.
    """
    if cases.clock.cohort == "current":
        found, strips = _standing(frame, cases, flags, scores), None
    else:
        strips = strips_of(frame, cases.losses, scores, card, rows=rows)
        found = _dated(frame, cases, flags, scores, strips)
    kept = [one for one in found if within is None or within[one.account]]
    kept.sort(key=lambda one: (ORDER.index(one.verdict), -_known(one.arr)))
    return Board(tuple(kept), strips)


def _known(arr: float) -> float:
    """The revenue, 0 where it is not known: NaN has no place in an order."""
    return 0.0 if arr != arr else arr


def _dated(frame: Frame, cases: Cases, flags: Flags, scores: Scores, strips: Strips) -> list[Lost]:
    losses, lead = cases.losses, cases.clock.question.lead
    usual = strips.rows[:, max(lead, 1) - 1]
    found: list[Lost] = []
    for place in range(len(losses)):
        case, churn = int(losses.case[place]), int(losses.churn[place])
        fate = FATES[int(losses.fate[place])]
        seen = _seen(
            frame,
            scores,
            int(losses.account[place]),
            int(usual[place]) if case < 0 else int(cases.row[case]),
        )
        found.append(
            replace(
                seen,
                spell=int(losses.spell[place]),
                left=Month(churn),
                verdict=_verdict(fate, flags, case),
                fate=fate,
                looked=lead if case < 0 else churn - int(cases.as_of[case]),
                warning=int(strips.lead[place]),
                whole=bool(strips.whole[place]),
                place=place,
            )
        )
    return found


def _standing(frame: Frame, cases: Cases, flags: Flags, scores: Scores) -> list[Lost]:
    """Lost customers as they stand in their newest row."""
    found: list[Lost] = []
    for case in np.flatnonzero(cases.outcome == LOST).tolist():
        account = int(cases.account[case])
        left = int(frame.accounts.left[account])
        seen = _seen(frame, scores, account, int(cases.row[case]))
        when = None if left == NEVER else Month(left)
        found.append(replace(seen, left=when, verdict=_verdict("lost", flags, case)))
    return found


def _verdict(fate: str, flags: Flags, case: int) -> Verdict:
    if fate == "too late":
        return "too late"
    if fate != "lost" or case < 0:
        return "no case"
    if flags.flagged[case]:
        return "caught"
    return "not scored" if flags.unscored[case] else "missed"


def _seen(frame: Frame, scores: Scores, account: int, row: int) -> Lost:
    """A lost customer with what the card said of it in a row; the rest is yet to be filled in."""
    return Lost(
        account=account,
        spell=1,
        left=None,
        verdict="no case",
        fate="lost",
        row=row,
        looked=0,
        score=float("nan") if row < 0 else float(scores.score[row]),
        band=UNSCORED if row < 0 else int(scores.band[row]),
        arr=float(frame.accounts.arr[account] if row < 0 else frame.arr[row]),
        warning=0,
        whole=True,
        place=-1,
    )
