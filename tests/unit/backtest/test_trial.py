"""Every figure of a back-test is counted again from its case table, by plain Python."""

from __future__ import annotations

import json
from functools import cache

import pytest

from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.question import Question
from scoring.workbench import (
    DataSet,
    Trial,
    case_table,
    flag_rule,
    preset_texts,
    trial_data,
    trial_of,
    trial_text,
)
from tests.bundled import opened

CARD: Card = parse_card(preset_texts()["b2b_saas_starter"])


@cache
def demo() -> DataSet:
    return opened("demo")


@cache
def trial() -> Trial:
    return trial_of(demo(), CARD, Question(cohort="calendar"))


@cache
def rows() -> list[dict[str, object]]:
    return list(case_table(demo(), CARD, trial()).to_pylist())


def test_the_counts_are_those_of_the_case_table() -> None:
    """Caught is red and lost; too late is in no rate."""
    counts = trial().counts
    kinds = [(r["outcome"], r["flagged"]) for r in rows()]
    assert counts.caught == kinds.count(("lost", True)) > 0
    assert counts.missed == kinds.count(("lost", False)) > 0
    assert counts.false_alarms == kinds.count(("kept", True))
    assert counts.left_alone == kinds.count(("kept", False))
    assert counts.too_late == sum(kind == "too late" for kind, _ in kinds) > 0
    assert trial().caught.estimate == counts.caught / (counts.caught + counts.missed)
    flagged = counts.caught + counts.false_alarms
    assert trial().calls.estimate == pytest.approx(flagged / counts.caught)


def test_ranking_power_is_the_share_of_pairs() -> None:
    """Each lost case is held against each kept one; a tie counts half."""
    lost = [r["score"] for r in rows() if r["outcome"] == "lost" and r["score"] is not None]
    kept = [r["score"] for r in rows() if r["outcome"] == "kept" and r["score"] is not None]
    pairs = [(a < b) + 0.5 * (a == b) for a in lost for b in kept]  # type: ignore[operator]
    assert trial().ranking.estimate == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)


def test_revenue_caught_is_that_of_the_month_looked_at() -> None:
    """Revenue flagged and lost over revenue lost."""
    lost = [r for r in rows() if r["outcome"] == "lost"]
    whole = sum(float(r["arr"]) for r in lost)  # type: ignore[arg-type]
    caught = sum(float(r["arr"]) for r in lost if r["flagged"])  # type: ignore[arg-type]
    assert trial().money.caught.estimate == pytest.approx(caught / whole)


def test_bands_lose_what_their_cases_lose() -> None:
    """A band's churn rate is of the judged cases in it at the month looked at."""
    for band in trial().bands:
        inside = [r["outcome"] for r in rows() if r["band"] == band.band]
        judged = [outcome for outcome in inside if outcome != "too late"]
        assert (band.lost, band.cases) == (judged.count("lost"), len(judged))


def test_the_demo_is_within_the_law_it_was_made_by() -> None:
    """At the default lead and horizon its ranking power lies between .72 and .86."""
    assert 0.72 <= (trial().ranking.estimate or 0) <= 0.86


def test_more_flags_catch_more_and_cost_more() -> None:
    """Whoever is red now was red within six months, so that rule flags at least as many."""
    ever = trial_of(demo(), CARD, Question(cohort="calendar"), flag_rule("ever_red"))
    assert ever.counts.caught >= trial().counts.caught
    assert ever.counts.false_alarms >= trial().counts.false_alarms
    assert "within 6 months" in ever.rule.in_words()


def test_a_narrower_look_is_a_part_of_the_whole() -> None:
    """The trials of two halves of the accounts add up to that of all."""
    members = demo().book.frame.members("segment", "Enterprise")
    halves = [
        trial_of(demo(), CARD, Question(cohort="calendar"), within=mask).counts
        for mask in (members, ~members)
    ]
    assert sum(half.caught for half in halves) == trial().counts.caught
    assert sum(half.false_alarms for half in halves) == trial().counts.false_alarms


def test_losses_on_record_are_those_of_the_accounts_looked_at() -> None:
    """Looked at on the day of its notice no renewal warns of a loss; who stayed has none."""
    asked, losses = Question(lead=0, cohort="renewal"), trial().cases.losses
    everybody = trial_of(demo(), CARD, asked)
    assert everybody.gate.words.startswith(f"{len(losses)} losses are on record, but")
    stayed = ~demo().book.frame.accounts.lost
    assert trial_of(demo(), CARD, asked, within=stayed).gate.words.startswith("No loss to learn")


def test_as_data_it_has_no_number_that_json_lacks() -> None:
    """No NaN and no infinity; every figure says what it counts."""
    told = trial_data(trial())
    again = json.loads(json.dumps(told, allow_nan=False))
    assert again["counts"]["lost"] == trial().counts.lost
    blocks = {"ks", "average_precision", "lift", "deciles", "bands", "at_capacity"}
    assert set(again["figures"]) | blocks == set(again["definitions"])
    assert blocks <= set(again) | set(again["ranking_in_detail"])
    assert all(set(f) >= {"estimate", "low", "high", "n"} for f in again["figures"].values())


def test_few_losses_are_told_in_words() -> None:
    """The starter table has one loss: its lists stand, its rates do not."""
    data = opened("starter")
    card = parse_card(preset_texts()["weighted_starter"])
    found = trial_of(data, card)
    text = trial_text(found)
    assert "Current state, not a warning test." in text
    assert "1 loss: too few for any rate." in text
    assert "is no case" not in text  # the table does not say since when anybody is a customer
    assert "Caught churn" not in text
    assert all(f["estimate"] is None for f in trial_data(found)["figures"].values())
