"""What the page Compare says of two sides, in words, tiles, a matrix and a ledger."""

from __future__ import annotations

import pytest

from scoring.live.among import Among
from scoring.spec.edit import with_weight
from scoring.spec.edit_cut import with_alarm_cut
from scoring.ui import data as datasets
from scoring.ui.state import State
from scoring.workbench import starting_card
from scoring.workbench.sides import Sides
from tests.pages.compare_page import CHANGED, charts, here, page, texts, tiles
from tests.pages.test_pages import CARD, NOBODY_LOST, boxes, is_well, own

pytestmark = pytest.mark.usefixtures("as_if_started")


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


def test_a_link_brings_the_field_and_the_dimension() -> None:
    """What was listed and divided by is in the address, and opens elsewhere as it was."""
    app = page()
    labels = app.selectbox(key="compare-list").options
    place = next(i for i, label in enumerate(labels) if label.startswith("Watch → At risk"))
    app.selectbox(key="compare-list").select_index(place).run()
    app.selectbox(key="compare-by").set_value("region").run()
    token = here(app).token
    again = page(token=token)
    assert again.selectbox(key="compare-list").index == place
    assert again.selectbox(key="compare-by").value == "region"
    assert here(again).token == token


@pytest.mark.parametrize("cell", ["99.99", "0.99", "7.1", "x", "1.2.3"])
def test_a_field_that_is_not_there_lists_who_moved(cell: str) -> None:
    """Whatever a link says, and a field that nobody is in any more."""
    app = page(State("demo", CHANGED, CARD, compared=Sides(cell=cell, by="no such dimension")))
    assert app.selectbox(key="compare-list").index == 0


def test_the_changes_that_moved_an_account_stand_beside_it() -> None:
    """Lines of the difference, with points; none where the cards are the same."""
    rows = page().dataframe[0].value
    assert rows["Changes"].str.contains("Product usage 30 → 60: [+−]|At risk cut 45 → 50").all()
    app = page(State("demo", CARD, CARD))
    assert "Changes" not in app.dataframe[0].value.columns


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
