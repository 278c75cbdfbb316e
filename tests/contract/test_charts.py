"""Every registered chart is one fixed picture that waits for named data."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scoring.output.charts import CHARTS
from scoring.output.charts.chart import Datasets
from scoring.output.charts.told import tables

every_chart = pytest.mark.parametrize("name", CHARTS)


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every object within a spec."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node:
        if isinstance(child, dict | list):
            yield from parts(child)


def layers(part: dict[str, Any], data: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every layer that draws a mark, with the name of its data set."""
    data = part.get("data", {}).get("name", data)
    if "mark" in part:
        yield data, part
    for layer in part.get("layer", []):
        yield from layers(layer, data)


def examples(name: str) -> tuple[Datasets, Datasets]:
    """The data sets of a small example and of nothing, from the chart's own module."""
    found: tuple[Datasets, Datasets] = sys.modules[CHARTS[name].__module__].examples()
    return found


@every_chart
def test_it_is_built_once(name: str) -> None:
    """The second call returns the very same chart under its registered name."""
    assert CHARTS[name]() is CHARTS[name]()
    assert CHARTS[name]().name == name


@every_chart
def test_it_is_plain_json(name: str) -> None:
    """A spec survives the way through JSON unchanged."""
    spec = CHARTS[name]().spec
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec


@every_chart
def test_it_holds_no_data(name: str) -> None:
    """No number that changes stands in the spec: data are names, never values."""
    chart = CHARTS[name]()
    found = [part["data"] for part in parts(chart.spec) if "data" in part]
    assert all(set(data) == {"name"} for data in found)
    assert {data["name"] for data in found} == set(chart.datasets)
    assert not any("datasets" in part for part in parts(chart.spec))
    assert "title" not in chart.spec


@every_chart
def test_it_is_described(name: str) -> None:
    """A chart says in words what it shows, and the spec carries the same words."""
    chart = CHARTS[name]()
    assert len(chart.alt.split()) > 10
    assert chart.spec["description"] == chart.alt


@every_chart
def test_it_is_drawn_in_the_page(name: str) -> None:
    """It is always SVG: on a canvas, Streamlit's way with many marks, currentColor is black."""
    assert CHARTS[name]().spec["usermeta"] == {"embedOptions": {"renderer": "svg"}}


@every_chart
def test_it_has_a_height(name: str) -> None:
    """The height is a number of pixels outside the spec, where it may change freely."""
    chart = CHARTS[name]()
    assert 60 <= chart.height <= 400
    assert "height" not in chart.spec


@every_chart
def test_it_can_be_hovered(name: str) -> None:
    """At least one layer answers the pointer with words."""
    drawn = layers(CHARTS[name]().spec)
    assert any(isinstance(layer["encoding"].get("tooltip"), list) for _, layer in drawn)


@every_chart
@pytest.mark.parametrize("which", [0, 1], ids=["example", "nothing"])
def test_its_rows_fit(name: str, which: int) -> None:
    """Rows, even of nothing, are named as the chart asks, alike in fields and valid JSON."""
    chart, datasets = CHARTS[name](), examples(name)[which]
    assert set(datasets) == set(chart.datasets)
    for rows in datasets.values():
        assert len({tuple(row) for row in rows}) <= 1
        json.dumps(rows, allow_nan=False)
    filled = chart.filled(datasets)["datasets"]
    assert {key: len(table) for key, table in filled.items()} == {
        key: len(rows) for key, rows in datasets.items()
    }
    assert "datasets" not in chart.spec


@every_chart
def test_every_field_is_supplied(name: str) -> None:
    """Each field that a layer draws from its data set is a field of the rows."""
    datasets = examples(name)[0]
    for data, layer in layers(CHARTS[name]().spec):
        made = {step["as"] for step in layer.get("transform", []) if "calculate" in step}
        drawn = {part["field"] for part in parts(layer.get("encoding", {})) if "field" in part}
        assert drawn - made <= set(datasets[data][0])


def test_a_wrong_data_set_is_refused() -> None:
    """A data set that the chart does not know is an error that names both sides."""
    with pytest.raises(ValueError, match="takes the data sets cells; it got bins"):
        CHARTS["strip"]().filled({"bins": []})


def test_importing_the_list_is_cheap(root: Path) -> None:
    """Altair is loaded with the first chart that is built, not with the list."""
    code = "import sys, scoring.output.charts; print('altair' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"


@every_chart
def test_its_figures_can_be_read_as_a_table(name: str) -> None:
    """The example gives tables with words at the head and something in every column."""
    full, empty = examples(name)
    found = tables(CHARTS[name](), full)
    assert found
    for told in found:
        for column in told[0]:
            assert column
            assert any(row[column] for row in told), column
    assert tables(CHARTS[name](), {key: [] for key in empty}) == []
