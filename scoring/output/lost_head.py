"""What stands above the lines of the board of lost customers: its verdicts and its legend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scoring.backtest.lost import Board, Verdict
from scoring.output.charts.tones import TONES, ToneName, tone
from scoring.output.figures import count
from scoring.spec.model import Card

LOOKS: Final[Mapping[Verdict, tuple[ToneName, str, str]]] = {
    "missed": ("bad", "✕", "missed"),
    "not scored": ("none", "○", "no score"),
    "caught": ("good", "✓", "caught"),
    "too late": ("watch", "◷", "too late"),
    "no case": ("none", "–", "no case"),
}
"""The tone, the sign and the word of each verdict."""


def chip(board: Board, verdict: Verdict, lead: int) -> dict[str, Any]:
    """A verdict to be pressed: how it looks, how many have it, and what it means."""
    look = LOOKS[verdict]
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


def legend(card: Card, lead: int) -> list[dict[str, str]]:
    """What the cells and the marks of the strips mean."""
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
