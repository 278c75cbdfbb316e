"""Would it have warned us: the page, its handle and its board, held against the kernel."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from scoring.backtest.flag_rules import EverRed
from scoring.spec.edit_cut import with_alarm_cut
from scoring.spec.link import decode
from scoring.spec.model import Card
from scoring.workbench import Asked, cut_for_capacity
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import bundled, preset, seen
from tests.browser.made_files import snapshot

CARD = preset()
PLACE = "lost"


def handle(desk: Desk) -> Locator:
    return desk.page.get_by_role("slider", name="The cut below which accounts are flagged")


def drawn_to(desk: Desk, cut: float) -> Card:
    """Wait until the card in the address has its cut there, and give it."""

    def there() -> bool:
        linked = decode(desk.token)
        return bool(linked.card.bands[-2].start == cut)

    until(there, desk.page, f"the cut at {cut}")
    return decode(desk.token).card


def test_the_page_says_what_the_kernel_says(desk: Desk) -> None:
    """Six figures in their order, and every lost customer on the board, those missed first."""
    desk.open(PLACE).drawn()
    desk.looks_back(seen(CARD))
    names = bundled().book.frame.accounts.names
    expect(desk.lost("page")).to_have_text([names[one.account] for one in seen(CARD).board.lost])
    verdicts = desk.board("page").locator("tbody td.verdict span")
    said = ["no score" if v == "not scored" else v for v in _verdicts(CARD)]
    expect(verdicts).to_have_text(said)


def _verdicts(card: Card) -> list[str]:
    return [one.verdict for one in seen(card).board.lost]


def test_figures_follow_the_handle_while_it_is_dragged(desk: Desk) -> None:
    """From 45 to 60 the tiles move before the button is let go; Undo brings the card back."""
    desk.open(PLACE).drawn()
    desk.looks_back(seen(CARD))
    desk.part("capacity").scroll_into_view_if_needed()  # what lies below the handle
    box = desk.page.locator(".sweep .box").bounding_box()
    grip = handle(desk).bounding_box()
    assert box is not None
    assert grip is not None
    point = (box["width"] - 34 - 12) / 100  # one point of the score, between the two paddings
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + 40
    mouse = desk.page.mouse
    mouse.move(x, y)
    mouse.down()
    for cut in (50, 55):
        mouse.move(x + (cut - 45) * point, y, steps=5)
        desk.looks_back(seen(with_alarm_cut(CARD, cut), CARD))
    mouse.move(x + 15 * point, y, steps=5)
    mouse.up()
    card = drawn_to(desk, 60)
    assert card == with_alarm_cut(CARD, 60)
    desk.looks_back(seen(card, CARD))
    desk.turn_to("Workbench")
    desk.click("card-undo")
    until(lambda: decode(desk.token).card.cuts[1] < 60, desk.page, "the cut before")


def test_the_keyboard_moves_the_cut_by_half_points(desk: Desk) -> None:
    """Two steps to the right from 45 are 46, and the words say what lies below it."""
    desk.open(PLACE).drawn()
    handle(desk).focus()
    for _ in range(2):
        desk.page.keyboard.press("ArrowRight")
        desk.page.wait_for_timeout(400)
    card = drawn_to(desk, 46)
    desk.looks_back(seen(card, CARD))
    counts = seen(card).trial.counts
    words = (
        f"Below 46.0: {counts.caught} of {counts.lost} lost and {counts.false_alarms} of"
        f" {counts.false_alarms + counts.left_alone:,} kept cases,"
        f" {counts.flagged / counts.caught:.1f} calls per catch. In the book now: "
    )
    expect(desk.page.locator(".sweep .words")).to_contain_text(words)


def test_what_the_team_can_work_moves_the_cut(desk: Desk) -> None:
    """Thirty accounts a month: the cut flags no more of today's book, and the figures follow."""
    desk.open(PLACE).drawn()
    field = desk.part("capacity").locator("input")
    field.fill("30")
    field.press("Enter")
    data = bundled()
    cut = cut_for_capacity(data, CARD, data.book.frame.months[-1], 30)
    card = with_alarm_cut(CARD, cut)
    drawn_to(desk, card.bands[-2].start)
    desk.looks_back(seen(card, CARD))
    expect(desk.page.get_by_text("red now")).to_be_visible()


def test_what_was_asked_is_in_the_address(desk: Desk, another: Callable[[], Desk]) -> None:
    """Another lead and rule change the figures, and a stranger with the link sees the same."""
    desk.open(PLACE).drawn()
    desk.press("asked-lead", "ArrowLeft", 2)
    desk.choose("asked-rule", "was ever red")
    wanted = seen(CARD, asked=Asked(lead=1, rule=EverRed()))
    desk.looks_back(wanted)
    assert wanted.trial.counts != seen(CARD).trial.counts
    asked = {"bl": "1", "br": "ever_red,6"}
    until(lambda: decode(desk.token).view == asked, desk.page, "what was asked in the address")
    stranger = another().open(f"{PLACE}?s={desk.token}")
    stranger.looks_back(wanted)
    stranger.turn_to("Workbench")
    expect(stranger.part("tiles")).to_contain_text(
        f"{wanted.trial.counts.caught} of {wanted.trial.counts.lost}"
    )
    stranger.is_well()


def test_the_board_filters_searches_and_sorts(desk: Desk) -> None:
    """Only the caught, the largest last; then one by its name, whose points are explained."""
    desk.open(PLACE).drawn()
    board, facts = desk.board("page"), bundled().book.frame.accounts
    for label in ("missed", "too late", "no case"):
        board.get_by_role("button", name=label).first.click()
    caught = [one for one in seen(CARD).board.lost if one.verdict == "caught"]
    expect(board.locator("tbody tr")).to_have_count(len(caught))
    for _ in range(2):  # the largest first, then the other way round
        board.locator("th.arr button").click()
    caught.sort(key=lambda one: one.arr)
    expect(desk.lost("page")).to_have_text([facts.names[one.account] for one in caught])
    name = facts.names[caught[0].account]
    board.get_by_role("searchbox").fill(name)
    expect(board.locator("tbody tr")).to_have_count(1)
    board.get_by_role("button", name=name).click()
    expect(desk.chart("waterfall")).to_be_visible(timeout=PATIENCE_MS)
    board.get_by_role("searchbox").fill("nobody is called so")
    expect(board).to_contain_text("No lost customer matches.")


def test_every_part_of_the_same_cases_is_drawn(desk: Desk) -> None:
    """Bands, earliness, alarms, segments, leaks and the cases themselves, without an error."""
    desk.open(PLACE).drawn()
    parts = {
        "How early": "Months of warning of the lost",
        "False alarms": "How often it warns in vain",
        "By segment": "Calls per catch",
        "Leaks": "Rows in the month of a loss",
        "Cases": "How the cases fall",
        "By band": "Three months later",
    }
    for part, words in parts.items():
        desk.part("look-part").get_by_text(part, exact=True).click()
        expect(desk.page.get_by_text(words).last).to_be_attached(timeout=PATIENCE_MS)
        desk.is_well()
    with desk.page.expect_download() as download:
        desk.part("look-part").get_by_text("Cases", exact=True).click()
        desk.part("cases-csv").get_by_role("button").click()
    rows = download.value.path().read_text(encoding="utf-8").splitlines()
    assert len(rows) == len(seen(CARD).trial.cases) + 1


def test_one_snapshot_is_no_test_of_a_warning(desk: Desk) -> None:
    """Losses without a date: said so in the first line, no lead time, no strip."""
    desk.open("data")
    desk.drop_all({"telco.csv": snapshot()})
    desk.load()
    desk.warns("telco is loaded")
    desk.turn_to("Lost customers")
    expect(desk.page.get_by_text("Current state, not a warning test.")).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(desk.lost("page")).to_have_count(15)  # every fourth of 60
    desk.drawn()
    labels = desk.part("tiles-look").locator(".label .title").all_text_contents()
    assert labels
    assert not any("Lead time" in label or "False alarms" in label for label in labels)
    assert desk.board("page").locator("td.strip").count() == 0


def test_a_cut_and_a_setting_told_at_once_leave_no_old_question(desk: Desk) -> None:
    """From the cut straight to the months left to act, eight times: the words follow each time.

    Of what comes at once the browser lets one part of the page run, one time in four the answers.
    """
    desk.open(PLACE).drawn()
    lead = desk.part("asked-lead").get_by_role("slider")
    for i in range(8):
        handle(desk).focus()
        desk.page.keyboard.press("ArrowRight")
        desk.page.keyboard.press("ArrowRight")
        lead.focus()
        desk.page.keyboard.press("ArrowLeft" if i % 2 else "ArrowRight")
        said = desk.page.get_by_text(f"Scored {3 if i % 2 else 4} months or more before the loss")
        expect(said).to_be_visible(timeout=PATIENCE_MS)
