"""Every drawing says what the chart of its name says, in shapes that hold nobody's words."""

from __future__ import annotations

import json
import re
import sys
from datetime import date

import pytest

from scoring.output.charts import CHARTS
from scoring.output.charts.chart import Datasets
from scoring.output.charts.told import tables
from scoring.output.charts.tones import TONES
from scoring.output.drawings import DRAWINGS
from scoring.output.drawings.shape import Drawing
from scoring.ui.live.part import HERE

every_drawing = pytest.mark.parametrize("name", DRAWINGS)
STYLES = set(re.findall(r"\.([a-z]+)\b", (HERE / "marks.css").read_text(encoding="utf-8")))
COLOURS = {colour for look in TONES.values() for colour in (look.colour, look.ink)}


def examples(name: str) -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, from the chart's own module."""
    found: tuple[Datasets, Datasets] = sys.modules[CHARTS[name].__module__].examples()
    return found


def drawn(name: str) -> Drawing:
    return DRAWINGS[name](examples(name)[0])


def written(text: str) -> str:
    """A month as a note writes it: 2025-02 is February 2025."""
    month = re.fullmatch(r"\d{4}-\d{2}", text)
    return date.fromisoformat(f"{text}-01").strftime("%B %Y") if month else text


@every_drawing
def test_it_tells_what_the_chart_tells(name: str) -> None:
    """Each line of the table beneath the chart is in one note, all its words together."""
    notes = [shape.get("note", "") for shape in drawn(name).shapes]
    lines = [row for rows in tables(CHARTS[name](), examples(name)[0]) for row in rows]
    assert lines
    for row in lines:
        texts = [written(text) for text in row.values() if text]
        assert any(all(text in note for text in texts) for note in notes), texts


@every_drawing
def test_it_is_as_high_as_the_chart(name: str) -> None:
    """With 2 pixels of air above and 2 beneath; where rows count, of a book of so many."""
    module = sys.modules[CHARTS[name].__module__]
    high = {"band_rates": 2 * 36 + 46, "segments_caught": 2 * 36 + 46, "migration": 2 * 48 + 46}
    high |= {"segment_bands": 2 * 38 + 4, "segment_heat": 2 * 46 + 62, "band_matrix": 2 * 46 + 62}
    assert drawn(name).height + 4 == high.get(name, module.HEIGHT)


@every_drawing
def test_of_nothing_it_says_nothing(name: str) -> None:
    """An empty book has no note, and still a height."""
    empty = DRAWINGS[name](examples(name)[1])
    assert not [shape for shape in empty.shapes if "note" in shape]
    assert empty.height > 0


@every_drawing
def test_attributes_are_places_looks_and_colours(name: str) -> None:
    """No word of the data is in an attribute; every look has its style, every colour a tone."""
    for shape in drawn(name).shapes:
        given = dict(shape["set"])
        assert set(str(given.pop("class", "")).split()) <= STYLES
        assert {given.pop(key) for key in ("fill", "stroke") if key in given} <= COLOURS
        numbers = [
            x for value in given.values() for x in (value if type(value) is tuple else [value])
        ]
        assert {type(number) for number in numbers} <= {int, float}


@every_drawing
def test_it_is_sent_as_json(name: str) -> None:
    """No number of it is infinite or none at all."""
    assert json.loads(json.dumps(drawn(name).shapes, allow_nan=False))
