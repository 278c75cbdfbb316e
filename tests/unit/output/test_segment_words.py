"""What stands in the bars and fields of the segments, and what a click on one of them means."""

from __future__ import annotations

from functools import cache

import pytest

from scoring.live.among import EVERYONE
from scoring.output.charts import segment_bands, segment_heat
from scoring.output.charts.picking import picked
from scoring.output.segment_words import MEASURES, fields, lines
from scoring.spec.parse import parse_card
from scoring.workbench import USUAL, preset_texts
from scoring.workbench.segmenting import Divided, divided
from tests.bundled import opened

CARD = parse_card(preset_texts()["b2b_saas_starter"])


@cache
def found(*dimensions: str) -> Divided:
    data = opened("demo")
    return divided(data, CARD, data.book.frame.months[-1], dimensions, EVERYONE, USUAL)


def drawn(measure: str) -> dict[str, segment_heat.Field]:
    """The fields of segment by region, by their names."""
    one = found("segment", "region")
    told = fields(one.crossed, one.segments, one.groups.groups, MEASURES[measure], CARD, "$")
    return {field.name: field for field in told}


@pytest.mark.parametrize("measure", MEASURES)
def test_every_pair_has_a_field_of_every_figure(measure: str) -> None:
    """Three segments by four regions; the shade of the highest is 1 where the figure is a share."""
    told = drawn(measure)
    assert len(told) == 12
    assert {(field.row, field.column) for field in told.values()} == {
        (row, column) for row in range(3) for column in range(4)
    }
    assert all(0.0 <= field.shade <= 1.0 for field in told.values())
    if MEASURES[measure].top is None:
        assert max(field.shade for field in told.values() if not field.grey) == 1.0


def test_a_field_says_what_it_rests_on() -> None:
    """The flagged of a pair beside its accounts, its amount beside the whole."""
    one = next(s for s in found("segment", "region").segments if s.flagged)
    name = found("segment", "region").crossed.title(one.cell)
    assert drawn("flagged")[name].small == f"{one.flagged} of {one.accounts}"
    assert drawn("arr")[name].text.startswith("$")
    assert f"mean {drawn('mean')[name].text}" in drawn("mean")[name].told


def test_few_losses_are_grey() -> None:
    """Below 8 lost accounts a field of the look back has no shade of its own."""
    accounts = {g.value: g.accounts for g in found("segment", "region").groups.groups}
    for measure in ("churn", "caught"):
        for name, field in drawn(measure).items():
            assert field.grey == (accounts[name] < 8)
    assert {True, False} == {field.grey for field in drawn("churn").values()}


def test_without_revenue_no_field_speaks_of_it() -> None:
    """The figure is left out where the data hold no ARR."""
    one = found("segment", "region")
    assert fields(one.crossed, one.segments, (), MEASURES["arr"], CARD, None) == []
    assert lines(one.crossed, one.segments, CARD, None)[0].total.isdigit()


@pytest.mark.parametrize("by_arr", [False, True])
def test_the_parts_of_a_bar_fill_it(by_arr: bool) -> None:
    """Of each segment the bands, by accounts or by ARR, from one end to the other."""
    one = found("segment")
    told = lines(one.crossed, one.segments, CARD, "$", by_arr)
    for line, segment in zip(told, one.segments, strict=True):
        whole = segment.arr if by_arr else segment.accounts
        assert sum(part.value for part in line.parts) == pytest.approx(whole, rel=1e-12)
    data = segment_bands.rows(told, one.segments[1].cell, 7)
    ends = {row["name"]: row["end"] for row in data["parts"]}
    assert list(ends.values()) == pytest.approx([1.0, 1.0, 1.0])
    assert [row["pale"] for row in data["lines"]] == [True, False, True]
    assert {row["turn"] for row in (*data["lines"], *data["parts"])} == {7}


@pytest.mark.parametrize(
    ("told", "cell"),
    [
        ({"selection": {"pick": [{"cell": 3, "turn": 2}]}}, 3),
        ({"selection": {"pick": [{"cell": 3, "turn": 1}]}}, None),  # of an older chart
        ({"selection": {"pick": []}}, None),
        ({"selection": {"pick": {}}}, None),
        ({"selection": {}}, None),
        ({}, None),
        ({"selection": {"pick": [{"cell": "3", "turn": 2}]}}, None),
        ({"selection": {"pick": [{"cell": True, "turn": 2}]}}, None),
        ({"selection": {"pick": [{"turn": 2}]}}, None),
        ({"selection": {"pick": ["cell"]}}, None),
        ({"selection": {"pick": "cell"}}, None),
        ({"selection": {"pick": [{"cell": 1, "turn": 2}, {"cell": 3, "turn": 2}]}}, None),
        ({"picked": {"cell": 3, "turn": 2}}, 3),
        ({"picked": {"cell": 3, "turn": 1}}, None),
        ({"picked": {"cell": [3], "turn": 2}}, None),
        ({"picked": "cell"}, None),
        ({"picked": None}, None),
    ],
)
def test_a_click_counts_once_and_nonsense_never(told: dict[str, object], cell: int | None) -> None:
    """Only a cell of the chart of this turn is meant, whatever a browser claims."""
    assert picked(told, 2) == cell
