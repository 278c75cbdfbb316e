"""The page shows what was sent last, also where the browser draws it first."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.desk import PATIENCE_MS, Desk, until
from tests.browser.expected import preset, seen

# The file that stands in the place of every part is asked for by each part of its own, and while
# it is on its way a browser answers those who ask in any order. Here it is the wrong one, always:
# the first drawing of the room's keepsake waits, and is carried out after the second.
LATE = """
const create = URL.createObjectURL.bind(URL);
let first = null;
globalThis.passed = 0;
globalThis.drawLate = (place, draw) => {
  if (place.name !== "bellwether.keepsake" || globalThis.passed) return draw(place);
  if (!first) {
    first = place;
    return;
  }
  draw(place);
  draw(first);
  globalThis.passed = 1;
};
URL.createObjectURL = (blob) => {
  const real = create(blob);
  if (blob.type !== "text/javascript") return real;
  const code = `import draw from "${real}";
    export default (place) => globalThis.drawLate(place, draw);`;
  return create(new Blob([code], { type: "text/javascript" }));
};
"""


def test_a_room_stays_in_the_address_where_an_older_drawing_comes_late(desk: Desk) -> None:
    """The page before the room was opened says that there is none; it is not drawn after it."""
    desk.page.add_init_script(LATE)
    desk.open("workshop")
    desk.click("room-open")
    expect(desk.page.get_by_text("Nobody is here yet")).to_be_visible(timeout=PATIENCE_MS)
    until(lambda: desk.page.evaluate("globalThis.passed") == 1, desk.page, "the late drawing")
    assert re.search(r"[?&]room=\w{9}\b", desk.address)


# What an answer to a move would tell the tiles, as if it had been sent so much after the page.
NEWS = """after => {
  const parts = globalThis.bellwetherParts;
  const { rows, sent } = parts.stand.get("tiles").data;
  const told = rows.map((row) => row.map((one) => ({ ...one, value: "news" })));
  parts.tell("tiles", { rows: told }, { ...sent, number: sent.number + after });
}"""


def test_news_that_were_sent_before_the_page_are_not_drawn_over_it(desk: Desk) -> None:
    """A slider's last move is answered, and let go the page is drawn: the answer may come last."""
    desk.open().drawn()
    figures = seen(preset())
    desk.shows(figures)
    desk.page.evaluate(NEWS, -1)
    desk.shows(figures)
    desk.page.evaluate(NEWS, 1)
    expect(desk.tiles()).to_have_text(["news"] * 7)
