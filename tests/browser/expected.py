"""What the page must show, computed by the kernel and written in the reader's habit."""

from __future__ import annotations

import datetime as dt
from functools import cache

from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.workbench import (
    DataSet,
    Picture,
    open_source,
    picture,
    preset_texts,
    source_paths,
    starting_card,
)
from tests.own_files import own

Filter = tuple[str, str] | None


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
    only: Filter = None,
) -> Picture:
    """What a card does to a book; without further words to the demo book, today."""
    data = data or bundled()
    months = data.book.frame.months
    looked_at = Month.parse(month) if month else months[-1]
    return picture(data, card, saved or card, looked_at, only)


def values(seen: Picture) -> list[str]:
    """The big figure of each tile: every band's accounts, then the lost customers caught.

    Fewer than 8 losses are too few for a rate; then only their number stands there.
    """
    bands = [f"{share.accounts:,}" for share in seen.shares]
    caught = sum(one.verdict == "caught" for one in seen.lost)
    few = len(seen.lost) < 8
    return [*bands, f"{len(seen.lost)} lost" if few else f"{caught} of {len(seen.lost)}"]


def changes(seen: Picture) -> list[str]:
    """The small figure of each tile: its change against the saved card."""
    before = {share.name: share.accounts for share in seen.shares_saved}
    steps = [share.accounts - before.get(share.name, 0) for share in seen.shares]
    caught = [sum(one.verdict == "caught" for one in side) for side in (seen.lost, seen.lost_saved)]
    steps.append(caught[0] - caught[1])
    return ["±0" if step == 0 else f"{step:+d}" for step in steps]
