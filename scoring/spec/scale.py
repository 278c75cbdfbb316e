"""The three ways to print a score; none of them moves an account to another band."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from scoring.spec.model import Card
from scoring.values import HALF_A_DECIMAL, Floats

DEFAULT_GRADES: Mapping[str, float] = {"A": 90.0, "B": 80.0, "C": 70.0, "D": 60.0, "F": 0.0}


def grades_of(card: Card) -> Mapping[str, float]:
    """The card's grades and the score from which each holds, best first."""
    return card.grades or DEFAULT_GRADES


def decimals(card: Card) -> int:
    """With how many decimals scores are shown: one, or as many as the cuts on a ten scale need."""
    if card.display != "ten":
        return 1
    lists = [card.bands, *(v.bands for v in card.variants if v.bands)]
    starts = [band.start for bands in lists for band in bands]
    return next(d for d in (1, 2, 3) if d == 3 or all(_fits(start, d) for start in starts))


def _fits(start: float, digits: int) -> bool:
    unit = 10.0**digits
    return abs(start * unit - round(start * unit)) <= 1e-9


def shown(score: Floats, card: Card) -> Floats:
    """Scores on the card's scale, truncated to `decimals`; NaN stays NaN.

    Half a last decimal is added first, because a cut such as 8 of 10 is a rounded score too:
    a score at the cut then shows the cut, and the next score below shows less. A grade card
    has no scale of its own: it is printed by `grade_codes`.
    """
    reached = score + HALF_A_DECIMAL
    scale = reached * 9.0 / 100.0 + 1.0 if card.display == "ten" else reached
    unit = 10.0 ** decimals(card)
    return np.asarray(np.floor(scale * unit) / unit)


def of_hundred(score: float) -> float:
    """A score from 0 to 100 truncated to one decimal, whatever scale its card is shown on."""
    return math.floor((score + HALF_A_DECIMAL) * 10.0) / 10.0


def grade_codes(score: Floats, card: Card) -> Floats:
    """For each score the position of its grade in `grades_of`; NaN stays NaN."""
    floors = np.array(list(grades_of(card).values()))
    codes = (score[:, None] < floors[None, :]).sum(axis=1).astype(np.float64)
    return np.asarray(np.where(np.isnan(score), np.nan, codes))


def show(score: float, card: Card) -> str:
    """One score as text: 77.4, 8.1 or B; a dash where there is none."""
    if math.isnan(score):
        return "–"
    if card.display == "grade":
        return list(grades_of(card))[int(grade_codes(np.array([score]), card)[0])]
    return f"{float(shown(np.array([score]), card)[0]):.{decimals(card)}f}"


def cell(score: float, card: Card) -> float | str | None:
    """One score for a table that sorts: a number on the card's scale, or its grade."""
    if math.isnan(score):
        return None
    return (
        show(score, card) if card.display == "grade" else float(shown(np.array([score]), card)[0])
    )


def cut_text(cut: float, card: Card) -> str:
    """A cut on the 0–100 scale as the card's scale writes it."""
    return (
        f"{cut * 9.0 / 100.0 + 1.0:.{decimals(card)}f}" if card.display == "ten" else f"{cut:.1f}"
    )
