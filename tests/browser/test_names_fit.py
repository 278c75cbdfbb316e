"""No name lies over another text or makes the page wider, however wide its letters are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import server
from tests.browser.awkward_book import laid_out
from tests.browser.conftest import Visit
from tests.browser.desk import Desk, until

PLACES = ("", "portfolio", "segments", "lost")

# Of each drawing of ours the texts that lie over one another, or end beyond the drawing.
ASTRAY = """() => {
    const HALF = 20;  // the first word of an axis stands half beyond it
    const found = [], count = [0];
    const walk = (root) => {
        for (const one of root.querySelectorAll('*')) {
            if (one.shadowRoot) walk(one.shadowRoot);
            if (!one.matches?.('.bands svg.marks, .drawn svg.marks, .rivals svg.marks')) continue;
            const frame = one.getBoundingClientRect();
            const texts = [...one.querySelectorAll('text')].filter((text) => text.textContent);
            const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
            count[0] += boxes.length;
            boxes.forEach(([text, a], i) => {
                const out = a.left < frame.left - HALF || a.right > frame.right + HALF;
                if (out) found.push(['out', text]);
                for (const [other, b] of boxes.slice(i + 1)) {
                    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                    if (across > 1 && down > 5) found.push([text, other]);
                }
            });
        }
    };
    walk(document);
    return {found, count: count[0]};
}"""


BEYOND = "page => page.scrollWidth - page.clientWidth"
"""By how many pixels a page is wider than its window."""


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.RunningApp]:
    """The app on a book of long names and wide letters."""
    folder = tmp_path_factory.mktemp("awkward")
    with server.running(environment=laid_out(folder)) as running:
        yield running


@pytest.mark.parametrize("width", [1440, 390])
def test_no_name_lies_over_another(visit: Visit, awkward: server.RunningApp, width: int) -> None:
    """Long German, wide capitals and Chinese: cut short where room ends, on laptop and phone."""
    desk = Desk(visit(width, 900), awkward.url)
    told, page = 0, desk.page
    for place in PLACES:
        desk.open(place).drawn()
        until(lambda: page.evaluate(ASTRAY)["found"] == [], page, f"names that fit on “{place}”")
        assert page.get_by_test_id("stMain").evaluate(BEYOND) <= 0, place
        told += page.evaluate(ASTRAY)["count"]
    assert told > 60
