"""A text becomes a card, or the whole list of what is wrong with it, each fault once."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from scoring.errors import CardError
from scoring.spec.model import authored, canonical
from scoring.spec.parse import check_document, parse_card, read_card
from scoring.spec.strict_yaml import Document
from tests.unit.spec.samples import card, raw_card

CARDS = sorted((Path(__file__).parents[3] / "configs/cards").glob("*.yaml"))
FIVE = """\
version: 1
name: Five faults
metrics:
  - id: usage
    measure: logins
    normaliser: {kind: linaer, worst: 0, best: 10}
    weight: heavy
  - id: usage
    measure: tickets
    normaliser: {kind: linear, worst: 3, best: 3}
    weight: 10
bands:
  - {name: Good, from: 75, tone: good}
  - {name: Poor, form: 0, tone: bad}
"""
NESTED = """\
version: 1
name: Faults in every room
metrics:
  - id: a
    measure: x
    transform: {kind: mean, months: 0}
    normaliser:
      kind: steps
      steps:
        - {from: 1, points: 0}
        - {from: two, points: 50}
        - {fro: 3, points: 101}
    weight: 1
    missing: {points: 400}
  - id: b
    measure: y
    normaliser:
      kind: categories
      map:
        Basic: 120
        Gold: 100
      others: 3
    weight: 1
    max_age_months: 1.5
  - id: c
    measure: z
    normaliser: {kind: threshold, at_least: 1, at_most: 2}
    weight: .inf
rules: {min_coverage: 50%}
bands:
  - {name: Good, from: 75.25, tone: green}
  - {name: Poor, from: 0, tone: bad, alarm: no}
playbooks:
  rescue:
    title: Rescue
    within_hours: 0
    steps: [call, {a: b}]
"""


def found(text: str) -> list[tuple[int | None, str, str]]:
    return [(f.line, f.place, f.problem) for f in read_card(text).findings]


def test_five_faults_are_five_findings() -> None:
    """A card with five faults reports five, each at its own line; a misspelt key is one."""
    assert found(FIVE) == [
        (6, "metrics[1].normaliser", "no kind is called 'linaer'"),
        (7, "metrics[1].weight", "'heavy' is not a number"),
        (8, "metrics[2].id", "'usage' is already used by metrics[1]"),
        (10, "metrics[2].normaliser", "worst and best are both 3"),
        (14, "bands[2].form", "unknown key 'form'"),
    ]


def test_faults_in_nested_places_all_show_at_once() -> None:
    """Sixteen faults in lists, maps, steps and playbooks: none hides or repeats another."""
    assert found(NESTED) == [
        (6, "metrics[1].transform.months", "0 is too small"),
        (11, "metrics[1].normaliser.steps[2].from", "'two' is not a number"),
        (12, "metrics[1].normaliser.steps[3].points", "101 is too large"),
        (12, "metrics[1].normaliser.steps[3].fro", "unknown key 'fro'"),
        (14, "metrics[1].missing", "this is no way to treat a missing value"),
        (20, "metrics[2].normaliser.map.Basic", "120 is too large"),
        (22, "metrics[2].normaliser.others", "unknown key 'others'"),
        (24, "metrics[2].max_age_months", "1.5 is not a whole number"),
        (27, "metrics[3].normaliser", "a threshold has one test, this has 2"),
        (28, "metrics[3].weight", "'.inf' is not a number"),
        (29, "rules.min_coverage", "'50%' is not a number"),
        (31, "bands[1].tone", "'green' is not one of the choices"),
        (31, "bands[1].from", "75.25 is finer than a tenth"),
        (32, "bands[2].alarm", "'no' is neither true nor false"),
        (36, "playbooks.rescue.within_hours", "0 is too small"),
        (37, "playbooks.rescue.steps[2]", "a group of keys is not text"),
    ]


@pytest.mark.parametrize("text", [FIVE, NESTED], ids=["five", "nested"])
def test_every_finding_has_a_fix(text: str) -> None:
    """Each line of a report ends in what to do, and has no line break within it."""
    for finding in read_card(text).findings:
        assert finding.fix
        assert finding.as_text().isprintable()
        assert ". Fix: " in finding.as_text()


def test_a_fault_keeps_the_kind_of_its_neighbours() -> None:
    """A fault in one metric does not make another one look faulty."""
    faulty = raw_card(colour="blue")
    assert [f.problem for f in check_document(Document(faulty)).findings] == [
        "unknown key 'colour'"
    ]


@pytest.mark.parametrize("text", ["[]", "just words", "5", "null", "- a"])
def test_what_is_no_card_at_all(text: str) -> None:
    """A text that is not a group of keys gets one finding that says how to begin."""
    (finding,) = read_card(text).findings
    assert finding.fix == "begin with 'version: 1'"


def test_an_empty_card_names_what_is_missing() -> None:
    """A card of nothing but a version lacks a name, metrics and bands."""
    assert [p for _, _, p in found("version: 1")] == [
        "'name' is missing",
        "'bands' is missing",
        "'metrics' is missing",
    ]


def test_a_future_version_is_refused() -> None:
    """A card of version 2 is not read as if it were version 1."""
    assert found(json.dumps(raw_card(version=2))) == [(1, "version", "2 is not one of the choices")]


def test_a_warning_does_not_forbid_the_card() -> None:
    """A band that names an unknown playbook still scores; the author is told."""
    raw = raw_card(playbooks={"rescue": {"title": "Rescue"}})
    raw["bands"][0]["playbook"] = "rescu"
    reading = check_document(Document(raw))
    assert reading.card is not None
    assert [(f.severity, f.fix) for f in reading.findings] == [
        ("warning", "did you mean 'rescue'?")
    ]


def test_parse_card_raises_all_faults() -> None:
    """For a caller that wants one card or none the error carries the same findings."""
    with pytest.raises(CardError, match=r"the card has 5 faults: error: line 6") as caught:
        parse_card(FIVE)
    assert caught.value.findings == read_card(FIVE).findings


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_bundled_cards_are_sound(path: Path) -> None:
    """Each card in configs/cards is read without a single finding."""
    reading = read_card(path.read_text(encoding="utf-8"))
    assert reading.findings == ()
    assert reading.card is not None


def test_a_thousand_unknown_keys_are_reported_in_reasonable_time() -> None:
    """The time a report takes grows with its length and no faster."""
    began = time.perf_counter()
    reading = check_document(Document(raw_card(**{f"key{i}": 1 for i in range(2_000)})))
    assert len(reading.findings) == 2_000
    assert time.perf_counter() - began < 10


def test_written_again_it_is_the_same_card() -> None:
    """A card as plain data, read again, is equal, and 30 and 30.0 are the same weight."""
    given_card = card(rules={"min_coverage": 0.25}, display="grade", grades={"A": 50, "B": 0})
    assert check_document(Document(authored(given_card))).card == given_card
    raw = raw_card()
    raw["metrics"][0]["weight"] = 50.0
    assert canonical(card(**raw)) == canonical(card())
    assert card(**raw).digest == card().digest


def test_the_digest_follows_the_card() -> None:
    """Anything that can change a number or a word changes the digest."""
    changes: list[dict[str, Any]] = [
        {"name": "Other"},
        {"display": "grade"},
        {"rules": {"min_coverage": 0.6}},
        {"about": "More"},
    ]
    digests = {card(**change).digest for change in [{}, *changes]}
    assert len(digests) == 5
