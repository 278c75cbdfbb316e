"""The book by segment: how each stands now, and what of its losses was caught."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scoring.backtest.by_group import Group, Groups
from scoring.backtest.trial import Trial
from scoring.live.crossing import Crossing
from scoring.live.kernel import band_names
from scoring.output.charts.tones import tone
from scoring.output.figures import count, money_or_dash, share
from scoring.output.headline import counted
from scoring.output.report.bars import Bar, Part, bars
from scoring.output.report.blocks import Block, Figure, Grid, Section, Words
from scoring.output.report.forest import Row, forest
from scoring.output.report.honesty import of_trial
from scoring.spec.model import Card
from scoring.spec.scale import show
from scoring.views.segments import Segment


def segments_section(
    card: Card,
    crossed: Crossing,
    found: Sequence[Segment],
    groups: Groups,
    trial: Trial,
    currency: str | None,
    rests: Sequence[str],
) -> Section:
    """Bands, revenue and caught losses of each value of a dimension.

    Input: the book's figures by cell and what they rest on; the figures of the past by group.
    """
    title = f"The bands of each {crossed.name}"
    blocks: list[Block] = [
        Figure(title, bars(title, [_bar(card, crossed, one) for one in found]), rests),
        _table(card, crossed, found, currency, rests),
    ]
    blocks += _caught(crossed, groups, trial)
    return Section(f"By {crossed.name}", blocks, apart=True)


def _bar(card: Card, crossed: Crossing, one: Segment) -> Bar:
    names = band_names(card)
    tones = [*(tone(band.tone) for band in card.bands), tone("none"), tone("none")]
    parts = [
        Part(str(name), look, number, count(number))
        for name, look, number in zip(names, tones, one.counts, strict=True)
        if number
    ]
    return Bar(crossed.title(one.cell), parts, f"{count(one.accounts)} customers")


def _table(
    card: Card,
    crossed: Crossing,
    found: Sequence[Segment],
    currency: str | None,
    rests: Sequence[str],
) -> Grid:
    rows = [
        (
            crossed.title(one.cell),
            count(one.accounts),
            money_or_dash(one.arr, currency),
            f"{count(one.flagged)} ({share(one.flagged, one.accounts)})",
            money_or_dash(one.flagged_arr, currency),
            "–" if math.isnan(one.mean) else show(one.mean, card),
        )
        for one in found
    ]
    head = (crossed.name.capitalize(), "Customers", "ARR", "Flagged", "ARR flagged", "Mean score")
    return Grid(f"The book by {crossed.name}", head, rows, frozenset(range(1, 6)), rests)


def _caught(crossed: Crossing, groups: Groups, trial: Trial) -> Sequence[Block]:
    if not trial.gate.shares:
        return [Words(trial.gate.words)] if trial.gate.words else []
    rows = [_row(group) for group in groups.groups]
    title = f"Losses caught, by {crossed.name}"
    all_of = None
    if trial.caught.estimate is not None:
        all_of = (trial.caught.estimate, f"all {100 * trial.caught.estimate:.0f}%")
    drawn = forest(title, rows, all_of)
    said = [v.words for v in (groups.order, groups.red) if v.words]
    return [Figure(title, drawn, of_trial(trial)), *(Words(words) for words in said)]


def _row(group: Group) -> Row:
    name, caught = group.value or "no value", group.caught
    if group.grey:
        lost = "1 lost account" if group.accounts == 1 else f"{count(group.accounts)} lost accounts"
        return Row(name, "none", None, None, None, f"{lost}: too few alone")
    hits = (caught.estimate or 0.0) * caught.n
    said = counted(round(hits), caught)
    return Row(name, "accent", caught.estimate, caught.low, caught.high, said)
