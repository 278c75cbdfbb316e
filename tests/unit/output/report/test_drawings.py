"""Pictures are sound SVG: places are reckoned, texts escaped, and each says what it shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.output.charts.tones import TONES
from scoring.output.report.bars import Bar, Part, bars
from scoring.output.report.forest import Row, forest
from scoring.output.report.histogram import histogram
from scoring.output.report.lines import Series, lines
from scoring.output.report.strips import Strip, strips
from scoring.output.report.svg import cut, in_words, number

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>&\"'\x00\ud800"


def drawn_bars(name: str) -> str:
    return bars(name, [Bar(name, [Part(name, "good", 3, name), Part("b", "bad", 1, "1")], name)])


def drawn_histogram(name: str) -> str:
    return histogram(name, [(0, 50, 1, 2), (50, 100, 4, 0)], [(name, "good", 50.0)], name)


def drawn_lines(name: str) -> str:
    return lines(name, [name, "2024-02"], [Series(name, "watch", [1.0, None])])


def drawn_forest(name: str) -> str:
    return forest(name, [Row(name, "bad", 0.2, 0.1, 0.4, name)], (0.1, name))


def drawn_strips(name: str) -> str:
    return strips(name, [Strip(name, ["good", None], [name, ""], name)], 1, {name: "good"})


EVERY: list[Callable[[str], str]] = [
    drawn_bars,
    drawn_histogram,
    drawn_lines,
    drawn_forest,
    drawn_strips,
]


@pytest.mark.parametrize("draw", EVERY)
def test_a_hostile_name_is_only_a_text(draw: Callable[[str], str]) -> None:
    """It stands where names stand, as it is, and makes no element of its own."""
    plain, hostile = (ElementTree.fromstring(draw(name)) for name in ("name", HOSTILE))
    kinds = [element.tag for element in hostile.iter()]
    assert set(kinds) <= {element.tag for element in plain.iter()}
    assert not any(tag.endswith("script") for tag in kinds)
    title = hostile.find(f"{SVG}title")
    assert title is not None
    assert title.text == HOSTILE.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")


@pytest.mark.parametrize("draw", EVERY)
@given(name=st.text(max_size=30))
def test_any_name_gives_sound_markup(draw: Callable[[str], str], name: str) -> None:
    """Whatever people call a thing, the picture can be parsed and has a title and a description."""
    root = ElementTree.fromstring(draw(name))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    assert root.get("aria-label")


@pytest.mark.parametrize("draw", EVERY)
def test_a_picture_loads_nothing(draw: Callable[[str], str]) -> None:
    """No address stands in it but the name of SVG itself, and nothing in it can run."""
    text = draw("name")
    assert re.findall(r"https?://[^\"' ]+", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"\son\w+=|href|<image|<foreignObject|<style|url\(", text)


def test_a_bar_divides_its_room_by_its_amounts() -> None:
    """3 and 1 of 4 share the 460 units between names and numbers: 345 and 115, a gap each."""
    root = ElementTree.fromstring(drawn_bars("name"))
    widths = [float(r.get("width", "")) for r in root.findall(f"{SVG}rect")][:2]
    assert widths == [460 * 3 / 4 - 1, 460 * 1 / 4 - 1]
    assert in_words(drawn_bars("All")) == "All: All All, b 1"


def test_a_bar_of_nothing_is_empty() -> None:
    """A whole of zero has no parts to divide, and no division by it."""
    root = ElementTree.fromstring(bars("t", [Bar("none", [Part("a", "good", 0, "0")], "0")]))
    assert root.findall(f"{SVG}rect")[0].get("width") == "0"


def test_the_tallest_column_of_a_histogram_fills_its_panel() -> None:
    """Of 1 and 4 customers the second column is 110 units high, the first a quarter of that."""
    root = ElementTree.fromstring(drawn_histogram("name"))
    heights = [float(r.get("height", "")) for r in root.findall(f"{SVG}rect")]
    assert heights == [110 / 4, 110.0, 110.0, 0.0]
    fills = [r.get("fill") for r in root.findall(f"{SVG}rect")]
    assert fills[:2] == [TONES["none"].colour, TONES["good"].colour]


def test_a_line_breaks_where_a_month_is_missing() -> None:
    """Values in months 1, 2 and 4 give one line of two places and a dot for each value."""
    text = lines("t", ["a", "b", "c", "d"], [Series("s", "good", [0.0, 2.0, None, 1.0])])
    root = ElementTree.fromstring(text)
    (through,) = [p.get("points") for p in root.findall(f"{SVG}polyline")]
    # From 44 to 570 in three steps; 0 lies at 182, and 2, the top of the axis, at 12.
    assert through == f"44,182 {number(44 + 526 / 3)},12"
    assert len(root.findall(f"{SVG}circle")) == 3
    assert in_words(text) == "s: 0 in a, 1 in d"


def test_an_interval_reaches_from_its_low_to_its_high_end() -> None:
    """On an axis up to 40%, 310 units wide: 10% lies at 227.5, 20% at 305 and 40% at 460."""
    root = ElementTree.fromstring(drawn_forest("name"))
    (interval,) = [e for e in root.findall(f"{SVG}line") if e.get("stroke-width") == "3"]
    assert (interval.get("x1"), interval.get("x2")) == ("227.5", "460")
    (dot,) = root.findall(f"{SVG}circle")
    assert dot.get("cx") == "305"


def test_a_share_that_is_withheld_has_words_and_no_dot() -> None:
    """Where a figure may not be shown, its reason stands in its place."""
    text = forest("t", [Row("Small", "none", None, None, None, "too few alone")])
    assert ElementTree.fromstring(text).findall(f"{SVG}circle") == []
    assert "Small: too few alone" in in_words(text)


def test_a_strip_has_a_cell_for_each_month_it_knows() -> None:
    """Two months known of three: two cells, each with the sign of its band."""
    text = strips("t", [Strip("a", ["good", None, "bad"], ["G", "", "B"], "caught")], 1, {})
    root = ElementTree.fromstring(text)
    told = [r.findtext(f"{SVG}title") for r in root.findall(f"{SVG}rect")]
    assert told == ["G", "B"]
    signs = [t.text for t in root.findall(f"{SVG}text") if t.text in ("●", "▲")]
    assert signs == ["●", "▲"]


def test_no_strips_are_an_empty_picture() -> None:
    """Nobody was lost: the axis stands alone."""
    assert ElementTree.fromstring(strips("t", [], 3, {})).findall(f"{SVG}rect") == []


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_place_is_a_finite_number(value: float) -> None:
    """NaN in a picture would draw nothing and say nothing."""
    with pytest.raises(ValueError, match="is no place in a picture"):
        number(value)


def test_a_text_too_long_for_its_room_is_cut() -> None:
    """At 7.2 units a character 72 units hold ten, the last of them the sign of the cut."""
    assert cut("twelve chars", 72) == "twelve ch…"
    assert cut("ten chars.", 72) == "ten chars."
