"""Metrics come, go, move, and are read or turned into points in another way."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from scoring.errors import CardError, Finding
from scoring.kinds.normaliser import Normaliser
from scoring.spec.checked import checked, decided, still_sound
from scoring.spec.edit import with_weight
from scoring.spec.model import Card, Metric
from scoring.spec.variants import pruned

Row = tuple[float | str | None, float | None]
"""One row of a table of points: a value or a category, and its points; None where empty."""

TABLES = {"curve": ("points", "value"), "steps": ("steps", "from"), "categories": ("map", "")}
"""The kinds that are a table: the key that holds the rows, and the key of a row's value."""


def id_for(name: str, taken: Collection[str]) -> str:
    """An id made of a name, unlike those that are taken: "Days overdue" gives days_overdue."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    plain = re.sub(r"[^a-z0-9]+", "_", apart.lower()).strip("_")
    stem = plain if plain[:1].isalpha() else f"m_{plain}".rstrip("_")
    wanted, number = stem[:40].rstrip("_"), 2
    while wanted in taken:
        end = f"_{number}"
        wanted, number = stem[: 40 - len(end)].rstrip("_") + end, number + 1
    return wanted


def with_new_metric(
    card: Card, metric: Metric, *, keep_total: bool = False, locked: Collection[str] = ()
) -> Card:
    """The card with one more metric at its end.

    Its weight is the mean of those in force, in two digits; the metric's own if there are
    none. With `keep_total` it is an equal share of 100, and the others share the rest as
    `with_weight` does. Raises CardError if the metric cannot stand on the card.
    """
    weights = [m.weight for m in card.active]
    mean = float(f"{sum(weights) / len(weights):.2g}") if weights else metric.weight
    metric = metric.model_copy(update={"weight": 0.0 if keep_total else mean or metric.weight})
    grown = still_sound(card.model_copy(update={"metrics": (*card.metrics, metric)}), card)
    if not keep_total:
        return grown
    share = float(round(100 / len(grown.active)))
    return with_weight(grown, metric.id, share, keep_total=True, locked=locked)


def without_metric(
    card: Card, metric_id: str, *, keep_total: bool = False, locked: Collection[str] = ()
) -> Card:
    """The card without one metric; with `keep_total` the others share its weight.

    Raises CardError if the rest is no card, for instance because a red flag reads the metric;
    KeyError if there is no such metric.
    """
    if keep_total and any(m.id != metric_id for m in card.active):
        card = with_weight(card, metric_id, 0.0, keep_total=True, locked=locked)
    gone = card.metric(metric_id)
    metrics = tuple(m for m in card.metrics if m is not gone)
    if not metrics:
        problem = "a card has at least one metric"
        raise CardError([Finding("metrics", problem, "add another one first")])
    return still_sound(pruned(card.model_copy(update={"metrics": metrics})), card)


def with_moved(card: Card, metric_id: str, by: int) -> Card:
    """The card with one metric so many places lower (or higher, if negative), within the list.

    Raises KeyError if there is no such metric.
    """
    metrics = list(card.metrics)
    place = metrics.index(card.metric(metric_id))
    metrics.insert(max(0, min(place + by, len(metrics) - 1)), metrics.pop(place))
    return card.model_copy(update={"metrics": tuple(metrics)})


def with_transform(card: Card, metric_id: str, transform: Mapping[str, Any]) -> Card:
    """The card with one metric read otherwise.

    Input: the transform as a card writes it. Raises CardError if it cannot stand, KeyError if
    there is no such metric.
    """
    return _with(card, metric_id, {"transform": dict(transform)})


def with_normaliser(card: Card, metric_id: str, normaliser: Mapping[str, Any]) -> Card:
    """The card with one metric turned into points otherwise; as `with_transform`."""
    return _with(card, metric_id, {"normaliser": dict(normaliser)})


def with_rows(card: Card, metric_id: str, rows: Sequence[Row]) -> Card:
    """The card with new corners, steps or categories for one metric.

    Input: rows in any order; wholly empty ones are left out. Raises CardError for a row that
    is half empty, a value that stands twice and whatever a card cannot say; KeyError if there
    is no such metric; ValueError if its normaliser is no table.
    """
    normaliser = card.metric(metric_id).normaliser
    if normaliser.name not in TABLES:
        raise ValueError(f"'{normaliser.name}' has no rows")
    filled = [(i, v, p) for i, (v, p) in enumerate(rows, 1) if not (_empty(v) and _empty(p))]
    gaps = [f for i, v, p in filled for f in _gaps(metric_id, i, v, p)]
    if gaps:
        raise CardError(gaps)
    pairs = [(v, float(p)) for _, v, p in filled if p is not None and v is not None]
    _refuse_twins(metric_id, [v for v, _ in pairs])
    place, key = TABLES[normaliser.name]
    raw = normaliser.model_dump(by_alias=True)
    if normaliser.name == "categories":
        raw[place] = {str(v): p for v, p in pairs}
    else:
        raw[place] = [{key: float(v), "points": p} for v, p in sorted(pairs, key=_by_value)]
    return with_normaliser(card, metric_id, raw)


def rows_of(normaliser: Normaliser) -> tuple[Row, ...]:
    """The rows that `with_rows` would write, as they stand; empty where there is no table."""
    raw = normaliser.model_dump(by_alias=True)
    place, key = TABLES.get(normaliser.name, ("", ""))
    table = raw.get(place, ())
    if isinstance(table, dict):
        return tuple(table.items())
    return tuple((row[key], row["points"]) for row in table)


def _with(card: Card, metric_id: str, changes: Mapping[str, Any]) -> Card:
    before = card.metric(metric_id)
    raw = {**before.model_dump(by_alias=True), **changes}
    changed = decided(checked(Metric, raw, metric_id), before)
    metrics = tuple(changed if m.id == metric_id else m for m in card.metrics)
    return card.model_copy(update={"metrics": metrics})


def _by_value(pair: tuple[float | str, float]) -> float:
    return float(pair[0])


def _empty(cell: object) -> bool:
    return cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell))


def _gaps(place: str, row: int, value: object, points: object) -> Iterable[Finding]:
    if _empty(value):
        yield Finding(place, f"row {row} has points but no value", "type it, or delete the row")
    if _empty(points):
        fix = "type a number from 0 to 100, or delete the row"
        yield Finding(place, f"row {row} has a value but no points", fix)


def _refuse_twins(place: str, values: Sequence[float | str]) -> None:
    twins = [v for i, v in enumerate(values) if v in values[:i]]
    if twins:
        shown = f"{twins[0]:g}" if isinstance(twins[0], float) else str(twins[0])
        problem = f"'{shown}' stands in two rows"
        raise CardError([Finding(place, problem, "give each value one row")])
