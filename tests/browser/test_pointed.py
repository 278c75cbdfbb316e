"""A shape that is pointed at says its figures beside the pointer, in drawings of ours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk


def shape(drawing: Locator, begins: str) -> Locator:
    """The first shape of a drawing that says something which begins so."""
    shapes = drawing.locator("svg :is(rect, line, circle, text)")
    for one in shapes.all():
        if str(one.evaluate("node => node.said ?? ''")).startswith(begins):
            return one
    raise AssertionError(f"no shape says {begins}")


@pytest.mark.parametrize(
    ("place", "part", "word"),
    [
        ("", ".bands", "Accounts · Healthy: "),
        ("lost", ".rivals", "This card"),
        ("lost", ".st-key-look-moves .drawn", "Watch → Healthy: "),
        ("portfolio", ".st-key-book-trend .drawn", "July 2025 · Healthy: "),
    ],
)
def test_a_note_comes_with_its_text_and_goes(desk: Desk, place: str, part: str, word: str) -> None:
    """It says what the shape says, stands within the drawing, and goes with the pointer."""
    desk.open(place).drawn()
    drawing = desk.page.locator(part)
    note = drawing.locator(".tip")
    drawing.scroll_into_view_if_needed()
    expect(note).to_be_hidden()
    pointed_at = shape(drawing, word)
    said = pointed_at.evaluate("node => node.said")
    pointed_at.hover(force=True)
    expect(note).to_be_visible()
    expect(note).to_have_text(said)
    inside, around = note.bounding_box(), drawing.bounding_box()
    assert inside is not None
    assert around is not None
    assert around["x"] <= inside["x"]
    assert inside["x"] + inside["width"] <= around["x"] + around["width"] + 1
    desk.page.mouse.move(2, 2)
    expect(note).to_be_hidden()
