"""Lost customers by name: how the card saw them before they left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from scoring.backtest.lead import NO_ROW, Strips
from scoring.backtest.lost import JUDGED, ORDER, Board, Lost
from scoring.backtest.trial import Trial
from scoring.limits.showing import REPORT_LOST
from scoring.live.frame import Frame
from scoring.live.kernel import Scores, band_names
from scoring.output.board_lines import drawn_of
from scoring.output.charts.tones import ToneName, tone
from scoring.output.figures import count, money_or_dash
from scoring.output.report.blocks import Block, Figure, Grid, Section, Words
from scoring.output.report.honesty import of_trial
from scoring.output.report.strips import Strip, strips
from scoring.spec.model import Card
from scoring.spec.scale import show
from scoring.views.explain import biggest_losses_of

MOST: Final = REPORT_LOST.now
"""So many lost customers are told: the largest of each verdict, missed ones first."""


def lost_section(
    frame: Frame, card: Card, scores: Scores, trial: Trial, board: Board, currency: str | None
) -> Section:
    """The board of lost customers, its first lines, and the months before each notice."""
    if not len(board.lost):
        return Section("Lost customers", [Words("The data know no lost customer.")], apart=True)
    counts = ", ".join(f"{count(board.count(v))} {v}" for v in ORDER if board.count(v))
    drawn = _first(board)
    blocks: list[Block] = [Words(f"{count(len(board.lost))} lost customers: {counts}.")]
    before = board.strips(drawn)
    if before is not None and drawn:
        blocks.append(_strips(frame, card, trial, before, drawn))
    blocks.append(_table(frame, card, scores, trial, drawn, before, currency))
    return Section("Lost customers", blocks, apart=True)


def _first(board: Board) -> list[Lost]:
    """The largest of those that could have been warned of; others only where none could."""
    most = max(MOST // 2, 1)
    known = drawn_of(board, most)
    judged = [one for one in known if one.verdict in JUDGED]
    return (judged or known)[:MOST]


def _strips(
    frame: Frame, card: Card, trial: Trial, before: Strips, drawn: Sequence[Lost]
) -> Figure:
    names, tones = band_names(card), [*(tone(b.tone) for b in card.bands), "none", "none"]
    rows = []
    for i, one in enumerate(drawn):
        months = before.band[i, ::-1].tolist()
        looks: list[ToneName | None] = [None if b == NO_ROW else tone(tones[b]) for b in months]
        said = ["" if b == NO_ROW else str(names[b]) for b in months]
        verdict: str = one.verdict
        if before.lead[i]:
            more = "" if before.whole[i] else "+"
            verdict = f"{one.verdict}, red for {before.lead[i]}{more} mo"
        rows.append(Strip(frame.accounts.names[one.account], looks, said, verdict))
    lead = trial.question.lead
    title = "Month by month up to the notice"
    said_line = f"the upright line: {_months(lead)} before the notice, where the time to act ends"
    return Figure(title, strips(title, rows, lead, _legend(card)), (*of_trial(trial), said_line))


def _table(
    frame: Frame,
    card: Card,
    scores: Scores,
    trial: Trial,
    drawn: Sequence[Lost],
    before: Strips | None,
    currency: str | None,
) -> Grid:
    names, facts = band_names(card), frame.accounts
    losses = biggest_losses_of(card, scores, [one.row for one in drawn])
    leads = [0] * len(drawn) if before is None else before.lead.tolist()
    rows = []
    for one, cost, lead in zip(drawn, losses, leads, strict=True):
        reason = int(facts.reasons.codes[one.account])
        band = str(names[one.band]) if one.row >= 0 else "No row"
        rows.append(
            (
                facts.names[one.account],
                one.verdict,
                "–" if math.isnan(one.arr) else money_or_dash(one.arr, currency),
                str(one.left) if one.left else "–",
                band if math.isnan(one.score) else f"{band} {show(one.score, card)}",
                _months(lead) if lead else "none",
                ", ".join(cost) or "–",
                facts.reasons.labels[reason] if reason >= 0 else "–",
            )
        )
    head = ("Customer", "Verdict", "ARR", "Notice", "When looked at", "Warning",
            "Most points lost to", "Reason given")  # fmt: skip
    caption = "Lost customers, missed ones first and the largest first among equals"
    return Grid(caption, head, rows, frozenset({2, 3, 5}), of_trial(trial))


def _months(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"


def _legend(card: Card) -> dict[str, ToneName]:
    return {band.name: tone(band.tone) for band in card.bands} | {"No score": tone("none")}
