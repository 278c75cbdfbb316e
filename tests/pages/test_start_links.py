"""A link opens what was named when the app was started, by its name, and no other place."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.spec.link import Linked, encode
from scoring.spec.parse import parse_card
from scoring.workbench import preset_texts
from tests.pages.own_book import CARD, SOURCE
from tests.pages.test_pages import boxes, is_well, opened

pytestmark = pytest.mark.usefixtures("as_if_started")


def test_a_link_opens_a_data_set_by_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The id in the link is that of the source file; one that fails is said, and nothing else."""
    (folder / "worse.yaml").write_text(SOURCE.replace("a.csv", "gone.csv"))
    monkeypatch.setenv("BELLWETHER_DATA", str(folder))
    card = parse_card(CARD)
    app = opened(token=encode(Linked(card, "start-own")))
    assert app.session_state["bellwether"].card.name == "House card"
    app = opened(token=encode(Linked(card, "start-worse")))
    is_well(app)
    assert "cannot be loaded" in boxes(app)
    assert app.session_state["bellwether"].data_id == "start-own"


@pytest.mark.parametrize(
    "data_id",
    [
        "start-own",
        "start-",
        "env:BOOK_URL",
        "postgres://me:sekret@127.0.0.1/book",
        "duckdb:///book.duckdb",
        "../configs/sources/demo",
        "/etc/passwd",
    ],
)
def test_a_link_opens_no_place(data_id: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a link calls its data set, nothing opens that the operator did not name."""
    monkeypatch.setenv("BOOK_URL", str(folder))
    card = parse_card(preset_texts()["b2b_saas_starter"])
    app = opened(token=encode(Linked(card, data_id)))
    is_well(app)
    assert "names a data set that is not here" in boxes(app)
    assert app.session_state["bellwether"].data_id == "demo"
