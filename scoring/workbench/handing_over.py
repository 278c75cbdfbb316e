"""A card becomes instructions for a platform, and what gets lost there is counted on the book."""

from __future__ import annotations

import numpy as np

from scoring.errors import CardError, CommandError, did_you_mean, errors_among
from scoring.output.handover import PLATFORMS, Counted, Handover
from scoring.output.handover.markdown import markdown as handover_text
from scoring.output.handover.told import points_lost
from scoring.spec.model import Card
from scoring.spec.parse import read_card
from scoring.values import Month
from scoring.workbench.opening import DataSet

__all__ = ["card_alone", "hand_over", "handover_text"]


def card_alone(text: str) -> Card:
    """A card that is sound in itself, whatever the data. Raises CardError with every fault."""
    reading = read_card(text)
    if reading.card is None:
        raise CardError(errors_among(reading.findings))
    return reading.card


def hand_over(
    card: Card, platform: str, data: DataSet | None = None, month: Month | None = None
) -> Handover:
    """Instructions to enter a card in a platform.

    With data, each loss that can be is counted on the accounts that are in the book at the month
    (None: the last one): those whose band it changes by itself, and all losses together. Raises
    CommandError for an unknown platform.
    """
    if platform not in PLATFORMS:
        problem = f"no platform is called '{platform}'"
        raise CommandError(problem, fix=did_you_mean(platform, PLATFORMS.names))
    chosen = PLATFORMS[platform]
    losses = points_lost(card) if card.kind == "points" else chosen.losses(card)
    if data is None:
        return Handover(chosen, card, chosen.enter(card), tuple(Counted(x, None) for x in losses))
    when = month or data.book.frame.months[-1]
    rows = data.book.frame.rows_at(when)
    there = np.asarray(data.book.frame.in_book(rows))
    here = data.book.scored(card).band[rows][there]

    def moved(like: Card) -> int:
        return int(np.count_nonzero(data.book.scored(like).band[rows][there] != here))

    counted, all_at_once = [], card
    for loss in losses:
        if loss.like is not None:
            all_at_once = loss.like(all_at_once)
        counted.append(Counted(loss, moved(loss.like(card)) if loss.like else None))
    return Handover(
        chosen,
        card,
        chosen.enter(card),
        tuple(counted),
        as_of=str(when),
        of=int(np.count_nonzero(there)),
        together=moved(all_at_once),
    )
