"""The app opens on what was named when it was started, and lives when that cannot be opened."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.live.among import EVERYONE, Among
from scoring.ui import data as datasets
from scoring.ui import keeping
from scoring.workbench import STARTING
from tests.pages.own_book import CARD, SOURCE, picked
from tests.pages.test_pages import PAGES, boxes, is_well, opened, turned_to

pytestmark = pytest.mark.usefixtures("as_if_started")


def test_the_app_opens_on_the_source_in_the_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a first guess of a card, on every page; the demo stays in the menu."""
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    app = opened()
    is_well(app)
    state = app.session_state["bellwether"]
    assert (state.data_id, state.card.name, state.notice) == ("start-own", STARTING, "")
    assert state.data.catalogue.name == "Our own book"
    app = picked(app, "demo")
    is_well(app)
    assert app.session_state["bellwether"].data.catalogue.name == "Demo book"
    app = picked(opened(app.session_state["bellwether"]), "start-own")
    is_well(app)
    assert app.session_state["bellwether"].card.name == STARTING
    for page in PAGES:
        is_well(turned_to(app, page))


def test_the_card_that_was_named_opens_with_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it fits, and it stands among the cards of the menu; elsewhere it does not matter."""
    (folder / "house.card").write_text(CARD)
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    monkeypatch.setenv("BELLWETHER_CARD", str(folder / "house.card"))
    app = opened()
    is_well(app)
    assert app.session_state["bellwether"].card.name == "House card"
    assert "House card" in app.selectbox(key="pick-card").options
    monkeypatch.delenv("BELLWETHER_DATA")
    assert opened().session_state["bellwether"].card.name == "B2B SaaS starter"


def test_a_data_set_is_loaded_once_for_all_visitors(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two visitors look at one and the same; it is read again only when that is asked for."""
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    first, second = (opened().session_state["bellwether"].data for _ in range(2))
    assert first is second
    with (folder / "a.csv").open("a") as stream:
        stream.write("\n99,2026-03,5,5\n")
    assert opened().session_state["bellwether"].data.catalogue.accounts == 40
    datasets.read_again()
    assert opened().session_state["bellwether"].data.catalogue.accounts == 41


@pytest.fixture
def of_a_team(
    as_if_started: None,  # noqa: ARG001 - asked for so that it is undone after this one
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """A team's server, which says what is wrong with its data; a public demo would not."""
    monkeypatch.setenv("BELLWETHER_STORE", str(tmp_path_factory.mktemp("kept") / "team.db"))
    yield
    keeping.forget()


@pytest.mark.usefixtures("of_a_team")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("no file", "there is no file 'a.csv'"),
        ("no column", "there is no column 'use'"),
        ("no folder", "there is no file or folder"),
        ("bad source", "source file 'own.yaml', account"),
        ("no spread", "no measure was loaded that differs"),
        ("bad card", "BELLWETHER_CARD"),
        ("no server", "no server answers there"),
    ],
)
def test_what_cannot_be_opened_is_said_and_the_demo_opens(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: str, said: str
) -> None:
    """A team reads what is wrong and what to do, every page works, and no password is shown."""
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    if change == "no file":
        (folder / "a.csv").unlink()
    elif change == "no column":
        (folder / "a.csv").write_text("id,month,used\n1,2026-01,5\n")
    elif change == "no folder":
        shutil.rmtree(folder)
    elif change == "bad source":
        (folder / "own.yaml").write_text(SOURCE.replace("id: id", "it: id"))
    elif change == "no spread":
        (folder / "a.csv").write_text("id,month,use,calls\n1,2026-01,5,5\n2,2026-01,5,5\n")
    elif change == "bad card":
        monkeypatch.setenv("BELLWETHER_CARD", str(folder / "own.yaml"))
    else:
        monkeypatch.setenv("BELLWETHER_SOURCE", str(folder / "own.yaml"))
        monkeypatch.setenv("BELLWETHER_DATA", "postgres://me:sekret@127.0.0.1:1/book")
    app = opened()
    is_well(app)
    shown = boxes(app)
    assert "Not all that was named at start could be opened" in shown
    assert said in shown
    assert "sekret" not in shown
    expected = "start-own" if change == "bad card" else "demo"
    assert app.session_state["bellwether"].data_id == expected
    for page in PAGES:
        is_well(turned_to(app, page))


def test_what_failed_is_tried_again_after_a_while(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not at once, lest every visitor waits for a server that is away; then it opens."""
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    (folder / "a.csv").rename(folder / "away")
    assert opened().session_state["bellwether"].data_id == "demo"
    (folder / "away").rename(folder / "a.csv")
    assert opened().session_state["bellwether"].data_id == "demo"
    monkeypatch.setattr(datasets, "RETRY_SECONDS", 0.0)
    assert opened().session_state["bellwether"].data_id == "start-own"


@pytest.mark.usefixtures("of_a_team")
def test_turning_to_a_data_set_that_fails_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays in the menu, says why it does not open, and what was open stays open."""
    (folder / "worse.yaml").write_text(SOURCE.replace("a.csv", "gone.csv"))
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    app = picked(opened(), "start-worse")
    is_well(app)
    assert app.session_state["bellwether"].data_id == "start-own"
    assert "gone.csv" in app.toast[0].value.replace("\\", "")


def test_without_a_source_the_place_waits_for_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo opens without a complaint, and the files of the place can be chosen from."""
    (folder / "own.yaml").unlink()
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    app = opened()
    assert app.session_state["bellwether"].data_id == "demo"
    assert boxes(app) == boxes(opened())
    assert app.session_state["bellwether"].notice == ""
    place = datasets.start_place()
    assert place is not None
    assert [file.path for file in place.listed()] == ["a.csv"]


def test_a_folder_without_a_source_is_offered_to_the_wizard(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are chosen from, looked at and loaded as if they had been dropped."""
    (folder / "own.yaml").unlink()
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    app = turned_to(opened(), "data")
    is_well(app)
    assert app.multiselect(key="standing").value == ["a.csv"]
    app = app.button(key="standing-look").click().run()
    is_well(app)
    load = next(b for b in app.button if b.label == "Load and score")
    load.click().run()
    state = app.session_state["bellwether"]
    assert state.job is None or state.job.wait(30)
    app.run()
    is_well(app)
    state = app.session_state["bellwether"]
    assert state.data_id.startswith("upload-")
    assert (state.data.catalogue.accounts, state.data.catalogue.rows) == (40, 120)


def test_the_files_named_at_start_are_read_again_on_demand(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that was added since the start is there after the button was pressed."""
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    app = turned_to(opened(), "data")
    with (folder / "a.csv").open("a") as file:
        file.write("\n99,2026-03,5,1")
    assert app.run().session_state["bellwether"].data.catalogue.rows == 120
    app = app.button(key="read-again").click().run()
    is_well(app)
    assert app.session_state["bellwether"].data.catalogue.rows == 121


def test_accounts_that_are_gone_after_reading_again_are_let_go(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The south was looked at, and there is only the north now: all are shown, and it is said."""
    source = SOURCE.replace("id: id}", "id: id, dimensions: [area]}")
    (folder / "own.yaml").write_text(source)
    rows = [f"{i},2026-0{m},{i * m % 97},{i % 7}" for i in range(40) for m in (1, 2, 3)]
    lines = [f"{row},{'south' if int(row.split(',')[0]) % 2 else 'north'}" for row in rows]
    (folder / "a.csv").write_text("\n".join(["id,month,use,calls,area", *lines]))
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    app = opened()
    state = app.session_state["bellwether"]
    state.filter = Among((("area", "south"),))
    (folder / "a.csv").write_text(
        "\n".join(["id,month,use,calls,area", *(f"{r},north" for r in rows)])
    )
    datasets.read_again()
    app = opened(state)
    is_well(app)
    assert state.filter == EVERYONE
    assert "have no such accounts any more as you looked at: area: south." in boxes(app)
    assert state.notice == ""
