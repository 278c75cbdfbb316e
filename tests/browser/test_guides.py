"""The how-to pages can be followed in the app, step by step and in their own words."""

from __future__ import annotations

from playwright.sync_api import expect

from scoring.output.figures import count
from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import PATIENCE_MS, Desk
from tests.browser.expected import preset, seen, values
from tests.browser.follower import Follower
from tests.browser.test_workshop import Phone, code_of
from tests.docs.guides import text_of
from tests.docs.markdown import ROOT

PRACTICE = ("lifecycle_accounts.csv", "lifecycle_months.csv")


def _half(desk: Desk) -> None:
    """Give product usage half of the weight."""
    desk.drag("weight-usage", 0.5)
    desk.rests("weight-usage")
    assert 48 <= float(desk.value("weight-usage").inner_text()) <= 52


def _tickets(desk: Desk) -> None:
    desk.choose("new-measure", "tickets")


def _late(desk: Desk) -> None:
    """A red flag for invoices that are a month late."""
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("A month late")
    dialog.get_by_role("combobox").first.click()
    desk.page.get_by_role("option", name="days_overdue").click()
    number = dialog.locator("input[type=number]").first
    number.fill("30")
    number.press("Tab")
    expect(dialog.get_by_text("would hold for")).to_be_visible(timeout=PATIENCE_MS)


def _forty(desk: Desk) -> None:
    """The team can work forty accounts a month."""
    number = desk.part("capacity").locator("input")
    number.fill("40")
    number.press("Enter")
    desk.ready()


def _called(desk: Desk) -> None:
    """The card gets a name of its own."""
    desk.page.get_by_label("Name", exact=True).fill("Our first card")
    desk.page.keyboard.press("Tab")


def _kept(desk: Desk) -> None:
    """The page has taken in that a version was saved."""
    bar = desk.part("card-bar")
    expect(bar).not_to_contain_text("unsaved changes", timeout=PATIENCE_MS)
    desk.drawn()


def test_a_first_card_is_designed_as_the_page_says(desk: Desk) -> None:
    """Every label is there when its turn comes; the figures named are those on the screen."""
    desk.open().drawn()
    shown = values(seen(preset()))
    text = text_of("first-card.md")
    assert f"{shown[2]} are at risk" in text
    assert f"is {shown[4]}:" in text
    assert f"is {shown[5]}:" in text
    reader = Follower(
        desk,
        after={
            "Product usage": [_half],
            "Measure": [_tickets],
            "Name": [_late, _called],
            "Accounts my team can work a month": [_forty],
            "Save version": [_kept],
        },
    )
    reader.follow("first-card.md")
    assert "Save version" in reader.met
    expect(desk.page.get_by_text("Report as .html")).to_be_visible(timeout=PATIENCE_MS)


def test_a_workshop_is_run_as_the_page_says(
    desk: Desk, visit: Visit, app: server.RunningApp
) -> None:
    """Two people join, vote in both rounds, and the mean of the room goes onto the card."""
    phones: list[Phone] = []

    def vote(host: Desk) -> None:
        for name, points in (("One", (70, 20, 10)), ("Two", (10, 20, 70))):
            phone = Phone.joined(Desk(visit(390, 812), app.url), code_of(host), name)
            phone.give(points)
            phone.send()
            phones.append(phone)
        text = f"{count(2)} of {count(2)} have voted"
        expect(host.page.get_by_text(text)).to_be_visible(timeout=PATIENCE_MS)

    desk.open().drawn()
    host = Follower(desk, before={"Close the round": [vote]}, after={"Save version": [_kept]})
    host.follow("run-a-workshop.md")
    assert len(phones) == 2


def test_own_data_are_brought_as_the_page_says(desk: Desk) -> None:
    """The two practice files are loaded and scored, and read again without a question."""

    def drop(at: Desk) -> None:
        at.drop_all({name: (ROOT / "data" / "starter" / name).read_bytes() for name in PRACTICE})

    text = text_of("bring-your-data.md")
    assert [name for name in PRACTICE if f"data/starter/{name}" not in text] == []
    desk.open().drawn()

    def scored(at: Desk) -> None:
        at.warns("is loaded and scored")

    Follower(
        desk,
        after={"Use your own files": [drop], "Load and score": [scored]},
    ).follow("bring-your-data.md")
