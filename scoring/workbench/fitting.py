"""A normaliser of any kind fitted to the values that it is to turn into points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from scoring.errors import CardError, Finding
from scoring.kinds.normaliser import LIMIT, Normaliser
from scoring.kinds.normalisers import NORMALISERS
from scoring.kinds.normalisers.linear import Linear
from scoring.kinds.normalisers.percentile import Percentile
from scoring.kinds.normalisers.threshold import Threshold
from scoring.spec.checked import checked
from scoring.spec.edit_metrics import rows_of
from scoring.tune.anchors import ends, friendly
from scoring.values import Bools, Column, Floats, Texts

_QUARTERS = (25.0, 50.0, 75.0)
_CATEGORIES = 200
_LONGEST = 120


def fitted(kind: str, values: Column, falls: bool, gone: Bools) -> Normaliser:
    """A sound normaliser to start from.

    Input: its kind; the values it reads, one a row; whether less is better; which rows
    belong to lost customers, which puts categories of text in order. Raises CardError if
    the values allow no such rule.
    """
    raw: Mapping[str, Any]
    if isinstance(values, Texts):
        raw = {"map": _even(_worst_first(values, gone))} if kind == "categories" else {}
    else:
        known = values[~np.isnan(values)]
        if not len(known) or np.abs(known).max() > LIMIT:
            problem = "there is no value that a card could hold"
            raise CardError([Finding("metric", problem, "choose another measure or reading")])
        raw = _FITS[kind](known, falls)
    return checked(NORMALISERS[kind], {"kind": kind, **raw}, f"normaliser '{kind}'")


def spread(values: Column) -> bool:
    """Whether there are two different values at least."""
    if isinstance(values, Texts):
        return len(np.unique(values.codes[values.codes >= 0])) > 1
    known = values[~np.isnan(values)]
    return bool(len(known) and known.min() < known.max())


def falls(rule: Normaliser) -> bool | None:
    """Whether a rule says that less is better; None where it does not say."""
    if isinstance(rule, Linear):
        return rule.worst > rule.best
    if isinstance(rule, Percentile):
        return rule.direction == "lower"
    if isinstance(rule, Threshold):
        return (rule.test[0] in ("at_most", "less_than")) == (rule.passing >= rule.failing)
    rows = rows_of(rule)
    if rule.name not in ("curve", "steps") or rows[0][1] == rows[-1][1]:
        return None
    return bool((rows[0][1] or 0.0) > (rows[-1][1] or 0.0))


def quantiles(values: Floats) -> list[float]:
    """21 values at equal steps from the lowest to the highest, in six digits."""
    return [float(f"{q:.6g}") for q in np.nanpercentile(values, np.linspace(0, 100, 21))]


def _linear(known: Floats, falls: bool) -> Mapping[str, Any]:
    worst, best = ends(known)[:: -1 if falls else 1]
    return {"worst": worst, "best": best}


def _curve(known: Floats, falls: bool) -> Mapping[str, Any]:
    low, high = ends(known)
    corners = [(low, 0.0), (float(f"{(low + high) / 2:.12g}"), 50.0), (high, 100.0)]
    return {"points": [{"value": v, "points": 100.0 - p if falls else p} for v, p in corners]}


def _steps(known: Floats, falls: bool) -> Mapping[str, Any]:
    marks = [float(known.min()), *np.percentile(known, _QUARTERS)]
    span = float(known.max() - known.min())
    starts = sorted({friendly(float(m), span) for m in marks})
    if len(starts) < 2:
        starts = list(ends(known))
    points = list(_even([str(i) for i in range(len(starts))]).values())[:: -1 if falls else 1]
    return {"steps": [{"from": s, "points": p} for s, p in zip(starts, points, strict=True)]}


def _threshold(known: Floats, falls: bool) -> Mapping[str, Any]:
    limit = friendly(float(np.median(known)), float(known.max() - known.min()))
    return {"at_most" if falls else "at_least": limit}


def _percentile(known: Floats, falls: bool) -> Mapping[str, Any]:
    del known  # it ranks whatever there is
    return {"direction": "lower" if falls else "higher"}


def _numbered(known: Floats, falls: bool) -> Mapping[str, Any]:
    numbers = np.unique(known)[:_CATEGORIES]
    return {"map": _even([_spelled(float(n)) for n in numbers[:: -1 if falls else 1]])}


def _spelled(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)


def _as_points(known: Floats, falls: bool) -> Mapping[str, Any]:
    del known, falls  # the value is the points
    return {}


_FITS: Mapping[str, Callable[[Floats, bool], Mapping[str, Any]]] = {
    "linear": _linear,
    "curve": _curve,
    "steps": _steps,
    "threshold": _threshold,
    "percentile": _percentile,
    "categories": _numbered,
    "points": _as_points,
}


def _even(names: list[str]) -> dict[str, float]:
    """Points at equal steps from 0 to 100, the last name the best."""
    last = max(len(names) - 1, 1)
    return {
        name: float(round(100 * (i if len(names) > 1 else 1) / last))
        for i, name in enumerate(names)
    }


def _worst_first(values: Texts, gone: Bools) -> list[str]:
    """Labels by the share of lost customers among their rows, the most frequent first if equal."""
    held = values.codes >= 0
    rows = np.bincount(values.codes[held], minlength=len(values.labels))
    lost = np.bincount(values.codes[held & gone], minlength=len(values.labels))
    named = [
        (-lost[i] / rows[i], -int(rows[i]), label)
        for i, label in enumerate(values.labels)
        if rows[i] and label.isprintable() and 0 < len(label) <= _LONGEST
    ]
    return [label for _, _, label in sorted(named)][:_CATEGORIES]
