"""The columns that lists of accounts share: who it is, whose, worth what, how it stands."""

from __future__ import annotations

import numpy as np

from scoring.live.kernel import band_names
from scoring.ui.state import State
from scoring.values import Ints, Texts
from scoring.views.listing import Column, score_column
from scoring.views.portfolio import Standings


def names_of(here: State, accounts: Ints) -> list[Column]:
    """Customer, and its owner where the data name any."""
    facts = here.data.book.frame.accounts
    columns = [Column("Customer", "text", Texts(accounts.astype(np.int32), facts.names))]
    if facts.owners.labels:
        owners = Texts(facts.owners.codes[accounts], facts.owners.labels)
        columns.append(Column("Owner", "text", owners))
    return columns


def bands_of(here: State, positions: Ints | np.ndarray) -> Texts:
    """Positions of bands as texts, best first, Onboarding and Not scored last."""
    names = band_names(here.card)
    codes = np.asarray(positions, np.int32) % len(names)
    return Texts(codes.astype(np.int32), tuple(map(str, names)))


def standing_columns(here: State, stands: Standings) -> list[Column]:
    """What every list of the book's accounts says about them."""
    columns = names_of(here, stands.account)
    if here.data.catalogue.has_arr:
        columns.append(Column("ARR", "money", stands.arr, "Yearly recurring revenue"))
    columns.append(Column("Band", "band", bands_of(here, stands.band)))
    if stands.pinned.any():
        pinned = Texts(np.where(stands.pinned, 0, -1).astype(np.int32), ("pinned",))
        columns.append(Column("Pulse", "text", pinned, "Its CSM set the band"))
    columns.append(score_column("Score", stands.score, here.card))
    if (stands.before >= 0).any():
        change = "Points of 100 since the month before"
        columns.append(Column("Change", "number", np.round(stands.change, 1), change, digits=1))
    columns.append(Column("Renews", "month", stands.renews, "The month its contract runs out"))
    return columns
