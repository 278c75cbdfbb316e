"""What a drag sends: numbers, in one piece; no chart is described anew, no tab, no table."""

from __future__ import annotations

from scoring.spec.edit import with_weight
from tests.browser.desk import Desk, until
from tests.browser.expected import preset, seen
from tests.browser.frames import Frames

CARD = preset()
AROUND = {"new_session", "session_status_changed", "script_finished", "the handle's place"}
MOST_BYTES = 30_000
"""An answer may not grow beyond this: the list of lost customers is its largest part."""


def test_a_drag_on_the_workbench_sends_one_element(desk: Desk) -> None:
    """Each answer is the stream's element in its container, and no more bytes than a picture."""
    frames = Frames()
    frames.listen(desk.page)
    desk.open().drawn()
    frames.clear()
    desk.grab("weight-usage", 0.6, steps=30)
    desk.shows(seen(with_weight(CARD, "usage", 60), CARD))
    passed = [one for one in frames.all if one.kind not in AROUND]
    assert {one.kind for one in passed} == {"block flex_container", "element bidi_component"}
    answers = [one for one in frames.all if one.kind == "script_finished"]
    assert answers
    assert sum(one.size for one in frames.all if one.told) < MOST_BYTES * (len(answers) + 1)
    desk.page.mouse.up()
    desk.rests("weight-usage")


def test_a_drag_on_lost_customers_sends_one_element(desk: Desk) -> None:
    """So does the cut on Lost customers: sweep, rivals, tiles and list come as the stream's news.

    No chart and no field of the page is sent.
    """
    frames = Frames()
    frames.listen(desk.page)
    desk.open("lost").drawn()
    rivals = desk.page.locator(".rivals")
    before = rivals.inner_text()
    handle = desk.page.locator(".handle")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    frames.clear()
    desk.page.mouse.move(box["x"] + 1, box["y"] + 20)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + 60, box["y"] + 20, steps=10)
    until(lambda: rivals.inner_text() != before, desk.page, "the rivals at another workload")
    passed = {one.kind for one in frames.all if one.kind not in AROUND}
    assert passed == {"block flex_container", "element bidi_component"}
    desk.page.mouse.up()
