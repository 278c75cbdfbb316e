"""Random conditions, flags, adjustments, pulses, variants and actions for random cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

MOODS = ["calm", "Sauer", 'it\'s "odd"', "1", "Ünï ✓", "NULL"]
SEGMENTS = ["Small", "Large", "Ünï"]
NUMBERS = ["whole", "eighths", "decimals", "constant", "empty", "judgement"]

tenths = st.integers(-300, 300).map(lambda n: n / 10)
limits = st.integers(-2, 10).map(float) | st.integers(-16, 80).map(lambda n: n / 8)
percent = st.integers(0, 1000).map(lambda n: n / 10)
sometimes_off = st.sampled_from([True, True, True, False])


@st.composite
def comparisons(draw: st.DrawFn, metrics: Sequence[str]) -> dict[str, Any]:
    """One comparison of a measure, of a metric of numbers, or of the segment."""
    sort = draw(st.sampled_from(["measure", "measure", "mood", "dimension", "metric"]))
    if sort == "mood":
        return {"measure": "mood"} | draw(_among(MOODS))
    if sort == "dimension":
        return {"dimension": "segment"} | draw(_among(SEGMENTS))
    if sort == "metric" and metrics:
        return {"metric": draw(st.sampled_from(list(metrics)))} | draw(_sized())
    name = draw(st.sampled_from(NUMBERS))
    if name in ("whole", "judgement") and draw(st.booleans()):
        return {"measure": name} | draw(_among([1, 2, "3", 5]))
    return {"measure": name} | draw(_sized())


def _sized() -> st.SearchStrategy[dict[str, Any]]:
    tests = st.sampled_from(["at_least", "at_most", "more_than", "less_than"])
    return st.tuples(tests, limits).map(lambda t: {t[0]: t[1]}) | st.sampled_from(
        [{"missing": True}, {"present": True}]
    )


def _among(names: Sequence[Any]) -> st.SearchStrategy[dict[str, Any]]:
    some = st.lists(st.sampled_from(list(names)), min_size=1, max_size=2, unique=True)
    test = st.sampled_from(["is", "is_not"])
    null = st.sampled_from([{"missing": True}, {"present": True}])
    return st.tuples(test, some).map(lambda t: {t[0]: t[1]}) | null


def conditions(metrics: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A comparison, or some of them joined by all, any and not, two deep."""
    one = comparisons(metrics)
    joined = st.lists(one, min_size=1, max_size=3)
    return st.one_of(
        one,
        joined.map(lambda parts: {"all": parts}),
        joined.map(lambda parts: {"any": parts}),
        one.map(lambda part: {"not": part}),
        joined.map(lambda parts: {"any": [{"all": parts}, {"not": parts[0]}]}),
    )


@st.composite
def layers(draw: st.DrawFn, metrics: Sequence[str]) -> dict[str, Any]:
    """Red flags, adjustments, rules and at times a pulse."""
    when = conditions(metrics)
    flags = st.fixed_dictionaries({"when": when, "cap": percent, "enabled": sometimes_off})
    bonuses = st.fixed_dictionaries({"when": when, "points": tenths, "enabled": sometimes_off})
    found: dict[str, Any] = {
        "red_flags": draw(st.lists(flags, max_size=3)),
        "adjustments": draw(st.lists(bonuses, max_size=3)),
        "rules": {
            "min_coverage": draw(st.sampled_from([0, 0.25, 1 / 3, 0.5, 2 / 3, 0.8, 1])),
            "min_tenure_months": draw(st.sampled_from([0, 0, 1, 3])),
        },
    }
    for section, parts in (("flag", found["red_flags"]), ("bonus", found["adjustments"])):
        for i, part in enumerate(parts):
            part["id"] = f"{section}{i}"
    pulse = draw(st.none() | pulses(["metric", "nudge", "pin"] if metrics else ["nudge", "pin"]))
    return found | ({"pulse": pulse} if pulse else {})


@st.composite
def pulses(draw: st.DrawFn, modes: Sequence[str]) -> dict[str, Any]:
    """A pulse of one of these modes, with a scale, a weight and an expiry."""
    mode = draw(st.sampled_from(list(modes)))
    pulse = {"measure": "judgement", "mode": mode, "enabled": draw(sometimes_off)}
    if mode == "pin":
        return pulse | {"reason": "mood", "expires_months": draw(st.integers(1, 3))}
    pulse |= draw(st.sampled_from([{}, {"scale": "points", "measure": "eighths"}]))
    pulse |= draw(st.sampled_from([{}, {"expires_months": 1}, {"expires_months": 2}]))
    return pulse | {"weight": draw(st.sampled_from([0, 5, 33.3])), "max_points": draw(percent)}


@st.composite
def variants(draw: st.DrawFn, card: dict[str, Any]) -> list[dict[str, Any]]:
    """Up to three variants with other weights, switches, missing policies and cuts.

    The first metric always counts, so that no variant is without a weight.
    """
    found = []
    for i in range(draw(st.integers(0, 3))):
        said: dict[str, Any] = {}
        for metric in card["metrics"]:
            weight = {"weight": draw(st.sampled_from([0, 1, 12.5, 40, 99.9]))}
            enabled = {"enabled": draw(sometimes_off)}
            missing = {"missing": draw(st.sampled_from(["skip", "neutral", "worst", "refuse"]))}
            said[metric["id"]] = draw(st.sampled_from([{}, weight, enabled, missing]))
        said[card["metrics"][0]["id"]] = {"weight": 7.5, "enabled": True}
        ids = [m["id"] for m in card["metrics"] if m["measure"] != "mood" and m["enabled"]]
        variant = {"name": f"Variant {i}", "when": draw(conditions(ids)), "metrics": said}
        if len(card["bands"]) > 1 and draw(st.booleans()):
            step = draw(st.integers(1, 9)) / 10
            lowest = card["bands"][-1]["from"]
            cuts = [round(lowest + step * n, 1) for n in range(len(card["bands"]))][::-1]
            variant["bands"] = [
                band | {"from": cut} for band, cut in zip(card["bands"], cuts, strict=True)
            ]
        found.append(variant)
    return found


@st.composite
def actions(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to five actions, counts and conditions, at least one of them with points."""
    found = []
    for i in range(draw(st.integers(1, 5))):
        action: dict[str, Any] = {"id": f"a{i}", "points": draw(tenths)}
        action["enabled"] = draw(sometimes_off)
        if draw(st.booleans()):
            action["when"] = draw(conditions([]))
        else:
            action["measure"] = draw(st.sampled_from(NUMBERS))
            action |= draw(st.sampled_from([{}, {"at_most": 2}, {"at_most": 0.5}]))
            action["max_age_months"] = draw(st.integers(0, 2))
        found.append(action)
    found[0] |= {"points": 2.5, "enabled": True}
    return found
