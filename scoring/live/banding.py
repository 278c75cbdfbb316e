"""A cut that moves changes bands and no score: everything else is taken over as it was."""

from __future__ import annotations

from dataclasses import replace

from scoring.live.kernel import YOUNG, Scores, band_of
from scoring.spec.model import Card


def scored_alike(card: Card) -> str:
    """A text that all cards share which differ in their bands alone.

    A variant with bands of its own gives other cuts to some rows: such a card is like no other.
    """
    if any(variant.bands for variant in card.variants):
        return card.digest
    return card.digest_of_scores


def rebanded(scores: Scores, card: Card) -> Scores:
    """The scores of a card under the bands of another one that scores alike; nobody pinned."""
    band = band_of(scores.score, card)
    band[scores.band == YOUNG] = YOUNG
    return replace(scores, band=band, pinned=None)
