"""A card is tested against what really happened, on a page and on the command line alike."""

from __future__ import annotations

import pyarrow as pa

from scoring.backtest.cases import LOST, TOO_LATE
from scoring.backtest.clock import usual_question
from scoring.backtest.flag_rules import FLAG_RULES, FlagRule
from scoring.backtest.trial import Trial, try_card
from scoring.errors import CommandError, RegistryError
from scoring.live.frame import NEVER
from scoring.output.tried import trial_data, trial_text
from scoring.spec.model import Card
from scoring.spec.question import Question
from scoring.values import Bools, Month
from scoring.workbench.checking import must_fit
from scoring.workbench.opening import DataSet


def trial_of(
    data: DataSet,
    card: Card,
    question: Question | None = None,
    rule: FlagRule | None = None,
    within: Bools | None = None,
) -> Trial:
    """What a card would have caught, how early and at what cost.

    Input: the question (None: the usual one for these data), the rule by which an account is
    flagged, and which accounts are looked at. Raises CardError if the card does not fit.
    """
    must_fit(card, data)
    asked = question or usual_question(data.book.frame)
    return try_card(data.book, card, data.book.scored(card), asked, rule, within)


def flag_rule(name: str) -> FlagRule:
    """The rule of that name with its usual settings. Raises CommandError for another name."""
    try:
        return FLAG_RULES[name]()
    except RegistryError as error:
        raise CommandError(error.problem, fix=error.fix) from None


def case_table(data: DataSet, card: Card, trial: Trial) -> pa.Table:
    """The cases of a back-test, one row each, ordered by month and account.

    account_id, name, as_of, outcome (lost, kept, too late), churn_month, spell, arr, score,
    band, flagged, scored; score and band are those of the month looked at, null without one.
    """
    frame, cases = data.book.frame, trial.cases
    scores = data.book.scored(card)
    names = [band.name for band in card.bands]
    outcome = {LOST: "lost", TOO_LATE: "too late"}
    score = [float(scores.score[r]) if r >= 0 else None for r in cases.row.tolist()]
    band = [int(scores.band[r]) if r >= 0 else -1 for r in cases.row.tolist()]
    return pa.table(
        {
            "account_id": pa.array([frame.accounts.ids[a] for a in cases.account.tolist()]),
            "name": pa.array([frame.accounts.names[a] for a in cases.account.tolist()]),
            "as_of": pa.array([Month(m).end for m in cases.as_of.tolist()], pa.date32()),
            "outcome": pa.array([outcome.get(o, "kept") for o in cases.outcome.tolist()]),
            "churn_month": pa.array(
                [None if m == NEVER else str(Month(m)) for m in cases.churn.tolist()], pa.string()
            ),
            "spell": pa.array(cases.spell),
            "arr": pa.array(cases.arr, from_pandas=True),
            "score": pa.array([s if s == s else None for s in score], pa.float64()),
            "band": pa.array([names[b] if b >= 0 else None for b in band], pa.string()),
            "flagged": pa.array(trial.flags.flagged),
            "scored": pa.array(~trial.flags.unscored),
        }
    )


__all__ = [
    "Trial",
    "case_table",
    "flag_rule",
    "trial_data",
    "trial_of",
    "trial_text",
    "usual_question",
]
