"""The board of lost customers as plain data for the browser: a row a customer, a cell a month."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scoring.backtest.lead import NO_ROW, STRIP
from scoring.backtest.lost import ORDER, Board, Lost, Verdict
from scoring.live.frame import Frame
from scoring.live.kernel import Scores, band_names
from scoring.output.board_lines import HELD, drawn_of, key_of, lines_of
from scoring.output.charts.tones import TONES, ToneName, tone
from scoring.output.figures import count, money
from scoring.spec.model import Card
from scoring.spec.question import EXCLUDED
from scoring.spec.scale import decimals, show, shown
from scoring.values import Floats
from scoring.views.explain import biggest_losses_of

_LOOKS: Final[Mapping[Verdict, tuple[ToneName, str, str]]] = {
    "missed": ("bad", "✕", "missed"),
    "not scored": ("none", "○", "no score"),
    "caught": ("good", "✓", "caught"),
    "too late": ("watch", "◷", "too late"),
    "no case": ("none", "–", "no case"),
}
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
    dated = board.strips is not None
    return {
        "rows": _rows(told, board),
        "columns": _columns(told, dated),
        "bands": bands,
        "tones": {name: [look.colour, look.ink] for name, look in TONES.items()},
        "verdictLooks": {name: list(look) for name, look in _LOOKS.items()},
        "verdicts": [_chip(board, verdict, lead) for verdict in ORDER],
        "legend": _legend(told.card, lead) if dated else [],
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
    rows = _lines(told, board, lines_of(board, in_sight))
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return {
        "lines": {"keys": keys, "rows": [[row.get(key) for key in keys] for row in rows]},
        "top": HELD,
        "counts": {verdict: board.count(verdict) for verdict in ORDER},
    }


def _chip(board: Board, verdict: Verdict, lead: int) -> dict[str, Any]:
    look = _LOOKS[verdict]
    helps: dict[Verdict, str] = {
        "missed": "Not flagged when it was looked at, while there was time to act",
        "not scored": "Without the scores that the rule looks at: counts as not caught",
        "caught": "Flagged when it was looked at, while there was time to act",
        "too late": f"First looked at less than {lead} months before its notice: in no rate",
        "no case": "Not part of the test: its verdict says why on hover",
    }
    return {
        "key": verdict,
        "tone": look[0],
        "sign": look[1],
        "label": look[2],
        "count": board.count(verdict),
        "help": helps[verdict],
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
    rows = _lines(told, board, drawn)
    if board.strips is None:
        return rows
    scores = _as_shown(board.strips.score([one.place for one in drawn])[:, ::-1], told.card)
    return [{**row, "scores": ",".join(line)} for row, line in zip(rows, scores, strict=True)]


def _lines(told: Told, board: Board, drawn: Sequence[Lost]) -> list[dict[str, Any]]:
    losses = biggest_losses_of(told.card, told.scores, [one.row for one in drawn])
    return [_row(told, board, one, lost) for one, lost in zip(drawn, losses, strict=True)]


def _as_shown(scores: Floats, card: Card) -> list[list[str]]:
    """Scores as the card shows them: numbers, or grades; empty where there is none."""
    if card.display == "grade":
        return [["" if s != s else str(show(s, card)) for s in line] for line in scores.tolist()]
    places = decimals(card)
    lines = shown(scores, card).tolist()
    return [["" if s != s else f"{s:.{places}f}" for s in line] for line in lines]


def _row(told: Told, board: Board, one: Lost, losses: tuple[str, ...]) -> dict[str, Any]:
    facts, card = told.frame.accounts, told.card
    names = band_names(card)
    scored = one.band >= 0
    look = tone(card.bands[one.band].tone) if scored else "none"
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
        "tone": look if scored else None,
        "sign": TONES[look].sign,
        "band": f"{names[one.band]} {show(one.score, card)}" if scored else _unscored(told, one),
        "score": one.score if scored else None,
        "lost": ", ".join(losses),
        "reason": facts.reasons.labels[reason] if reason >= 0 else "",
        **_strip(told, board, one),
    }


def _unscored(told: Told, one: Lost) -> str:
    return "No row" if one.row < 0 else str(band_names(told.card)[one.band])


def _fate(one: Lost) -> str:
    """Why a loss is no case, in words; nothing for the others."""
    if one.verdict != "no case":
        return ""
    return EXCLUDED.get(one.fate, _NO_LOOK)


def _strip(told: Told, board: Board, one: Lost) -> dict[str, Any]:
    """The months up to the notice, the oldest first, and the months of warning."""
    if board.strips is None or one.place < 0:
        return {}
    strips, place = board.strips, one.place
    bands = strips.band[place, ::-1].tolist()
    more = "" if one.whole else "+"
    said = f"{one.warning}{more} mo" if one.warning else "none"
    words = "never red up to the notice"
    if one.warning:
        words = f"red for {one.warning}{' or more' if more else ''} months up to the notice"
    return {
        "cells": ",".join("" if band == NO_ROW else str(band) for band in bands),
        "warning": one.warning,
        "warningText": said,
        "first": one.warning or None,
        "stripText": f"{told.frame.accounts.names[one.account]}: {words}",
    }


def _legend(card: Card, lead: int) -> list[dict[str, str]]:
    bands = [
        {"kind": "cell", "tone": tone(b.tone), "sign": TONES[tone(b.tone)].sign, "text": b.name}
        for b in card.bands
    ]
    marks = [
        {"kind": "cell first", "tone": "", "sign": "", "text": "first month of the warning"},
        {"kind": "look", "tone": "", "sign": "▴", "text": "month looked at"},
    ]
    if lead:
        line = f"{count(lead)} months before the notice: time to act"
        marks.append({"kind": "line", "tone": "", "sign": "", "text": line})
    return bands + marks
