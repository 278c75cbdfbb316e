"""A data set is loaded and scored at once: with the card at hand if it fits, else a first one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from scoring.engine.places import Place
from scoring.engine.watch import Watch
from scoring.spec.model import Card
from scoring.spec.source import Source
from scoring.workbench.checking import fits
from scoring.workbench.examining import quality
from scoring.workbench.opening import DataSet, open_data
from scoring.workbench.starting import starting_card


@dataclass(frozen=True, slots=True)
class Fresh:
    """A data set that was just loaded, the card to see it with, and whether that is a guess."""

    data: DataSet
    card: Card
    guessed: bool


def open_fresh(
    source: Source, place: Place, cards: Sequence[Card], *, today: dt.date, watch: Watch
) -> Fresh:
    """Load a data set and find the card to see it with.

    Input: a checked source and the place of its files; cards in the order in which they are
    wanted. Output: the data with the first card that fits them, else with a starting card;
    what is odd about them is looked up on the way. Raises DataError, or Stopped.
    """
    data = open_data(source, place, today=today, watch=watch)
    watch.tell("Looking for what is odd", 0.93)
    quality(data, today=today)
    known = next((card for card in cards if fits(card, data)), None)
    watch.tell("Scoring", 0.97)
    card = known or starting_card(data)
    data.book.scored(card)
    return Fresh(data, card, known is None)
