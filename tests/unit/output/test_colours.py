"""Tones differ for every eye, and stand out on both grounds."""

from __future__ import annotations

import tomllib
from itertools import combinations

import numpy as np
import pytest

from scoring.output.charts.tones import TONES
from tests.architecture.rules import ROOT

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHT = {
    "full colour vision": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
GROUNDS = [THEME[ground]["backgroundColor"] for ground in ("light", "dark")]


def linear(colour: str) -> np.ndarray:
    """Linear RGB of #rrggbb, each 0 … 1."""
    rgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 … 21."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    low, high = sorted(float(linear(colour) @ weights) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> np.ndarray:
    """CIELAB (D65) of a colour as it looks to an eye."""
    seen = np.clip(SIGHT[sight] @ linear(colour), 0, 1)
    xyz = TO_XYZ @ seen / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """CIEDE2000 between two colours in CIELAB; 1 is just noticeable."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    grow = 1.5 - 0.5 * np.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    c1, c2 = np.hypot(a1 * grow, b1), np.hypot(a2 * grow, b2)
    h1, h2 = np.arctan2(b1, a1 * grow), np.arctan2(b2, a2 * grow)
    turn = (h2 - h1 + np.pi) % (2 * np.pi) - np.pi
    hue, chroma, light = np.degrees(h1 + turn / 2) % 360, (c1 + c2) / 2, (l1 + l2) / 2
    weigh = sum(
        by * np.cos(np.radians(times * hue - shift))
        for by, times, shift in ((-0.17, 1, 30), (0.24, 2, 0), (0.32, 3, -6), (-0.2, 4, 63))
    )
    dl = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * np.sqrt(c1 * c2) * np.sin(turn / 2) / (1 + 0.015 * chroma * (1 + weigh))
    lean = np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    tilt = -2 * np.sqrt(chroma**7 / (chroma**7 + 25**7)) * lean
    return float(np.sqrt(dl**2 + dc**2 + dh**2 + tilt * dc * dh))


def test_the_colour_difference_is_the_published_one() -> None:
    """Pairs 1, 7 and 17 of Sharma, Wu and Dalal (2005) come out as printed there."""
    pairs = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ]
    for one, other, printed in pairs:
        assert difference(np.array(one), np.array(other)) == pytest.approx(printed, abs=1e-4)


@pytest.mark.parametrize("sight", SIGHT)
def test_tones_differ_for_every_eye(sight: str) -> None:
    """Any two tones are at least ten just noticeable differences apart."""
    seen = {name: lab(look.colour, sight) for name, look in TONES.items()}
    close = [
        (one, other)
        for one, other in combinations(seen, 2)
        if difference(seen[one], seen[other]) < 10
    ]
    assert not close


@pytest.mark.parametrize("ground", GROUNDS)
def test_tones_stand_out_on_the_ground_of_either_theme(ground: str) -> None:
    """Every tone is seen on the page's own ground at the 3 : 1 that AA asks of marks."""
    faint = [name for name, look in TONES.items() if contrast(look.colour, ground) < 3]
    assert not faint


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_and_controls_of_a_theme_are_readable(name: str) -> None:
    """Words stand at 4.5 : 1 on both grounds, the accent at 3, and white upon it at 4.5."""
    theme = THEME[name]
    for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
        for word in ("textColor", "linkColor", "codeTextColor", "grayTextColor"):
            assert contrast(theme[word], ground) >= 4.5, word
        assert contrast(theme["primaryColor"], ground) >= 3
    assert contrast(theme["primaryColor"], "#ffffff") >= 4.5


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_accent_is_taken_for_no_band(name: str, sight: str) -> None:
    """What can be operated differs from every band by ten just noticeable differences."""
    accent = lab(THEME[name]["primaryColor"], sight)
    bands = (TONES["good"], TONES["watch"], TONES["bad"])
    assert min(difference(accent, lab(look.colour, sight)) for look in bands) >= 10


def test_text_upon_a_tone_is_readable() -> None:
    """The ink of a tone has at least the 4.5 : 1 that AA asks for."""
    for look in TONES.values():
        assert contrast(look.colour, look.ink) >= 4.5


def test_no_tone_is_told_by_its_colour_alone() -> None:
    """Signs, icons and words are all different."""
    looks = TONES.values()
    for signs in ({look.sign for look in looks}, {look.icon for look in looks}):
        assert len(signs) == len(TONES)
    assert len({look.word for look in looks}) == len(TONES)
