"""A public demo tells nothing of the server, a team's server says what is wrong with its data."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from scoring.errors import Finding
from scoring.limits.modes import MODE, STORE
from scoring.ui import keeping, logged, visits
from scoring.ui.logged import UNFORESEEN
from scoring.ui.started import NOT_RIGHT, for_visitors
from tests.pages.test_pages import boxes, is_well, opened

pytestmark = pytest.mark.usefixtures("as_if_started")


@pytest.fixture(autouse=True)
def nothing_logged_yet() -> None:
    """What is wrong with a setting is logged once in a process; each test is one of its own."""
    logged.setting.cache_clear()


def broken_page() -> None:
    """A page in which something goes wrong whose words name a file and a customer."""
    from scoring.ui import frame

    with frame.error_box():
        raise RuntimeError("/srv/books/own.csv: Acme Hospital cannot be read")


@pytest.mark.breaks
@pytest.mark.parametrize("mode", ["demo", "team"])
def test_what_nobody_foresaw_is_told_without_its_words(
    mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page has a reference that the log has too; type and place stand in the log alone."""
    if mode == "team":
        monkeypatch.setenv(STORE, str(tmp_path / "team.db"))
    app = AppTest.from_function(broken_page, default_timeout=30).run()
    (box,) = (found.value for found in app.error)
    assert re.fullmatch(re.escape(UNFORESEEN) + r" [0-9a-f]{8}\.", box)
    (line,) = (one.getMessage() for one in caplog.records if one.name == "bellwether")
    assert f"reference={box[-9:-1]} RuntimeError at " in line
    assert "broken_page" in line
    assert not app.exception
    for words in ("Acme", "/srv", "own.csv"):
        assert words not in box + line


def test_what_streamlit_logs_has_no_words_of_an_error_either() -> None:
    """An error in what a button calls reaches Streamlit, whose log would repeat a cell."""
    try:
        raise ValueError("Acme Hospital is no date")
    except ValueError as error:
        caught = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "Uncaught %s", ("run",), caught)
    logged.begin()
    (wordless,) = logging.getLogger("streamlit.error_util").filters
    (same,) = logging.getLogger("streamlit.runtime.backend_operation_handler").filters
    assert same is wordless
    assert isinstance(wordless, logging.Filter)
    assert wordless.filter(record)
    said = logging.Formatter().format(record)
    assert said.startswith("Uncaught run: ValueError at tests/pages/test_modes.py:")
    assert "Acme" not in said
    logged.begin()
    assert len(logging.getLogger("streamlit.error_util").filters) == 1


def test_what_a_browser_sent_begins_no_line_of_the_log() -> None:
    """Streamlit repeats some of it: it stays on its line, within a length, in one direction."""
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "No %s", ("",), None)
    record.args = ("a\r\nERROR forged\u2028\u202e\x1b[2J" + "x" * 5_000_000,)
    logged.begin()
    (one_line,) = logging.getLogger("streamlit.error_util").filters
    assert isinstance(one_line, logging.Filter)
    assert one_line.filter(record)
    said = logging.Formatter().format(record)
    assert said.startswith("No a ERROR forged [2Jxxx")
    assert len(said) == 300


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({MODE: "demo", STORE: "team.db"}, "BELLWETHER_MODE is demo, which writes nothing"),
        ({MODE: "team"}, "no store is named"),
        ({MODE: "tema"}, "did you mean 'team'?"),
        ({"BELLWETHER_LIMIT_UPLOAD_MB": "0"}, "BELLWETHER_LIMIT_UPLOAD_MB is 0"),
        ({"BELLWETHER_LIMIT_VISIT": "3"}, "no limit is set by BELLWETHER_LIMIT_VISIT"),
    ],
    ids=lambda value: "" if isinstance(value, str) else " ".join(value),
)
def test_a_server_with_a_wrong_setting_shows_nothing_of_itself(
    settings: dict[str, str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Visitors read one calm sentence, whoever runs the server what to write, once."""
    monkeypatch.chdir(tmp_path)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    app = opened()
    for _ in range(2):
        assert [box.value for box in app.error] == [NOT_RIGHT]
        assert not app.sidebar.selectbox
        app.run()
    assert list(tmp_path.iterdir()) == []
    (line,) = (one.getMessage() for one in caplog.records if one.name == "bellwether")
    assert told in line


def test_a_busy_server_shows_no_page_however_often_it_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither the first run nor a later one passes by the sentence; with room the page is there."""
    monkeypatch.setattr(visits, "_VISITS", visits.Visits(0, lambda _: True))
    app = opened()
    for _ in range(2):
        assert "1,000 visits are open" in app.info[0].value
        assert not app.sidebar.selectbox
        app.run()
    monkeypatch.setattr(visits, "_VISITS", visits.Visits(1, lambda _: True))
    is_well(app.run())
    assert app.sidebar.selectbox


def test_a_file_that_streamlit_would_refuse_is_not_promised(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A limit of ours beyond that of the server it runs on is a wrong setting as well."""
    for name in ("UPLOAD_MB", "UPLOADS_MB"):
        monkeypatch.setenv(f"BELLWETHER_LIMIT_{name}", "500")
    assert [box.value for box in opened().error] == [NOT_RIGHT]
    assert "STREAMLIT_SERVER_MAX_UPLOAD_SIZE=500" in caplog.text


@pytest.mark.parametrize("mode", ["demo", "team"])
def test_a_place_that_is_not_there_is_named_to_a_team_alone(
    mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The demo opens and says that something could not be read; the log has the path."""
    if mode == "team":
        monkeypatch.setenv(STORE, str(tmp_path / "team.db"))
    monkeypatch.setenv("BELLWETHER_DATA", str(tmp_path / "nowhere"))
    app = opened()
    is_well(app)
    said = boxes(app)
    assert "Not all that was named at start could be opened" in said
    assert ("nowhere" in said) == (mode == "team")
    assert ("nowhere" in caplog.text) == (mode == "demo")
    keeping.forget()


def test_cells_of_the_operators_file_stay_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """A finding about rows is logged by its place; one about a place by its words, too."""
    rows = Finding("file 'a'", "Acme is no number", "correct it", 7)
    (told,) = for_visitors([rows, Finding("data", "no such folder", "make it")])
    assert "Acme" not in told.as_text() + caplog.text
    assert "setting file 'a'" in caplog.text
    assert "setting data: no such folder" in caplog.text


@pytest.mark.parametrize("mode", ["demo", "team"])
def test_the_side_bar_says_where_things_go(
    mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On every page, in one calm sentence."""
    if mode == "team":
        monkeypatch.setenv(STORE, str(tmp_path / "team.db"))
    said = " ".join(one.value for one in opened().sidebar.caption)
    assert ("stays in this visit, and is gone with it" in said) == (mode == "demo")
    assert ("is kept for your team" in said) == (mode == "team")
    keeping.forget()


def endless_page() -> None:
    """A page whose figures never come to an end."""
    from itertools import count

    import streamlit as st

    from scoring.live.shelf import Shelf
    from scoring.ui import frame

    shelf = Shelf(2)
    with frame.error_box():
        for number in count():
            shelf.get(number, lambda: None)
    st.write("the rest of the page")


def test_a_page_that_reckons_for_ever_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time it names the limit, and the app goes on."""
    monkeypatch.setenv("BELLWETHER_LIMIT_PAGE_SECONDS", "2")
    app = AppTest.from_function(endless_page, default_timeout=30).run()
    (box,) = (found.value.replace("\\", "") for found in app.error)
    assert "it took longer than 2 seconds and was stopped" in box
    assert [one.value for one in app.markdown] == ["the rest of the page"]
