"""The book in five figures, each with what it counts on hover."""

from __future__ import annotations

import numpy as np

from scoring.live.frame import NEVER
from scoring.live.kernel import band_alarms
from scoring.output.figures import count, money, share, signed
from scoring.spec.glossary import meaning
from scoring.ui.live.tiles import Figure
from scoring.ui.panels.tiles import figures
from scoring.ui.state import State
from scoring.views.bands import flagged, total
from scoring.views.portfolio import SOON, renewing
from scoring.views.worklist import marked_lost
from scoring.workbench import Overview


def tiles(here: State, seen: Overview) -> None:
    """Customers, ARR, what is flagged, and the flagged part of what renews soon.

    Without a column of revenue there is no tile of it.
    """
    catalogue = here.data.catalogue
    accounts, arr = total(seen.shares)
    alarmed, alarmed_arr = flagged(seen.shares)
    change = alarmed - flagged(seen.shares_before)[0] if seen.shares_before else None
    currency = catalogue.currency if catalogue.has_arr else None
    row = [
        Figure("Customers", count(accounts), change=_gone(here, seen), help=meaning("Book")),
        *(
            [Figure("ARR", money(arr, currency), help=meaning("ARR"))]
            if currency is not None
            else []
        ),
        Figure(
            "At risk",
            f"{count(alarmed)} · {share(alarmed, accounts)}",
            change="" if change is None else signed(change),
            against="" if change is None else "vs last month",
            mood="bad" if (change or 0) > 0 else "good" if change else "",
            help=meaning("At risk"),
        ),
    ]
    if currency is not None:
        help_ = f"{meaning('ARR at risk')} Below it what of that renews within {SOON} months."
        value = f"{money(alarmed_arr, currency)} · {share(alarmed_arr, arr)}"
        row.append(Figure("ARR at risk", value, change=_soon(here, seen), help=help_))
    figures([row], "tiles")


def _gone(here: State, seen: Overview) -> str:
    """How many of them are none any more: a snapshot without dates holds its lost customers."""
    gone = int(marked_lost(here.data.book.frame, seen.standings.row).sum())
    return f"{count(gone)} marked as lost" if gone else ""


def _soon(here: State, seen: Overview) -> str:
    stands = seen.standings
    if (stands.renews == NEVER).all():
        return ""
    near = stands.at(renewing(stands, seen.month))
    held = band_alarms(here.card)[near.band]
    amount = float(np.nansum(near.arr[held]))
    return f"{held.sum()} renew soon, {money(amount, here.data.catalogue.currency)}"
