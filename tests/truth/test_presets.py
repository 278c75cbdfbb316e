"""Every bundled card opens on bundled data and tells customers apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from functools import cache

import pytest

from scoring.live.kernel import band_names
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.values import NOT_SCORED
from scoring.workbench import DataSet, fits, open_source, preset_texts, score_table, source_paths
from tests.examples import some

NAMES = tuple(preset_texts())
A_BOOK = 100
"""From so many customers on, shares of bands mean something."""


@cache
def data_sets() -> Mapping[str, DataSet]:
    """Every bundled data set, loaded once."""
    today = dt.date(2026, 10, 31)
    return {name: open_source(path, today=today) for name, path in source_paths().items()}


def opened_on(card: Card) -> list[DataSet]:
    """The bundled data sets that have all the card reads."""
    return [data for data in data_sets().values() if fits(card, data)]


def bands_of_today(card: Card, data: DataSet) -> Counter[str]:
    """How many customers of the last month are in each band."""
    frame, scores = data.book.frame, data.book.scored(card)
    rows = frame.rows_at(frame.months[-1])
    names = band_names(card)[scores.band[rows]][frame.in_book(rows)]
    return Counter(names.tolist())


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_says_what_it_is_and_where_from(name: str) -> None:
    """About and source stand in one line each, so that a list of presets can show them."""
    card = parse_card(preset_texts()[name])
    assert card.about
    assert card.source
    assert "\n" not in card.about + card.source


@pytest.mark.parametrize("name", some(NAMES, 3))
def test_a_preset_opens_on_bundled_data(name: str) -> None:
    """Some bundled data set has every measure and dimension, and most of its rows get a score."""
    card = parse_card(preset_texts()[name])
    found = opened_on(card)
    assert found
    for data in found:
        bands = bands_of_today(card, data)
        assert bands[NOT_SCORED] <= 0.05 * bands.total()


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_spreads_the_demo_book(name: str) -> None:
    """On a book of hundreds every band holds between 3 % and 85 % of the customers."""
    card = parse_card(preset_texts()[name])
    for data in opened_on(card):
        bands = bands_of_today(card, data)
        if bands.total() >= A_BOOK:
            shares = {b.name: bands[b.name] / bands.total() for b in card.bands}
            assert all(0.03 <= share <= 0.85 for share in shares.values()), shares


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_plan_and_kernel_agree_on_a_preset(name: str) -> None:
    """Both engines write the same table for the last month."""
    card = parse_card(preset_texts()[name])
    for data in opened_on(card):
        months = data.book.frame.months[-1:]
        assert score_table(data, card, months, "plan") == score_table(data, card, months, "kernel")
