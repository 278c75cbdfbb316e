"""Any plain data whatever are a card or a report, never an exception."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scoring.spec.parse import check_document
from scoring.spec.strict_yaml import Document
from tests.unit.spec.samples import raw_card

KEYS = ["version", "name", "metrics", "bands", "rules", "playbooks", "grades", "display", "kind"]
KEYS += ["id", "measure", "normaliser", "transform", "weight", "missing", "map", "steps", "from"]
KEYS += ["tone", "worst", "best", "points", "other", "months", "title", "enabled", "min_coverage"]


leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(
        [
            "weighted",
            "linear",
            "steps",
            "categories",
            "mean",
            "skip",
            "ten",
            "good",
            "x",
            "\x1b[31m",
            "",
        ]
    )
)
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from(KEYS), trees))
def test_any_plain_data_are_a_card_or_a_report(data: dict[str, Any]) -> None:
    """Whatever stands where, the answer is a card without errors or errors without a card."""
    reading = check_document(Document(data))
    assert (reading.card is None) == any(f.severity == "error" for f in reading.findings)
    assert all(f.as_text().isprintable() for f in reading.findings)


@given(st.sampled_from([("metrics", i, k) for i in range(3) for k in KEYS]), trees)
def test_any_one_thing_in_a_sound_card_may_be_wrong(
    where: tuple[str, int, str], what: object
) -> None:
    """A sound card with anything put anywhere in a metric is a card or a report, as above."""
    section, position, key = where
    data = raw_card()
    data[section][position] = data[section][position] | {key: what}
    reading = check_document(Document(data))
    assert (reading.card is None) == any(f.severity == "error" for f in reading.findings)
