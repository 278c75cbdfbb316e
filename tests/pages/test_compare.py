"""Every control of the page Compare does what it says, and what cannot be compared is told."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from scoring.live.among import Among
from scoring.spec.edit import with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.link import Linked, decode, encode
from scoring.spec.model import Card
from scoring.spec.parse import parse_card
from scoring.spec.write import card_yaml
from scoring.store import in_memory
from scoring.ui import data as datasets
from scoring.ui.keeping import Own
from scoring.ui.panels.comparing.brought import token_of
from scoring.ui.state import State
from scoring.workbench import starting_card
from scoring.workbench.sides import Sides, version_key
from tests.pages.test_pages import CARD, NOBODY_LOST, boxes, is_well, opened, own, turned_to

pytestmark = pytest.mark.usefixtures("as_if_started")

CHANGED = with_alarm_cut(with_weight(CARD, "usage", 60.0), 50.0)
HOSTILE = "*bold* [link](http://x.y) <b>b</b>"


def page(state: State | None = None, token: str = "") -> AppTest:
    usual = None if token else State("demo", CHANGED, CARD)
    app = turned_to(opened(state or usual, token), "compare")
    is_well(app)
    return app


def here(app: AppTest) -> State:
    is_well(app)
    state = app.session_state["bellwether"]
    assert isinstance(state, State)
    return state


def texts(app: AppTest) -> str:
    said = [t.value for kind in (app.markdown, app.caption) for t in kind]
    return "\n".join(said).replace("\\", "").replace("\u2060", "")


def charts(app: AppTest) -> str:
    return " ".join(str(chart.proto.spec) for chart in app.get("vega_lite_chart"))


def tiles(app: AppTest) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tile in app.metric:
        found.setdefault(tile.label, []).append(tile.value)
    return found


def with_versions(*cards: Card) -> State:
    store = in_memory()
    for number, card in enumerate(cards, 1):
        store.save_card(card.name, card_yaml(card), f"Note {number}", "Dana")
    return State("demo", CARD, CARD, own=Own(store))


def test_the_saved_card_stands_beside_the_changed_one() -> None:
    """The difference in English, the tiles of both, the matrix and the ledger."""
    app = page()
    said = texts(app)
    assert "- Product usage 30 → 60" in said
    assert "- At risk cut 45 → 50" in said
    assert "change band: " in said
    assert "turn red" in said
    assert "both cards flag their worst" in said
    assert "After less before, caught churn:" in said
    assert "A table with a row for each band before" in charts(app)
    found = tiles(app)
    assert len(found["Caught churn"]) == len(found["Ranking power"]) == 2
    assert found["Mean change"][0] == found["Card"][0]
    assert found["Behaviour"] == found["Missing data"] == ["±0"]


def test_the_same_card_is_held_against_the_month_before() -> None:
    """Nothing was changed yet: one month against the next, and no contest of one card."""
    app = page(State("demo", CARD, CARD))
    assert app.selectbox(key="compare-month-before").value == "2026-09"
    assert app.selectbox(key="compare-month-after").value == "2026-10"
    assert "Both sides have the same card; the months differ." in texts(app)
    assert "Caught churn" not in tiles(app)
    assert tiles(app)["Card"] == ["±0"]


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
        ("a" + "x" * 16_000, "No card was brought: the link is empty or too long."),
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


def test_too_few_losses_are_told_in_words() -> None:
    """No tile of what was caught, but the bands, the matrix and the ledger."""
    state = own(NOBODY_LOST)
    card = state.card
    state.card = with_weight(card, card.metrics[0].id, 77.0)
    state.card = with_alarm_cut(state.card, 61.5)
    app = page(state)
    assert "Caught churn" not in tiles(app)
    assert boxes(app)
    assert "A table with a row for each band before" in charts(app)
    assert starting_card(state.data).digest == card.digest


def test_a_cell_lists_its_accounts() -> None:
    """By the choice beneath the matrix; everybody, who moved, or the accounts of one cell."""
    app = page()
    choice = app.selectbox(key="compare-list")
    assert choice.options[0].startswith("All who change band (")
    everybody = int(choice.options[1].split("(")[1].rstrip(")").replace(",", ""))
    assert everybody == 320
    cells = choice.options[2:]
    counts = [int(label.rsplit("(", 1)[1].rstrip(")")) for label in cells]
    assert sum(counts) == everybody
    place = cells.index(next(label for label in cells if label.startswith("Watch → At risk")))
    app.selectbox(key="compare-list").select_index(place + 2).run()
    is_well(app)
    rows = app.dataframe[0].value
    assert len(rows) == counts[place]
    assert set(rows["Band before"]) == {"Watch"}
    assert set(rows["Band after"]) == {"At risk"}
    parts = rows[["Behaviour", "Card", "Missing data", "Overrides"]].sum(axis=1)
    assert (parts - rows["Change"]).abs().max() < 1e-8
    app.selectbox(key="compare-list").select_index(1).run()
    assert len(app.dataframe[0].value) == everybody


def test_who_is_scored_on_one_side_alone_shows_that_score() -> None:
    """No change can be told, but the score that there is stands in its column."""
    app = page(State("demo", CHANGED, CARD, compared=Sides(month_before="2026-07")))
    labels = app.selectbox(key="compare-list").options
    place = next(i for i, label in enumerate(labels) if label.startswith("Not scored → At risk"))
    app.selectbox(key="compare-list").select_index(place).run()
    is_well(app)
    rows = app.dataframe[0].value
    assert rows["Score before"].isna().all()
    assert (rows["Score after"] < 50).all()
    assert rows["Change"].isna().all()


def test_accounts_or_arr_are_counted() -> None:
    """The same cells in money."""
    app = page()
    assert "ARR after" not in texts(app)
    app.segmented_control(key="compare-count").set_value("ARR").run()
    is_well(app)
    assert "ARR after, before for who left" in texts(app)


def test_the_ledger_is_divided_by_a_dimension() -> None:
    """A line a value; the accounts add up to those scored on both sides."""
    app = page()
    app.selectbox(key="compare-by").set_value("region").run()
    is_well(app)
    rows = app.dataframe[1].value
    assert "region" in rows.columns
    assert int(rows["Accounts"].sum()) == 319


def test_the_side_bar_narrows_the_page() -> None:
    """Only the accounts of one segment are in the matrix."""
    app = page(State("demo", CHANGED, CARD, filter=Among((("segment", "SMB"),))))
    everybody = app.selectbox(key="compare-list").options[1]
    members = here(app).data.book.frame.members("segment", "SMB")
    frame = here(app).data.book.frame
    rows = frame.rows_at(frame.months[-1])
    count = int((frame.in_book(rows) & members[frame.account[rows]]).sum())
    assert everybody == f"Everybody ({count})"


def test_every_preset_can_be_held_against_every_other_kind() -> None:
    """Weighted, points, grades, 1 to 10 and variants, where they fit."""
    data = datasets.bundled("demo")
    for name in datasets.fitting_presets(data):
        app = page(State("demo", CARD, CARD, compared=Sides(f"p:{name}", "screen", "2026-07")))
        assert "From band to band" in texts(app), name
