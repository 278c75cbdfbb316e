"""The published weights, red flags, limits and playbooks are those of the bundled cards."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.spec.model import Card
from tests.reference.seeds import Cells, bands_of, from_ten, one, preset, proves

WEIGHTS = {
    "s0_common": ("usage_sentiment_support", ["usage", "sentiment", "support"]),
    "s0_example": ("weighted_starter", ["product_usage", "nps", "support", "onboarding"]),
    "s3_model": (
        "traffic_light_ten",
        ["usage", "adoption", "support", "survey", "engagement", "contract"],
    ),
    "s4_points": (
        "hundred_points",
        [
            "product_usage",
            "feature_adoption",
            "support_experience",
            "customer_feedback",
            "payment_health",
            "engagement",
        ],
    ),
}


@proves(*WEIGHTS)
@pytest.mark.parametrize("name", WEIGHTS)
def test_the_weights_are_the_published_ones(name: str, seeds: dict[str, Any]) -> None:
    """Metric by metric in the printed order, and a hundred in all: the weights are the shares."""
    wanted = seeds[name]
    card_name, ids = WEIGHTS[name]
    card = preset(card_name)
    weights = list(wanted["weights"].values())
    assert [m.id for m in card.metrics] == ids
    assert [m.weight for m in card.metrics] == weights
    assert sum(weights) == wanted["total"] == 100
    assert [card.effective_weight(i) for i in ids] == pytest.approx([w / 100 for w in weights])
    assert list(wanted.get("repeated_in_faq_as", wanted["weights"]).values()) == weights


@proves("s1_points")
def test_the_points_are_the_published_ones(seeds: dict[str, Any]) -> None:
    """5 for the pricing page and a query, -5 for a negative review."""
    actions = {a.id: a.points for a in preset("action_points").actions}
    wanted = seeds["s1_points"]["weights"]
    assert actions["pricing"] == wanted["pricing_page_three_days_and_query"]
    assert actions["review"] == wanted["negative_review"]


WELL: Cells = {
    "active_days": 20,
    "features_used": 20,
    "tickets": 0,
    "csm_pulse": 4,
    "nps": 10,
    "exec_meeting_days": 10,
    "days_overdue": 0,
}

# signal: metric, its red flag, what makes it hold, and what just does not
FLAGS: dict[str, tuple[str, str, list[Cells], list[Cells]]] = {
    "product_usage_dau_wau": ("usage", "usage_halved", [{"active_days": 9}], [{"active_days": 10}]),
    "feature_adoption": (
        "adoption",
        "few_features",
        [{"features_used": 2}],
        [{"features_used": 3}],
    ),
    "support_tickets": (
        "support",
        "support_trouble",
        [{"tickets": 3}, {"csm_pulse": 2}],
        [{"tickets": 2}, {"csm_pulse": 3}],
    ),
    "nps_csat": ("survey", "low_answer", [{"nps": 6}], [{"nps": 7}, {"nps": 45}]),
    "csm_engagement": (
        "engagement",
        "out_of_reach",
        [{"exec_meeting_days": 270}],
        [{"exec_meeting_days": 269}],
    ),
    "contract_signals": (
        "contract",
        "late_payment",
        [{"days_overdue": 30}],
        [{"days_overdue": 29}],
    ),
}


def counting_only(card: Card, metric: str) -> Card:
    """The card with the weight of one metric alone, so that only a flag can lower it."""
    metrics = [m.model_copy(update={"weight": float(m.id == metric)}) for m in card.metrics]
    return card.model_copy(update={"metrics": tuple(metrics)})


@proves(*(f"red flag {signal}" for signal in FLAGS))
@pytest.mark.parametrize("signal", FLAGS)
def test_a_red_flag_holds_from_its_published_line(signal: str, seeds: dict[str, Any]) -> None:
    """On the line it keeps a perfect account out of Green; a step before it does nothing.

    The first month has 20 active days, so half of it is 10. Where the demo book lacks a
    measure (outreaches, renewal talks) its nearest one stands in, as the card says.
    """
    card = preset("traffic_light_ten")
    metric, flag, holding, harmless = FLAGS[signal]
    assert card.metric(metric).weight == seeds[f"red flag {signal}"]["weight"]
    other = "contract" if metric != "contract" else "adoption"
    alone = counting_only(card, other)
    for cells in holding:
        got = one(alone, WELL, {**WELL, **cells})
        assert (got["capped_by"], got["shown"], got["band"]) == (flag, 7.9, "Yellow"), cells
    for cells in harmless:
        got = one(alone, WELL, {**WELL, **cells})
        assert (got["capped_by"], got["shown"], got["band"]) == (None, 10, "Green"), cells


@proves("threshold tier2_tickets_in_month")
def test_more_than_four_tickets_give_nothing(seeds: dict[str, Any]) -> None:
    """4 pass, 5 and 4.5 fail."""
    assert seeds["threshold tier2_tickets_in_month"]["rule"] == "> 4 gives 0 points"
    card = preset("binary_cohort")
    points = [one(card, {"tickets": n})["points_tickets"] for n in (4, 4.5, 5)]
    assert points == [100, 0, 0]


@proves("threshold pricing_page_visits")
def test_three_days_on_the_pricing_page_and_a_query(seeds: dict[str, Any]) -> None:
    """Both are needed: two days, or no query, give nothing."""
    assert seeds["threshold pricing_page_visits"]["rule"].endswith("gives +5")
    card = preset("action_points")
    cases = [(3, 1, 5), (4, 2, 5), (2, 1, 0), (3, 0, 0)]
    for days, queries, points in cases:
        assert one(card, {"pricing_days": days, "queries": queries})["raw"] == points


@proves("threshold signal_change")
def test_a_major_change_of_any_signal_moves_the_score(seeds: dict[str, Any]) -> None:
    """No number is printed; from best to worst each signal moves the score by its weight."""
    assert seeds["threshold signal_change"]["numeric"] is None
    card = preset("hundred_points")
    best: dict[str, float] = {
        "licence_use": 1,
        "features_used": 20,
        "escalations": 0,
        "nps": 10,
        "days_overdue": 0,
        "exec_meeting_days": 0,
    }
    worst = best | {
        "licence_use": 0,
        "features_used": 0,
        "escalations": 9,
        "nps": 0,
        "days_overdue": 99,
        "exec_meeting_days": 999,
    }
    assert one(card, best)["score"] == 100
    for metric in card.metrics:
        changed = best | {metric.measure: worst[metric.measure]}
        assert one(card, changed)["score"] == 100 - metric.weight
        assert metric.weight >= 10


# playbook: card, a score of its band, and our words for each printed action
PLAYBOOKS: dict[str, tuple[str, float, list[str]]] = {
    "S3 Red": (
        "traffic_light_ten",
        from_ten(2),
        ["Executive sponsor call within 48 hours", "Usage review", "Escalation plan"],
    ),
    "S3 Yellow": (
        "traffic_light_ten",
        from_ten(6),
        ["Proactive quarterly business review", "Refresh the success plan"],
    ),
    "S3 Green": ("traffic_light_ten", from_ten(9), ["Expansion conversation", "Ask for referrals"]),
    "S4 Healthy": (
        "hundred_points",
        90,
        [
            "Ask for a testimonial or review",
            "Advanced product education",
            "Premium features or an upgrade",
            "Premium features or an upgrade",
            "Invite to webinars and the community",
            "Win them as advocates",
        ],
    ),
    "S4 Neutral": (
        "hundred_points",
        60,
        [
            "Share product tips",
            "Recommend features that are not used yet",
            "Send articles and lessons",
            "Check-in call",
            "Ask for feedback",
            "Watch for changes",
        ],
    ),
    "S4 At-risk": (
        "hundred_points",
        20,
        [
            "Reach out before they do",
            "Review the support history",
            "Find unresolved issues",
            "Offer live chat or video support",
            "Success call",
            "Training made for them",
            "Escalate what is serious",
            "Track whether the score rises",
        ],
    ),
}


@proves(*(f"playbook {name}" for name in PLAYBOOKS))
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_a_band_leads_to_its_published_actions(name: str, seeds: dict[str, Any]) -> None:
    """An account of the band finds a step for each printed action, and the hours if any."""
    wanted = seeds[f"playbook {name}"]
    card_name, score, words = PLAYBOOKS[name]
    card = preset(card_name)
    (found,) = bands_of(card, [score])
    band = next(b for b in card.bands if b.name == found)
    playbook = card.playbooks[band.playbook or ""]
    assert len(words) == len(wanted["actions"])
    assert list(dict.fromkeys(words)) == list(playbook.steps)
    assert playbook.within_hours == wanted.get("sla_hours")


@proves("playbook S0 Expansion-ready")
def test_the_best_band_is_ripe_for_more(seeds: dict[str, Any]) -> None:
    """Engaged accounts that are ripe for upselling stand in the best band and are looked for."""
    assert "upsell" in seeds["playbook S0 Expansion-ready"]["meaning"]
    card = preset("usage_sentiment_support")
    assert bands_of(card, [90]) == ["Healthy"]
    assert card.playbooks[card.bands[0].playbook or ""].title == "Expand"
