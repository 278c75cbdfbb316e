"""One edit of a card for each thing that can differ, and the words it is told in."""

from __future__ import annotations

from collections.abc import Callable

from scoring.kinds.condition import Condition
from scoring.spec.edit import with_cuts, with_knob, with_metric, with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.edit_facts import with_fact, with_limit, with_new_fact, without_fact
from scoring.spec.edit_layers import (
    with_action,
    with_display,
    with_ends,
    with_grade,
    with_new_action,
    with_pulse,
    with_rules,
    without_action,
    without_pulse,
)
from scoring.spec.edit_metrics import (
    with_moved,
    with_new_metric,
    with_normaliser,
    with_transform,
    without_metric,
)
from scoring.spec.edit_playbooks import with_playbook, without_playbook
from scoring.spec.model import Action, Card
from scoring.spec.parse import parse_card
from scoring.spec.variants import (
    draft_of,
    folded,
    with_new_variant,
    with_variant,
    with_variant_moved,
    without_variant,
)

CARD = parse_card("""
version: 1
name: Small
metrics:
  - {id: usage, label: Usage, measure: logins, normaliser: {kind: linear, worst: 0, best: 10},
     weight: 30}
  - {id: support, label: Support, measure: tickets, normaliser: {kind: linear, worst: 9, best: 0},
     weight: 20}
red_flags:
  - {id: late, label: late, when: {measure: days_overdue, at_least: 30}, cap: 39}
adjustments:
  - {id: pricing, label: Pricing, when: {measure: visits, at_least: 3}, points: 5}
pulse: {measure: csm_pulse, mode: nudge}
bands:
  - {name: Healthy, from: 75, tone: good}
  - {name: Neutral, from: 50, tone: watch, playbook: nurture}
  - {name: At risk, from: 0, tone: bad}
variants:
  - {name: New, when: {dimension: stage, is: [new]}, metrics: {usage: {weight: 10}}}
  - {name: Large, when: {dimension: stage, is: [large]}}
playbooks:
  nurture: {title: Nurture, steps: [Call]}
""")
POINTS = parse_card("""
version: 1
name: Points
kind: points
floor: 0
ceiling: 50
actions:
  - {id: login, label: Login, measure: logins, points: 5}
  - {id: late, label: Late, when: {measure: days, at_least: 30}, points: -3}
bands: [{name: Up, from: 60, tone: good}, {name: Down, from: 0, tone: bad}]
""")
NPS = CARD.metrics[0].model_copy(update={"id": "nps", "label": "NPS", "weight": 10.0})
SECOND = Condition.model_validate({"measure": "seats", "at_least": 2.0})
FACT = {"id": "silent", "label": "Silent", "when": {"measure": "calls", "at_most": 0}, "cap": 49}


EDITS: dict[str, tuple[Card, Callable[[Card], Card], tuple[str, ...]]] = {
    "weight": (CARD, lambda c: with_weight(c, "support", 10), ("Support 20 → 10",)),
    "switch": (CARD, lambda c: with_metric(c, "support", enabled=False), ("Support off",)),
    "knob": (
        CARD,
        lambda c: with_knob(c, "usage", "best", 12),
        ("Usage: 0 points at 0, 100 at 10 → 0 points at 0, 100 at 12",),
    ),
    "cuts": (CARD, lambda c: with_cuts(c, (80, 50)), ("Neutral cut 75 → 80",)),
    "alarm cut": (CARD, lambda c: with_alarm_cut(c, 45), ("At risk cut 50 → 45",)),
    "new metric": (CARD, lambda c: with_new_metric(c, NPS), ("Metric NPS added, weight 25",)),
    "no metric": (CARD, lambda c: without_metric(c, "support"), ("Metric Support removed",)),
    "moved": (CARD, lambda c: with_moved(c, "usage", 1), ("Metrics in another order",)),
    "transform": (
        CARD,
        lambda c: with_transform(c, "usage", {"kind": "mean", "months": 3}),
        ("Usage: latest value → mean of the last 3 months",),
    ),
    "normaliser": (
        CARD,
        lambda c: with_normaliser(c, "usage", {"kind": "points"}),
        ("Usage: 0 points at 0, 100 at 10 → the value itself counts as points, from 0 to 100",),
    ),
    "cap": (
        CARD,
        lambda c: with_fact(c, "red_flags", "late", cap=45.0),
        ("Red flag late: cap 39 → 45",),
    ),
    "limit": (
        CARD,
        lambda c: with_limit(c, "red_flags", "late", (), 60),
        ("Red flag late: days overdue at least 30 → days overdue at least 60",),
    ),
    "new flag": (
        CARD,
        lambda c: with_new_fact(c, "red_flags", FACT),
        ("Red flag Silent added, cap 49",),
    ),
    "no flag": (CARD, lambda c: without_fact(c, "red_flags", "late"), ("Red flag late removed",)),
    "adjustment": (
        CARD,
        lambda c: with_fact(c, "adjustments", "pricing", points=-2.5),
        ("Adjustment Pricing: points 5 → -2.5",),
    ),
    "pulse": (CARD, lambda c: with_pulse(c, max_points=5.0), ("Pulse: most points 10 → 5",)),
    "pulse off": (CARD, lambda c: with_pulse(c, enabled=False), ("Pulse off",)),
    "no pulse": (CARD, without_pulse, ("Pulse removed",)),
    "rules": (
        CARD,
        lambda c: with_rules(c, min_coverage=0.8),
        ("Rules: least coverage 0.5 → 0.8",),
    ),
    "display": (CARD, lambda c: with_display(c, "grade"), ("Scores shown as percent → grade",)),
    "grade": (
        with_display(CARD, "grade"),
        lambda c: with_grade(c, "A", 88),
        ("Grades none → A 88, B 80, C 70, D 60, F 0",),
    ),
    "new variant": (
        CARD,
        lambda c: with_new_variant(c, "Many seats", SECOND),
        ("Variant Many seats added, for seats at least 2",),
    ),
    "variant's condition": (
        CARD,
        lambda c: with_variant(c, 0, when=SECOND),
        ("Variant New: stage is new → seats at least 2",),
    ),
    "variant's weight": (
        CARD,
        lambda c: folded(c, 0, with_weight(draft_of(c, 0), "usage", 15)),
        ("Variant New: Usage 10 → 15",),
    ),
    "variant's other weight": (
        CARD,
        lambda c: folded(c, 0, with_weight(draft_of(c, 0), "support", 15)),
        ("Variant New: Support weight 15",),
    ),
    "variant's cuts": (
        CARD,
        lambda c: folded(c, 0, with_cuts(draft_of(c, 0), (80, 40))),
        ("Variant New: bands of its own",),
    ),
    "variant moved": (
        CARD,
        lambda c: with_variant_moved(c, 0, 1),
        ("Variants in another order",),
    ),
    "no variant": (CARD, lambda c: without_variant(c, 1), ("Variant Large removed",)),
    "playbook": (
        CARD,
        lambda c: with_playbook(
            c, "Neutral", title="Nurture", within_hours=None, steps=["Call", "Write"]
        ),
        ("Playbook Nurture: steps Call → Call, Write",),
    ),
    "no playbook": (
        CARD,
        lambda c: without_playbook(c, "Neutral"),
        ("Neutral: playbook nurture → none", "Playbook Nurture removed"),
    ),
    "action": (POINTS, lambda c: with_action(c, "login", points=7.0), ("Login: points 5 → 7",)),
    "new action": (
        POINTS,
        lambda c: with_new_action(c, Action(id="seat", label="Seat", measure="seats", points=2.0)),
        ("Action Seat added, points 2",),
    ),
    "no action": (POINTS, lambda c: without_action(c, "late"), ("Action Late removed",)),
    "ends": (
        POINTS,
        lambda c: with_ends(c, 10, -10, 50),
        ("Base 0 → 10", "Floor 0 → -10"),
    ),
}
