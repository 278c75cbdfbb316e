"""What can be compared: the card on the screen, the saved one, versions, presets, cards brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scoring.errors import BellwetherError
from scoring.limits.showing import VERSIONS_COMPARED
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.store import CardVersion
from scoring.ui import data as datasets
from scoring.ui.state import State
from scoring.workbench.sides import BROUGHT, PRESET, SAVED, SCREEN, version_key, version_of

MOST_VERSIONS: Final = VERSIONS_COMPARED.now
"""So many saved versions are offered, the newest of each card and then the newest of all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be compared, and what it is called."""

    key: str
    label: str


def choices(here: State) -> list[Choice]:
    """Everything that this visitor may compare, what is at hand first."""
    found = [Choice(SCREEN, f"On the screen: {here.card.name}")]
    found.append(Choice(SAVED, f"Saved card: {here.saved.name}"))
    found += [
        Choice(f"{BROUGHT}{digest}", f"Brought: {card.name} ({digest})")
        for digest, card in here.brought.items()
    ]
    found += [Choice(version_key(v.name, v.number), label_of(v)) for v in versions(here)]
    found += [
        Choice(f"{PRESET}{name}", f"Preset: {card.name}")
        for name, card in datasets.fitting_presets(here.data).items()
    ]
    return found


def label_of(version: CardVersion) -> str:
    """A saved version in a list of choices."""
    return f"Version {version.number} of {version.name}, {version.written:%Y-%m-%d}"


def versions(here: State) -> list[CardVersion]:
    """The saved versions that are offered, the newest first; none without a store."""
    store = here.store
    if store is None:
        return []
    newest = store.cards()
    found = [v for card in newest[:MOST_VERSIONS] for v in store.versions(card.name)]
    return sorted(found, key=lambda v: v.written, reverse=True)[:MOST_VERSIONS]


def card_of(here: State, key: str) -> Card | None:
    """The card of a choice; None if it is not there any more."""
    if key == SCREEN:
        return here.card
    if key == SAVED:
        return here.saved
    if key.startswith(BROUGHT):
        return here.brought.get(key.removeprefix(BROUGHT))
    if key.startswith(PRESET):
        return datasets.presets().get(key.removeprefix(PRESET))
    named = version_of(key)
    if named is None or here.store is None:
        return None
    name, number = named
    try:
        found = next((v for v in here.store.versions(name) if v.number == number), None)
        return None if found is None else parse_card(found.text)
    except BellwetherError:
        return None
