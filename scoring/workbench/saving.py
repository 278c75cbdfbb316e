"""Did the work help: the save rate side by side, and the experiment that would tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from scoring.backtest.entries import entries_into_red
from scoring.backtest.saves import SaveRate, save_rate_of
from scoring.live.among import EVERYONE, Among
from scoring.live.cut_lines import well_bands
from scoring.live.frame import Frame, Touches
from scoring.spec.model import Card
from scoring.spec.records import Intervention, Tick
from scoring.values import Month
from scoring.views.holdout import SHARE, arm_of, draw_of
from scoring.views.worklist import worklist
from scoring.workbench.checking import must_fit
from scoring.workbench.opening import DataSet


def segments_of(data: DataSet) -> tuple[str, ...]:
    """The dimensions by which the worked can be compared, one called segment first."""
    known = tuple(data.book.frame.accounts.dimensions)
    return tuple(sorted(known, key=lambda name: name.lower() != "segment"))


def save_rate_now(
    data: DataSet,
    card: Card,
    window: int,
    segment: str = "",
    among: Among = EVERYONE,
    logged: Sequence[Intervention | Tick] = (),
) -> SaveRate:
    """The save rate over all months of the data.

    Input: the months of the window; the dimension to compare within (empty: the usual one);
    what was written down as done, which counts as work beside that of the data. Raises
    CardError if the card does not fit the data.
    """
    must_fit(card, data)
    frame, known = data.book.frame, segments_of(data)
    segment = segment if segment in known else next(iter(known), "")
    touches = touches_with(frame, logged)

    def made() -> SaveRate:
        scores = data.book.scored(card)
        found, young = entries_into_red(frame, card, scores, window, touches, among.mask(frame))
        codes = np.zeros(len(found), dtype=np.int64)
        if segment:
            codes = frame.accounts.dimensions[segment].codes[found.account].astype(np.int64)
        return save_rate_of(found, young, window, _goal(card), segment, codes)

    key = ("saves", card.digest, window, segment, among, tuple(logged))
    return data.kept.get(key, made)


def _goal(card: Card) -> str:
    """The lowest band that is well, by its name; empty where none is."""
    well = [b.name for b, good in zip(card.bands, well_bands(card), strict=False) if good]
    return well[-1] if well else ""


def touches_with(frame: Frame, logged: Sequence[Intervention | Tick]) -> Touches | None:
    """The work in the data and what was written down; None where neither says anything.

    A step that is ticked for the list of a month was done after it: it counts for the month
    after, an intervention for that of its day.
    """
    if not logged:
        return frame.touches
    place = {name: i for i, name in enumerate(frame.accounts.ids)}
    known = [one for one in logged if one.account in place]
    account = np.array([place[one.account] for one in known], dtype=np.int64)
    month = np.array([_month_of(one) for one in known], dtype=np.int64)
    if frame.touches is None:
        return Touches(account, month)
    return Touches(
        np.concatenate([frame.touches.account, account]),
        np.concatenate([frame.touches.month, month]),
    )


def _month_of(one: Intervention | Tick) -> int:
    if isinstance(one, Intervention):
        return Month.of(one.on).number
    return Month.of(one.month).plus(1).number


def holdout_table(
    data: DataSet, card: Card, month: Month, seed: int, among: Among = EVERYONE
) -> pa.Table:
    """Every flagged account of a month with its arm, by account; about one in ten is held out.

    account_id, name, owner, band, score, arr, as_of, seed, draw (0…1), arm. An account's draw
    depends on the seed and its id alone: it keeps its arm from month to month.
    """
    must_fit(card, data)
    frame, facts = data.book.frame, data.book.frame.accounts
    listed = worklist(frame, data.book.scored(card), card, month, 1, among.mask(frame))
    red = sorted((t for t in listed.tasks if t.red), key=lambda t: facts.ids[t.account])
    ids = [facts.ids[t.account] for t in red]
    return pa.table(
        {
            "account_id": pa.array(ids, pa.string()),
            "name": pa.array([facts.names[t.account] for t in red], pa.string()),
            "owner": pa.array([t.owner or None for t in red], pa.string()),
            "band": pa.array([t.band for t in red], pa.string()),
            "score": pa.array([t.score for t in red], pa.float64(), from_pandas=True),
            "arr": pa.array([t.arr for t in red], pa.float64(), from_pandas=True),
            "as_of": pa.array([month.end] * len(red), pa.date32()),
            "seed": pa.array([seed] * len(red), pa.int64()),
            "draw": pa.array([draw_of(seed, name) for name in ids], pa.float64()),
            "arm": pa.array([arm_of(seed, name) for name in ids], pa.string()),
        }
    )


__all__ = ["SHARE", "holdout_table", "save_rate_now", "segments_of", "touches_with"]
