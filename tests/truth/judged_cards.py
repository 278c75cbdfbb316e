"""Random cards as elsewhere, with red flags and adjustments that hold for some rows."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.truth.random_cards import MOODS, cards, eighths, percent, whole

NUMBERS = ["whole", "eighths", "decimals", "constant"]
POINTS = [5.0, -5.0, 2.5, -0.05, 33.33, -100.0, 100.0, 0.0, 0.125]


@st.composite
def comparisons(draw: st.DrawFn, metrics: list[dict[str, Any]]) -> dict[str, Any]:
    """One test of a measure or of what a metric reads."""
    numeric = [m["id"] for m in metrics if m["measure"] in NUMBERS and m["enabled"]]
    if numeric and draw(st.booleans()):
        subject = {"metric": draw(st.sampled_from(numeric))}
    elif draw(st.integers(0, 3)) == 0:
        return {"measure": "mood", "is": draw(st.sampled_from(MOODS))}
    else:
        subject = {"measure": draw(st.sampled_from(NUMBERS))}
    if draw(st.integers(0, 4)) == 0:
        return subject | {draw(st.sampled_from(["missing", "present"])): True}
    test = draw(st.sampled_from(["at_least", "at_most", "more_than", "less_than"]))
    return subject | {test: draw(whole | eighths)}


def conditions(metrics: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """A comparison, or two of them joined, or one turned round."""
    one = comparisons(metrics)
    pair = st.lists(one, min_size=2, max_size=2)
    return (
        one
        | pair.map(lambda found: {"all": found})
        | pair.map(lambda found: {"any": found})
        | one.map(lambda found: {"not": found})
    )


@st.composite
def judged_cards(draw: st.DrawFn) -> dict[str, Any]:
    """A sound card with up to three red flags and up to three adjustments."""
    card = draw(cards())
    when = conditions(card["metrics"])
    caps = percent.map(lambda p: round(p, 2)) | st.sampled_from([0.0, 39.0, 49.95, 100.0])
    switches = st.sampled_from([True, True, True, False])
    card["red_flags"] = [
        {"id": f"f{i}", "when": draw(when), "cap": draw(caps), "enabled": draw(switches)}
        for i in range(draw(st.integers(0, 3)))
    ]
    amounts = st.sampled_from(POINTS) | st.floats(-100, 100).map(lambda x: round(x, 3))
    card["adjustments"] = [
        {"id": f"a{i}", "when": draw(when), "points": draw(amounts), "enabled": draw(switches)}
        for i in range(draw(st.integers(0, 3)))
    ]
    return card
