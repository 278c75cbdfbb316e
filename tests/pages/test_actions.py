"""The whole Actions page: the side bar narrows it, and it stands for other data and cards."""

from __future__ import annotations

import pytest

from scoring.live.among import Among
from scoring.spec.edit import with_cuts
from scoring.ui import data as datasets
from scoring.ui.state import State
from scoring.workbench.acting import Acting
from scoring.workbench.alerting import alerts_of
from scoring.workbench.working import worklist_of
from tests.pages.actions_page import DATA, NOW, actions, table
from tests.pages.test_pages import CARD, ROWS, boxes, own
from tests.pages.test_pages import table as csv_of


def test_the_side_bar_narrows_everything() -> None:
    """With a filter the list, the alerts and the save rate are about those accounts."""
    few = Among.of([("segment", "Enterprise")])
    app = actions(filter=few)
    listed = worklist_of(DATA, CARD, NOW, 10, few)
    assert len(table(app, "worklist")) == sum(t.now for t in listed.tasks)
    found = alerts_of(DATA, CARD, Acting().rules, (NOW,), among=few)
    assert len(table(app, "alerts")) == len(found.fired)


def test_nobody_to_call() -> None:
    """With cuts at the bottom of the scale every account is in a good band."""
    calm = with_cuts(CARD, [0.2, 0.1])
    app = actions(State("demo", calm, calm))
    assert "Nobody to call" in boxes(app)
    assert "Nobody turned red" in boxes(app)


def test_one_month_without_owners() -> None:
    """A single snapshot: one list, no news, and nobody who could have come back."""
    app = actions(own(csv_of(ROWS)))
    assert "One month alone" in boxes(app)
    assert "first month of the data" in boxes(app)
    assert not [s for s in app.selectbox if s.key == "acting-owner"]


@pytest.mark.parametrize("name", ["hundred_points", "action_points", "onboarding_and_renewal"])
def test_other_cards(name: str) -> None:
    """Points cards, variants and cards without playbooks fill the page where they fit the data."""
    card = datasets.presets()[name]
    data_id = next(d for d in datasets.names() if not datasets.misfit(card, d, None))
    actions(State(data_id, card, card))
