"""How a metric is read and made points is chosen in its box, and every field reaches the card."""

from __future__ import annotations

import pytest

from scoring.kinds.transforms import TRANSFORMS
from scoring.spec.edit_metrics import without_metric
from scoring.spec.model import Metric
from scoring.workbench import (
    with_kind,
    with_reading,
)
from tests.pages.test_editor import CARD, card_of, demo, opened, undone


@pytest.mark.parametrize("kind", [k for k in TRANSFORMS.names if k != "level"])
def test_every_transform_can_be_chosen(kind: str) -> None:
    """From the latest value to any other reading, with its own fields, and back by undo."""
    name = "survey" if kind in ("rating", "nps", "csat", "ces") else "usage"
    app = opened(CARD, f"rule-{name}")
    app.selectbox(key=f"reads-{name}").select(kind).run()
    assert card_of(app) == with_reading(demo(), CARD, name, kind)
    assert undone(app) == CARD


def test_the_fields_of_a_change_reach_the_card() -> None:
    """Its months, its unit, the least base and the switch for younger accounts."""
    app = opened(with_reading(demo(), CARD, "usage", "change"), "rule-usage")
    app.number_input(key="reads-usage-change-months").set_value(6).run()
    app.selectbox(key="reads-usage-change-unit").select("percent").run()
    app.number_input(key="reads-usage-change-min_base").set_value(0.1).run()
    app.toggle(key="reads-usage-change-or_earliest").set_value(True).run()
    read = card_of(app).metric("usage").transform.model_dump()
    assert (read["months"], read["unit"]) == (6, "percent")
    assert (read["min_base"], read["or_earliest"]) == (0.1, True)


def test_another_measure_and_a_test_reach_the_card() -> None:
    """What divides, and what must have held in the months since."""
    app = opened(with_reading(demo(), CARD, "usage", "per"), "rule-usage")
    app.selectbox(key="reads-usage-per-by").select("tickets").run()
    assert card_of(app).metric("usage").transform.also == ("tickets",)
    app.selectbox(key="reads-usage").select("months_since").run()
    app.selectbox(key="reads-usage-months_since-test").select("less_than").run()
    app.number_input(key="reads-usage-months_since-limit").set_value(0.3).run()
    said = card_of(app).metric("usage").transform.in_words()
    assert said == "months since it was less than 0.3"


def test_settings_of_a_rank_reach_the_card() -> None:
    """Fewer is better, among the same segment; frozen it takes quantiles along."""
    app = opened(with_kind(demo(), CARD, "usage", "percentile"), "rule-usage")
    key = "rule-usage-percentile"
    app.selectbox(key=f"{key}-direction").select("lower").run()
    app.selectbox(key=f"{key}-within").select("segment").run()
    words = card_of(app).metric("usage").normaliser.in_words()
    assert words.endswith("of the same segment, lower is better")
    app.selectbox(key=f"{key}-reference").select("frozen").run()
    assert "a frozen reference" in card_of(app).metric("usage").normaliser.in_words()


def test_a_threshold_changes_its_comparison() -> None:
    """At least becomes less than, at the same limit and with the same points."""
    card = with_kind(demo(), CARD, "usage", "threshold")
    app = opened(card, "rule-usage")
    app.selectbox(key="test-usage").select("less_than").run()
    assert card_of(app).metric("usage").normaliser.in_words() == (
        card.metric("usage").normaliser.in_words().replace("at least", "less than")
    )


UNREAD = {
    "no measure": {"measure": "nothing"},
    "no divisor": {"transform": {"kind": "per", "by": "nothing"}},
}


@pytest.mark.parametrize("name", UNREAD)
def test_a_metric_that_cannot_be_read_says_so_and_can_go(name: str) -> None:
    """Its box names what the data lack; the button takes it off and the figures are back."""
    raw = CARD.metric("breadth").model_dump(by_alias=True) | UNREAD[name]
    broken = Metric.model_validate(raw)
    card = CARD.model_copy(
        update={"metrics": tuple(broken if m.id == "breadth" else m for m in CARD.metrics)}
    )
    app = opened(card, "rule-breadth")
    assert "The data have no measure 'nothing'" in app.info[0].value.replace("\\", "")
    app.button(key="remove-breadth").click().run()
    assert card_of(app) == without_metric(CARD, "breadth")
    assert not app.error
