"""Every account has a company name that nobody else in the book has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final

import numpy as np

from scoring.values import Ints

INDUSTRIES: Final = (
    "Software",
    "Manufacturing",
    "Healthcare",
    "Logistics",
    "Financial services",
    "Retail",
    "Professional services",
    "Education",
)

_TRADES: Final = (
    ("Systems", "Software", "Data", "Labs", "Digital"),
    ("Fabrication", "Tooling", "Components", "Industries", "Plastics"),
    ("Health", "Clinics", "Diagnostics", "Dental", "Care"),
    ("Logistics", "Freight", "Haulage", "Couriers", "Supply"),
    ("Capital", "Insurance", "Finance", "Mutual", "Payments"),
    ("Foods", "Outfitters", "Homeware", "Stores", "Trading"),
    ("Advisory", "Partners", "Surveyors", "Consulting", "Legal"),
    ("Learning", "Academy", "Schools", "Training", "Press"),
)

_HEADS: Final = (
    *("Alder", "Amber", "Arden", "Aven", "Barl", "Bex", "Birch", "Brack", "Bram", "Brin"),
    *("Cald", "Carn", "Clav", "Corv", "Dray", "Dun", "Eld", "Elm", "Fal", "Fen"),
    *("Garr", "Hal", "Hax", "Hern", "Ingle", "Keld", "Kerr", "Lang", "Lark", "Led"),
    *("Marl", "Mel", "Mor", "Nether", "Ober", "Orm", "Pel", "Pen", "Quar", "Rav"),
    *("Row", "Sed", "Shel", "Sten", "Tarn", "Thorn", "Tol", "Ul", "Wain", "Wend"),
    *("Wex", "Win", "Wren", "Yar"),
)
_TAILS: Final = (
    *("bridge", "brook", "combe", "croft", "dale", "den", "field", "gate", "holt", "hurst"),
    *("leigh", "mere", "mont", "moor", "ridge", "shaw", "stead", "stow", "thorpe", "wick"),
    *("worth", "wyn"),
)
_FAMILIES: Final = (
    *("Abara", "Achterberg", "Aldana", "Bergqvist", "Bianchini", "Boateng", "Castellan"),
    *("Chaudhry", "Corrigan", "Dacosta", "Delacroix", "Dimitrov", "Eklund", "Fairclough"),
    *("Ferreira", "Gallardo", "Grabowski", "Haverkamp", "Hollis", "Ibarra", "Iyer"),
    *("Jorgensen", "Kaczmarek", "Kirkbride", "Kowalczyk", "Lindqvist", "Lockhart", "Maddox"),
    *("Marchetti", "Mbatha", "Moreau", "Nakagawa", "Novotny", "Okafor", "Oyelaran"),
    *("Pemberton", "Petrakis", "Quigley", "Rasmussen", "Reinholt", "Salcedo", "Sandoval"),
    *("Selwyn", "Tanaka-Ross", "Tennant", "Thibault", "Underhill", "Vasquez", "Verhoeven"),
    *("Wakefield", "Whitlock", "Yardley", "Zielinski"),
)
_COINED: Final = (
    ("Axo", "Brio", "Calyx", "Dori", "Ervo", "Fluo", "Helio", "Inno", "Juno", "Kine", "Lumi",
     "Meri", "Neri", "Octa", "Peri", "Quanti", "Rivo", "Sola", "Tessi", "Umbri", "Verti", "Zephi"),
    ("cast", "centra", "dyne", "grid", "line", "lytic", "mark", "nova", "pulse", "quay", "rise",
     "scope", "sense", "spire", "stack", "tern", "trace", "vale", "vance", "via", "ware", "works"),
)  # fmt: skip
_EXISTS: Final = {"Eldridge", "Fenwick", "Wingate", "Winfield", "Mormont", "Octavia", "Helioscope"}
"""What the parts would also spell, but which somebody else is called."""

_PATIENCE: Final = 20
"""Stems tried before a number makes a name unique (books of ten thousands only)."""

_SHARES: Final = (0.50, 0.28, 0.22)
"""How many names are places, families, coined words."""


def _stems() -> tuple[list[str], list[str], list[str]]:
    """All stems there are: places, pairs of families, coined words."""
    places = [head + tail for head in _HEADS for tail in _TAILS if head[-1] != tail[0]]
    families = [
        f"{a} {b}" if (i + j) % 3 else f"{a} & {b}"
        for i, a in enumerate(_FAMILIES)
        for j, b in enumerate(_FAMILIES)
        if i != j
    ]
    coined = [a + b for a in _COINED[0] for b in _COINED[1]]
    return (
        [stem for stem in places if stem not in _EXISTS],
        families,
        [stem for stem in coined if stem not in _EXISTS],
    )


def _endless(stems: list[str], rng: np.random.Generator) -> Iterator[str]:
    """Every stem once in random order, then again, without end."""
    while True:
        for at in rng.permutation(len(stems)):
            yield stems[int(at)]


def _ending(stem: str, style: int, industry: int, rng: np.random.Generator) -> str:
    """What follows the stem: the trade, or a plain ending for families and coined words."""
    trade = f" {rng.choice(_TRADES[industry])}"
    if style == 0 or rng.random() < 0.35:
        return trade
    if style == 1:
        return "" if "&" in stem else str(rng.choice(("", " Group", " & Co", " Partners")))
    return str(rng.choice(("", "", " Inc")))


def draw_names(industries: Ints, rng: np.random.Generator) -> list[str]:
    """A unique made-up company name for each account.

    Input: indices into `INDUSTRIES`, shape (accounts,).
    Output: as many texts, no two alike; none is meant to be a company that exists.
    """
    streams = [_endless(stems, rng) for stems in _stems()]
    styles = rng.choice(3, size=len(industries), p=_SHARES)
    names: dict[str, None] = {}
    for industry, style in zip(industries.tolist(), styles.tolist(), strict=True):
        for attempt in count():
            stem = next(streams[style])
            name = stem + _ending(stem, style, industry, rng)
            if attempt > _PATIENCE:
                name = f"{name} {len(names)}"
            if name not in names:
                break
        names[name] = None
    return list(names)
