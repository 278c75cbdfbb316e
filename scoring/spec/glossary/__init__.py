"""The one glossary: every word of the app that may need one, each explained once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from scoring.spec.glossary.book_terms import BOOK
from scoring.spec.glossary.card_terms import CARD
from scoring.spec.glossary.look_back_terms import LOOK_BACK
from scoring.spec.glossary.term import Term
from scoring.spec.glossary.tuning_terms import TUNING

GROUPS: Final[Mapping[str, tuple[Term, ...]]] = MappingProxyType(
    {
        "The card and the score": CARD,
        "The look back": LOOK_BACK,
        "The book": BOOK,
        "Tuning, comparing, agreeing": TUNING,
    }
)
"""All terms by what they are about, each group in the order of the alphabet."""


def words_of(term: Term) -> Iterator[str]:
    """The word itself and the other words for it, as they are looked up."""
    yield term.name.casefold()
    yield from (word.casefold() for word in term.also)


_BY_WORD: Final[Mapping[str, Term]] = MappingProxyType(
    {word: term for terms in GROUPS.values() for term in terms for word in words_of(term)}
)


def meaning(word: str) -> str:
    """What a word of the glossary means. Raises KeyError for one that it does not have."""
    return _BY_WORD[word.casefold()].text


def about(label: str) -> str:
    """What a label means where it is a word of the glossary; empty where it is none."""
    found = _BY_WORD.get(label.casefold())
    return found.text if found else ""


def searched(wanted: str) -> dict[str, tuple[Term, ...]]:
    """The terms that hold what is wanted in a word for them or in their meaning, by group.

    Input: text of any case; empty for all of them. Output: no group that has none.
    """
    sought = wanted.strip().casefold()

    def holds(term: Term) -> bool:
        return any(sought in text for text in (*words_of(term), term.text.casefold()))

    found = {name: tuple(filter(holds, terms)) for name, terms in GROUPS.items()}
    return {name: terms for name, terms in found.items() if terms}


__all__ = ["GROUPS", "Term", "about", "meaning", "searched", "words_of"]
