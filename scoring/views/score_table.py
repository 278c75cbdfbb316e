"""The scores of account-months as a table, whichever engine made them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from scoring.live.book import Book
from scoring.live.kernel import Scores, band_names
from scoring.spec.model import Card
from scoring.spec.scale import grade_codes, grades_of, shown
from scoring.values import Floats, Ints, Month, rounded


def table_from_kernel(book: Book, card: Card, months: Sequence[Month]) -> pa.Table:
    """Score these months in memory.

    Output: account_id, as_of, score, shown, band, coverage, capped_by, variant and one
    points column a metric, ordered by month and account; null where there is no number. A
    points card adds raw, a pulse that pins band_of_score and pulse_reason.
    """
    frame, scores = book.frame, book.scored(card)
    rows = np.concatenate([np.arange(*frame.rows_at(m).indices(len(frame.month))) for m in months])
    ids = np.array(frame.accounts.ids, dtype=object)
    flags = np.array([*(f.id for f in card.flags), None], dtype=object)
    score = scores.score[rows]
    dates = [Month(int(n)).end for n in frame.month[rows]]
    columns: dict[str, pa.Array] = {
        "account_id": pa.array(ids[frame.account[rows]], pa.string()),
        "as_of": pa.array(dates, pa.date32()),
        "score": _numbers(score),
        "shown": _shown(score, card),
        "band": pa.array(band_names(card)[scores.standing[rows]], pa.string()),
        "coverage": _numbers(scores.coverage[rows]),
        "capped_by": pa.array(flags[scores.capped[rows]], pa.string()),
        "variant": _variants(card, scores, rows),
    }
    if scores.raw is not None:
        columns["raw"] = _numbers(scores.raw[rows])
    if scores.pinned is not None:
        columns["band_of_score"] = pa.array(band_names(card)[scores.band[rows]], pa.string())
        columns["pulse_reason"] = _reasons(book, card, rows)
    for line in card.lines:
        columns[f"points_{line}"] = _numbers(rounded(scores.points[line][rows]))
    return pa.table(columns)


def _variants(card: Card, scores: Scores, rows: Ints) -> pa.Array:
    if scores.variant is None:
        return pa.nulls(len(rows), pa.string())
    names = np.array([*(v.name for v in card.variants), None], dtype=object)
    return pa.array(names[scores.variant[rows]], pa.string())


def _reasons(book: Book, card: Card, rows: Ints) -> pa.Array:
    """Why a band was pinned, for every judgement of 1 or 5."""
    value, reason = book.judgement(card)
    outermost = np.isin(value[rows], (1.0, 5.0))
    labels = np.array([*reason.labels, None], dtype=object)
    codes = np.where(outermost, reason.codes[rows], -1)
    return pa.array(labels[codes], pa.string())


def tidy(table: pa.Table) -> pa.Table:
    """The plan's answer in the same form: points rounded to nine decimals, same types."""
    columns: dict[str, pa.Array] = {}
    for name in table.column_names:
        column = table[name].combine_chunks()
        if name.startswith("points_"):
            column = _numbers(rounded(np.asarray(column.to_numpy(zero_copy_only=False), float)))
        columns[name] = column
    return pa.table(columns)


def _numbers(values: Floats) -> pa.Array:
    return pa.array(values, pa.float64(), from_pandas=True)


def _shown(score: Floats, card: Card) -> pa.Array:
    if card.display != "grade":
        return _numbers(shown(score, card))
    letters = list(grades_of(card))
    codes = grade_codes(score, card)
    return pa.array([None if np.isnan(c) else letters[int(c)] for c in codes], pa.string())
