"""A pulse that was set is there after a restart, and an expired one counts no longer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from playwright.sync_api import Locator, expect

from scoring.spec.link import Linked, encode
from scoring.spec.records import PulseRecord
from scoring.spec.scale import show
from scoring.store import open_store
from scoring.ui import data as datasets
from scoring.workbench import DataSet
from scoring.workbench.judging import with_pulses
from tests.browser import server
from tests.browser.conftest import Visit
from tests.browser.desk import PATIENCE_MS, Desk
from tests.browser.expected import preset

CARD = preset()
WHO, OTHER = "A-0003", "A-0007"
LAST = dt.date(2026, 10, 31)
"""The end of the demo's last month, on which a new pulse is given."""
SET = PulseRecord(WHO, 1, "the sponsor *left*", "Dana", LAST, dt.date(2027, 1, 31))
EXPIRED = PulseRecord(OTHER, 1, "was cold", "Ravi", dt.date(2026, 6, 30), dt.date(2026, 9, 30))


def account(who: str) -> str:
    return f"accounts?s={encode(Linked(CARD, 'demo', {'a': who}))}"


def score(data: DataSet, who: str) -> str:
    """An account's score in the last month, as it is shown."""
    frame = data.book.frame
    rows = frame.rows_at(frame.months[-1])
    at = frame.account[rows].tolist().index(frame.accounts.ids.index(who))
    return show(float(data.book.scored(CARD).score[rows][at]), CARD)


def score_on(desk: Desk) -> Locator:
    return desk.part("tiles-account").get_by_test_id("stMetricValue").nth(1)


def test_a_pulse_outlives_the_server(visit: Visit, tmp_path: Path) -> None:
    """Set in one run of the server, shown and counted in the next; the file alone has it."""
    store = {"BELLWETHER_STORE": str(tmp_path / "team.db")}
    loaded = datasets.bundled("demo")
    without, counted = score(loaded, WHO), score(with_pulses(loaded, [SET]), WHO)
    assert without != counted
    with server.running(environment=store) as app:
        desk = Desk(visit(), app.url).open(account(WHO))
        expect(score_on(desk)).to_have_text(without, timeout=PATIENCE_MS)
        page = desk.page
        page.get_by_text("1 · will leave", exact=True).click()
        page.get_by_label("Reason").fill(SET.reason)
        desk.part("pulse-author").get_by_role("textbox").fill(SET.author)
        desk.click("pulse-set")
        expect(page.get_by_text("ends on 31 Jan 2027")).to_be_visible(timeout=PATIENCE_MS)
        expect(score_on(desk)).to_have_text(counted, timeout=PATIENCE_MS)
        app_log = app.log
    assert "Traceback" not in app_log
    kept = open_store(tmp_path / "team.db")
    assert [k.record for k in kept.pulses("Demo book")] == [SET]
    kept.close()
    with server.running(environment=store) as app:
        desk = Desk(visit(), app.url).open(account(WHO))
        said = desk.page.get_by_text(SET.reason).filter(visible=True)  # not that in a closed fold
        expect(said.first).to_be_visible(timeout=PATIENCE_MS)
        expect(desk.page.get_by_text("ends on 31 Jan 2027")).to_be_visible()
        expect(score_on(desk)).to_have_text(counted, timeout=PATIENCE_MS)


def test_an_expired_pulse_is_shown_and_does_not_count(visit: Visit, tmp_path: Path) -> None:
    """Written by another program while the server runs: it appears as expired, the score stays."""
    path = tmp_path / "team.db"
    with server.running(environment={"BELLWETHER_STORE": str(path)}) as app:
        desk = Desk(visit(), app.url).open(account(OTHER))
        plain = score(datasets.bundled("demo"), OTHER)
        expect(score_on(desk)).to_have_text(plain, timeout=PATIENCE_MS)
        expect(desk.page.get_by_text("None was set here.")).to_be_visible(timeout=PATIENCE_MS)
        store = open_store(path)
        store.set_pulse("Demo book", EXPIRED)
        store.close()
        desk.open(account(OTHER))
        said = desk.page.get_by_text("Expired on 30 Sep 2026: 1 · will leave")
        expect(said).to_be_visible(timeout=PATIENCE_MS)
        expect(score_on(desk)).to_have_text(plain, timeout=PATIENCE_MS)
