"""An app of a test's own, and a folder with a source that it may be started on."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from scoring.limits.modes import MODE, STORE
from scoring.ui import data as datasets
from scoring.ui import keeping
from scoring.ui.dragging import SETTING
from tests.pages.own_book import SOURCE


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """Each app that is started reads of every installed package whether it brings a component.

    That is two thirds of the time a page takes to open, and the answer is always the same.
    """
    with pytest.MonkeyPatch.context() as patch:
        scan = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(autouse=True)
def native_sliders(monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs in a browser cannot be driven here: the app shows Streamlit's own sliders."""
    monkeypatch.setenv(SETTING, "1")


@pytest.fixture(autouse=True)
def nothing_unforeseen(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """A page that breaks says so calmly: here it fails, except where a test breaks one itself."""
    yield
    if request.node.get_closest_marker("breaks") is None:
        said = [one.getMessage() for one in caplog.get_records("call")]
        assert not [line for line in said if line.startswith("unforeseen")]


@pytest.fixture
def as_if_started(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test is an app of its own: nothing named, nothing read yet."""
    for name in ("BELLWETHER_DATA", "BELLWETHER_SOURCE", "BELLWETHER_CARD", *(STORE, MODE)):
        monkeypatch.delenv(name, raising=False)
    datasets.read_again()
    yield
    datasets.read_again()


@pytest.fixture
def no_rooms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test begins without a store and without rooms."""
    monkeypatch.delenv("BELLWETHER_STORE", raising=False)
    keeping.forget()
    yield
    keeping.forget()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a source and its file."""
    (tmp_path / "own.yaml").write_text(SOURCE)
    rows = [f"{i},2026-0{m},{i * m % 97},{i % 7}" for i in range(40) for m in (1, 2, 3)]
    (tmp_path / "a.csv").write_text("\n".join(["id,month,use,calls", *rows]))
    return tmp_path
