"""Every control of the doubting parts of the Tune page does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scoring.spec.edit import with_weight
from scoring.ui import keeping
from scoring.ui.state import State
from tests.pages.test_pages import CARD, is_well, opened, turned_to
from tests.pages.tune_page import at, here, pressed, tiles

DOUBTS = ("Worth", "One weight", "All weights", "Gaps", "Missed", "Drift", "Warnings", "Honesty")


def words(app: AppTest) -> str:
    """Everything that is said on the page."""
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.success]
    return " ".join(str(part.value) for part in parts)


@pytest.mark.parametrize("part", DOUBTS)
def test_each_part_stands_without_a_fault(part: str) -> None:
    """On the demo book, with the card of a first visit, which stays as it is."""
    app = at(part)
    assert not app.exception
    assert not app.error
    assert here(app).card == CARD


def test_worth_has_a_line_a_metric_and_fair_shares_behind_a_button() -> None:
    """Before the click three columns of figures, after it the fair shares as well."""
    app = at("Worth")
    table = app.dataframe[0].value
    assert list(table["Metric"]) == [m.title for m in CARD.active]
    assert "Fair share, points" not in table
    app.button(key="tune-shares").click().run()
    key, job = here(app).works["tune-shares"]
    assert job.wait(30)
    app.run()
    shares = [
        float(cell.replace("−", "-")) for cell in app.dataframe[0].value["Fair share, points"]
    ]
    whole = job.result().whole
    assert sum(shares) == pytest.approx(100 * (whole - 0.5), abs=0.05 * len(shares))
    assert "every order in which metrics could join" in words(app)
    assert key == here(app).works["tune-shares"][0]


@pytest.mark.parametrize(
    ("figure", "said"),
    [("caught", "losses are among them"), ("reds", "accounts are red"), ("ranking", "In points")],
)
def test_one_weight_shows_one_figure_at_a_time(figure: str, said: str) -> None:
    """The words under the bars say what they are counted over."""
    app = at("One weight")
    app.segmented_control(key="tune-swing").set_value(figure).run()
    is_well(app)
    assert said in words(app)


def test_the_less_sure_the_more_bands_change() -> None:
    """Give or take 2, 5 and 10 points."""
    app = at("All weights")
    found = []
    for give in (2, 5, 10):
        app.segmented_control(key="tune-give").set_value(give).run()
        is_well(app)
        found.append(int(tiles(app)["Change their band"].rstrip("%")))
    assert found == sorted(found)
    assert found[0] < found[2]
    badges = list(app.dataframe[0].value["Badge"])
    assert badges[0] == "◆ coin-flip"


def test_gaps_begin_with_those_whose_band_hangs_on_them() -> None:
    """As many as the tile says."""
    app = at("Gaps")
    hangs = [cell == "yes" for cell in app.dataframe[1].value["Hangs on it"]]
    count = int(tiles(app)["Band hangs on it"])
    assert hangs[:count] == [True] * count
    assert not any(hangs[count:])


def test_warnings_are_sentences_whose_rule_is_told_on_hover() -> None:
    """The demo's pulse hears of notices, and its tickets hide in the segments."""
    app = at("Warnings")
    hints = {str(one.value): one.proto.help for one in app.markdown if one.proto.help}
    for title, code in (("CSM pulse", "W12"), ("Tickets", "W30")):
        (rule,) = (hint for said, hint in hints.items() if title in said and code in hint)
        assert rule.startswith("It speaks where this holds: ")
    assert not [said for said in hints if re.search(r"W\d\d", said)]
    assert not [one.value for one in app.caption if re.search(r"W\d\d", str(one.value))]


def test_cards_are_counted_as_they_stand_on_the_screen() -> None:
    """Seven cards one after the other, the first again: seven; then the note appears."""
    state = State("demo", CARD, CARD)
    app = turned_to(opened(state), "workbench")
    for place in range(6):
        held = here(app)
        version, digest, then = held.tries.last or ("", "", 0.0)
        held.tries = type(held.tries)(held.tries.settled, (version, digest, then - 10.0))
        held.change(with_weight(CARD, "usage", 40.0 + place))
        app.run()
    app = turned_to(app, "tune")
    app.segmented_control(key="tune-part").set_value("Honesty").run()
    is_well(app)
    assert tiles(app)["Cards held against these losses in this visit"] == "7"
    assert "keeps the luckiest" in words(app)


def test_locked_cases_are_out_of_every_part() -> None:
    """With the lockbox closed the page counts the other cases alone: about 45, three quarters."""
    app = at("Worth")
    before = words(app)
    app.segmented_control(key="tune-part").set_value("Honesty").run()
    app.toggle(key="tune-boxed").set_value(True).run()
    is_well(app)
    assert here(app).boxed
    app.segmented_control(key="tune-part").set_value("Worth").run()
    is_well(app)
    assert "60 lost accounts" in before
    said = re.search(r"What (\d+) lost accounts can tell", words(app))
    assert said
    assert 45 - 10 <= int(said[1]) <= 45 + 10


def test_opening_the_lockbox_is_counted_and_lasts_for_one_card() -> None:
    """Closed again as soon as the card changes; a second look counts as a second."""
    app = at("Honesty")
    assert app.button(key="tune-open").disabled
    app.toggle(key="tune-boxed").set_value(True).run()
    pressed(app, "tune-open")
    assert list(here(app).opened.values()) == [1]
    assert "opened once" in words(app)
    assert {"Caught churn", "Ranking power"} <= set(tiles(app))
    here(app).change(with_weight(CARD, "usage", 44.0))
    app.run()
    is_well(app)
    assert "Ranking power" not in tiles(app)
    pressed(app, "tune-open")
    assert list(here(app).opened.values()) == [2]


def test_looks_are_counted_for_everybody_where_there_is_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another visit is told of the first one's look before it looks itself."""
    monkeypatch.setenv("BELLWETHER_STORE", str(tmp_path / "team.db"))
    first = at("Honesty")
    first.toggle(key="tune-boxed").set_value(True).run()
    pressed(first, "tune-open")
    second = at("Honesty")
    assert here(second).opened == {}
    assert "opened once by all who use this app" in words(second)
    keeping.forget()
