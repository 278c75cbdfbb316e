"""Every colour of the product stands here once, with the sign and the word that go with it.

The seven hues differ for full colour vision, deuteranopia, protanopia and tritanopia alike, and
stand out on white as well as on near-black; a test simulates all of it. A tone is never shown
by its colour alone: its sign, or the name of the band, goes along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

ToneName: TypeAlias = Literal["good", "watch", "bad", "none", "accent", "churned", "kept"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a tone appears: its colour, a readable text colour upon it, and its signs."""

    colour: str
    """Fill as #rrggbb."""
    ink: str
    """Text upon the fill, at least 4.5 : 1."""
    sign: str
    """One character for charts and tables."""
    icon: str
    """A Material icon for Streamlit labels."""
    word: str
    """The tone in one or two words, for readers of the screen aloud."""


TONES: Final[dict[ToneName, Look]] = {
    "good": Look("#0a8670", "#ffffff", "●", ":material/check_circle:", "healthy"),
    "watch": Look("#ca8518", "#1c1300", "◆", ":material/error:", "watch"),
    "bad": Look("#c9244a", "#ffffff", "▲", ":material/warning:", "at risk"),
    "none": Look("#909499", "#101316", "○", ":material/help:", "not scored"),
    "accent": Look("#3f7ff2", "#06122b", "■", ":material/tune:", "points"),
    "churned": Look("#8a48a5", "#ffffff", "✕", ":material/logout:", "lost"),
    "kept": Look("#6a7a96", "#05070a", "•", ":material/how_to_reg:", "kept"),
}
"""Tone name → look; the order is the order of legends."""


_OF_BANDS: Final[Mapping[str, ToneName]] = {"good": "good", "watch": "watch", "bad": "bad"}


def tone(name: str) -> ToneName:
    """The tone of a band by the card's word for it; "none" for accounts without a score."""
    return _OF_BANDS.get(name, "none")


def names() -> list[str]:
    """The tone names, in order: the domain of a colour scale."""
    return list(TONES)


def colours() -> list[str]:
    """The fills, in the order of `names()`: the range of a colour scale."""
    return [look.colour for look in TONES.values()]
