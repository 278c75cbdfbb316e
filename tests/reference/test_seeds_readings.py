"""Where the published texts contradict each other or leave a value open, our reading is pinned."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from scoring.errors import CardError
from scoring.spec.model import Rules, authored
from scoring.spec.parse import parse_card
from scoring.values import Month
from scoring.views.kpis import revenue_growth, save_rate
from scoring.workbench import check_card, preset_texts
from tests.conftest import ROOT
from tests.reference.seeds import bands_of, from_ten, one, preset, proves, read_by, scored
from tests.unit.hand_made import frame, scores

JAN, MAR = Month.parse("2026-01"), Month.parse("2026-03")


@proves("A1")
def test_a_0_is_a_detractor(seeds: dict[str, Any]) -> None:
    """Printed as 1 to 6; the standard, and ours, is 0 to 6: (1 - 1) of 2 is 0."""
    assert seeds["A1"]["standard"] == "detractor 0-6"
    assert read_by({"kind": "nps", "months": 2}, [10.0, 0.0]) == 0


@proves("A2")
def test_75_is_healthy() -> None:
    """The table counts, not the sentence beside it."""
    assert bands_of(preset("weighted_starter"), [75, 74.9]) == ["Healthy", "Neutral"]


@proves("A3")
def test_gaps_close_downwards() -> None:
    """What lies between two printed ranges belongs to the lower one, on either scale."""
    assert bands_of(preset("weighted_starter"), [74.5, 49.9]) == ["Neutral", "At risk"]
    assert bands_of(preset("hundred_points"), [79.5, 49.9]) == ["Needs attention", "At risk"]
    ten = preset("traffic_light_ten")
    assert bands_of(ten, [from_ten(7.5), from_ten(4.5)]) == ["Yellow", "Red"]


@proves("A4")
def test_80_is_healthy() -> None:
    """The list counts, not 'above 80' among the questions."""
    assert bands_of(preset("hundred_points"), [80, 79.9]) == ["Healthy", "Needs attention"]


@proves("A5")
def test_the_same_score_has_three_names() -> None:
    """77 and 45 under three schemes: a band belongs to a card, there is no common border."""
    cards = [preset(n) for n in ("weighted_starter", "binary_cohort", "hundred_points")]
    found = [bands_of(card, [77, 45]) for card in cards]
    assert found == [["Healthy", "At risk"], ["Green", "Yellow"], ["Needs attention", "At risk"]]


@proves("A6")
def test_70_is_yellow() -> None:
    """Green is above 70: its lower bound is written 70.1."""
    card = preset("binary_cohort")
    assert bands_of(card, [70.1, 70, 40, 39.9]) == ["Green", "Yellow", "Yellow", "Red"]
    assert card.bands[0].start == 70.1


@proves("A7")
def test_an_average_of_1_to_5_becomes_1_to_10() -> None:
    """Stretched: averages of 1, 3 and 5 are shown as 1, 5.5 and 10."""
    worst = {"active_days": 0, "key_actions": 0, "tickets": 10, "nps": 0}
    middle = {"active_days": 12, "key_actions": 30, "tickets": 3, "nps": 7}
    best = {"active_days": 20, "key_actions": 55, "tickets": 0, "nps": 9}
    got = scored(preset("simple_average"), {"a": [worst], "b": [middle], "c": [best]})
    assert [row["shown"] for row in got.values()] == [1, 5.5, 10]


@proves("A8")
def test_8_of_10_is_no_80_of_100() -> None:
    """1 + 9 x score / 100: green begins at 7 / 9 of 100, yellow at 4 / 9, and 75 is yellow."""
    card = preset("traffic_light_ten")
    assert card.cuts == pytest.approx((700 / 9, 400 / 9, 0), abs=1e-9)
    assert bands_of(card, [75, 78]) == ["Yellow", "Green"]


@proves("A9")
def test_direction_belongs_to_the_metric() -> None:
    """More escalations lower the score, while a support score of 60 beats one of 50."""
    card = preset("usage_sentiment_support")
    got = scored(card, {n: [{"licence_use": 0.9, "escalations": float(n)}] for n in "04"})
    assert [row["points_support"] for row in got.values()] == [100, 0]
    ready = scored(preset("weighted_starter"), {n: [{"support": float(n)}] for n in ("50", "60")})
    assert ready["60"]["points_support"] > ready["50"]["points_support"]


@proves("A10")
def test_effort_has_two_readings_and_no_default() -> None:
    """The same answers are 4 or 0 percent; a card that does not say which is refused."""
    balance = {"reading": "balance", "positive_from": 5, "negative_to": 3}
    reading: dict[str, object] = {"kind": "ces", "months": 2}
    assert read_by(reading | {"reading": "mean"}, [1.0, 7.0]) == 4
    assert read_by(reading | balance, [1.0, 7.0]) == 0
    raw = authored(preset("usage_sentiment_support"))
    raw["metrics"][1]["transform"] = reading
    with pytest.raises(CardError, match="reading"):
        parse_card(yaml.safe_dump(raw))


@proves("A11")
def test_a_limit_of_7_needs_a_scale() -> None:
    """The survey metric declares 0 to 10: an NPS of -40 or 80 percent satisfied is no answer."""
    card = preset("traffic_light_ten")
    got = scored(card, {str(v): [{"nps": v, "features_used": 20}] for v in (6, 7, -40, 80)})
    assert {k: row["capped_by"] for k, row in got.items()} == {
        "6": None,  # its own points keep the score below the cap
        "7": None,
        "-40": None,
        "80": None,
    }
    points = {k: row["points_survey"] for k, row in got.items()}
    assert points["-40"] is points["80"] is None
    assert points["7"] == pytest.approx(50, abs=1e-9)  # (7 - 4) / (10 - 4)
    flag = next(f for f in card.red_flags if f.id == "low_answer")
    assert (flag.when.metric, flag.when.less_than) == ("survey", 7)


@proves("A12")
def test_late_payment_alone_is_a_red_flag() -> None:
    """The comma is read as OR: 30 days late is enough, whatever is known of renewal talks."""
    card = preset("traffic_light_ten")
    well = {"active_days": 20, "features_used": 20, "tickets": 0, "nps": 10}
    late = well | {"exec_meeting_days": 10, "days_overdue": 30}
    got = one(card, late)
    # All but payment are perfect: 90 of 100, capped to 77.7.
    assert (got["score"], got["capped_by"]) == (77.7, "late_payment")


@proves("A13")
def test_two_lines_for_tickets() -> None:
    """Three tickets are a red flag on one card; on the other four still earn everything."""
    light, binary = preset("traffic_light_ten"), preset("binary_cohort")
    flag = next(f for f in light.red_flags if f.id == "support_trouble")
    assert [part.at_least for part in flag.when.parts if part.measure == "tickets"] == [3]
    assert one(binary, {"tickets": 4})["points_tickets"] == 100
    assert one(binary, {"tickets": 5})["points_tickets"] == 0


@proves("A14")
def test_window_goal_and_losses_of_the_save_rate() -> None:
    """Of four red ones a is green at once, b yellow, c green then gone, d green in the 2nd month.

    In one month a and c are saved: 2/4. In two a and d: 2/4, for c left and stays in the
    denominator. To yellow or better b is saved too: 3/4.
    """
    card = preset("traffic_light_ten")
    book = frame(
        [(n, str(m)) for n in "abcd" for m in map(JAN.plus, range(3))], ended={"c": "2026-03"}
    )
    red, yellow, green = 20.0, 60.0, 90.0
    month_two, month_three = [green, yellow, green, red], [red, yellow, green, green]
    given = scores(card, [red] * 4 + month_two + month_three)
    assert save_rate(book, given, card, JAN.plus(1), 1).value == 0.5
    within_two = save_rate(book, given, card, MAR, 2)
    assert (within_two.value, within_two.n) == (0.5, 4)
    assert save_rate(book, given, card, MAR, 2, to="Yellow").value == 0.75


@proves("A15")
def test_points_need_a_highest_sum() -> None:
    """Without a ceiling a points card is refused; with ours of 30, 24 is 80 and Healthy."""
    raw = authored(preset("action_points"))
    del raw["ceiling"]
    with pytest.raises(CardError, match="'ceiling' is missing"):
        parse_card(yaml.safe_dump(raw))
    got = one(preset("action_points"), {"positive_actions": 6, "negative_actions": 3})
    assert (got["raw"], got["score"], got["band"]) == (24, 80, "Healthy")


@proves("A16")
def test_any_number_of_metrics_is_read() -> None:
    """3, 5, 7 and 30 metrics are all sound: no text's count is a limit."""
    raw = authored(preset("weighted_starter"))
    for count in (3, 5, 7, 30):
        metrics = [raw["metrics"][0] | {"id": f"m{i}"} for i in range(count)]
        card, findings = check_card(json.dumps(raw | {"metrics": metrics}))
        assert card is not None
        assert not [f for f in findings if f.severity == "error"]


@proves("A17")
def test_weights_are_presets() -> None:
    """Three published weightings are three cards, and none of them is the standard one."""
    names = ("usage_sentiment_support", "weighted_starter", "traffic_light_ten")
    assert [[m.weight for m in preset(n).metrics] for n in names] == [
        [50, 30, 20],
        [40, 25, 20, 15],
        [30, 20, 15, 15, 10, 10],
    ]


@proves("A18")
def test_the_increase_is_divided() -> None:
    """From 400 to 500: 100 / 400 = 25 percent, not 0.25 / 400."""
    book = frame([("a", "2026-01"), ("a", "2026-03"), ("b", "2026-03")], arr={"a": 400, "b": 100})
    assert revenue_growth(book, MAR, 2).value == 0.25


@proves("A19")
def test_a_is_the_best_grade() -> None:
    """The best account is an A, the worst an F; a card with the grades upside down is refused."""
    card = preset("grades")
    assert list(card.grades or {}) == ["A", "B", "C", "D", "F"]
    worst, best = {"licence_use": 0, "days_overdue": 99}, {"licence_use": 1, "days_overdue": 0}
    loose = card.model_copy(update={"rules": Rules(min_coverage=0)})
    assert [one(loose, cells)["shown"] for cells in (best, worst)] == ["A", "F"]
    with pytest.raises(CardError, match="grades do not fall"):
        parse_card(json.dumps(authored(card) | {"grades": {"F": 0, "A": 90}}))


@proves("A20")
def test_the_misprint_is_answered_with_the_word() -> None:
    """'cat' is no kind; the answer asks for 'csat'."""
    raw = authored(preset("usage_sentiment_support"))
    raw["metrics"][1]["transform"] = {"kind": "cat", "months": 3}
    with pytest.raises(CardError, match="did you mean 'csat'"):
        parse_card(yaml.safe_dump(raw))


@proves("A21")
def test_steadiness_instead_of_time_spent() -> None:
    """No preset reads hours spent; of two customers with the same total the steady one scores."""
    assert not [n for n, text in preset_texts().items() if "measure: time_in_app" in text]
    words = yaml.safe_load((ROOT / "data/dictionary.yaml").read_text(encoding="utf-8"))
    assert words["snapshots"]["time_in_app"]["direction"] == "none"
    steady = [{"active_days": 10, "key_actions": 40}] * 6
    bursts = [{"active_days": d, "key_actions": 40} for d in (30, 0, 0, 30, 0, 0)]
    got = scored(preset("pulse"), {"steady": steady, "bursts": bursts})
    assert got["steady"]["points_steady_days"] == 100
    assert got["bursts"]["points_steady_days"] == 0


@proves("A22")
def test_binary_and_continuous_are_both_there() -> None:
    """The same use of seats, 0.7, gets all points on one card and two thirds on the other."""
    assert one(preset("binary_cohort"), {"licence_use": 0.7})["points_seats"] == 100
    line = one(preset("hundred_points"), {"licence_use": 0.7})["points_product_usage"]
    assert line == pytest.approx(100 * (0.7 - 0.3) / 0.6, abs=1e-9)
