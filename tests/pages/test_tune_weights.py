"""Weights are suggested on the Tune page, wished for otherwise, taken in one step and judged."""

from __future__ import annotations

import pytest

from scoring.spec.link import decode
from scoring.ui.state import State
from tests.pages.test_pages import CARD, boxes, opened, own, table, turned_to
from tests.pages.tune_page import at, calm, here, pressed, tiles, undone


def test_weights_are_shown_with_their_worth_on_other_accounts() -> None:
    """Held out, the card as it is, and the difference stand over the table."""
    app = at("Weights")
    shown = tiles(app)
    assert {"Suggested, held out", "Card as it is", "Difference"} <= set(shown)
    weights = [float(cell) for cell in app.dataframe[0].value["Suggested"]]
    assert sum(weights) == 100
    assert all(weight % 5 == 0 for weight in weights)
    assert sum(weight > 0 for weight in weights) <= 6


def test_suggested_weights_are_put_on_the_card_in_one_step() -> None:
    """The card has what the table said; nothing happens before the button is pressed."""
    app = at("Weights")
    assert here(app).card == CARD
    wanted = [float(cell) for cell in app.dataframe[0].value["Suggested"]]
    card = pressed(app, "tune-apply")
    assert [m.weight for m in card.active] == wanted
    assert undone(app) == CARD


def test_weights_that_rank_worse_are_not_urged() -> None:
    """The button stays, for who wants them all the same; it stands out only where they may gain."""
    app = at("Weights")
    assert any("ranks worse" in said.value for said in app.markdown)
    assert app.button(key="tune-apply").proto.type == "secondary"


def test_weights_that_were_taken_are_no_judgement() -> None:
    """What is suggested, and its worth beside the card of before, stay the same; the page says so.

    Else the card as it is would show how the suggestion does on the very cases it is made from.
    """
    app = at("Weights")
    app.slider(key="tune-blend").set_value(90).run()
    before, shown = tiles(app), list(app.dataframe[0].value["Suggested"])
    pressed(app, "tune-apply")
    assert (tiles(app), list(app.dataframe[0].value["Suggested"])) == (before, shown)
    assert any("learnt from these losses" in said.value for said in app.info)
    assert app.button(key="tune-apply").disabled
    assert "Before" in app.dataframe[0].value
    assert undone(app) == CARD
    assert not any("learnt from these losses" in said.value for said in app.info)


@pytest.mark.parametrize("locked_first", [False, True])
def test_a_box_that_was_locked_later_is_no_test_of_the_weights(locked_first: bool) -> None:
    """Weights learnt from all losses know the locked ones; those learnt beside them do not."""
    state = State("demo", CARD, CARD)
    state.boxed = locked_first
    app = at("Weights", state)
    pressed(app, "tune-apply")
    calm(app.segmented_control(key="tune-part").set_value("Honesty").run())
    if not locked_first:
        calm(app.toggle(key="tune-boxed").set_value(True).run())
    pressed(app, "tune-open")
    told = any("are no test of them" in said.value for said in app.warning)
    assert told is not locked_first


def test_the_slider_goes_to_our_judgement_and_back_to_the_usual() -> None:
    """At 0% with room for all the suggestion is the card; the button brings back 55%."""
    app = at("Weights")
    assert app.slider(key="tune-blend").value == 55  # 60 / (60 + 50)
    app.number_input(key="tune-most").set_value(12).run()
    app.slider(key="tune-blend").set_value(0).run()
    assert here(app).wish.blend == 0.0
    assert app.button(key="tune-apply").disabled
    app.button(key="tune-usual").click().run()
    assert here(app).wish.blend is None
    assert app.slider(key="tune-blend").value == 55


def test_fewer_metrics_and_other_steps() -> None:
    """At most three of them, in tens."""
    app = at("Weights")
    app.number_input(key="tune-most").set_value(3).run()
    app.segmented_control(key="tune-step").set_value("10").run()
    weights = [float(cell) for cell in app.dataframe[0].value["Suggested"]]
    assert sum(weight > 0 for weight in weights) == 3
    assert all(weight % 10 == 0 for weight in weights)
    assert (here(app).wish.most, here(app).wish.step) == (3, 10)


def test_a_lock_holds_its_weight() -> None:
    """Payment keeps its 5 of 100, whatever the data say; the Workbench shows the same lock."""
    app = at("Weights")
    app.multiselect(key="tune-locks").set_value(["payment"]).run()
    shown = app.dataframe[0].value.set_index("Metric")
    assert (shown.loc["Payment", "Suggested"], shown.loc["Payment", "Why"]) == ("5", "locked")
    assert here(app).locked == frozenset({"payment"})


def test_blend_and_limit_are_in_the_link() -> None:
    """A link opened elsewhere asks for the same suggestion; faults in it count as usual."""
    app = at("Weights")
    app.slider(key="tune-blend").set_value(80).run()
    app.number_input(key="tune-most").set_value(4).run()
    token = here(app).token
    assert {"tb": "80", "tk": "4"}.items() <= decode(token).view.items()
    again = here(turned_to(opened(token=token), "tune"))
    assert (again.wish.blend, again.wish.most) == (0.8, 4)


FEW = table(
    [
        {
            "id": f"A{i:02}",
            "calls": i % 17,
            "logins": i * 7 % 23,
            "churn": "Yes" if i < 10 else "No",
        }
        for i in range(60)
    ]
)
NOISE = table(
    [
        {"id": f"A{i:03}", "a": i * 37 % 101, "b": i * 53 % 89, "churn": "No" if i % 8 else "Yes"}
        for i in range(400)
    ]
)


def test_few_losses_get_words_in_place_of_weights() -> None:
    """Ten losses: no weights, and the banner says how to read everything else."""
    app = at("Weights", own(FEW))
    assert "from 15 losses on" in boxes(app)
    assert "10 losses: treat every number as an anecdote" in boxes(app)
    assert not app.dataframe


def test_noise_gets_the_sentence_and_nothing_to_apply() -> None:
    """Fifty losses that two measures know nothing of."""
    app = at("Weights", own(NOISE))
    assert "do not separate lost from kept accounts in this data" in boxes(app)
    assert not [b for b in app.button if b.key == "tune-apply"]
