"""The board of lost customers as plain data for the browser: a row a customer, a cell a month."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from scoring.backtest.lead import NO_ROW, STRIP, Strips
from scoring.backtest.lost import ORDER, Board, Lost
from scoring.live.frame import Frame
from scoring.live.kernel import YOUNG, Scores, band_names
from scoring.output.board_lines import HELD, drawn_of, key_of, lines_of
from scoring.output.charts.tones import TONES, ToneName, tone
from scoring.output.figures import money
from scoring.output.lost_head import LOOKS, chip, legend
from scoring.spec.model import Card
from scoring.spec.question import EXCLUDED
from scoring.spec.scale import decimals, show, shown
from scoring.values import Floats
from scoring.views.explain import biggest_losses_of

_CELLS: Final = {
    **{band: str(band) for band in range(YOUNG, np.iinfo(np.int8).max + 1)},
    NO_ROW: "",
}
"""What stands in a month's cell: the position of the band, or nothing where there is no row."""

_NO_LOOK: Final = "no month that could be looked at lies far enough before it"


@dataclass(frozen=True, slots=True)
class Told:
    """What the board needs beside itself: the rows' frame, the card, its scores, the currency."""

    frame: Frame
    card: Card
    scores: Scores
    currency: str | None


def board_data(told: Told, board: Board, lead: int, chosen: str | None) -> dict[str, Any]:
    """What `board.js` draws.

    Input: the board, the lead in months at which a line is drawn, the key of the customer that
    is explained. Output: texts, numbers and lists only; each cell has its score, to be said
    when it is pointed at.
    """
    names = band_names(told.card)
    tones: list[str] = [*(band.tone for band in told.card.bands), "none", "none"]
    bands = {
        str(i): [str(names[i]), tone(tones[i]), TONES[tone(tones[i])].sign]
        for i in (*range(len(told.card.bands)), -2, -1)
    }
    dated = board.before is not None
    return {
        "rows": _rows(told, board),
        "columns": _columns(told, dated),
        "bands": bands,
        "tones": {name: [look.colour, look.ink] for name, look in TONES.items()},
        "verdictLooks": {name: list(look) for name, look in LOOKS.items()},
        "verdicts": [chip(board, verdict, lead) for verdict in ORDER],
        "legend": legend(told.card, lead) if dated else [],
        "months": STRIP,
        "lead": lead if dated else 0,
        "chosen": chosen,
        "height": 460,
        "words": {
            "title": "Lost customers",
            "search": "Search names, reasons",
            "nothing": "No lost customer matches.",
            "explain": "Show where its points went",
        },
    }


def board_news(told: Told, board: Board, in_sight: Sequence[str]) -> dict[str, Any]:
    """What changes on the board while a slider moves.

    Input: the names of the customers that can be seen. Output: the `lines` of the first `top` of
    the list and then of whoever else is in sight, each a list of cells beside their `keys`, and
    the `counts` of the verdicts; the other lines stay as they were told, and no cell of the
    strips has a score.
    """
    drawn = lines_of(board, in_sight)
    rows = _lines(told, drawn, board.strips(drawn))
    return {
        # Each line is made by the same words, so that it has the same keys in the same order.
        "lines": {
            "keys": list(rows[0]) if rows else [],
            "rows": [list(row.values()) for row in rows],
        },
        "top": HELD,
        "counts": {verdict: board.count(verdict) for verdict in ORDER},
    }


def _columns(told: Told, dated: bool) -> list[dict[str, Any]]:
    """The columns from left to right; `sort` is the field of the rows by which one sorts."""
    columns = [
        ("verdict", "Verdict", "rank", False, "What the card would have done"),
        ("name", "Customer", "name", False, "A click shows where its points went"),
        ("arr", "ARR", "arr", True, "Revenue a year when it was looked at"),
        ("left", "Notice", "left", True, "The month of its notice, or of its end"),
        ("strip", "", "", False, "Months before the notice; at the line the time to act ends"),
        (
            "warning",
            "Warning",
            "warning",
            True,
            "Months of the last run of red up to the notice",
        ),
        ("band", "When looked at", "score", False, "Its band and score at the month looked at"),
        ("lost", "Most points lost to", "lost", False, "The three metrics that cost it most"),
        ("reason", "Reason given", "reason", False, "Why it left, by the data"),
    ]
    absent = set() if dated else {"left", "strip", "warning"}
    absent |= set() if told.currency is not None else {"arr"}
    absent |= set() if told.frame.accounts.reasons.labels else {"reason"}
    keys = ("key", "label", "sort", "down", "help")
    return [dict(zip(keys, one, strict=True)) for one in columns if one[0] not in absent]


def _rows(told: Told, board: Board) -> list[dict[str, Any]]:
    drawn = drawn_of(board)
    strips = board.strips(drawn)
    rows = _lines(told, drawn, strips)
    if strips is None:
        return rows
    scores = _as_shown(strips.score[:, ::-1], told.card)
    return [{**row, "scores": ",".join(line)} for row, line in zip(rows, scores, strict=True)]


def _lines(told: Told, drawn: Sequence[Lost], strips: Strips | None) -> list[dict[str, Any]]:
    losses = biggest_losses_of(told.card, told.scores, [one.row for one in drawn])
    look = _Look.of(told.card, [one.score for one in drawn])
    rows = [
        _row(told, look, one, lost, score)
        for one, lost, score in zip(drawn, losses, look.scores, strict=True)
    ]
    if strips is None:
        return rows
    names = [one["name"] for one in rows]
    return [one | more for one, more in zip(rows, _strips(names, strips), strict=True)]


def _as_shown(scores: Floats, card: Card) -> list[list[str]]:
    """Scores as the card shows them: numbers, or grades; empty where there is none."""
    if card.display == "grade":
        return [["" if s != s else str(show(s, card)) for s in line] for line in scores.tolist()]
    places = decimals(card)
    lines = shown(scores, card).tolist()
    return [["" if s != s else f"{s:.{places}f}" for s in line] for line in lines]


@dataclass(frozen=True, slots=True)
class _Look:
    """How a card words its bands, and some scores in their order: found once for all lines."""

    names: list[str]
    tones: list[ToneName]
    scores: list[str]

    @classmethod
    def of(cls, card: Card, scores: Sequence[float]) -> _Look:
        names = [str(name) for name in band_names(card)]
        told = _as_shown(np.array([scores], np.float64), card)[0] if scores else []
        return cls(names, [tone(band.tone) for band in card.bands], told)


def _row(told: Told, look: _Look, one: Lost, losses: tuple[str, ...], score: str) -> dict[str, Any]:
    facts, scored = told.frame.accounts, one.band >= 0
    colour = look.tones[one.band] if scored else "none"
    reason = int(facts.reasons.codes[one.account])
    return {
        "id": key_of(one),
        "verdict": one.verdict,
        "rank": ORDER.index(one.verdict),
        "fate": _fate(one),
        "name": facts.names[one.account],
        "arr": None if math.isnan(one.arr) else one.arr,
        "arrText": money(one.arr, told.currency or ""),
        "left": str(one.left) if one.left else "",
        "looked": one.looked if one.row >= 0 else 0,
        "tone": colour if scored else None,
        "sign": TONES[colour].sign,
        "band": f"{look.names[one.band]} {score}" if scored else _unscored(look, one),
        "score": one.score if scored else None,
        "lost": ", ".join(losses),
        "reason": facts.reasons.labels[reason] if reason >= 0 else "",
    }


def _unscored(look: _Look, one: Lost) -> str:
    return "No row" if one.row < 0 else look.names[one.band]


def _fate(one: Lost) -> str:
    """Why a loss is no case, in words; nothing for the others."""
    if one.verdict != "no case":
        return ""
    return EXCLUDED.get(one.fate, _NO_LOOK)


def _strips(names: Sequence[str], strips: Strips) -> Iterator[dict[str, Any]]:
    """The months up to each notice, the oldest first, and the months of warning."""
    columns = strips.band[:, ::-1].tolist(), strips.lead.tolist(), strips.whole.tolist()
    for name, bands, warning, whole in zip(names, *columns, strict=True):
        words = "never red up to the notice"
        if warning:
            words = f"red for {warning}{'' if whole else ' or more'} months up to the notice"
        yield {
            "cells": ",".join(map(_CELLS.__getitem__, bands)),
            "warning": warning,
            "warningText": f"{warning}{'' if whole else '+'} mo" if warning else "none",
            "first": warning or None,
            "stripText": f"{name}: {words}",
        }
