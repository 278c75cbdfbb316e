"""What the parts of a card must be to each other, and to the data."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.errors import Finding
from scoring.spec.catalogue import Catalogue, Measure
from scoring.spec.fit import against
from scoring.spec.model import Card
from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import Document
from tests.unit.spec.samples import POINTS, card, raw_card


def findings(**changes: Any) -> list[tuple[str, str]]:
    reading = check_document(Document(raw_card(**changes)))
    return [(f.place, f.problem) for f in reading.findings]


def bands(*starts: float, **more: Any) -> list[dict[str, Any]]:
    return [{"name": f"B{i}", "from": s, "tone": "bad"} | more for i, s in enumerate(starts)]


def metrics(*weights: float, enabled: bool = True) -> list[dict[str, Any]]:
    return [
        {"id": f"m{i}", "measure": "x", "normaliser": POINTS, "weight": w, "enabled": enabled}
        for i, w in enumerate(weights)
    ]


def test_a_sound_card_has_no_finding() -> None:
    """The sample card breaks no rule."""
    assert findings() == []


def test_ids_are_unique() -> None:
    """A second metric of the same id is named together with the first."""
    twice = metrics(1) + metrics(2) + metrics(3)
    assert findings(metrics=twice) == [
        ("metrics[2].id", "'m0' is already used by metrics[1]"),
        ("metrics[3].id", "'m0' is already used by metrics[1]"),
    ]


def test_band_names_are_unique() -> None:
    """Two bands of one name could not be told apart."""
    assert findings(bands=bands(50, 0, name="B")) == [
        ("bands[2].name", "'B' is already used by bands[1]")
    ]


def test_no_band_is_called_not_scored() -> None:
    """The name for accounts without a score is not free."""
    taken = [{"name": "Not scored", "from": 0, "tone": "bad"}]
    assert findings(bands=taken) == [
        ("bands[1].name", "'Not scored' is the name for accounts without a score")
    ]


@pytest.mark.parametrize("none", [metrics(0, 0), metrics(5, enabled=False)], ids=["zero", "off"])
def test_something_must_count(none: list[dict[str, Any]]) -> None:
    """With all weights at 0, or every metric off, no account would get a score."""
    ((place, problem),) = findings(metrics=none)
    assert place == "metrics"
    assert "no account gets a score" in problem


@pytest.mark.parametrize(
    ("starts", "display", "problems"),
    [
        ((75, 50, 0), "percent", []),
        ((0,), "percent", []),
        ((100, 99.9, 0.1, 0), "percent", []),
        ((50, 75, 0), "percent", [("bands[2].from", "75 does not lie below 50")]),
        ((50, 50, 0), "percent", [("bands[2].from", "50 does not lie below 50")]),
        ((75, 50), "percent", [("bands[2].from", "the lowest band begins at 50, not at 0")]),
        ((75.05, 0), "percent", [("bands[1].from", "75.05 is finer than a tenth")]),
        ((8, 5, 1), "ten", []),
        ((10, 1), "ten", []),
        ((8, 5, 0), "ten", [("bands[3].from", "the lowest band begins at 0, not at 1")]),
        ((10.1, 1), "ten", [("bands[1].from", "the scale ends at 10")]),
        ((8, 5, 1), "eleven", [("display", "'eleven' is not one of the choices")]),
    ],
)
def test_bands_fall_to_the_bottom(
    starts: tuple[float, ...], display: str, problems: list[tuple[str, str]]
) -> None:
    """Bands are listed from the best down, in tenths, to the end of the card's own scale."""
    assert findings(bands=bands(*starts), display=display) == problems


@pytest.mark.parametrize(
    ("grades", "problems"),
    [
        ({"A": 90, "F": 0}, []),
        ({"A": 50, "B": 60, "F": 0}, ["the grades do not fall from the best to the lowest"]),
        ({"A": 50, "B": 50, "F": 0}, ["the grades do not fall from the best to the lowest"]),
        ({"A": 90, "D": 60}, ["scores below the lowest grade would have no letter"]),
    ],
)
def test_grades_fall_to_zero(grades: dict[str, float], problems: list[str]) -> None:
    """Every score has a letter, whatever the score."""
    assert [p for _, p in findings(display="grade", grades=grades)] == problems


MEASURES = (
    Measure("logins", "logins", "number"),
    Measure("mood", "mood", "text", labels=("calm", "cross")),
    Measure("void", "void", "number", filled=0.0),
)
DATA = Catalogue("D", "v", MEASURES, (), (), 1, 1, "unknown", has_arr=False)


def beside(measure: str, kind: str = "points", **more: Any) -> list[Finding]:
    rules = {"points": POINTS, "categories": {"kind": "categories", "map": {"calm": 100}}}
    one = {"id": "m", "measure": measure, "normaliser": rules[kind], "weight": 1} | more
    other = {"id": "n", "measure": "logins", "normaliser": POINTS, "weight": 1}
    read: Card = card(metrics=[one, other])
    return list(against(read, DATA, Document()))


def test_a_measure_must_be_there() -> None:
    """An unknown measure is an error with a guess, or a warning while it is switched off."""
    (finding,) = beside("login")
    assert (finding.severity, finding.fix) == ("error", "did you mean 'logins'?")
    (finding,) = beside("login", enabled=False)
    assert finding.severity == "warning"


def test_text_needs_categories() -> None:
    """A text measure is fine for categories, an error for what computes with numbers."""
    assert beside("mood", "categories") == []
    (finding,) = beside("mood")
    assert finding.problem == "'mood' holds text, but 'points' needs numbers"
    assert finding.examples == ("'calm'", "'cross'")
    assert finding.severity == "error"
    (finding,) = beside("mood", enabled=False)
    assert finding.severity == "warning"


def test_a_mean_of_texts_blames_the_mean() -> None:
    """Where the transform is what cannot read text, it is the transform that is named."""
    (finding,) = beside("mood", "categories", transform={"kind": "mean", "months": 3})
    assert finding.problem == "'mood' holds text, but 'mean' needs numbers"


def test_numbers_may_be_categories() -> None:
    """Categories read numbers too."""
    assert beside("logins", "categories") == []


def test_an_empty_measure_is_worth_a_word() -> None:
    """A measure without a single value is a warning, not an error."""
    (finding,) = beside("void")
    assert (finding.severity, finding.problem) == ("warning", "'void' is empty in every row")
