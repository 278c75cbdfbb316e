"""A slider in hand shows a card and changes none; let go, it is one step that can be undone."""

from __future__ import annotations

import math

import pytest

from scoring.output.headline import CAUGHT
from scoring.spec.edit import with_cuts, with_weight
from scoring.spec.parse import parse_card
from scoring.ui.dragging import (
    keep_in_hand,
    names_of,
    near,
    numbers_of,
    put_down,
    register,
    take_up,
    words_after,
)
from scoring.ui.live.tiles import Figure
from scoring.ui.visit import State
from scoring.workbench import preset_texts
from scoring.workbench.previewing import picture_in_hand
from tests.unit.workbench.test_cutting import demo

CARD = parse_card(preset_texts()["b2b_saas_starter"])


def visit() -> State:
    """A visit with a slider of Product usage and one of the two cuts on its page."""
    here = State("demo", CARD, CARD)
    register(here, "weight-usage", lambda weight: here.weighed("usage", weight))
    register(here, "cut-pair", lambda low, high: with_cuts(here.draft, (high, low)))
    return here


def test_a_drag_shows_each_place_and_leaves_the_card_alone() -> None:
    """Thirty places of one drag: the last is shown, and there is nothing to undo."""
    here = visit()
    for weight in range(31, 61):
        take_up(here, "weight-usage", [weight])
    assert here.shown.card == with_weight(CARD, "usage", 60)
    assert here.card == CARD
    assert here.past == []


def test_a_drag_is_one_step() -> None:
    """From 30 by way of 45 to 60 and let go: one undo leads back to 30."""
    here = visit()
    for weight in (45.0, 60.0):
        take_up(here, "weight-usage", [weight])
    here.weigh("usage", 60.0)
    put_down(here)
    assert here.shown.card == here.card == with_weight(CARD, "usage", 60)
    here.undo()
    assert here.card == CARD
    assert here.past == []


def test_a_slider_gone_with_its_page_leaves_what_it_last_showed() -> None:
    """Its last word was lost with the page: 60 was in hand and is kept, as one step."""
    here = visit()
    take_up(here, "weight-usage", [60.0])
    keep_in_hand(here)
    assert here.card == with_weight(CARD, "usage", 60)
    assert here.past == [CARD]
    put_down(here)
    keep_in_hand(here)
    assert here.past == [CARD]


def test_while_the_total_is_kept_a_drag_is_reckoned_from_where_it_set_out() -> None:
    """By way of 100, where nothing is left for the others, 40 is what 40 is at once."""
    here = visit()
    here.keep_total = True
    for weight in (100, 40):
        take_up(here, "weight-usage", [weight])
    assert here.shown.card == with_weight(CARD, "usage", 40, keep_total=True)


def test_places_that_cannot_stand_leave_the_last_ones_in_hand() -> None:
    """Two cuts at one score are no bands: those before are shown on, and no word is said."""
    here = visit()
    take_up(here, "cut-pair", [40.0, 70.0])
    take_up(here, "cut-pair", [70.0, 70.0])
    assert here.shown.card == with_cuts(CARD, (70.0, 40.0))


@pytest.mark.parametrize(
    ("key", "places"),
    [("weight-none", [3.0]), ("weight-usage", [1.0, 2.0]), ("weight-usage", "60")],
)
def test_what_no_slider_tells_is_not_heard(key: str, places: object) -> None:
    """A slider that is not on the page, a handle too many, and what is no place."""
    here = visit()
    take_up(here, key, places)
    assert here.shown is here


@pytest.mark.parametrize("told", [[], [1.0, 2.0, 3.0], [float("nan")], [float("inf")], ["1"], None])
def test_places_are_one_or_two_numbers(told: object) -> None:
    """Nothing else becomes a number of a card."""
    assert numbers_of(told) is None
    assert numbers_of([1, 2.5]) == (1.0, 2.5)


def test_a_slider_of_another_variant_is_let_go_in_its_own() -> None:
    """While the click that chose another is carried out first, its draft is the one that moves."""
    here = visit()
    here.variant = "gone"
    with here.editing(""):
        here.weigh("usage", 60.0)
    assert here.variant == "gone"
    assert here.card == with_weight(CARD, "usage", 60)


@pytest.mark.parametrize("told", [None, "1:1", {"0": "1:1"}, ["1:1"] * 61])
def test_lines_in_sight_are_names_in_a_short_list(told: object) -> None:
    """Whatever else a browser tells names nobody; of a list only the texts are names."""
    assert names_of(told) == ()
    assert names_of(["4:1", 7, None, "9:2"]) == ("4:1", "9:2")


def test_a_word_that_is_said_again_is_heard_once() -> None:
    """1 was heard; 1 and 2 come, then 2 and 3 while the page was busy: 2, and then 3."""
    one, two, three = ({"number": n, "key": "weight-usage"} for n in (1, 2, 3))
    assert list(words_after(1, [one, two])) == [(2, two)]
    assert list(words_after(2, [two, three])) == [(3, three)]


def test_what_is_no_word_is_passed_over() -> None:
    """Texts, lists, words without a number or with none that counts, and whatever is endless."""
    odd = ["a", [1], {}, {"number": "7"}, {"number": math.nan}, {"number": math.inf}, None]
    assert list(words_after(0.0, [*odd, {"number": 5}])) == [(5, {"number": 5})]
    assert len(list(words_after(0.0, [{"number": n} for n in range(1, 1000)]))) == 50


def test_only_a_number_is_near() -> None:
    """Of a sample 94 accounts are near; a tile of words or of a dash is what it is."""
    held = picture_in_hand(demo(), CARD, CARD, demo().book.frame.months[-1], large=10)
    row = [Figure("At risk", "94"), Figure("Calls per catch", "–"), Figure(CAUGHT, "35 of 60")]
    assert [one.value for one in near([row], held)[0]] == ["≈ 94", "–", "35 of 60"]
