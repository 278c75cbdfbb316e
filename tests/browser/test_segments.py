"""A segment that is clicked is whom every page is about, until it is clicked again or cleared."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from scoring.live.among import EVERYONE, Among
from scoring.workbench import USUAL
from scoring.workbench.segmenting import Divided, divided
from tests.browser.desk import PATIENCE_MS, Desk
from tests.browser.expected import bundled, preset, seen

CARD = preset()
SMB, LARGE = ("segment", "SMB"), ("segment", "Enterprise")


def found(*dimensions: str) -> Divided:
    """The demo book as the page divides it."""
    data = bundled()
    return divided(data, CARD, data.book.frame.months[-1], dimensions, EVERYONE, USUAL)


def chips(desk: Desk) -> Locator:
    """The traits in the side bar."""
    return desk.part("pick-filter").locator("[data-tag]")


def about(desk: Desk, among: Among) -> None:
    """Side bar, heading and tiles are about these accounts, soon."""
    expect(desk.part("looking-at")).to_contain_text(among.words, timeout=PATIENCE_MS)
    expect(chips(desk)).to_have_text([f"{d}: {v}" for d, v in among.traits])
    desk.shows(seen(CARD, only=among))


def click(desk: Desk, chart: str, text: str, number: int = 0) -> None:
    """Click upon a word of a chart."""
    words = desk.chart(chart).get_by_text(text, exact=True)
    words.nth(number).click(force=True)


def test_a_click_looks_at_a_segment_and_a_second_click_at_all(desk: Desk) -> None:
    """On a name as on a bar."""
    desk.open("segments").drawn()
    about(desk, EVERYONE)
    click(desk, "segment_bands", "SMB")
    about(desk, Among((SMB,)))
    click(desk, "segment_bands", "Enterprise")
    about(desk, Among((LARGE,)))
    click(desk, "segment_bands", "Enterprise")
    about(desk, EVERYONE)
    bar = next(s for s in found("segment").segments)
    share = f"{bar.counts[0]} · {100 * bar.counts[0] / bar.accounts:.0f}%"
    click(desk, "segment_bands", share)
    about(desk, Among((LARGE,)))


def test_the_other_pages_follow_and_everybody_comes_back(desk: Desk) -> None:
    """Portfolio counts the segment's customers; the button and the side bar let all back."""
    desk.open("segments").drawn()
    click(desk, "segment_bands", "SMB")
    about(desk, Among((SMB,)))
    desk.turn_to("Portfolio")
    accounts = next(s.accounts for s in found("segment").segments if _title(s.cell) == "SMB")
    customers = desk.tiles().first
    expect(customers).to_have_text(f"{accounts:,}", timeout=PATIENCE_MS)
    desk.turn_to("Segments")
    about(desk, Among((SMB,)))
    desk.click("segments-clear")
    about(desk, EVERYONE)
    click(desk, "segment_bands", "SMB")
    about(desk, Among((SMB,)))
    chips(desk).get_by_role("button").first.click()
    about(desk, EVERYONE)
    click(desk, "segment_bands", "SMB")
    about(desk, Among((SMB,)))


def _title(cell: int) -> str:
    return found("segment").crossed.title(cell)


def test_a_field_of_two_dimensions_looks_at_both(desk: Desk) -> None:
    """The pair stands in the side bar and in the address; a reload shows the same."""
    pair = found("segment", "region")
    one = pair.segments[0]
    among = pair.crossed.among(one.cell)
    assert among is not None
    desk.open("segments").drawn()
    desk.choose("segments-and-by", "region")
    text = f"{one.flagged} of {one.accounts}"
    expect(desk.chart("segment_heat").get_by_text(text, exact=True).first).to_be_visible()
    click(desk, "segment_heat", text)
    about(desk, among)
    desk.page.reload()
    desk.ready()
    about(desk, among)
    click(desk, "segment_heat", text)
    about(desk, EVERYONE)


def test_a_row_of_the_table_does_the_same(desk: Desk) -> None:
    """Its check follows what is chosen in the chart, and the other way round."""
    desk.open("segments").drawn()
    first = found("segment").crossed.among(found("segment").segments[0].cell)
    assert first is not None
    pick(desk, 0)
    about(desk, first)
    click(desk, "segment_bands", "SMB")
    about(desk, Among((SMB,)))
    pick(desk, 0)
    about(desk, first)
    pick(desk, 0)
    about(desk, EVERYONE)


def pick(desk: Desk, number: int) -> None:
    """Check a row of the table."""
    desk.pick("segments-table", number)


def test_a_variant_is_given_and_opened_on_the_workbench(desk: Desk) -> None:
    """One click; the Workbench shows the sliders of the variant."""
    desk.open("segments").drawn()
    click(desk, "segment_bands", "SMB")
    about(desk, Among((SMB,)))
    desk.click("segments-give")
    expect(desk.part("segments-given")).to_be_visible(timeout=PATIENCE_MS)
    desk.part("segments-given").get_by_role("button", name="Edit its weights and cuts").click()
    choice = desk.part("variants").get_by_role("radio", name="SMB")
    expect(choice).to_be_checked(timeout=PATIENCE_MS)
