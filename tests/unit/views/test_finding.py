"""Accounts are found by id or name, the best fit first, and never more than are offered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.live.frame import Accounts
from scoring.views.finding import MOST_HITS, find, folded, index_of
from tests.unit.hand_made import frame

FRAME = frame([(i, "2026-01") for i in ("A-1", "A-10", "B-2", "C-3", "D-4")])
NAMES = ("Northwind", "Blue North", "Müller & Söhne", "north", "Straße 7")


def accounts(names: tuple[str, ...] = NAMES, ids: tuple[str, ...] = ()) -> Accounts:
    facts = FRAME.accounts
    return replace(facts, ids=ids or facts.ids, names=names)


def found(query: str) -> list[str]:
    hits = find(index_of(accounts()), query)
    return [NAMES[i] for i in hits.accounts]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("A-1", ["Northwind", "Blue North"]),  # the exact id, then the longer one
        ("a-10", ["Blue North"]),
        ("NORTH", ["north", "Northwind", "Blue North"]),  # whole name, beginning, a later word
        ("wind", ["Northwind"]),
        ("muller", ["Müller & Söhne"]),
        ("MÜLLER", ["Müller & Söhne"]),
        ("strasse", ["Straße 7"]),
        ("  blue n ", ["Blue North"]),
        ("-4", ["Straße 7"]),
        ("nobody", []),
        ("", []),
        ("   ", []),
    ],
)
def test_what_is_typed_finds_accounts(query: str, names: list[str]) -> None:
    """Capitals, accents and spaces around it do not matter; the best fit comes first."""
    assert found(query) == names


def test_an_id_is_found_though_a_hundred_names_hold_it() -> None:
    """Behind the one whose id it is stand 49 of the others, and it is said that there are more."""
    names = tuple(f"Shop 77 no {i}" for i in range(100))
    index = index_of(accounts(names, tuple(str(i) for i in range(100))))
    hits = find(index, "77")
    assert hits.accounts[0] == 77
    assert len(hits.accounts) == MOST_HITS == 50
    assert hits.more
    assert not find(index, "no 99").more


def test_fifty_of_fifty_are_all() -> None:
    """Exactly as many as are offered: there are no more."""
    names = tuple(f"Shop {i}" for i in range(50))
    hits = find(index_of(accounts(names, names)), "shop")
    assert (hits.accounts, hits.more) == (tuple(range(50)), False)


def test_a_line_end_in_a_name_divides_nothing() -> None:
    """A name over two lines is one name, and what is typed over two lines is one text."""
    names = ("Two\nlines", "lines")
    index = index_of(accounts(names, ("a", "b")))
    assert find(index, "lines").accounts == (1, 0)
    assert find(index, "two\nlines").accounts == (0,)


TEXTS = st.text(st.sampled_from("ab \nÄß-"), max_size=5)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8), TEXTS, st.integers(1, 9))
def test_a_search_finds_what_a_loop_finds(
    rows: list[tuple[str, str]], query: str, most: int
) -> None:
    """Every id and name is looked at one by one: the same accounts in the same order."""
    asked = folded(query.strip())
    ranked = []
    for place, (one_id, name) in enumerate((folded(i), folded(n)) for i, n in rows):
        tests = [
            one_id == asked,
            name == asked,
            name.startswith(asked),
            one_id.startswith(asked),
            f" {asked}" in name,
            asked in name,
            asked in one_id,
        ]
        if asked and any(tests):
            ranked.append((tests.index(True), place))
    wanted = [place for _, place in sorted(ranked)]
    ids, names = (tuple(column) for column in zip(*rows, strict=True))
    hits = find(index_of(accounts(names, ids)), query, most)
    assert list(hits.accounts) == wanted[:most]
    assert hits.more == (len(wanted) > most)
