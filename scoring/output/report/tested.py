"""How a card was tested, in words and with its figures, and what that cannot tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.backtest.trial import Trial
from scoring.output.asked_words import asked_words
from scoring.output.charts.tones import tone
from scoring.output.figures import count
from scoring.output.headline import counted, tiles_of
from scoring.output.report.blocks import Block, Figure, Listing, Section, Tile, Tiles, Words
from scoring.output.report.forest import Row, forest
from scoring.output.report.honesty import of_trial
from scoring.spec.model import Card

ALWAYS = (
    "A score sums up what was known at the end of a month; it is points, and never the chance that"
    " one customer leaves.",
    "The test looks back. It says what the card would have caught of the losses there were, not"
    " what it will catch of those to come.",
    "The same losses may have shaped the card, so its figures lean to the good side. Losses that"
    " come after the card was agreed are the real test.",
    "A flagged account that was worked and stayed counts as a false alarm: where the work helps,"
    " the card looks worse than it is.",
    "A field that shows the present in place of its history would flatter every figure; the"
    " warnings name what looks like one.",
)
"""Limits that hold for every card."""


def tested_section(trial: Trial, card: Card) -> Section:
    """What was asked, the headline figures in their order, and whether the bands keep theirs."""
    blocks: list[Block] = [Words(text) for text in asked_words(trial)]
    blocks += [Words(text, loud=True) for text in (trial.gate.words, trial.ruler.words) if text]
    tiles = [Tile(t.label, t.value, t.note, t.help) for t in tiles_of(trial)]
    blocks.append(Tiles(tiles, of_trial(trial)))
    blocks += _bands(trial, card)
    left = [f"Left out, {one.reason}: {count(one.count)} ({one.words})."
            for one in trial.cases.excluded]  # fmt: skip
    if left:
        blocks.append(Listing(left))
    return Section("How it was tested", blocks, apart=True)


def _bands(trial: Trial, card: Card) -> Iterator[Block]:
    if not trial.gate.shares or not trial.bands:
        return
    tones = {band.name: tone(band.tone) for band in card.bands}
    rows = [
        Row(b.band, tones.get(b.band, "none"), b.rate.estimate, b.rate.low, b.rate.high,
            counted(b.lost, b.rate))
        for b in trial.bands
    ]  # fmt: skip
    cases, lost = sum(b.cases for b in trial.bands), sum(b.lost for b in trial.bands)
    all_of = (lost / cases, f"all {100 * lost / cases:.1f}%") if cases else None
    title = "How many of each band were lost"
    yield Figure(title, forest(title, rows, all_of), of_trial(trial))
    said = [trial.signal.words, *(step.words for step in trial.steps)]
    yield Listing([words for words in said if words])


def limits_section(trial: Trial, own: Sequence[str]) -> Section:
    """What the figures cannot tell: of every card, and of this one (`own`)."""
    few = [trial.ruler.words] if trial.ruler.words else []
    return Section("Limits", [Listing([*few, *own, *ALWAYS])])
