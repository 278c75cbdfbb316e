"""The alerts of the Actions page: what fired and why, and the rules that a visitor sets."""

from __future__ import annotations

from scoring.views.alerts.dropped import Dropped
from scoring.workbench.acting import Acting, rule_named
from scoring.workbench.alerting import alerts_of
from tests.pages.actions_page import DATA, FACTS, NOW, actions, in_link, state_of, table
from tests.pages.test_pages import CARD, boxes, is_well


def test_the_alerts_are_those_of_the_use_case() -> None:
    """Every alert of the month with its reason, and how many by rule."""
    found = alerts_of(DATA, CARD, Acting().rules, (NOW,))
    rows = table(actions(), "alerts")
    assert [row["Customer"] for row in rows] == [FACTS.names[f.account] for f in found.fired]
    assert [row["Why"] for row in rows] == [found.why(f) for f in found.fired]


def test_every_rule_has_a_switch_and_its_numbers() -> None:
    """Switched off it fires nothing; its numbers change what fires; the link holds both."""
    app = actions(unfolded="alert-rules")
    app.toggle(key="acting-on-renewal").set_value(False).run()
    app.number_input(key="acting-dropped-points").set_value(30.0).run()
    app.number_input(key="acting-dropped-months").set_value(6).run()
    is_well(app)
    acting = state_of(app).acting
    assert (acting.off, acting.rules[1]) == (frozenset({"renewal"}), Dropped(30, 6))
    found = alerts_of(DATA, CARD, acting.on, (NOW,))
    assert len(table(app, "alerts")) == len(found.fired)
    assert in_link(app)["xr"] == "dropped:30:6;-renewal:3"
    for name in ("missing-share", "missing-months", "renewal-months"):
        app.number_input(key=f"acting-{name}").set_value(5).run()
        is_well(app)
    assert state_of(app).acting.rules[3:] == (rule_named("renewal:5"), rule_named("missing:5:5"))


def test_an_alert_may_need_calm_before_it_fires_again() -> None:
    """Six calm months, each by 5 points: fewer fire, and the link says so."""
    app = actions(unfolded="alert-rules")
    before = len(table(app, "alerts"))
    app.number_input(key="acting-calm").set_value(6).run()
    app.number_input(key="acting-margin").set_value(5.0).run()
    is_well(app)
    assert len(table(app, "alerts")) < before
    assert (in_link(app)["xk"], in_link(app)["xh"]) == ("6", "5")


def test_without_any_rule_it_is_said() -> None:
    """All switches off: words, no table."""
    app = actions(acting=Acting(off=frozenset(r.name for r in Acting().rules)))
    assert "Every rule is switched off" in boxes(app)


def test_the_first_month_has_no_news() -> None:
    """Nobody knows what is new in it."""
    app = actions(month=str(DATA.book.frame.months[0]))
    assert "first month of the data" in boxes(app)
