"""The board of lost customers as a table for a file."""

from __future__ import annotations

import math

import pyarrow as pa

from scoring.backtest.lost import Board, Lost
from scoring.live.kernel import band_names
from scoring.spec.model import Card
from scoring.spec.question import EXCLUDED
from scoring.views.explain import biggest_losses_of
from scoring.workbench.opening import DataSet


def lost_table(data: DataSet, card: Card, board: Board) -> pa.Table:
    """Every lost customer, one row each, in the order of the board.

    account_id, name, spell, notice (YYYY-MM of the notice or the end), verdict, why (for a loss
    that is no case), months_before (of the look), band, score, arr, months_of_warning,
    at_least (the warning may be older than the data), points_lost_to, reason; null where there
    is none.
    """
    facts, names = data.book.frame.accounts, band_names(card)
    lost = list(board.lost)
    losses = biggest_losses_of(card, data.book.scored(card), [one.row for one in lost])
    strips, dated = board.strips(lost), board.before is not None
    reasons = [int(facts.reasons.codes[one.account]) for one in lost]
    return pa.table(
        {
            "account_id": pa.array([facts.ids[one.account] for one in lost], pa.string()),
            "name": pa.array([facts.names[one.account] for one in lost], pa.string()),
            "spell": pa.array([one.spell for one in lost], pa.int64()),
            "notice": pa.array([_month(one) for one in lost], pa.string()),
            "verdict": pa.array([one.verdict for one in lost], pa.string()),
            "why": pa.array([_why(one) for one in lost], pa.string()),
            "months_before": pa.array([one.looked if dated else None for one in lost], pa.int64()),
            "band": pa.array(
                [str(names[one.band]) if one.row >= 0 else None for one in lost], pa.string()
            ),
            "score": pa.array([_known(one.score) for one in lost], pa.float64()),
            "arr": pa.array([_known(one.arr) for one in lost], pa.float64()),
            "months_of_warning": pa.array(
                [None] * len(lost) if strips is None else strips.lead.tolist(), pa.int64()
            ),
            "at_least": pa.array(
                [False] * len(lost) if strips is None else (~strips.whole).tolist(), pa.bool_()
            ),
            "points_lost_to": pa.array([", ".join(named) or None for named in losses], pa.string()),
            "reason": pa.array(
                [facts.reasons.labels[code] if code >= 0 else None for code in reasons], pa.string()
            ),
        }
    )


def _month(one: Lost) -> str | None:
    return str(one.left) if one.left else None


def _why(one: Lost) -> str | None:
    return EXCLUDED.get(one.fate, one.fate) if one.verdict == "no case" else None


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number
