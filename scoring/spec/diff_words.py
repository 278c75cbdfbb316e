"""What differs between two parts of a card is said field by field, in the words of the card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from scoring.kinds.condition import Condition
from scoring.kinds.normaliser import Normaliser, Part, plain
from scoring.kinds.transform import Transform
from scoring.spec.parts import Band, Playbook
from scoring.values import Missing

LONGEST: Final = 120
"""Characters of one value; what is said beyond them is cut off."""

NONE: Final = "none"

_NAMES: Final[Mapping[str, str]] = {
    "about": "description",
    "max_age_months": "months that a value holds",
    "at_most": "counts at most",
    "min_coverage": "least coverage",
    "min_tenure_months": "months before the first score",
    "expires_months": "months that a judgement holds",
    "max_points": "most points",
    "within_hours": "hours to act",
    "start": "from",
}
"""What a field is called where its own name is no plain English."""

_SWITCHES: Final[Mapping[str, tuple[str, str]]] = {
    "enabled": ("on", "off"),
    "actionable": ("can be acted on", "cannot be acted on"),
    "guess": ("marked as a guess", "no longer a guess"),
    "alarm": ("flags its accounts", "no longer flags its accounts"),
}
"""What is said of a field that is switched on, and off."""

_FOR_ITSELF: Final = ("normaliser", "transform", "when")
"""Fields whose value says what it is about."""


def told(value: Any) -> str:
    """A value of a card as people read it, however long."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return plain(float(value))
    if isinstance(value, Normaliser | Transform | Condition):
        return value.in_words()
    if isinstance(value, Missing):
        return f"{plain(value.stated or 0.0)} points" if value.policy == "points" else value.policy
    if isinstance(value, Band):
        return f"{value.name} from {plain(value.start)}"
    if isinstance(value, Playbook):
        return value.title
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {told(one)}" for key, one in value.items()) or NONE
    if isinstance(value, tuple):
        return ", ".join(told(one) for one in value) or NONE
    return str(value)


def arrow(before: Any, after: Any) -> str:
    """From one value to another: "20 → 10".

    Two numbers that look alike are written out; other values that do are "changed".
    """
    was, now = told(before), told(after)
    if was == now and isinstance(before, float) and isinstance(after, float):
        was, now = repr(before), repr(after)
    was, now = _short(was), _short(now)
    return "changed" if was == now else f"{was} → {now}"


def fields(before: Part, after: Part, but: tuple[str, ...] = ()) -> Iterator[str]:
    """One phrase for each field that differs between two parts of a kind, in their order.

    Input: two parts of one type, and the fields that are told elsewhere.
    """
    for name in type(before).model_fields:
        was, now = getattr(before, name), getattr(after, name)
        if name not in but and was != now:
            yield phrase(name, was, now)


def phrase(name: str, before: Any, after: Any) -> str:
    """What became of one field."""
    if name in _SWITCHES and isinstance(before, bool) and isinstance(after, bool):
        on, off = _SWITCHES[name]
        return on if after else off
    if name in _FOR_ITSELF and before is not None and after is not None:
        said = arrow(before, after)
        return f"{_called(name)} changed" if said == "changed" else said
    return f"{_called(name)} {arrow(before, after)}"


def _called(name: str) -> str:
    known = {"normaliser": "rule", "transform": "reading", "when": "condition"}
    return known.get(name) or _NAMES.get(name) or name.replace("_", " ")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
