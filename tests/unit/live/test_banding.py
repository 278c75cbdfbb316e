"""A cut that moves gives other bands and the very same scores; rows go block by block."""

from __future__ import annotations

import numpy as np
import pytest

from scoring.live import blocks
from scoring.live.book import Book
from scoring.live.glimpse import glimpse
from scoring.live.kernel import UNSCORED, YOUNG
from scoring.spec.edit import with_cuts
from scoring.spec.model import Card, Variant
from scoring.spec.parse import parse_card
from scoring.workbench import preset_texts
from tests.unit.workbench.test_cutting import demo

CARD = parse_card(preset_texts()["b2b_saas_starter"])
YOUNG_LATER = CARD.model_copy(
    update={"rules": CARD.rules.model_copy(update={"min_tenure_months": 6})}
)
TEN = CARD.model_copy(
    update={
        "display": "ten",
        "bands": tuple(
            band.model_copy(update={"start": start})
            for band, start in zip(CARD.bands, (7.0, 5.0, 1.0), strict=True)
        ),
    }
)


def afresh() -> Book:
    """The demo's rows with nothing kept yet."""
    return Book(demo().book.frame, demo().book.fetch)


def moved(card: Card) -> Card:
    return with_cuts(card, (8.5, 6.25) if card.display == "ten" else (71.0, 38.5))


@pytest.mark.parametrize("card", [CARD, YOUNG_LATER, TEN], ids=["percent", "young", "ten"])
def test_a_moved_cut_changes_bands_alone(card: Card) -> None:
    """The bands are those of a book that never saw another cut; the scores are the same array."""
    here = afresh()
    before, after, expected = (
        here.scored(card),
        here.scored(moved(card)),
        afresh().scored(moved(card)),
    )
    assert after.score is before.score
    assert after.band.tolist() == expected.band.tolist() != before.band.tolist()
    assert np.array_equal(after.score, expected.score, equal_nan=True)
    assert (after.band == YOUNG).any() == (card is YOUNG_LATER)


def test_a_variant_with_cuts_of_its_own_keeps_them() -> None:
    """The card's cut moves: accounts of the variant stay in the variant's bands."""
    dimension = next(iter(demo().book.frame.accounts.dimensions))
    value = demo().book.frame.accounts.dimensions[dimension].labels[0]
    variant = Variant.model_validate(
        {
            "name": "Others",
            "when": {"dimension": dimension, "is": value},
            "bands": [band.model_dump(by_alias=True) for band in with_cuts(CARD, (90, 80)).bands],
        }
    )
    card, here = CARD.model_copy(update={"variants": (variant,)}), afresh()
    here.scored(card)
    assert here.scored(moved(card)).band.tolist() == afresh().scored(moved(card)).band.tolist()


@pytest.mark.parametrize("long", [10**9, 1], ids=["one thread", "as many as processors"])
def test_rows_are_scored_alike_in_blocks(long: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred rows at a time, the last block a short one: every array as in one piece."""
    whole = afresh().scored(YOUNG_LATER)
    assert len(whole.score) % 100
    monkeypatch.setattr(blocks, "LONG", long)
    monkeypatch.setattr(blocks, "BLOCK", 100)
    monkeypatch.setattr(blocks, "BLOCK_OF_LONG", 100)
    parts = afresh().scored(YOUNG_LATER)
    for name in ("coverage", "mean", "score", "band", "capped"):
        assert np.array_equal(getattr(parts, name), getattr(whole, name), equal_nan=True)


@pytest.mark.parametrize("card", [CARD, YOUNG_LATER, TEN], ids=["percent", "young", "ten"])
def test_some_rows_get_the_band_that_all_would(card: Card) -> None:
    """Every third row under moved cuts has the band of a book judged anew; the others have none."""
    here = afresh()
    some = np.arange(0, len(here.frame.month), 3)
    here.scored(card)
    found = glimpse(here, moved(card), some)
    assert found.band[some].tolist() == afresh().scored(moved(card)).band[some].tolist()
    assert set(np.delete(found.band, some).tolist()) == {UNSCORED}
