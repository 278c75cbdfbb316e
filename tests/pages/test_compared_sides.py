"""The two sides of Compare are presets, versions, links and files, each at a month."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from scoring.spec.edit import with_weight
from scoring.spec.link import Linked, decode, encode
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.write import card_yaml
from scoring.store import in_memory
from scoring.ui.keeping import Own
from scoring.ui.panels.comparing.brought import token_of
from scoring.ui.state import State
from scoring.workbench.sides import Sides, version_key
from tests.pages.compare_page import CHANGED, here, page, texts
from tests.pages.test_pages import CARD, boxes

pytestmark = pytest.mark.usefixtures("as_if_started")

HOSTILE = "*bold* [link](http://x.y) <b>b</b>"


def with_versions(*cards: Card) -> State:
    store = in_memory()
    for number, card in enumerate(cards, 1):
        store.save_card(card.name, card_yaml(card), f"Note {number}", "Dana")
    return State("demo", CARD, CARD, own=Own(store))


def test_two_equal_sides_are_told() -> None:
    """No table of nothing: what to choose is said."""
    app = page(State("demo", CARD, CARD, compared=Sides(month_before="2026-10")))
    assert "Both sides are the same card at the same month." in boxes(app)
    assert not app.metric


def test_cards_and_months_are_chosen_and_swapped() -> None:
    """Presets and months by name; the choices stay in the link."""
    app = page()
    app.selectbox(key="compare-before").set_value("p:hundred_points").run()
    app.selectbox(key="compare-month-before").set_value("2026-07").run()
    app.selectbox(key="compare-month-after").set_value("2026-09").run()
    wanted = Sides("p:hundred_points", "screen", "2026-07", "2026-09")
    assert here(app).compared == wanted
    app.selectbox(key="compare-after").set_value("saved").run()
    app.button(key="compare-swap").click().run()
    swapped = Sides("saved", "p:hundred_points", "2026-09", "2026-07")
    assert here(app).compared == swapped
    again = page(token=here(app).token)
    assert here(again).compared == swapped
    assert texts(again) == texts(app)


def test_saved_versions_are_offered_and_come_back_by_link() -> None:
    """Both of a card, the newest first; one that is deleted gives way to the usual side."""
    state = with_versions(CARD, CHANGED)
    app = page(state)
    first = version_key(CARD.name, 1)
    labels = app.selectbox(key="compare-before").options
    assert [label.split(",")[0] for label in labels if label.startswith("Version")] == [
        f"Version 2 of {CARD.name}",
        f"Version 1 of {CARD.name}",
    ]
    app.selectbox(key="compare-before").set_value(first).run()
    app.selectbox(key="compare-after").set_value(version_key(CARD.name, 2)).run()
    assert "- Product usage 30 → 60" in texts(app)
    assert decode(here(app).token).view["ca"] == first
    gone = State("demo", CHANGED, CARD, compared=Sides(before=version_key("Gone", 3)))
    app = page(gone)
    assert "is not there any more" in boxes(app)
    assert here(app).compared == Sides()


def test_a_version_of_a_deleted_card_gives_way_as_well() -> None:
    """A link still names it, and the store still holds it; it is on no list and opens nothing."""
    state = with_versions(CARD, CHANGED)
    state.compared = Sides(before=version_key(CARD.name, 1))
    assert state.store is not None
    state.store.remove_card(CARD.name)
    app = page(state)
    assert "is not there any more" in boxes(app)
    assert here(app).compared == Sides()


@pytest.mark.parametrize("form", ["{}", "https://example.org/?s={}", " http://h/compare?x=1&s={} "])
def test_a_link_is_brought_and_opens_nothing(form: str) -> None:
    """Its card is a side; the card on the screen, the month and the filter stay."""
    app = page(State("demo", CARD, CARD))
    other = with_weight(CARD, "survey", 50.0)
    link = form.format(quote(encode(Linked(other, "demo", {"m": "2025-01"}))))
    app.text_input(key="compare-link").set_value(link).run()
    assert here(app).compared.before == f"b:{other.digest}"
    assert (here(app).card, here(app).month) == (CARD, "")
    assert "Survey answer 50 → 5" in texts(app)
    assert "ca" not in decode(here(app).token).view


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "No card was brought: the link was made by another version."),
        ("http://[", "No card was brought: "),
        (
            "a" + "x" * 16_000,
            "No card was brought: the link is empty or too long: it may have 16,000 characters.",
        ),
        ("<script>alert(1)</script>", "the link holds characters that no link has"),
    ],
)
def test_a_link_that_is_none_is_told(text: str, words: str) -> None:
    """What is wrong with it; the sides stay."""
    app = page()
    app.text_input(key="compare-link").set_value(text).run()
    assert words in boxes(app)
    assert here(app).compared == Sides()


def test_an_empty_link_is_nothing() -> None:
    """Neither a card nor a complaint."""
    app = page()
    app.text_input(key="compare-link").set_value("  ").run()
    assert "No card was brought" not in boxes(app)
    assert token_of(" abc ") == "abc"


def test_a_file_is_brought() -> None:
    """Its card becomes a side; a file that is none is told."""
    app = page(State("demo", CARD, CARD))
    other = with_weight(CARD, "survey", 50.0).model_copy(update={"name": HOSTILE})
    app.file_uploader(key="compare-file").upload("card.yaml", card_yaml(other).encode()).run()
    assert here(app).compared.before == f"b:{other.digest}"
    assert "Survey answer 50 → 5" in texts(app)
    app.file_uploader(key="compare-file").upload("card.yaml", b"\xff\xfe\x00").run()
    assert "This file is not text." in boxes(app)
    app.file_uploader(key="compare-file").upload("card.yaml", b"name: x").run()
    assert "No card was brought: " in boxes(app)


def test_a_card_that_does_not_fit_says_which_measures_are_missing() -> None:
    """Each of them by name, and nothing is drawn."""
    foreign = parse_card(card_yaml(CARD).replace("licence_use", "log_ins"))
    app = page(State("demo", CARD, CARD, brought={foreign.digest: foreign}))
    app.selectbox(key="compare-before").set_value(f"b:{foreign.digest}").run()
    assert "does not fit these data" in boxes(app)
    assert "log_ins" in texts(app)
    assert not app.metric
