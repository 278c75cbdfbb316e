"""Saved versions of a team have short links, and whoever opens a wrong one is told why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from scoring.spec.edit import with_weight
from scoring.spec.link import decode
from scoring.spec.write import card_yaml
from scoring.store import Store
from scoring.ui import keeping
from scoring.ui.keeping import team_store
from scoring.ui.state import State
from tests.conftest import ROOT
from tests.pages.test_pages import CARD, boxes, is_well, opened, turned_to

pytestmark = pytest.mark.usefixtures("as_if_started")

CHANGED = with_weight(CARD, "usage", 60.0)


@pytest.fixture
def team(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """The store of a team, with one saved version."""
    request.getfixturevalue("as_if_started")  # which puts the setting away, so it comes first
    monkeypatch.setenv(keeping.SETTING, str(tmp_path / "team.db"))
    store = team_store()
    assert store is not None
    store.save_card(CHANGED.name, card_yaml(CHANGED), "Agreed")
    yield store
    keeping.forget()


def by(**asked: str) -> AppTest:
    """The app as a visitor with these parameters in the address finds it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, text in asked.items():
        app.query_params[key] = text
    app.run()
    is_well(app)
    return app


def here(app: AppTest) -> State:
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


def test_the_share_page_offers_it_and_it_opens(team: Store) -> None:
    """The code on the page is the version's; opened, card, month and data are the same."""
    month = str(State("demo", CARD, CARD).data.book.frame.months[-3])
    app = turned_to(opened(State("demo", CHANGED, CHANGED, month=month)), "share")
    is_well(app)
    address = app.code[0].value
    asked = dict(parse_qsl(urlsplit(address).query))
    assert asked == {"card": team.cards()[0].code, "data": "demo", "m": month}
    found = here(by(**asked))
    assert (found.card, found.saved, found.month) == (CHANGED, CHANGED, month)
    assert (found.past, found.notice) == ([], "")


def test_a_card_that_is_no_version_has_the_long_link_alone(team: Store) -> None:
    """What would give it a short one is said."""
    assert team.cards()[0].digest != CARD.digest
    app = turned_to(opened(State("demo", CARD, CARD)), "share")
    assert [decode(dict(parse_qsl(urlsplit(c.value).query))["s"]).card for c in app.code[:1]] == [
        CARD
    ]
    assert "gives this card a short link" in " ".join(c.value for c in app.caption)


def test_the_history_has_a_link_for_each_version(team: Store) -> None:
    """Behind a button, and put away by it again."""
    app = opened(State("demo", CARD, CARD))
    app.session_state["versions"] = True
    app.run()
    app.button(key="version-1-link").click().run()
    is_well(app)
    assert app.code[0].value.endswith(f"/?card={team.cards()[0].code}&data=demo")
    app.button(key="version-1-link").click().run()
    assert list(app.code) == []


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    "code", ["a" * 10, "x", "<script>", "a' OR 1=1 --", "%00" * 9, "a" * 50_000]
)
def test_a_link_that_names_no_version_is_explained(code: str) -> None:
    """The standard card stands there, and the next step is said."""
    app = by(card=code)
    assert "could not be opened" in boxes(app)
    assert "long link" in boxes(app) or "copy the link again" in boxes(app).lower()
    assert here(app).card == CARD


def test_without_a_store_a_short_link_is_explained() -> None:
    """On the public demo there are no saved versions of others."""
    app = by(card="abcdefghij", data="demo")
    assert "saved on a server, and this one saves none" in boxes(app)
    assert "long link of the Share page" in boxes(app)
    assert here(app).card == CARD


def test_its_parameters_leave_the_address_once_it_is_open(team: Store) -> None:
    """The browser is told which; what it writes in their place is the whole state."""
    app = by(card=team.cards()[0].code, data="demo", m="2026-05")
    assert app.session_state["tab"].drop == ("card", "data", "m")


def brought(text: str) -> AppTest:
    """The page Compare after this was pasted as a link."""
    app = opened(State("demo", CARD, CARD))
    app.session_state["compare-bring"] = True
    app = turned_to(app, "compare")
    app.text_input(key="compare-link").set_value(text).run()
    is_well(app)
    return app


def test_a_short_link_is_compared(team: Store) -> None:
    """Its version becomes the side before; the card on the screen stays."""
    code = team.cards()[0].code
    app = brought(f"https://bellwether.example/?card={code}&data=demo")
    assert list(here(app).brought) == [CHANGED.digest]
    assert here(app).compared.before == f"b:{CHANGED.digest}"
    assert here(app).card == CARD


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("code", ["aaaaaaaaaa", "", "x" * 30_000, "' OR 1=1"])
def test_a_short_link_that_names_nothing_brings_nothing(code: str) -> None:
    """It is said, and nothing changes."""
    app = brought(f"https://bellwether.example/?card={code}&data=demo")
    assert here(app).brought == {}
    assert "No card was brought" in boxes(app)


def test_a_long_link_says_that_it_is_long() -> None:
    """A description of 2,000 odd characters goes into the link, and the card file is offered."""
    odd = "".join(chr(0x4E00 + (i * 7919) % 20_000) for i in range(1000))
    long = CARD.model_copy(update={"about": odd})
    app = turned_to(opened(State("demo", long, long)), "share")
    assert "some mail and chat programs cut links after 2,000" in boxes(app)
    app = turned_to(opened(State("demo", CARD, CARD)), "share")
    assert "some mail and chat programs" not in boxes(app)
