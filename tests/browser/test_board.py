"""The lists of accounts under the charts: who changes band, and where an account's points went."""

from __future__ import annotations

import csv
import re

from playwright.sync_api import expect

from scoring.output.board_lines import HELD
from scoring.spec.edit import with_weight
from scoring.spec.scale import show
from tests.browser.desk import Desk, until
from tests.browser.expected import bundled, preset, seen

CARD = preset()
USAGE_60 = with_weight(CARD, "usage", 60)


def test_whoever_changes_band_is_listed(desk: Desk) -> None:
    """The second list has every account that the change moves, those turning At risk first."""
    desk.open()
    desk.page.get_by_role("tab", name="Change band").click()
    expect(desk.page.get_by_text("This is the saved card")).to_be_visible()
    desk.press("weight-usage", "ArrowRight", 30)
    turned = seen(USAGE_60, CARD).turned
    tab = desk.page.get_by_role("tab", name="Change band")
    expect(tab).to_have_attribute("aria-selected", "true")
    alarmed = sum(move.enters_alarm for move in turned.all)
    expect(desk.page.get_by_text(f"{alarmed} turn At risk")).to_be_visible()
    names = bundled().book.frame.accounts.names
    until(
        lambda: desk.row("board-turn", 0)[:1] == [names[turned.all[0].account]],
        desk.page,
        "the first account that turns",
    )


def test_all_that_change_band_are_downloaded(desk: Desk) -> None:
    """A row each and in the order of the list, with the id and the whole amount, not in $k."""
    desk.open()
    desk.page.get_by_role("tab", name="Change band").click()
    desk.press("weight-usage", "ArrowRight", 30)
    turned = seen(USAGE_60, CARD).turned
    desk.page.get_by_role("button", name="Download").click()
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("button", name="Rows as .csv").click()
    rows = list(csv.DictReader(waiting.value.path().read_text(encoding="utf-8").splitlines()))
    facts = bundled().book.frame.accounts
    assert [row["Account"] for row in rows] == [facts.ids[move.account] for move in turned.all]
    assert [float(row["ARR"]) for row in rows] == [move.arr for move in turned.all]
    assert waiting.value.suggested_filename == "change-band-2026-10.csv"


def added_up(texts: list[str]) -> tuple[float, float]:
    """The points won, summed, and the score beneath them: all that has one decimal and no sign."""
    figures = [float(text) for text in texts if re.fullmatch(r"[0-9]+\.[0-9]", text)]
    return sum(figures[:-1]), figures[-1]


def test_a_chosen_row_shows_where_its_points_went(desk: Desk) -> None:
    """The points won add up to the score, to the last digit as both are printed."""
    desk.open()
    desk.board().locator("tbody tr").first.click()
    expect(desk.chart("waterfall")).to_have_count(1)
    worst = seen(CARD).board.lost[0]
    score = float(show(worst.score, CARD))
    expect(desk.chart("waterfall")).to_contain_text(f"{score:.1f}")
    won, total = added_up(desk.chart_texts("waterfall"))
    assert total == score
    assert round(won, 1) == score
    desk.press("weight-usage", "ArrowRight", 5)
    desk.shows(seen(with_weight(CARD, "usage", 35), CARD))
    expect(desk.chart("waterfall")).to_be_visible()


def test_lines_far_down_follow_while_the_handle_is_held(desk: Desk) -> None:
    """Scrolled to the end, the last line shows the moved card; let go, all stand in its order."""
    desk.open().drawn()
    desk.shows(seen(CARD))
    names, lost = bundled().book.frame.accounts.names, seen(USAGE_60).board.lost
    assert len(lost) > HELD + 20
    line = desk.board().locator("tbody tr").last
    line.evaluate("e => { const f = e.closest('.frame'); f.scrollTop = f.scrollHeight; }")
    last = line.locator("th.name").text_content()
    moved = next(one for one in lost if names[one.account] == last)
    desk.grab("weight-usage", 0.6)
    desk.shows(seen(USAGE_60, CARD))
    expect(line.locator("th.name")).to_have_text(str(last))
    expect(line.locator("td.band")).to_contain_text(show(moved.score, CARD))
    first = desk.board().locator("tbody th.name").first
    expect(first).to_have_text(names[lost[0].account])
    desk.page.mouse.up()
    desk.rests("weight-usage")
    wanted = [names[one.account] for one in lost]
    expect(desk.lost()).to_have_text(wanted)
