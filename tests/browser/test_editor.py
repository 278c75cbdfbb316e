"""A card is built by hand in the browser, and every figure follows and comes back."""

from __future__ import annotations

from playwright.sync_api import expect

from scoring.spec.edit_facts import limits, with_limit
from scoring.spec.edit_metrics import rows_of, with_new_metric, with_rows, without_metric
from scoring.spec.model import Card
from scoring.workbench import guess_metric, with_kind
from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import bundled, preset, seen

CARD = preset()


def with_calls() -> Card:
    """The standard card and the first measure that it does not read."""
    guess = guess_metric(bundled(), "time_in_app")
    assert guess is not None
    return with_new_metric(CARD, guess.metric)


def with_corner(card: Card, metric: str, corner: int, points: float) -> Card:
    """The card with other points at one corner of a curve."""
    rows = list(rows_of(card.metric(metric).normaliser))
    rows[corner] = (rows[corner][0], points)
    return with_rows(card, metric, rows)


def add(desk: Desk, what: str) -> None:
    """Press an Add button and, in the dialog that opens, the button that closes it."""
    desk.click(f"add-{what}")
    now = desk.part("add-metric-now" if what == "metric" else "add-fact-now")
    now.wait_for(timeout=PATIENCE_MS)
    now.get_by_role("button").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE_MS)


def test_a_card_is_built_step_by_step_and_undone_again(desk: Desk) -> None:
    """A metric comes, gets corners, a red flag comes, a metric goes: each step has its figures.

    Undo goes back through them one by one, to the card of the beginning.
    """
    cards = [CARD, with_calls()]
    desk.open()
    desk.shows(seen(CARD))
    add(desk, "metric")
    desk.shows(seen(cards[-1], CARD))
    desk.unfold("time_in_app")
    desk.choose("kind-time_in_app", "a line with corners")
    cards.append(with_kind(bundled(), cards[-1], "time_in_app", "curve"))
    desk.shows(seen(cards[-1], CARD))
    table = desk.part("table-time_in_app-0")
    table.get_by_test_id("data-grid-canvas").wait_for(timeout=PATIENCE_MS)
    desk.type_into("table-time_in_app-0", 1, 1, "100")
    cards.append(with_corner(cards[-1], "time_in_app", 1, 100))
    desk.shows(seen(cards[-1], CARD))
    desk.click("remove-time_in_app")
    cards.append(without_metric(cards[-1], "time_in_app"))
    desk.shows(seen(cards[-1], CARD))
    for card in reversed(cards[:-1]):
        desk.click("card-undo")
        desk.shows(seen(card, CARD))
    expect(desk.part("card-undo").get_by_role("button").first).to_be_disabled()


def test_a_table_keeps_what_is_typed_and_says_what_is_wrong(desk: Desk) -> None:
    """150 points are refused in words, the cell keeps them; typed over, the card follows.

    The keyboard stays in the table all the while: Enter goes on to the next cell.
    """
    desk.open()
    desk.unfold("usage")
    desk.choose("kind-usage", "steps")
    steps = with_kind(bundled(), CARD, "usage", "steps")
    desk.shows(seen(steps, CARD))
    key = "table-usage-0"
    desk.type_into(key, 1, 1, "150")
    expect(desk.part("rule-usage")).to_contain_text("150 is too large", timeout=PATIENCE_MS)
    desk.shows(seen(steps, CARD))
    expect(desk.part(key).locator("#glide-cell-2-1")).to_have_text("150")
    desk.type_into(key, 1, 1, "90")
    moved = with_corner(steps, "usage", 1, 90)
    desk.shows(seen(moved, CARD))
    expect(desk.part("rule-usage")).not_to_contain_text("150 is too large")
    desk.overwrite("10")
    desk.shows(seen(with_corner(moved, "usage", 2, 10), CARD))
    desk.click("card-undo")
    desk.shows(seen(moved, CARD))
    shown = desk.page.locator('[class*="st-key-table-usage"] #glide-cell-2-2')
    expect(shown).to_have_text(f"{rows_of(moved.metric('usage').normaliser)[2][1]:g}")


def test_a_red_flag_is_added_and_its_limit_turned(desk: Desk) -> None:
    """The dialog says whom it would hit; on the card its cap bites, and its slider moves it."""
    desk.open()
    desk.click("add-flag")
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("would hold for", timeout=PATIENCE_MS)
    desk.choose("new-subject-0", "days_overdue")
    expect(dialog).to_contain_text("days overdue at least", timeout=PATIENCE_MS)
    dialog.get_by_role("button", name="Add to the card").click()
    expect(dialog).to_have_count(0, timeout=PATIENCE_MS)
    rule = desk.part("when-flag-days_overdue")
    rule.locator("summary").click()
    desk.part("limit-flag-days_overdue-").wait_for(timeout=PATIENCE_MS)
    until(lambda: len(desk_card(desk).red_flags) == 1, desk.page, "the red flag in the address")
    card = desk_card(desk)
    desk.shows(seen(card, CARD))
    assert seen(card, CARD).shares != seen(CARD).shares
    ((way, part),) = limits(card.red_flags[0].when)
    assert part.limit is not None
    desk.press("limit-flag-days_overdue-", "ArrowRight", 5)
    desk.shows(seen(with_limit(card, "red_flags", "days_overdue", way, part.limit[1] + 5), CARD))


def desk_card(desk: Desk) -> Card:
    """The card that the address holds."""
    from scoring.spec.link import decode

    return decode(desk.token).card
