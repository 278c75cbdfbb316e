"""Surveys of the whole book count every answer of a customer once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from scoring.kinds.normalisers.points import AsPoints
from scoring.kinds.transforms.ces import Ces
from scoring.kinds.transforms.csat import Csat
from scoring.live.book import Book
from scoring.spec.catalogue import Measure
from scoring.spec.model import Card, Metric
from scoring.values import Column
from scoring.views.surveys import survey_figures
from tests.unit.hand_made import NAN, frame, month
from tests.unit.spec.samples import card

DEC = month("2026-12")
RULE = AsPoints(kind="points")


def book(answers: dict[str, list[float]], low: float, high: float, name: str = "nps") -> Book:
    """Accounts with one answer a month up to December 2026; NaN where there is none."""
    rows = [(a, str(DEC.plus(i + 1 - len(x)))) for a, x in answers.items() for i in range(len(x))]
    made = frame(rows, measures=(Measure(name, name, "number", low, high),), ended={"z": "2026-11"})
    by = {
        (a, DEC.plus(i + 1 - len(x)).number): x[i]
        for a, x in answers.items()
        for i in range(len(x))
    }
    ids = made.accounts.ids
    column = np.array([by[(ids[a], m)] for a, m in zip(made.account, made.month, strict=True)])

    def fetch(read: Sequence[Metric]) -> dict[str, Column]:
        return {metric.id: column for metric in read}

    return Book(made, fetch)


def of(transform: Ces | Csat, measure: str) -> Card:
    """A card whose only metric reads a survey."""
    metric = Metric(id="s", measure=measure, transform=transform, normaliser=RULE, weight=1)
    return card().model_copy(update={"metrics": (metric,)})


def test_nps_by_its_name() -> None:
    """10, 9 and 7 count: two promoters of three and no detractor, 100 × 2 / 3.

    11 is no answer, the 0 of twelve months before is too old, and z left in November.
    """
    made = book({"a": [0.0, *[NAN] * 11, 10.0], "b": [9.0, 7.0, 11.0], "z": [6.0, 3.0]}, 0, 10)
    (found,) = survey_figures(made, card(), DEC)
    assert (found.way.name, found.measure) == ("nps", "nps")
    assert (found.value, found.answers, found.accounts) == (pytest.approx(100 * 2 / 3), 3, 2)
    within = np.array([True, False, False])
    assert survey_figures(made, card(), DEC, within)[0].value == 100.0


@pytest.mark.parametrize(
    ("name", "low", "high"), [("nps", -100, 100), ("snps", 0, 10), ("csat", 0, 100)]
)
def test_a_measure_that_cannot_be_answers_is_none(name: str, low: float, high: float) -> None:
    """Shares and balances are no single answers, and another word is another measure."""
    assert survey_figures(book({"a": [5.0]}, low, high, name), card(), DEC) == ()


def test_csat_and_ces_as_the_card_reads_them() -> None:
    """Of 7, 6, 2, 1: half are 6 or more of 7; effort 7, 6 liked and 2, 1 not: 50 − 50; mean 4."""
    made = book({"a": [7.0, 6.0, 2.0, 1.0]}, 1, 7, "answer")
    csat = Csat(kind="csat", months=3, satisfied_from=6.0, of=7.0)
    assert survey_figures(made, of(csat, "answer"), DEC)[0].value == 50.0
    balance = Ces(kind="ces", months=3, reading="balance")
    assert survey_figures(made, of(balance, "answer"), DEC)[0].value == 0.0
    mean = Ces(kind="ces", months=3, reading="mean")
    assert survey_figures(made, of(mean, "answer"), DEC)[0].value == 4.0


def test_no_answer_is_no_figure() -> None:
    """The survey is named, its value is not."""
    (found,) = survey_figures(book({"a": [NAN]}, 0, 10), card(), DEC)
    assert (found.value, found.answers) == (None, 0)


def test_a_name_tells_nothing_of_a_measure_without_answers() -> None:
    """How many answers there were runs from 0 to 2 as answers might; it is no NPS."""
    made = book({"a": [2.0], "b": [1.0]}, 0, 2, "nps_survey_30d")
    assert survey_figures(made, card(), DEC)[0].value == -100.0
    assert survey_figures(made, card(), DEC, no_answers={"nps_survey_30d"}) == ()
