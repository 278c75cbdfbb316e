"""What bands and grades must be so that every score has exactly one of each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import get_args

from scoring.errors import Finding
from scoring.kinds.normaliser import plain
from scoring.spec.fields import Display
from scoring.spec.rules import Sections
from scoring.spec.strict_yaml import Path


def bands_fall_to_zero(parts: Sections) -> Iterator[Finding]:
    """Bands listed from the best down to the bottom leave no gap and no overlap."""
    for path in parts.band_lists:
        yield from _fall(parts, path)


def _fall(parts: Sections, path: Path) -> Iterator[Finding]:
    starts = parts.starts(*path)
    for i, (above, start) in enumerate(itertools.pairwise(starts), start=1):
        if above is not None and start is not None and start >= above:
            problem = f"{plain(start)} does not lie below {plain(above)}"
            yield parts.finding((*path, i, "from"), problem, "list bands from the best down")
    display = parts.raw.get("display", "percent")
    lowest, bottom = (starts or (None,))[-1], 1.0 if display == "ten" else 0.0
    if lowest is not None and lowest != bottom and display in get_args(Display):
        problem = f"the lowest band begins at {plain(lowest)}, not at {plain(bottom)}"
        place: Path = (*path, len(starts) - 1, "from")
        yield parts.finding(place, problem, f"write 'from: {plain(bottom)}'")
    for i, start in enumerate(starts):
        if display == "ten" and start is not None and start > 10:
            place = (*path, i, "from")
            yield parts.finding(place, "the scale ends at 10", "use a cut from 1 to 10")


def cuts_are_tenths(parts: Sections) -> Iterator[Finding]:
    """A cut finer than what people see of a score could contradict it.

    On the scale of ten a cut may also be what a tenth on the scale of 100 is there, such as
    7.75 for 75: scores are then shown with its decimals.
    """
    ten = parts.raw.get("display") == "ten"
    for path in parts.band_lists:
        for i, start in enumerate(parts.starts(*path)):
            if start is None or _whole(start * 10) or (ten and _whole((start - 1) / 9 * 1000)):
                continue
            problem = f"{start!r} is finer than a tenth"
            fix = f"write 'from: {round(start, 1)}'"
            yield parts.finding((*path, i, "from"), problem, fix)


def _whole(number: float) -> bool:
    return abs(number - round(number)) <= 1e-9


def variants_keep_the_bands(parts: Sections) -> Iterator[Finding]:
    """A band is called, coloured and acted upon the same for every account."""
    own = [_without_cut(band) for band in parts.listed("bands")]
    for path in parts.band_lists[1:]:
        if [_without_cut(band) for band in parts.listed(*path)] != own:
            problem = "a variant's bands differ from the card's in more than their cuts"
            fix = "repeat the card's bands and change 'from:' only"
            yield parts.finding(path, problem, fix)


def _without_cut(band: object) -> object:
    return {k: v for k, v in band.items() if k != "from"} if isinstance(band, dict) else band


def grades_fall_to_zero(parts: Sections) -> Iterator[Finding]:
    """A grade for every score, whatever the score."""
    raw = parts.raw.get("grades")
    floors = list(raw.values()) if isinstance(raw, dict) else []
    if floors and all(isinstance(f, int | float) for f in floors):
        if any(low >= high for high, low in itertools.pairwise(floors)):
            problem = "the grades do not fall from the best to the lowest"
            yield parts.finding(("grades",), problem, "list them from the best down")
        if floors[-1] != 0:
            problem = "scores below the lowest grade would have no letter"
            yield parts.finding(("grades",), problem, "let the last grade begin at 0")


RULES_OF_BANDS = (
    bands_fall_to_zero,
    cuts_are_tenths,
    variants_keep_the_bands,
    grades_fall_to_zero,
)
