"""A card's digest is its own, however the card came about."""

from __future__ import annotations

from tests.unit.spec.samples import banded, weighted


def test_a_copy_has_a_digest_of_its_own() -> None:
    """What was reckoned of a card is not carried over to another one made from it."""
    own = weighted(10, 20)
    before, other = own.digest, own.model_copy(update={"name": "Another"})
    assert other.digest != before
    assert other.model_copy(update={"name": own.name}).digest == before
    assert (own == other.model_copy(update={"name": own.name}), own == other) == (True, False)


def test_cards_that_differ_in_their_cuts_score_alike() -> None:
    """The digest of scores stays with moved cuts, and changes with a name or a weight."""
    own = banded(70, 40, 0)
    asked = own.digest_of_scores
    assert banded(60, 30, 0).digest_of_scores == asked
    assert banded(60, 30, 0).digest != own.digest
    assert own.model_copy(update={"name": "Another"}).digest_of_scores != asked
    assert weighted(10, 21).digest_of_scores != weighted(10, 20).digest_of_scores
