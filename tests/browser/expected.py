"""What the page must show, computed by the kernel and written in the reader's habit."""

from __future__ import annotations

import datetime as dt
from functools import cache

from scoring.live.among import EVERYONE, Among
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.workbench import (
    USUAL,
    Asked,
    DataSet,
    Picture,
    open_source,
    picture,
    preset_texts,
    source_paths,
    starting_card,
)
from tests.own_files import own


@cache
def bundled(name: str = "demo") -> DataSet:
    """A data set that comes with the product, as the app opens it."""
    return open_source(source_paths()[name], today=dt.date.today())


@cache
def preset(name: str = "b2b_saas_starter") -> Card:
    """A card that comes with the product."""
    return parse_card(preset_texts()[name])


def uploaded(content: bytes, name: str) -> tuple[DataSet, Card]:
    """An uploaded file as it is guessed to be, and the card it begins with."""
    data = own(content, name, today=dt.date.today())
    return data, starting_card(data)


def seen(
    card: Card,
    saved: Card | None = None,
    *,
    data: DataSet | None = None,
    month: str = "",
    only: Among = EVERYONE,
    asked: Asked = USUAL,
) -> Picture:
    """What a card does to a book; without further words to the demo book, today."""
    data = data or bundled()
    months = data.book.frame.months
    looked_at = Month.parse(month) if month else months[-1]
    return picture(data, card, saved or card, looked_at, only, asked)


def values(seen: Picture) -> list[str]:
    """The big figure of each tile: every band's accounts, then what was caught of the lost.

    Fewer than 8 lost accounts are too few for a rate, fewer than 15 for the work as a rate; where
    nobody was lost there is nothing to say.
    """
    bands = [f"{share.accounts:,}" for share in seen.shares]
    counts, area = seen.trial.counts, seen.trial.ranking.estimate
    if not counts.accounts:
        return [*bands, "–", "–", "–"]
    if counts.accounts < 8:
        return [*bands, f"{counts.lost} lost", f"{counts.flagged:,} flagged", "–"]
    calls = f"{counts.flagged / counts.caught:.1f}" if counts.caught else "–"
    if counts.accounts < 15:
        calls = f"{counts.caught} in {counts.flagged:,}"
    power = "–" if area is None else f"{100 * area:.0f}%"
    return [*bands, f"{counts.caught:,} of {counts.lost:,}", calls, power]


def look_back(seen: Picture) -> list[str]:
    """The big figures of the page on lost customers, in its order, where there are 15 or more."""
    counts, trial = seen.trial.counts, seen.trial
    assert counts.accounts >= 15
    assert trial.alarms is not None
    months = trial.lead.median or 0
    return [
        f"{counts.caught} of {counts.lost}",
        f"{counts.flagged / counts.caught:.1f}",
        f"{100 * (trial.money.caught.estimate or 0):.0f}%",
        f"{months:g} {'month' if months == 1 else 'months'}",
        f"{100 * (trial.alarms.months.estimate or 0):.0f}%",
        f"{100 * (trial.ranking.estimate or 0):.0f}%",
    ]


def changes(seen: Picture) -> list[str]:
    """The small figure of each tile: its change against the saved card."""
    before = {share.name: share.accounts for share in seen.shares_saved}
    bands = [share.accounts - before.get(share.name, 0) for share in seen.shares]
    counts, saved = seen.trial.counts, seen.trial_saved.counts
    calls = counts.flagged / counts.caught - saved.flagged / saved.caught
    power = (seen.trial.ranking.estimate or 0) - (seen.trial_saved.ranking.estimate or 0)
    steps = [*bands, counts.caught - saved.caught, round(calls, 1), round(100 * power, 1)]
    return ["±0" if step == 0 else f"{step:+g}".replace("-", "−") for step in steps]
