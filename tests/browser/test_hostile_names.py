"""Whatever a book or a card is called, it is shown as it is written and does nothing."""

from __future__ import annotations

import re
from pathlib import Path

from scoring.engine.load import load
from scoring.spec.parse import read_card
from scoring.spec.source import parse_source
from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import Desk
from tests.browser.hostile_book import laid_out
from tests.unit.engine.loading import TODAY

PLACES = ("", "portfolio", "segments", "lost", "tune", "compare", "accounts", "actions", "data",
          "share", "workshop")  # fmt: skip

# All elements, those within the roots of components too.
EVERYWHERE = """() => {
    const found = [], texts = [];
    const walk = (root) => {
        for (const one of root.querySelectorAll('*')) {
            const tag = one.tagName.toLowerCase(), text = one.textContent || '';
            const href = one.getAttribute('href') || '', src = one.getAttribute('src') || '';
            const katex = one.classList && one.classList.contains('katex');
            const icon = one.dataset && one.dataset.testid === 'stIconMaterial' && text === 'bolt';
            const made = (tag === 'strong' && text === 'b') || (tag === 'u' && text === 'u')
                || (tag === 'code' && text === 'c') || (tag === 'script' && /hit=1/.test(text));
            if (/^javascript|out[.]invalid/.test(href) || src === 'x' || /out[.]invalid/.test(src)
                || one.hasAttribute('onload') || one.hasAttribute('onerror')
                || katex || icon || made) found.push(one.outerHTML.slice(0, 200));
            if (one.shadowRoot) { walk(one.shadowRoot); texts.push(one.shadowRoot.textContent); }
        }
    };
    walk(document);
    return {found, hit: window.hit || null, text: document.body.innerText + texts.join('\\n')};
}"""


def test_the_book_is_as_hostile_as_it_looks(tmp_path: Path) -> None:
    """The card is sound and the data are read, so every name gets through to the pages."""
    _, names = laid_out(tmp_path)
    reading = read_card((tmp_path / "card.yaml").read_text(encoding="utf-8"))
    assert reading.card is not None, [f.as_text() for f in reading.findings]
    source = parse_source((tmp_path / "own.yaml").read_text(encoding="utf-8"))
    loaded = load(source, tmp_path, today=TODAY)
    assert loaded.catalogue.accounts == 30
    loaded.session.close()
    assert len(names) >= 40


def test_names_are_shown_as_they_are_written(
    visit: Visit, outside: list[str], tmp_path: Path
) -> None:
    """On every page: no dialog, script, element or request of theirs, and their text as it is."""
    environment, names = laid_out(tmp_path)
    dialogs: list[str] = []
    seen: set[str] = set()
    with server.running(environment=environment) as running:
        page = visit(1440, 2400)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        desk = Desk(page, running.url)
        for place in PLACES:
            desk.open(place).drawn()
            told = page.evaluate(EVERYWHERE)
            assert told["found"] == [], place
            assert told["hit"] is None, place
            text = told["text"].replace("\u2060", "")
            for mark, then in re.findall(r"\b(Q[0-9]+[a-z]) (.{3})", text):
                assert mark not in names or "…" in then or names[mark].startswith(then), (
                    place,
                    mark,
                )
                seen.add(mark)
    assert dialogs == []
    assert outside == []
    assert len(seen) >= 15
