"""Shapes and texts become a picture in SVG, in which every text is escaped."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

WIDTH: Final = 720
"""Every picture is so wide, in its own units; the page scales it."""

INK, FAINT, RULE = "#1f2933", "#5b6673", "#d5dae1"
"""The colours of text, of text that only accompanies, and of thin lines, on white."""

CHARACTER: Final = 7.2
"""Units to reckon for one character of a text of 12."""

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """A text for HTML and SVG alike, in an element or in a quoted attribute."""
    return html.escape(_UNWRITABLE.sub("\ufffd", text), quote=True)


def number(value: float) -> str:
    """A coordinate with at most two decimals. Raises ValueError for NaN and infinity."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is no place in a picture")
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if said == "-0" else said


def words(
    x: float, y: float, said: str, *, anchor: str = "start", fill: str = INK, size: int = 12
) -> str:
    """A text whose middle line is at `y`; `anchor` is start, middle or end."""
    place = f'x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" dominant-baseline="central"'
    return f'<text {place} font-size="{size}" fill="{fill}">{escaped(said)}</text>'


def box(x: float, y: float, width: float, height: float, fill: str, told: str = "") -> str:
    """A filled rectangle, with a text on hover where one is given."""
    sides = f'width="{number(max(width, 0.0))}" height="{number(max(height, 0.0))}"'
    title = f"<title>{escaped(told)}</title>" if told else ""
    return f'<rect x="{number(x)}" y="{number(y)}" {sides} fill="{fill}">{title}</rect>'


def stroke(
    start: tuple[float, float], end: tuple[float, float], colour: str = RULE, *,
    width: float = 1.0, dashed: bool = False,
) -> str:  # fmt: skip
    """A straight line from one place to another."""
    (a, b), (c, d) = start, end
    ends = f'x1="{number(a)}" y1="{number(b)}" x2="{number(c)}" y2="{number(d)}"'
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return f'<line {ends} stroke="{colour}" stroke-width="{number(width)}"{dash}/>'


def path(places: Sequence[tuple[float, float]], colour: str) -> str:
    """A line through places, in their order; nothing through fewer than two."""
    if len(places) < 2:
        return ""
    through = " ".join(f"{number(x)},{number(y)}" for x, y in places)
    return f'<polyline points="{through}" fill="none" stroke="{colour}" stroke-width="2"/>'


def dot(x: float, y: float, radius: float, fill: str, told: str = "") -> str:
    """A filled circle, with a text on hover where one is given."""
    title = f"<title>{escaped(told)}</title>" if told else ""
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return f'<circle {place} fill="{fill}">{title}</circle>'


def picture(title: str, about: str, height: float, parts: Iterable[str]) -> str:
    """The parts as one picture that says what it shows to those who cannot see it."""
    said = f"<title>{escaped(title)}</title><desc>{escaped(about)}</desc>"
    label = escaped(f"{title}. {about}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {number(height)}"'
        f' role="img" aria-label="{label}">{said}{"".join(parts)}</svg>'
    )


def cut(text: str, width: float) -> str:
    """A text that takes at most so many units, its end as "…" where it is longer."""
    most = max(int(width / CHARACTER), 1)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def in_words(drawn: str) -> str:
    """What a picture says to those who cannot see it; empty for what is none."""
    found = re.search(r"<desc>(.*?)</desc>", drawn, re.DOTALL)
    return html.unescape(found[1]) if found else ""
