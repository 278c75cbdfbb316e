"""The sweep of cuts as plain data for the browser, with a sentence for each cut."""

from __future__ import annotations

from typing import Any

from scoring.output.charts.tones import TONES, tone
from scoring.output.figures import count
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
    caught, alarms, now = below
    lost, kept, _ = of
    ten = card.display == "ten"
    return {
        "cuts": cuts.tolist(),
        "series": [
            _series("Lost accounts", "churned", caught, lost, label=30, above=True),
            _series("Kept accounts", "kept", alarms, kept, label=70, above=False),
        ],
        "readouts": [
            _readout(card, one, int(c), int(a), int(n), of)
            for one, c, a, n in zip(cuts.tolist(), caught, alarms, now, strict=True)
        ],
        "bands": _bands(card),
        "ticks": [
            {"at": at, "text": cut_text(at, card) if ten else f"{at:g}"} for at in range(0, 101, 25)
        ],
        "cut": border.cut if border else None,
        "low": border.low if border else 0.0,
        "high": border.high if border else 100.0,
        "ten": ten,
        "words": {
            "handle": "The cut below which accounts are flagged",
            "chart": (
                "Share of lost and of kept accounts that score below each cut from 0 to 100; the"
                " handle is the card's own cut."
            ),
        },
    }


def _bands(card: Card) -> list[dict[str, Any]]:
    """Each band from where to where, and its colour."""
    tops = [100.0, *card.cuts]
    return [
        {"from": low, "to": high, "colour": TONES[tone(band.tone)].colour}
        for band, low, high in zip(card.bands, card.cuts, tops, strict=False)
    ]


def _series(
    name: str, look: str, below: Ints, of: int, *, label: float, above: bool
) -> dict[str, Any]:
    shares = (below / max(of, 1)).tolist()
    colour = TONES["churned" if look == "churned" else "kept"].colour
    dashed = look == "kept"
    return {
        "name": name,
        "shares": shares,
        "colour": colour,
        "label": label,
        "above": above,
        "dashed": dashed,
    }


def _readout(
    card: Card, cut: float, caught: int, alarms: int, now: int, of: tuple[int, int, int]
) -> str:
    lost, kept, book = of
    calls = f"{(caught + alarms) / caught:.1f} calls per catch" if caught else "no catch"
    return (
        f"Below {cut_text(cut, card)}: {count(caught)} of {count(lost)} lost and {count(alarms)} of"
        f" {count(kept)} kept cases, {calls}. In the book now: {count(now)} of {count(book)}."
    )
