"""Changes to what stands around the metrics: actions, the pulse, and how scores are shown."""

from __future__ import annotations

import itertools
from typing import Any

from scoring.errors import CardError, Finding
from scoring.spec.checked import checked
from scoring.spec.edit_metrics import id_for
from scoring.spec.fields import Display
from scoring.spec.model import Card
from scoring.spec.parts import MOST_LINES, Action, Band, Pulse, Rules
from scoring.spec.scale import grades_of


def with_action(card: Card, action_id: str, **changes: Any) -> Card:
    """The card with some fields of one action changed. Raises CardError if they cannot stand."""
    actions = tuple(
        checked(Action, a.model_dump(by_alias=True) | changes, a.id) if a.id == action_id else a
        for a in card.actions
    )
    if not any(a.enabled and a.points for a in actions):
        problem = "no action would be left with points"
        raise CardError([Finding("actions", problem, "keep one that counts")])
    return card.model_copy(update={"actions": actions})


def with_new_action(card: Card, action: Action) -> Card:
    """A points card with one more action, at the end; its id is made unique.

    Raises CardError where there are too many.
    """
    if len(card.actions) >= MOST_LINES:
        problem = f"a card has at most {MOST_LINES} actions"
        raise CardError([Finding("actions", problem, "remove one first")])
    free = id_for(action.id, [a.id for a in card.actions])
    added = action.model_copy(update={"id": free})
    return card.model_copy(update={"actions": (*card.actions, added)})


def without_action(card: Card, action_id: str) -> Card:
    """A points card without an action. Raises CardError for the last one that counts."""
    left = tuple(a for a in card.actions if a.id != action_id)
    if not any(a.enabled and a.points for a in left):
        problem = "no action would be left with points"
        raise CardError([Finding("actions", problem, "add another one first")])
    return card.model_copy(update={"actions": left})


def with_ends(card: Card, base: float, floor: float, ceiling: float) -> Card:
    """A points card with another base and other ends. Raises CardError if they do not rise."""
    if floor >= ceiling:
        problem = "the ceiling does not lie above the floor"
        raise CardError([Finding("ceiling", problem, "let the ceiling be the larger one")])
    return card.model_copy(update={"base": base, "floor": floor, "ceiling": ceiling})


def with_pulse(card: Card, **changes: Any) -> Card:
    """The card with some fields of its pulse changed; with none yet they make one.

    Raises CardError if it cannot stand.
    """
    before = card.pulse.model_dump() if card.pulse else {}
    pulse = checked(Pulse, before | changes, "pulse")
    if pulse.mode == "metric" and card.kind == "points":
        problem = "a points card has no metrics, so the pulse cannot be one"
        raise CardError([Finding("pulse", problem, "use nudge or pin")])
    return card.model_copy(update={"pulse": pulse})


def without_pulse(card: Card) -> Card:
    """The card without a pulse."""
    return card.model_copy(update={"pulse": None})


def with_rules(card: Card, **changes: Any) -> Card:
    """The card with other rules of sufficiency. Raises CardError if they cannot stand."""
    rules = checked(Rules, card.rules.model_dump() | changes, "rules")
    return card.model_copy(update={"rules": rules})


def with_display(card: Card, display: Display) -> Card:
    """The card with its scores shown on another scale, its cuts carried over.

    From 100 to 10 every cut stays exactly where it is: 75 becomes 7.75, and scores are then
    shown with as many decimals. From 10 to 100 a cut that is no tenth there is rounded to
    one: 8 of 10 is 77.777…, and becomes 77.8.
    """
    if (card.display == "ten") == (display == "ten"):
        return card.model_copy(update={"display": display})
    carry = _to_ten if display == "ten" else _from_ten
    variants = tuple(
        v.model_copy(update={"bands": _carried(v.bands, carry)}) if v.bands else v
        for v in card.variants
    )
    bands = _carried(card.bands, carry)
    return card.model_copy(update={"display": display, "bands": bands, "variants": variants})


def _to_ten(start: float) -> float:
    return round(1.0 + 9.0 * start / 100.0, 3)


def _from_ten(start: float) -> float:
    return round((start - 1.0) / 9.0 * 100.0, 1)


def _carried(bands: tuple[Band, ...], carry: Any) -> tuple[Band, ...]:
    return tuple(b.model_copy(update={"start": carry(b.start)}) for b in bands)


def with_grade(card: Card, letter: str, start: float) -> Card:
    """The card with one grade beginning at another score. Raises CardError unless they fall."""
    grades = {**grades_of(card), letter: float(start)}
    floors = list(grades.values())
    if any(low >= high for high, low in itertools.pairwise(floors)) or floors[-1]:
        problem = "the grades would not fall from the best to the lowest"
        raise CardError([Finding("grades", problem, "keep every grade below the one above it")])
    return card.model_copy(update={"grades": grades})
