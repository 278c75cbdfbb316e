"""The published worked examples and formulas come out of the product to the last figure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scoring.live.frame import Frame
from scoring.values import Month
from scoring.views.kpis import (
    churn_rate,
    renewal_rate,
    retention_rate,
    revenue_growth,
    save_rate,
)
from tests.reference.seeds import one, preset, proves, read_by, scored
from tests.unit.hand_made import frame, scores
from tests.unit.views.test_kpis import months_of, with_facts

START, END = Month.parse("2025-10"), Month.parse("2026-10")


@proves("s0_scorecard_77")
def test_the_scorecard_of_77(seeds: dict[str, Any]) -> None:
    """34 + 17.5 + 12 + 13.5 = 77, which is Healthy."""
    wanted, card = seeds["s0_scorecard_77"], preset("weighted_starter")
    rows = wanted["rows"]
    assert [m.weight for m in card.metrics] == [r["weight"] for r in rows]
    assert sum(m.weight for m in card.metrics) == wanted["expect"]["weight_total"]
    got = one(card, {m.measure: r["score"] for m, r in zip(card.metrics, rows, strict=True)})
    assert (got["score"], got["band"]) == (
        wanted["expect"]["final_score"],
        wanted["expect"]["band_s0_table"],
    )
    for metric, row in zip(card.metrics, rows, strict=True):
        share = card.effective_weight(metric.id)
        assert got[f"points_{metric.id}"] * share == pytest.approx(row["weighted"], abs=1e-12)


@proves("s4_chs_24", "chs_points")
def test_the_points_of_24(seeds: dict[str, Any]) -> None:
    """5 x 6 = 30, 2 x 3 = 6, 30 - 6 = 24; and 5 x 2 - 2 x 7 = -4 by the same formula."""
    wanted, card = seeds["s4_chs_24"], preset("action_points")
    given, expected = wanted["inputs"], wanted["expect"]
    values = {a.id: a.points for a in card.actions}
    assert values["positive"] == given["positive_value"]
    assert values["negative"] == -given["negative_value"]
    actions = {
        "positive_actions": given["positive_actions"],
        "negative_actions": given["negative_actions"],
    }
    got = one(card, actions)
    assert got["points_positive"] == expected["positive_total"]
    assert got["points_negative"] == -expected["negative_total"]
    assert got["raw"] == expected["chs"]
    assert one(card, {"positive_actions": 2, "negative_actions": 7})["raw"] == -4
    assert "positive action values) - SUM(negative" in seeds["chs_points"]["expr"]


@proves("s1_points_pricing_page")
def test_the_pricing_page_and_the_review(seeds: dict[str, Any]) -> None:
    """Three days and a query give 5, a negative review takes 5, both are 0."""
    wanted, card = seeds["s1_points_pricing_page"], preset("action_points")
    pricing: dict[str, float] = {"pricing_days": 3, "queries": 1}
    review: dict[str, float] = {"negative_reviews": 1}
    got = scored(card, {"a": [pricing], "b": [review], "c": [pricing | review]})
    assert got["a"]["raw"] == wanted["rules"][0]["points"] == 5
    assert got["b"]["raw"] == wanted["rules"][1]["points"] == -5
    assert got["c"]["raw"] == wanted["expect"]["both_events_net"]


@proves("s2_binary_tier2_tickets")
def test_tickets_are_all_or_nothing(seeds: dict[str, Any]) -> None:
    """Four tickets in a month earn everything, five nothing."""
    card = preset("binary_cohort")
    for case in seeds["s2_binary_tier2_tickets"]["cases"]:
        got = one(card, {"tickets": case["value"]})["points_tickets"]
        assert got == {"full": 100, "zero": 0}[case["earns"]], case


@proves("weighted_sum")
def test_the_weighted_sum(seeds: dict[str, Any]) -> None:
    """The sum of score times weight: 0.4 x 10 + 0.25 x 20 + 0.2 x 30 + 0.15 x 40 = 21."""
    assert seeds["weighted_sum"]["expr"] == "Health Score = SUM(metric_score * weight)"
    card = preset("weighted_starter")
    got = one(card, {m.measure: 10 * i for i, m in enumerate(card.metrics, start=1)})
    assert got["score"] == 4 + 5 + 6 + 6


@proves("ces_numeric")
def test_effort_as_a_mean(seeds: dict[str, Any]) -> None:
    """The total of the answers over their number."""
    for case in seeds["ces_numeric"]["cases"]:
        reading = {"kind": "ces", "months": 60, "reading": "mean"}
        assert read_by(reading, case["responses"]) == case["expect"]


@proves("ces_sentiment")
def test_effort_as_a_balance(seeds: dict[str, Any]) -> None:
    """Percent positive less percent negative; a hundred answers are read as ten of the same mix."""
    reading = {
        "kind": "ces",
        "months": 60,
        "reading": "balance",
        "positive_from": 5,
        "negative_to": 3,
    }
    for case in seeds["ces_sentiment"]["cases"]:
        times = 10 if case["n"] == 100 else 1
        answers = [6.0] * (case["positive"] // times) + [4.0] * (case["neutral"] // times)
        answers += [2.0] * (case["negative"] // times)
        assert len(answers) * times == case["n"]
        assert read_by(reading, answers) == case["expect"]


@proves("percentage_scale")
def test_the_percentage_scale(seeds: dict[str, Any]) -> None:
    """The score over the maximum value: 24 of 30 are 80 percent, and the floor is 0."""
    card = preset("action_points")
    assert seeds["percentage_scale"]["expr"] == "score / maximum value"
    got = one(card, {"positive_actions": 6, "negative_actions": 3})
    assert card.ends == (0, 30)
    assert got["score"] == 100 * 24 / 30 == 100 * got["raw"] / card.ends[1]


@proves("nps_classes")
def test_the_classes_of_nps(seeds: dict[str, Any]) -> None:
    """Each printed class reads as -100, 0 or 100 alone; the 0 that has none is a detractor."""
    wanted = seeds["nps_classes"]
    classes = {"detractor": -100, "passive": 0, "promoter": 100}
    for name, (low, high) in wanted["classes"].items():
        for answer in range(low, high + 1):
            assert read_by({"kind": "nps", "months": 1}, [float(answer)]) == classes[name]
    low, high = wanted["question_scale"]
    assert read_by({"kind": "nps", "months": 1}, [float(low)]) == classes["detractor"]
    assert read_by({"kind": "nps", "months": 1}, [float(high + 1)]) is None


@proves("csat")
def test_satisfaction_is_a_share(seeds: dict[str, Any]) -> None:
    """From 0 to 100 percent; no formula is printed, ours counts 4 and 5 of 5: 2 of 5 are 40."""
    assert seeds["csat"]["unit"] == "percent, 0 to 100"
    reading = {"kind": "csat", "months": 12}
    assert read_by(reading, [1.0, 2.0, 3.0, 4.0, 5.0]) == 40
    assert read_by(reading, [1.0, 3.0]) == 0
    assert read_by(reading, [4.0, 5.0]) == 100


def ten_customers() -> Frame:
    """Ten customers over a year; a and b have left by its end, all renew in May."""
    book = frame(months_of("abcdefghij", "2025-10", 13), ended={"a": "2026-05", "b": "2026-05"})
    return with_facts(book, dict.fromkeys("abcdefghij", "2026-05"))


@proves("churn_rate", "retention_rate")
def test_leaving_and_staying(seeds: dict[str, Any]) -> None:
    """Two of ten leave within the year: 20 percent churn, and 80 percent stay."""
    assert "leave" in seeds["churn_rate"]["expr"]
    assert "stay" in seeds["retention_rate"]["expr"]
    churn, stay = churn_rate(ten_customers(), END), retention_rate(ten_customers(), END)
    assert (churn.value, churn.numerator, churn.denominator) == (0.2, 2, 10)
    assert (stay.value, stay.numerator, stay.denominator) == (0.8, 8, 10)


@proves("renewal_rate")
def test_renewals(seeds: dict[str, Any]) -> None:
    """Customers who renew over customers at the end of their period: 8 of 10."""
    assert seeds["renewal_rate"]["expr"].startswith("customers who renew / customers at end")
    found = renewal_rate(ten_customers(), END)
    assert (found.value, found.numerator, found.denominator) == (0.8, 8, 10)


@proves("revenue_growth")
def test_growth(seeds: dict[str, Any]) -> None:
    """The increase over the previous year's total: (1150 - 1000) / 1000 = 15 percent."""
    assert seeds["revenue_growth"]["expr"].startswith("increase in total revenue / total revenue")
    book = frame([(n, str(m)) for n in "ab" for m in (START, END)])
    book = replace(book, arr=np.array([400.0, 600.0, 450.0, 700.0]))
    assert revenue_growth(book, END).value == 0.15


@proves("average_1_5")
def test_the_simple_average(seeds: dict[str, Any]) -> None:
    """Inputs scored 5, 4, 3 and 2 average 3.5, which is (3.5 - 1) / 4 = 62.5 of 100."""
    card = preset("simple_average")
    assert len(card.metrics) == len(seeds["average_1_5"]["inputs"])
    assert {card.effective_weight(m.id) for m in card.metrics} == {0.25}
    got = one(card, {"active_days": 20, "key_actions": 40, "tickets": 3, "nps": 5})
    ratings = [1 + got[f"points_{m.id}"] / 25 for m in card.metrics]
    assert ratings == [5, 4, 3, 2]
    assert sum(ratings) / len(ratings) == 3.5
    assert (got["score"], got["shown"]) == (62.5, 6.6)


@proves("save_rate")
def test_saves(seeds: dict[str, Any]) -> None:
    """Of ten red ones five are green a year later: 50 percent, among the best teams'."""
    card = preset("traffic_light_ten")
    book = frame([(n, str(m)) for n in "abcdefghij" for m in (START, END)])
    red, yellow, green = 20.0, 60.0, 90.0
    year_later = [green] * 5 + [yellow] * 2 + [red] * 3
    found = save_rate(book, scores(card, [red] * 10 + year_later), card, END)
    assert (found.value, found.n) == (0.5, 10)
    low, high = seeds["save_rate"]["benchmarks"]["best_teams"]
    assert low <= 0.5 <= high
