"""A how-to page is a list of steps that a reader, or a test, can follow in the app."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from tests.docs.markdown import ROOT

GUIDES: Final = ("first-card.md", "run-a-workshop.md", "bring-your-data.md")

Verb = Literal["page", "click", "see"]

_LABEL: Final = re.compile(r"(?:\b(page|click|choose|switch on) )?\*\*([^*]+)\*\*", re.IGNORECASE)
_PRESSED: Final = ("click", "choose", "switch on")


@dataclass(frozen=True)
class Step:
    """One label of the app, in the order of the page, and what the reader is to do with it."""

    verb: Verb
    label: str


def text_of(guide: str) -> str:
    """The page as one line."""
    return " ".join((ROOT / "docs" / guide).read_text(encoding="utf-8").split())


def steps(guide: str) -> list[Step]:
    """Every label in bold: a page to open, something to click, or something to be seen."""
    found = _LABEL.findall(text_of(guide))
    return [Step(_verb(word.lower()), label) for word, label in found]


def _verb(word: str) -> Verb:
    if word in _PRESSED:
        return "click"
    return "page" if word == "page" else "see"
