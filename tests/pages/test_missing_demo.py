"""Without its demo book the app says which file is missing, and goes on with other data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.engine import library
from scoring.ui import data as datasets
from scoring.ui.state import State
from scoring.ui.warm import warmed
from tests.conftest import ROOT
from tests.pages.test_pages import CARD, boxes, is_well, opened


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The bundled files in a folder of their own, from which the app reads."""
    for name in ("data", "configs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setattr(library, "ROOT", tmp_path)
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    """Let go of what was read of the bundled files."""
    for kept in (datasets.bundled, datasets.bundled_cards, warmed):
        kept.clear()
    library.source_paths.cache_clear()
    library.preset_texts.cache_clear()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "there is no file 'snapshots.parquet'"),
        (b"", "the file is empty"),
        (b"PAR1 and then nothing PAR1", "this Parquet file is damaged"),
    ],
)
@pytest.mark.usefixtures("as_if_started")
def test_a_broken_demo_is_named_and_files_can_be_opened(
    tree: Path, content: bytes | None, problem: str
) -> None:
    """Every page says which file it is and what to do, and has a place to drop files."""
    file = tree / "data" / "demo" / "snapshots.parquet"
    whole = file.read_bytes()
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    app = opened()
    is_well(app)
    assert problem in boxes(app)
    assert "make demo-data" in boxes(app)
    assert len(app.get("file_uploader")) == 1
    file.write_bytes(whole)
    app = opened()
    is_well(app)
    assert "cannot be opened" not in boxes(app)


@pytest.mark.usefixtures("tree", "as_if_started")
def test_a_missing_source_file_is_no_crash(tree: Path) -> None:
    """Without the demo's source the other sets are offered."""
    (tree / "configs" / "sources" / "demo.yaml").unlink()
    library.source_paths.cache_clear()
    app = opened(State("demo", CARD, CARD))
    is_well(app)
    assert "There is no data set 'demo' here" in boxes(app)
    picker = app.selectbox(key="pick-data")
    assert [one for one in picker.options if "unreadable" in one] == []


@pytest.mark.breaks
@pytest.mark.usefixtures("as_if_started")
def test_without_its_first_card_the_app_says_a_calm_sentence(tree: Path) -> None:
    """What a visit begins with may fail before any page runs: no type, no path, a reference."""
    (tree / "configs" / "cards" / "b2b_saas_starter.yaml").unlink()
    app = opened()
    assert not app.exception
    assert "nobody foresaw" in boxes(app)
    assert "b2b_saas_starter" not in boxes(app)
