"""The way on which a slider tells its places: the newest, none twice, at most two under way."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from scoring.ui.live import part

STREAM = (part.HERE / "stream.js").read_text(encoding="utf-8").replace("export default ", "")
BEGIN = f"""() => {{
  {STREAM}
  window.told = [];
  window.way = new Stream();
  window.way.send = (message) => window.told.push(message);
}}"""
"""A stream whose messages lie in a list; nobody answers them but the test."""

SLIDER = (part.HERE / "slider.js").read_text(encoding="utf-8").replace("export default ", "")
PATIENCE_MS = 1_500
AGAIN_MS = 3_000

LONG_MS = 120
"""Longer than from message to message; much shorter than until one counts as answered.

No test waits for it: the clock of the page is put forward.
"""


def tell(page: Page, *places: float) -> list[float]:
    """Tell the places one after the other; which ones have been sent so far, a while later."""
    page.evaluate("(all) => all.forEach((one) => way.tell('cut', [one]))", list(places))
    page.clock.run_for(LONG_MS)
    return sent(page)


def answer(page: Page, nth: int, took: float | None = None) -> list[float]:
    """Answer the message of that place in the list; which ones have been sent a while later."""
    page.evaluate(f"() => way.heard(told[{nth}].number, {json.dumps(took)})")
    page.clock.run_for(LONG_MS)
    return sent(page)


def sent(page: Page) -> list[float]:
    """The places that have been sent."""
    messages: list[dict[str, Any]] = page.evaluate("() => window.told")
    return [message["places"][0] for message in messages]


def begin(page: Page) -> None:
    """Begin a stream on a page of its own, whose clock stands until it is put forward."""
    page.clock.install(time=0)
    page.goto("about:blank")
    page.clock.pause_at(1_000)
    page.evaluate(BEGIN)


def test_of_the_places_that_come_meanwhile_the_newest_is_told(page: Page) -> None:
    """Of 1 to 4 the first goes at once; while it is open, and nothing is known, 4 waits for it."""
    begin(page)
    assert tell(page, 1, 2, 3, 4) == [1]
    assert answer(page, 0) == [1, 4]


def test_no_place_is_told_twice(page: Page) -> None:
    """A hand that trembles within one step costs no answer; let go, the place may be told again."""
    begin(page)
    assert tell(page, 1, 1) == [1]
    assert answer(page, 0) == [1]
    assert tell(page, 1) == [1]
    page.evaluate("() => way.hush(() => {})")
    assert tell(page, 1) == [1, 1]


def test_a_place_is_told_while_the_last_answer_is_drawn(page: Page) -> None:
    """Where the server takes 5 ms the second place does not wait for the first; the third does."""
    begin(page)
    tell(page, 1)
    assert answer(page, 0, took=5.0) == [1]
    assert tell(page, 2) == [1, 2]
    assert tell(page, 3) == [1, 2, 3]
    assert tell(page, 4) == [1, 2, 3]
    assert answer(page, 1, took=5.0) == [1, 2, 3, 4]


def test_who_came_too_early_waits_longer(page: Page) -> None:
    """An answer to two messages doubles what is added to the server's time; one by one it sinks."""
    begin(page)
    tell(page, 1)
    answer(page, 0, took=5.0)
    calm = page.evaluate("() => way.calm")
    tell(page, 2)
    tell(page, 3)
    answer(page, 2, took=5.0)
    assert page.evaluate("() => way.calm") == 2 * calm
    tell(page, 4)
    answer(page, 3, took=5.0)
    assert page.evaluate("() => way.calm") == 2 * calm - 1


def test_no_slow_server_is_hurried(page: Page) -> None:
    """Where an answer takes longer than the wait of this test, the next place waits for it."""
    begin(page)
    tell(page, 1)
    answer(page, 0, took=10.0 * LONG_MS)
    assert tell(page, 2) == [1, 2]
    assert tell(page, 3) == [1, 2]


def test_a_place_that_nobody_answered_is_told_again(page: Page) -> None:
    """Held at 1 while the line is broken, 1 is told again after 1.5 s, and then after 3 s more."""
    begin(page)
    assert tell(page, 1) == [1]
    page.clock.run_for(PATIENCE_MS)
    assert sent(page) == [1, 1]
    page.clock.run_for(PATIENCE_MS)
    assert sent(page) == [1, 1]
    page.clock.run_for(PATIENCE_MS)
    assert sent(page) == [1, 1, 1]


def test_what_was_let_go_is_not_told_again(page: Page) -> None:
    """A place without an answer is nobody's once the slider was let go elsewhere."""
    begin(page)
    assert tell(page, 1) == [1]
    page.evaluate("() => way.hush(() => {})")
    page.clock.run_for(PATIENCE_MS)
    assert sent(page) == [1]


WORD = f"""() => {{
  {SLIDER}
  window.said = [];
  window.piece = new Piece();
  piece.show({{ rows: [], heard: 0 }}, document.body.appendChild(document.createElement("div")));
  piece.unheard = [{{ number: 7 }}];
  piece.say((words) => said.push(words.map((one) => one.number)));
}}"""
"""A piece of a page says a word; nobody hears it but the test."""


def say(page: Page) -> None:
    """Say it on a page whose clock stands, and put the clock forward until it is said again."""
    page.clock.install(time=0)
    page.goto("about:blank")
    page.clock.pause_at(1_000)
    page.evaluate(WORD)
    page.clock.run_for(AGAIN_MS + LONG_MS)


def test_a_letting_go_that_was_not_heard_is_said_again(page: Page) -> None:
    """Three seconds after the word it is said a second time; once it was heard, never again."""
    say(page)
    assert page.evaluate("() => said") == [[7], [7]]
    page.evaluate("() => piece.show({ rows: [], heard: 7 }, piece.parent, () => {})")
    page.clock.run_for(2 * AGAIN_MS + LONG_MS)
    assert page.evaluate("() => said") == [[7], [7]]


def test_what_left_with_its_page_says_nothing_again(page: Page) -> None:
    """The page kept what was in hand: said once more it would undo what was done since."""
    say(page)
    page.evaluate("() => piece.parent.remove()")
    page.clock.run_for(4 * AGAIN_MS + LONG_MS)
    assert page.evaluate("() => said") == [[7], [7]]
