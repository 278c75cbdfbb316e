"""Of twenty books the warnings W11, W12 and W30 find what is planted, and nothing else.

The books have 1,500 accounts. Planted are today's forecast copied over the past (W11), a pulse
that hears of the notice (W12), and tickets, of which large customers file more and leave less
(W30, Simpson's paradox). The card is an expert's; whatever it does not read is looked at too.
"""

from __future__ import annotations

from functools import cache

import pytest

from scoring.spec.parse import parse_card
from scoring.spec.question import Question
from scoring.tune.warnings import Warned
from scoring.workbench import preset_texts, trial_of
from scoring.workbench.cautioning import warnings
from tests.truth.loaded_books import loaded
from tests.truth.twenty_books import SEEDS, book

pytestmark = pytest.mark.slow

CARD = parse_card(preset_texts()["b2b_saas_starter"])
CALENDAR = Question(cohort="calendar")
PLANTED = {
    "W11": {"Renewal forecast"},
    "W12": {"CSM pulse"},
    "W13": {"Renewal forecast"},
    "W30": {"Tickets"},
}


@cache
def told(seed: int) -> tuple[Warned, ...]:
    data = loaded(book(seed, leak=True))
    trial = trial_of(data, CARD, CALENDAR)
    return warnings(data, CARD, trial, data.book.frame.months[-1])


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_planted_is_warned_of_and_nothing_else(seed: int) -> None:
    """Each code is about exactly the measures that earn it.

    No dimension divides but the segment, and the plan that follows it.
    """
    found = {code: {w.about for w in told(seed) if w.code == code} for code in PLANTED}
    assert found == PLANTED
    (simpson,) = (w for w in told(seed) if w.code == "W30")
    assert "within segment" in simpson.words or "within plan" in simpson.words


@pytest.mark.parametrize("seed", SEEDS)
def test_the_honest_measures_of_the_card_have_few_warnings(seed: int) -> None:
    """Nothing is constant, static, a twin or upside down among the starter's own."""
    about = {w.about for w in told(seed) if w.code in {"W14", "W20", "W21", "W22", "W24"}}
    assert not about & {m.title for m in CARD.metrics}
