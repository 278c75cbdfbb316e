"""Move after move on one book: cards of every kind are told as a new book tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from scoring.live.book import Book
from scoring.live.glimpse import glimpse
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.model import Card, Metric, Variant
from scoring.spec.parse import parse_card
from scoring.values import Column, Texts
from scoring.workbench import USUAL, picture, preset_texts
from scoring.workbench.previewing import picture_in_hand
from scoring.workbench.trying import rows_looked_at
from tests.examples import some
from tests.unit.live.test_banding import CARD, afresh
from tests.unit.workbench.test_cutting import demo

MONTHS = demo().book.frame.months
PULSE = parse_card(preset_texts()["pulse"])
SOME = {"dimension": "segment", "is": "Enterprise"}


def with_pulse(mode: str) -> Card:
    """The card with a judgement that nudges, or pins the outermost bands."""
    pinned = {"reason": "why"} if mode == "pin" else {}
    pulse = PULSE.pulse.model_copy(update={"mode": mode, **pinned}) if PULSE.pulse else None
    return PULSE.model_copy(update={"pulse": pulse})


def with_variant() -> Card:
    """The usual card; one of its metrics counts five times as much for some accounts."""
    heavy = {CARD.active[0].id: {"weight": 5 * CARD.active[0].weight}}
    variant = Variant.model_validate({"name": "Others", "when": SOME, "metrics": heavy})
    return CARD.model_copy(update={"variants": (variant,)})


KINDS = {
    "usual": CARD,
    "variant": with_variant(),
    "nudge": with_pulse("nudge"),
    "pin": with_pulse("pin"),
    "points": parse_card(preset_texts()["action_points"]),
}


def with_reasons() -> Book:
    """The demo's rows; whoever judged an account gave the same reason, and acted now and then."""
    frame = demo().book.frame
    names = {one.name for one in frame.catalogue.measures}
    acts = np.arange(len(frame.month)) % 7.0

    def fetch(metrics: Sequence[Metric]) -> Mapping[str, Column]:
        known = demo().book.fetch([one for one in metrics if one.measure in names])
        said = Texts(np.zeros(len(frame.month), np.int32), ("said",))
        made_up = {one.id: said if one.measure == "why" else acts for one in metrics}
        return {**made_up, **known}

    return Book(frame, fetch)


def again(card: Card, number: int) -> Card:
    """The card after a further move: its weights, or what its actions earn, and its cut."""
    one = card.metrics[0] if card.metrics else None
    if one is not None:
        moved = one.model_copy(update={"weight": one.weight + number})
        card = card.model_copy(update={"metrics": (moved, *card.metrics[1:])})
    if card.pulse is not None:
        pulse = card.pulse.model_copy(update={"max_points": 5.0 + number})
        card = card.model_copy(update={"pulse": pulse})
    return with_alarm_cut(card, 30.0 + number) if number % 2 else card


@pytest.mark.parametrize("name", some(KINDS))
def test_every_kind_of_card_moves_as_it_rests(name: str) -> None:
    """Three moves, looked at in one month and another: bands, standing and score in the rows."""
    here = with_reasons()
    for number in range(3):
        rows = rows_looked_at(replace(demo(), book=here), USUAL, MONTHS[-1 - number % 2])
        card = again(KINDS[name], number)
        found, whole = glimpse(here, card, rows), with_reasons().scored(card)
        for part in ("score", "mean", "coverage", "band", "standing", "capped"):
            some, every = getattr(found, part)[rows], getattr(whole, part)[rows]
            assert np.array_equal(some, every, equal_nan=True), (part, number)


def test_another_month_is_told_of_its_own_rows() -> None:
    """A slider that moves in the newest month, and then in one of two years ago, tells each."""
    here, card = replace(demo(), book=afresh()), again(CARD, 4)
    for month in (MONTHS[-1], MONTHS[0], MONTHS[-1]):
        moving = picture_in_hand(here, card, CARD, month)
        rest = picture(replace(demo(), book=afresh()), card, CARD, month)
        assert moving.shares == rest.shares
        assert repr(list(moving.turned.all)) == repr(list(rest.turned.all))
