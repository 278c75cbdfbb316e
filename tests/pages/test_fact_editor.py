"""Red flags and adjustments are added, turned, named and removed on the Workbench."""

from __future__ import annotations

import pytest

from scoring.spec.edit_facts import with_new_fact
from tests.pages.test_editor import CARD, LATE, card_of, opened, undone, with_facts


@pytest.mark.parametrize(("key", "section"), [("flag", "red_flags"), ("bonus", "adjustments")])
def test_a_fact_is_added_in_one_step(key: str, section: str) -> None:
    """What the dialog offers first can stand on the card, and undo takes it off."""
    app = opened()
    app.button(key=f"add-{key}").click().run()
    assert any("would hold for" in c.value for c in app.caption)
    app.button(key="add-fact-now").click().run()
    added = getattr(card_of(app), section)
    assert [f.when.in_words() for f in added] == ["licence use at most 0.43"]
    assert undone(app) == CARD


def test_a_fact_is_turned_named_and_removed() -> None:
    """Cap, points, limit, name and removal, for a red flag and an adjustment alike."""
    app = opened(with_facts(), "when-flag-late", "when-bonus-few")
    app.slider(key="cap-late").set_value(30.0).run()
    app.slider(key="points-few").set_value(-2.5).run()
    app.slider(key="limit-flag-late-").set_value(10.0).run()
    app.text_input(key="label-flag-late").set_value("Late").run()
    card = card_of(app)
    assert (card.red_flags[0].title, card.red_flags[0].cap) == ("Late", 30)
    assert card.red_flags[0].when.in_words() == "days overdue at least 10"
    assert card.adjustments[0].points == -2.5
    app.button(key="remove-flag-late").click().run()
    app.button(key="remove-bonus-few").click().run()
    assert (card_of(app).red_flags, card_of(app).adjustments) == ((), ())
    assert undone(app).adjustments == card.adjustments


def test_a_deep_condition_keeps_its_words_and_its_sliders() -> None:
    """Two of three comparisons have a number, so two sliders stand there."""
    when = {
        "any": [
            LATE["when"],
            {"all": [{"dimension": "plan", "is": "Team"}, {"measure": "nps", "at_most": 3}]},
        ]
    }
    card = with_new_fact(CARD, "red_flags", {**LATE, "when": when})
    app = opened(card, "when-flag-late")
    app.slider(key="limit-flag-late-1-1").set_value(5.0).run()
    words = "days overdue at least 20 or (plan is Team and NPS at most 5)"
    assert card_of(app).red_flags[0].when.in_words() == words
    assert app.slider(key="limit-flag-late-0").value == 20
