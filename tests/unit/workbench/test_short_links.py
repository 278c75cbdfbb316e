"""A short link opens the version that it names, and nothing that it does not."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest

from scoring.errors import LinkError
from scoring.spec.link import Linked
from scoring.spec.parse import parse_card
from scoring.store import CardVersion, Store, in_memory
from scoring.workbench.short_links import keys_in, opened_short, short_query
from tests.unit.store.samples import CARD, minutes_from_noon


@pytest.fixture
def store() -> Iterator[Store]:
    """A store with one saved card."""
    made = in_memory(minutes_from_noon())
    made.save_card("Ours", CARD)
    yield made
    made.close()


@pytest.fixture
def version(store: Store) -> CardVersion:
    """The version in it."""
    return store.cards()[0]


def test_a_short_link_opens_what_it_was_made_of(store: Store, version: CardVersion) -> None:
    """Card, data and view come back; signs of an address inside a text are kept apart."""
    view = {"m": "2026-05", "f": "seg&ment", "g": "A=B #1 ü"}
    query = short_query(version, "demo", view)
    assert query.startswith(f"card={version.code}&data=demo&")
    linked = opened_short(store, dict(parse_qsl(query)), "other")
    assert linked == Linked(parse_card(CARD), "demo", view)


def test_it_is_short(version: CardVersion) -> None:
    """Without a view: "card=", ten characters, "&data=demo"."""
    assert len(short_query(version, "demo", {})) == 5 + 10 + 10


def test_case_and_a_missing_data_set_do_not_matter(store: Store, version: CardVersion) -> None:
    """A code that a program has written in capitals opens, beside the usual data."""
    linked = opened_short(store, {"card": version.code.upper()}, "demo")
    assert (linked.data, dict(linked.view)) == ("demo", {})


def test_other_parameters_are_no_part_of_it(store: Store, version: CardVersion) -> None:
    """A room, a long link and what Streamlit reads stay out of the view, and in the address."""
    asked = {"card": version.code, "room": "ABC", "s": "x", "embed": "true", "m": "2026-05"}
    assert keys_in(asked) == ("card", "m")
    assert dict(opened_short(store, asked, "demo").view) == {"m": "2026-05"}
    assert keys_in({"m": "2026-05", "s": "x"}) == ()


CLOSED = in_memory()
CLOSED.close()


@pytest.mark.parametrize(
    "code",
    ["", "a", "a" * 11, "a" * 100_000, "abcdefghi1", "abcdefghi'", "../../../x", "é" * 10],
)
def test_what_cannot_be_an_id_never_reaches_the_store(code: str) -> None:
    """The store here is closed and would raise something else if it were asked."""
    with pytest.raises(LinkError, match="no saved version has such an id"):
        opened_short(CLOSED, {"card": code}, "demo")


def test_an_id_that_is_not_kept_is_explained(store: Store, version: CardVersion) -> None:
    """Unknown and deleted alike: it is not said which, as that would tell what once was."""
    with pytest.raises(LinkError, match="not saved here"):
        opened_short(store, {"card": "a" * 10}, "demo")
    store.remove_card("Ours")
    with pytest.raises(LinkError, match="not saved here"):
        opened_short(store, {"card": version.code}, "demo")


def test_without_a_store_it_is_explained(version: CardVersion) -> None:
    """A public demo saves no versions for others."""
    with pytest.raises(LinkError, match="saved on a server, and this one saves none"):
        opened_short(None, {"card": version.code}, "demo")


@pytest.mark.parametrize(
    "more",
    [
        {f"k{i}": "x" for i in range(61)},
        {"k" * 201: "x"},
        {"m": "x" * 4001},
    ],
    ids=["61 keys", "a long key", "a long text"],
)
def test_a_view_out_of_bounds_is_refused(
    store: Store, version: CardVersion, more: dict[str, str]
) -> None:
    """The bounds of every link hold for the short ones, too."""
    with pytest.raises(LinkError, match="view cannot be read: it may have 60 words of"):
        opened_short(store, {"card": version.code, **more}, "demo")
