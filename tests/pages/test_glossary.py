"""Whatever is called by a word of the glossary says on hover what it means, on every page."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from scoring.spec.glossary import about
from tests.pages.test_pages import PAGES, is_well, opened, turned_to

FIELDS = ("selectbox", "multiselect", "number_input", "slider", "toggle", "text_input")


def labels(app: AppTest) -> Iterator[tuple[str, str]]:
    """Everything on a page that has a name, with what it says on hover."""
    for tile in app.metric:
        yield tile.label, tile.proto.help
    for grid in app.dataframe:
        settings = json.loads(grid.proto.columns or "{}")
        for name in map(str, grid.value.columns):
            yield name, settings.get(name, {}).get("help") or ""
    for heading in app.markdown:
        yield heading.value.strip("*# "), heading.proto.help
    for kind in FIELDS:
        for field in getattr(app, kind):
            yield field.label, field.proto.help


@pytest.mark.parametrize("page", PAGES)
def test_every_term_has_its_meaning_on_hover(page: str) -> None:
    """No tile, no column, no heading and no field by the name of a term is without one."""
    app = turned_to(opened(), page)
    is_well(app)
    named = list(labels(app))
    assert named
    assert [label for label, said in named if about(label) and not said] == []


def test_every_tile_says_what_it_is() -> None:
    """Whatever its name: a figure that nobody can read helps nobody."""
    for page in ("workbench", "portfolio", "lost", "accounts"):
        app = turned_to(opened(), page)
        assert [tile.label for tile in app.metric if not tile.proto.help] == []


def test_the_side_bar_opens_the_glossary() -> None:
    """It lists every word with its meaning."""

    def bar() -> None:
        from scoring.ui.panels.glossary import glossary_button

        glossary_button()

    app = AppTest.from_function(bar).run()
    app.button(key="glossary-open").click().run()
    is_well(app)
    said = " ".join(one.value for one in app.markdown)
    assert "Ranking power" in said
    assert "Lifetime value" in said
