"""The sweep of cuts as plain data for the browser, with what its sentence for each cut needs."""

from __future__ import annotations

from typing import Any

from scoring.output.charts.tones import TONES, ToneName, tone
from scoring.spec.edit_cut import Border
from scoring.spec.model import Card
from scoring.spec.scale import cut_text
from scoring.values import Floats, Ints


def sweep_data(
    card: Card,
    border: Border | None,
    cuts: Floats,
    below: tuple[Ints, Ints, Ints],
    of: tuple[int, int, int],
) -> dict[str, Any]:
    """What `sweep.js` draws.

    Input: the card and its cut that flags, the cuts of the sweep, shape (cuts,), and for lost
    cases, kept cases and the book now how many lie below each cut, and of how many.
    """
    caught, alarms, _ = (counts.tolist() for counts in below)
    ten = card.display == "ten"
    return {
        "cuts": cuts.tolist(),
        "series": [
            _series("Lost accounts", "churned", label=30, above=True),
            _series("Kept accounts", "kept", label=70, above=False),
        ],
        "below": [counts.tolist() for counts in below],
        "of": list(of),
        "names": [cut_text(one, card) for one in cuts.tolist()],
        "calls": [_calls(c, a) for c, a in zip(caught, alarms, strict=True)],
        "ticks": [
            {"at": at, "text": cut_text(at, card) if ten else f"{at:g}"} for at in range(0, 101, 25)
        ],
        "ten": ten,
        "words": {
            "handle": "The cut below which accounts are flagged",
            "chart": (
                "Share of lost and of kept accounts that score below each cut from 0 to 100; the"
                " handle is the card's own cut."
            ),
        },
        **sweep_news(card, border),
    }


def sweep_news(card: Card, border: Border | None) -> dict[str, Any]:
    """Of what `sweep.js` draws, what the cut of a card decides; its scores decide the rest."""
    return {
        "bands": _bands(card),
        "cut": border.cut if border else None,
        "low": border.low if border else 0.0,
        "high": border.high if border else 100.0,
    }


def _bands(card: Card) -> list[dict[str, Any]]:
    """Each band from where to where, and its colour."""
    tops = [100.0, *card.cuts]
    return [
        {"from": low, "to": high, "colour": TONES[tone(band.tone)].colour}
        for band, low, high in zip(card.bands, card.cuts, tops, strict=False)
    ]


def _series(name: str, look: ToneName, *, label: float, above: bool) -> dict[str, Any]:
    """A line's name, its colour, and at which score and side of it the name stands."""
    return {
        "name": name,
        "colour": TONES[look].colour,
        "label": label,
        "above": above,
        "dashed": look == "kept",
    }


def _calls(caught: int, alarms: int) -> str:
    return f"{(caught + alarms) / caught:.1f} calls per catch" if caught else "no catch"
