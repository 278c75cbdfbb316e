"""A saved card keeps every version."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from string import ascii_lowercase

import pytest

from scoring.errors import CardError, CommandError, StoreError
from scoring.spec.parse import parse_card
from scoring.store import CardVersion, Store, in_memory
from tests.unit.store.samples import CARD, NOON, minutes_from_noon


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store."""
    made = in_memory(minutes_from_noon())
    yield made
    made.close()


HEAVIER = CARD.replace("weight: 1", "weight: 2")


def test_a_saved_card_comes_back_as_it_was(store: Store) -> None:
    """Text, digest, note, author and time are kept under the number 1."""
    assert store.save_card("Ours", CARD, "first try", "Dana") == 1
    digest = parse_card(CARD).digest
    assert store.versions("Ours") == (
        CardVersion("Ours", 1, CARD, digest, "first try", "Dana", NOON),
    )


def test_saving_again_adds_a_version(store: Store) -> None:
    """The older one stays; the list of cards shows the newest."""
    assert [store.save_card("Ours", text) for text in (CARD, HEAVIER, CARD)] == [1, 2, 3]
    store.save_card("Another", HEAVIER)
    assert [v.text for v in store.versions("Ours")] == [CARD, HEAVIER, CARD]
    assert [(v.name, v.number) for v in store.cards()] == [("Another", 1), ("Ours", 3)]
    assert store.version("Ours", 2).text == HEAVIER


def test_a_removed_card_can_be_had_back_with_its_versions(store: Store) -> None:
    """Out of the list and back in it; saving under its name brings it back too."""
    store.save_card("Ours", CARD)
    store.remove_card("Ours")
    assert (store.cards(), store.versions("Ours")) == ((), ())
    assert store.version("Ours", 1).text == CARD
    store.restore_card("Ours")
    assert [v.number for v in store.versions("Ours")] == [1]
    store.remove_card("Ours")
    assert store.save_card("Ours", HEAVIER) == 2
    assert [v.number for v in store.versions("Ours")] == [1, 2]


def test_only_a_sound_card_is_saved(store: Store) -> None:
    """Faults come as they do everywhere, and nothing is kept."""
    with pytest.raises(CardError, match="weight"):
        store.save_card("Ours", CARD.replace("weight: 1", "weight: -1"))
    with pytest.raises(CommandError, match="1 to 200 characters"):
        store.save_card(" ", CARD)
    with pytest.raises(CommandError, match="a note has at most"):
        store.save_card("Ours", CARD, note="x" * 2001)
    assert store.cards() == ()


def test_what_is_not_there_is_refused(store: Store) -> None:
    """An unknown name or number is said, not passed over."""
    with pytest.raises(StoreError, match="no saved card 'Gone'"):
        store.remove_card("Gone")
    with pytest.raises(StoreError, match="no saved card 'Gone'"):
        store.restore_card("Gone")
    with pytest.raises(StoreError, match="no version 1 of 'Gone'"):
        store.version("Gone", 1)
    assert store.versions("Gone") == ()


def test_a_version_is_found_by_its_short_id(store: Store) -> None:
    """Ten characters of a to z and 2 to 7, another one for each version, the same ever after."""
    for text in (CARD, HEAVIER, CARD):
        store.save_card("Ours", text)
    store.save_card("Another", CARD)
    found = [*store.versions("Ours"), *store.versions("Another")]
    codes = [version.code for version in found]
    assert len(set(codes)) == 4
    assert all(len(code) == 10 and set(code) <= set(ascii_lowercase + "234567") for code in codes)
    assert [store.coded(code) for code in codes] == found
    assert store.coded(codes[0][:-1] + ("a" if codes[0][-1] != "a" else "b")) is None


def test_a_short_id_is_the_hash_of_what_a_version_is(store: Store) -> None:
    """SHA-256 of name, number, digest and time, in base 32: written out here once more."""
    store.save_card("Ours", CARD)
    said = "Ours\x001\x00" + parse_card(CARD).digest + "\x002026-07-01T12:00:00+00:00"
    hashed = base64.b32encode(hashlib.sha256(said.encode()).digest()).decode()
    assert [version.code for version in store.cards()] == [hashed[:10].lower()]


def test_a_removed_card_has_no_short_ids_until_it_is_back(store: Store) -> None:
    """Removed, its id leads nowhere; had back, it leads to the same version."""
    store.save_card("Ours", CARD)
    (version,) = store.cards()
    store.remove_card("Ours")
    assert store.coded(version.code) is None
    store.restore_card("Ours")
    assert store.coded(version.code) == version
