"""What the score needs is what it needs: put into the data, it lifts the account into the band."""

from __future__ import annotations

import itertools
import json
import math
import tempfile
from collections.abc import Mapping
from pathlib import Path as Folder
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.live.book import Book
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.ui import data as datasets
from scoring.views.path import Path, Way, path_of
from tests.examples import examples
from tests.truth.plain_places import Account, Place, Rows
from tests.truth.plain_scorer import answer
from tests.truth.random_cards import books, cards, points_cards
from tests.truth.resupposed import outcome
from tests.truth.small_data import data_set
from tests.truth.test_plan_and_kernel import on_a_half

GRID = [n / 8 for n in range(-40, 100)] + [n / 2 for n in range(25, 400)]
"""Values over the whole range of the random books, and beyond."""


def red_rows(book: Book, card: Card) -> list[int]:
    """The rows of the last month in a band that flags."""
    rows = book.frame.rows_at(book.frame.months[-1])
    band = book.scored(card).band
    return [r for r in range(rows.start, rows.stop) if band[r] >= 0 and card.alarms[band[r]]]


def is_true(book: Book, card: Card, row: int) -> Path:
    """Each way of one path, gone: the band is reached, and the score is the one foretold."""
    path = path_of(book, card, row)
    assert path.band == path.target + 1 == book.scored(card).band[row]
    score, band = outcome(book, card, path, row)
    assert (path.cleared, path.enough) == (
        pytest.approx(score, abs=0, nan_ok=True),
        band <= path.target,
    )
    for way in (*path.ways, *path.short):
        if way.needed is not None:
            assert outcome(book, card, path, row, way) == (way.score, way.band)
        assert way.reaches == (0 <= way.band <= path.target)
    assert all(way.reaches for way in path.ways)
    assert not any(way.reaches for way in path.short)
    if path.pair is not None:
        assert not path.ways
        got = outcome(book, card, path, row, *path.pair)
        assert got == (path.pair[1].score, path.pair[1].band)
        assert 0 <= got[1] <= path.target
    return path


@pytest.mark.slow
@pytest.mark.parametrize("data_id", datasets.names())
def test_every_red_account_of_the_bundled_books_reaches_the_next_band(data_id: str) -> None:
    """With each card that fits: each suggested value, put in and scored, gives what it promises."""
    data = datasets.bundled(data_id)
    presets = datasets.fitting_presets(data)
    assert presets
    for preset in presets:
        card = datasets.presets()[preset]
        rows = red_rows(data.book, card)
        paths = [is_true(data.book, card, row) for row in rows]
        assert not rows or any(path.ways or path.pair or path.enough for path in paths), preset


RandomBook = tuple[Rows, dict[str, Account]]


def is_alone(card: Mapping[str, Any], way: Way) -> bool:
    """Whether nothing else of the card reckons with several months of the measure."""
    reads = [*card.get("metrics", ()), *card.get("actions", ())]
    same = [m for m in reads if m.get("measure") == way.line.read.measure]
    kinds = {m.get("transform", {"kind": "level"})["kind"] for m in same}
    return kinds <= {"level"}


def on_paper(
    card: Mapping[str, Any], place: Place, path: Path, way: Way, value: object
) -> int | None:
    """The band by fractions with another value in the row; None where doubles may differ."""
    off = {f.id for f in path.clear}
    flags = [f | {"enabled": f.get("enabled", True) and f["id"] not in off}
             for f in card.get("red_flags", ())]  # fmt: skip
    key = (place.account, place.month)
    rows = {**place.rows, key: {**place.rows[key], way.line.read.measure: value}}
    changed = Place(rows, place.account, place.month, place.facts)
    found = answer({**card, "red_flags": flags}, changed)
    names = [band["name"] for band in card["bands"]]
    if on_a_half(found.exact):
        return None
    return names.index(found.band) if found.band in names else -1


def check_by_fractions(card: Mapping[str, Any], place: Place, path: Path) -> None:
    """Each value does what it promises, nothing nearer does, and no other value where none does."""
    for way in (*path.ways, *path.short):
        if way.line.read.transform.name != "level" or not is_alone(card, way):
            continue
        if way.needed is not None:
            assert on_paper(card, place, path, way, way.needed) in (way.band, None)
        if way.line.labels:
            tried: list[Any] = list(way.line.labels) if not way.reaches else []
        else:
            tried = [v for v in nearer(way) if v >= way.line.floor]
        for value in tried:
            got = on_paper(card, place, path, way, value)
            assert got is None or not 0 <= got <= path.target, (way, value)


def nearer(way: Way) -> list[float]:
    """Values of the grid, and some between, that must not do: all, or all that lie nearer."""
    if way.sense == "any" and way.reaches:
        return []
    grid = [v for v in GRID if not way.line.whole or v == round(v)]
    if not way.reaches:
        return grid
    assert isinstance(way.needed, float)
    if math.isnan(way.line.at):
        return []
    far = abs(way.needed - way.line.at)
    slack = 0.05 * max(way.line.small, far) + 1e-9
    between = [way.line.at + far * s * n / 16 for n in range(1, 16) for s in (-1, 1)]
    grid += [] if way.line.whole else between
    return [v for v in grid if abs(v - way.line.at) < far - slack]


def check(book: RandomBook, some: list[dict[str, Any]]) -> None:
    rows, facts = book
    with tempfile.TemporaryDirectory() as folder:
        data = data_set(Folder(folder), rows, ("mood",), facts)
    frame = data.book.frame
    for card, row in itertools.product(some, range(len(frame.month))):
        read = parse_card(json.dumps(card))
        if data.book.scored(read).band[row] <= 0:
            assert not path_of(data.book, read, row).ways
            continue
        path = is_true(data.book, read, row)
        account, month = frame.accounts.ids[frame.account[row]], int(frame.month[row])
        check_by_fractions(card, Place(rows, account, month, facts[account]), path)
    data.loaded.session.close()


def test_a_value_carried_over_may_do_as_the_month_s_own() -> None:
    """A variant asks for a value this month: the 7 of last month would do, not only a 46."""
    names = ("whole", "eighths", "decimals", "constant", "empty", "mood")
    row: dict[str, Any] = dict.fromkeys(names)
    rows: Rows = {
        ("A-0", 24290): row | {"judgement": 4.0, "constant": 7.0},
        ("A-0", 24291): row | {"judgement": 4.0},
    }
    points = {"id": "m1", "measure": "judgement", "normaliser": {"kind": "points"}, "weight": 10}
    falling = {"kind": "linear", "worst": 10.0, "best": 46.0}
    card = {
        "version": 1,
        "name": "Carried over",
        "metrics": [
            {"id": "m0", "measure": "constant", "normaliser": falling, "weight": 10}
            | {"max_age_months": 1},
            points,
        ],
        "bands": [
            {"name": "Up", "from": 50, "tone": "good"},
            {"name": "Down", "from": 0, "tone": "bad"},
        ],
        "variants": [
            {
                "name": "Seen this month",
                "when": {"measure": "constant", "more_than": 4.0},
                "bands": [
                    {"name": "Up", "from": 1, "tone": "good"},
                    {"name": "Down", "from": 0, "tone": "bad"},
                ],
            }
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        data = data_set(Folder(folder), rows, ("mood",), {"A-0": Account(None, None)})
    read = parse_card(json.dumps(card))
    path = is_true(data.book, read, 1)
    data.loaded.session.close()
    (way,) = (w for w in path.ways if w.line.line_id == "m0")
    assert (way.needed, way.sense, way.band) == (5.0, "at least", 0), "more than 4"


@pytest.mark.long
@settings(max_examples=examples(100, 2), deadline=None, suppress_health_check=list(HealthCheck))
@given(book=books(), some=st.lists(cards() | cards() | points_cards(), min_size=3, max_size=3))
def test_random_cards_and_books_reach_the_next_band(
    book: RandomBook, some: list[dict[str, Any]]
) -> None:
    """By the kernel and by fractions: what is suggested does, and nothing nearer does.

    Three hundred random cards on a hundred books.
    """
    check(book, some)
