"""Each lost customer with what became of its warning: caught, missed, too late, or why no case.

The verdicts are those of the case table, so a list and a rate never disagree; nothing dated
later than the month looked at enters a score.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from scoring.backtest.candidates import CODE, FATES
from scoring.backtest.cases import LOST, Cases
from scoring.backtest.flag_rules import Flags
from scoring.backtest.lead import Before, Strips, a_lead_before, scored_by, strip_rows
from scoring.live.frame import NEVER, Frame
from scoring.live.kernel import UNSCORED, Scores
from scoring.live.on_demand import OnDemand
from scoring.spec.model import Card
from scoring.values import Bools, Floats, Ints, Month

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
    the words of `FATES` why a loss is no case; `place` is its own among the dated losses, -1 where
    losses carry no date.
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
    place: int


@dataclass(frozen=True, slots=True)
class Board:
    """The lost customers in the order of `ORDER`, the largest first among equals.

    `verdicts` are their positions in `ORDER` and `who` (losses, 2) account and spell, in the same
    order; `judged` are the scores (NaN: none) of those that could have been warned of. `before`
    tells the months before each dated loss; None where losses carry no date.
    """

    lost: OnDemand[Lost]
    verdicts: Ints
    who: Ints
    judged: Floats
    before: Before | None

    def strips(self, lost: Sequence[Lost]) -> Strips | None:
        """The months before some of the losses, in their order; None where they have no date."""
        places = np.array([one.place for one in lost], np.int64)
        return None if self.before is None else self.before.strips(places)

    def count(self, verdict: Verdict) -> int:
        """How many customers have this verdict."""
        return int(np.count_nonzero(self.verdicts == ORDER.index(verdict)))


@dataclass(frozen=True, slots=True)
class _Losses:
    """One row a loss: what `Lost` has one of each; `left` NEVER where losses carry no date."""

    account: Ints
    spell: Ints
    left: Ints
    fate: Ints
    case: Ints
    row: Ints
    looked: Ints

    @property
    def who(self) -> Ints:
        """Account and spell, shape (losses, 2)."""
        return np.stack([self.account, self.spell], axis=1)


def board_of(
    frame: Frame,
    cases: Cases,
    flags: Flags,
    scores: Scores,
    card: Card,
    within: Bools | None = None,
    before: Before | None = None,
) -> Board:
    """The board of a back-test.

    Input: its cases and who was flagged among them (an answer for each case); `within` narrows
    to some accounts; `before` tells the months before its losses, of `scores` if None. No score:
    not caught.
    """
    if cases.clock.cohort == "current":
        before, found = None, _standing(frame, cases)
    else:
        before = before or Before(strip_rows(frame, cases.losses), card, scored_by(scores))
        found = _dated(cases, before.rows)
    verdict = _verdicts(found, flags)
    seen = np.maximum(found.row, 0)
    score = np.where(found.row >= 0, scores.score[seen], np.nan)
    arr = np.where(found.row >= 0, frame.arr[seen], frame.accounts.arr[found.account])
    order = _order(found, verdict, arr, within)
    judged = order[np.isin(verdict[order], [ORDER.index(name) for name in JUDGED])]
    return Board(
        OnDemand(order, _teller(found, verdict, before is not None, scores, score, arr)),
        verdict[order],
        found.who[order],
        score[judged],
        before,
    )


def _teller(
    found: _Losses,
    verdict: Ints,
    dated: bool,
    scores: Scores,
    score: Floats,
    arr: Floats,
) -> Callable[[int], Lost]:
    """What makes one line of the board, only when it is looked at."""

    def lost(place: int) -> Lost:
        row, left = int(found.row[place]), int(found.left[place])
        return Lost(
            account=int(found.account[place]),
            spell=int(found.spell[place]),
            left=None if left == NEVER else Month(left),
            verdict=ORDER[int(verdict[place])],
            fate=FATES[int(found.fate[place])],
            row=row,
            looked=int(found.looked[place]),
            score=float(score[place]),
            band=UNSCORED if row < 0 else int(scores.band[row]),
            arr=float(arr[place]),
            place=place if dated else -1,
        )

    return lost


def _order(found: _Losses, verdict: Ints, arr: Floats, within: Bools | None) -> Ints:
    """The losses of some accounts by verdict, the largest first; unknown revenue counts as none."""
    order = np.lexsort((-np.nan_to_num(arr), verdict))
    return order if within is None else order[within[found.account[order]]]


def _dated(cases: Cases, before: Ints) -> _Losses:
    """Every dated loss, at its case's look or, without one, a lead before it."""
    losses, lead = cases.losses, cases.clock.question.lead
    row = a_lead_before(before, lead).copy()
    looked = np.full(len(losses), lead)
    has = np.flatnonzero(losses.case >= 0)
    row[has] = cases.row[losses.case[has]]
    looked[has] = losses.churn[has] - cases.as_of[losses.case[has]]
    return _Losses(
        account=losses.account,
        spell=losses.spell,
        left=losses.churn,
        fate=losses.fate,
        case=losses.case,
        row=row,
        looked=looked,
    )


def _standing(frame: Frame, cases: Cases) -> _Losses:
    """Lost customers as they stand in their newest row."""
    case = np.flatnonzero(cases.outcome == LOST)
    account = cases.account[case]
    return _Losses(
        account=account,
        spell=cases.spell[case],
        left=frame.accounts.left[account],
        fate=np.full(len(case), CODE["lost"]),
        case=case,
        row=cases.row[case],
        looked=np.zeros(len(case), np.int64),
    )


def _verdicts(found: _Losses, flags: Flags) -> Ints:
    """The position of each loss's verdict in `ORDER`."""
    verdict = np.full(len(found.case), ORDER.index("no case"))
    verdict[found.fate == CODE["too late"]] = ORDER.index("too late")
    seen = np.flatnonzero((found.fate == CODE["lost"]) & (found.case >= 0))
    case = found.case[seen]
    verdict[seen] = np.where(
        flags.flagged[case],
        ORDER.index("caught"),
        np.where(flags.unscored[case], ORDER.index("not scored"), ORDER.index("missed")),
    )
    return verdict
