"""A load that gave no data is remembered until the next one, with what stood in its way."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.errors import Finding
from scoring.spec.source import Source
from scoring.workbench import Place


@dataclass(frozen=True, slots=True)
class Refused:
    """A load that gave no data: on which part of the page, by what, and what stood in its way.

    `asked` is the source by which it began, `source` the one that it came to by choices about
    findings; `told` is what to say, an error unless it was ended `by_wish`.
    """

    part: str
    asked: Source
    source: Source
    place: Place
    findings: tuple[Finding, ...]
    told: tuple[str, ...]
    by_wish: bool
