"""Whatever stands in an address, every key of it, the page is drawn and nothing else happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from scoring.live.among import Among
from scoring.spec.link import Linked, encode
from scoring.spec.parse import parse_card
from scoring.workbench import asked_from_link, preset_texts
from scoring.workbench.acting import acting_from_link
from scoring.workbench.booking import booked_from_link
from scoring.workbench.sides import sides_from_link
from scoring.workbench.suggesting import wish_from_link
from tests.conftest import ROOT
from tests.pages.test_pages import is_well

VALUES = {
    "empty": "", "a blank": " ", "a null": "\0", "not a number": "nan", "infinity": "inf",
    "1e308": "1e308", "a huge number": "9" * 4000, "negative": "-1",
    "Arabic digits": "\u0661\u0662",
    "a superscript": "\u00b2", "a path": "../../etc/passwd", "SQL": "'; DROP TABLE accounts; --",
    "markup": "<img src=x onerror=alert(1)>", "a prototype": "__proto__", "a class": "__class__",
    "half a form": "%s{0}{", "4,000 letters": "x" * 4000, "commas": "," * 4000, "points": "1.2.3.4",
    "semicolons": "a:1;b:2;;:;" * 90, "turned": "\u202e1", "a month": "2024-13",
    "year 0": "0000-01",
}  # fmt: skip
READERS: tuple[Callable[[Mapping[str, str]], object], ...] = (
    asked_from_link,
    acting_from_link,
    booked_from_link,
    sides_from_link,
    wish_from_link,
    Among.from_link,
)
OTHERS = ("m", "k", "w", "l", "a", "d", "d2", "h")
"""The keys that the state of the page reads itself."""


class Everywhere(dict[str, str]):
    """A view in which every key has one value, and which knows what it was asked for."""

    def __init__(self, value: str) -> None:
        super().__init__()
        self.value, self.asked = value, set[str]()

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return True

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return self.value

    def get(self, key: str, _: Any = None) -> str:
        return self[key]


def keys() -> set[str]:
    """Every key that is ever read of a view."""
    view = Everywhere("1")
    for read in READERS:
        read(view)
    return view.asked | set(OTHERS)


@pytest.mark.smoke
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_every_key_of_a_view_bears_any_value(value: str) -> None:
    """What is not sound counts as usual; no reader raises anything."""
    for read in READERS:
        assert read(Everywhere(value)) is not None


@pytest.mark.parametrize("name", ["a huge number", "markup", "semicolons", "SQL"])
def test_a_page_is_drawn_from_a_link_of_such_values(name: str) -> None:
    """All keys at once, as many as a link may have, in a link whose card is sound."""
    found = sorted(keys())
    assert len(found) > 20
    view = dict.fromkeys(found[:60], VALUES[name][:200])
    card = parse_card(preset_texts()["b2b_saas_starter"])
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params["s"] = encode(Linked(card, "demo", view))
    is_well(app.run())
    assert app.session_state["bellwether"].card == card


@pytest.mark.parametrize("name", ["a null", "markup", "4,000 letters", "a path"])
def test_a_page_is_drawn_whatever_its_address_says(name: str) -> None:
    """The keys of the address themselves, those that we know and those of a prototype."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key in ("s", "card", "room", "embed", "__proto__", "constructor"):
        app.query_params[key] = VALUES[name]
    is_well(app.run())
    assert app.session_state["bellwether"].data_id == "demo"
