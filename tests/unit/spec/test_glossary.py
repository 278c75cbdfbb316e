"""The glossary has each word once, in order, and is found by any of its words."""

from __future__ import annotations

from collections import Counter

import pytest

from scoring.backtest.lost import ORDER
from scoring.kinds.transforms.ces import Ces
from scoring.kinds.transforms.csat import Csat
from scoring.kinds.transforms.nps import Nps
from scoring.spec.glossary import GROUPS, Term, about, meaning, searched, words_of
from scoring.values import NOT_SCORED, ONBOARDING

TERMS = [term for terms in GROUPS.values() for term in terms]


def test_no_word_stands_for_two_things() -> None:
    """Every name and every other word leads to one term."""
    often = Counter(word for term in TERMS for word in words_of(term))
    assert [word for word, times in often.items() if times > 1] == []


@pytest.mark.parametrize("group", GROUPS)
def test_terms_stand_in_the_order_of_the_alphabet(group: str) -> None:
    """A reader who scans a group finds what is sought."""
    names = [term.name.casefold() for term in GROUPS[group]]
    assert names == sorted(names)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_meaning_is_short_plain_and_whole(term: Term) -> None:
    """Whole sentences of at most 200 characters, without the words that the app does not use."""
    text = meaning(term.name)
    assert text[0].isupper()
    assert text.endswith(".")
    assert len(text) <= 200
    assert "accuracy" not in text.casefold()
    assert "churn risk" not in text.casefold()


def test_the_words_of_the_code_are_explained() -> None:
    """Bands without a score, the surveys and what becomes of a loss are no riddles."""
    words = [NOT_SCORED, ONBOARDING, Nps.name, Csat.name, Ces.name, *ORDER]
    assert [word for word in words if not about(word)] == []


def test_a_label_that_is_no_word_of_it_has_no_meaning() -> None:
    """A band of the card's own name is looked up in vain, and nothing breaks."""
    assert about("Northern lights") == ""
    assert about("auc") == about("Ranking power") == meaning("AUC")
    with pytest.raises(KeyError, match="northern"):
        meaning("Northern lights")


def test_a_search_finds_words_and_meanings() -> None:
    """By another word for it and by what it says; all for nothing, and none for nonsense."""
    found = {term.name for terms in searched(" AUC ").values() for term in terms}
    assert "Ranking power" in found
    told = searched("revenue retention")
    assert {term.name for terms in told.values() for term in terms} == {"GRR", "NRR"}
    assert searched("") == dict(GROUPS)
    assert searched("qqq") == {}
