"""What is to be done in a band comes, goes and is written anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scoring.errors import CardError, Finding
from scoring.limits.cards import CARD_PLAYBOOKS
from scoring.spec.checked import checked
from scoring.spec.edit_metrics import id_for
from scoring.spec.model import Card
from scoring.spec.parts import Band, Playbook

MOST: Final = CARD_PLAYBOOKS.now
"""So many playbooks has a card at most."""


def playbook_of(card: Card, band: str) -> Playbook | None:
    """The playbook of a band; None where it has none. Raises KeyError for another name."""
    return card.playbooks.get(_band(card, band).playbook or "")


def sharing(card: Card, band: str) -> tuple[str, ...]:
    """The other bands with the same playbook, those of variants as "band (variant)"."""
    key = _band(card, band).playbook
    if key is None:
        return ()
    own = [b.name for b in card.bands if b.playbook == key and b.name != band]
    more = [
        f"{b.name} ({v.name})" for v in card.variants for b in v.bands or () if b.playbook == key
    ]
    return (*own, *more)


def with_playbook(
    card: Card, band: str, *, title: str, within_hours: int | None, steps: Sequence[str]
) -> Card:
    """The card with this playbook for a band, which gets one of its own if it had none.

    Empty steps are left out. Other bands with the same one have it too. Raises CardError if it
    cannot stand, KeyError if there is no such band.
    """
    lines = [step.strip() for step in steps if step.strip()]
    raw = {"title": title.strip(), "within_hours": within_hours, "steps": lines}
    made = checked(Playbook, raw, f"the playbook of {band}")
    key = _band(card, band).playbook or id_for(band, card.playbooks)
    if key not in card.playbooks and len(card.playbooks) >= MOST:
        fix = "let bands share one in the card's file"
        raise CardError([Finding("playbooks", f"a card has at most {MOST} playbooks", fix)])
    bands = tuple(
        b.model_copy(update={"playbook": key}) if b.name == band else b for b in card.bands
    )
    books = {**card.playbooks, key: made}
    return card.model_copy(update={"bands": bands, "playbooks": books})


def without_playbook(card: Card, band: str) -> Card:
    """The card with nothing to do in a band; a playbook that no band has any more is dropped.

    Raises KeyError if there is no such band.
    """
    key, alone = _band(card, band).playbook, not sharing(card, band)
    bands = tuple(
        b.model_copy(update={"playbook": None}) if b.name == band else b for b in card.bands
    )
    books = {k: v for k, v in card.playbooks.items() if k != key or not alone}
    return card.model_copy(update={"bands": bands, "playbooks": books})


def _band(card: Card, name: str) -> Band:
    found = next((band for band in card.bands if band.name == name), None)
    if found is None:
        raise KeyError(name)
    return found
