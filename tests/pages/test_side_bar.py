"""The side bar narrows every page to some accounts, and lets everybody back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from scoring.live.among import EVERYONE, Among, Trait
from scoring.spec.link import Linked, encode
from scoring.ui.state import State
from tests.pages.test_pages import CARD, is_well, opened

SMB, LARGE, EMEA = ("segment", "SMB"), ("segment", "Enterprise"), ("region", "EMEA")


def chosen(before: Sequence[Trait], after: Sequence[Trait]) -> State:
    """The state after a visitor with a filter has put another one into the field."""
    app = opened(State("demo", CARD, CARD, filter=Among(tuple(before))))
    field = app.multiselect(key="pick-filter")
    assert field.value == list(before)
    field.set_value(list(after)).run()
    is_well(app)
    state: State = app.session_state["bellwether"]
    return state


def test_two_traits_are_chosen_one_after_the_other_and_taken_back() -> None:
    """Each stands in the field; without any, everybody is on the page again."""
    assert chosen([], [SMB]).filter == Among((SMB,))
    both = chosen([SMB], [SMB, EMEA])
    assert both.filter == Among((SMB, EMEA))
    assert both.within is not None
    assert 0 < both.within.sum() < len(both.within)
    nobody_left_out = chosen([SMB, EMEA], [])
    assert nobody_left_out.filter == EVERYONE
    assert nobody_left_out.within is None


def test_another_value_of_the_dimension_takes_the_place_of_the_first() -> None:
    """No account is in two segments, so that the newer one counts."""
    assert chosen([SMB], [SMB, LARGE]).filter == Among((LARGE,))


@pytest.mark.parametrize(
    ("view", "traits"),
    [
        ({"f": "segment", "g": "SMB"}, [SMB]),
        ({"f": "segment", "g": "SMB", "f2": "region", "g2": "EMEA"}, [SMB, EMEA]),
        ({"f": "segment", "g": "SMB", "f2": "region", "g2": "the Moon"}, [SMB]),
        ({"f": "segment"}, []),  # every account of the demo book has a segment
    ],
)
def test_a_link_opens_one_trait_or_two(view: dict[str, str], traits: list[Trait]) -> None:
    """A link from before there was a second one opens as it always did."""
    app = opened(token=encode(Linked(CARD, "demo", view)))
    assert app.multiselect(key="pick-filter").value == traits
    state: State = app.session_state["bellwether"]
    assert state.filter == Among(tuple(traits))
    again: State = opened(token=state.token).session_state["bellwether"]
    assert again.filter == state.filter
