"""What stands around a mean, by hand: variants, actions, adjustments, caps, pulses, youth.

Like the plain scorer it reads the card's text as plain data and shares nothing with the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.truth.plain_places import Cell, Place, nine

Card = Mapping[str, Any]


def variant_of(card: Card, place: Place) -> tuple[str | None, Card]:
    """The first variant that holds, and the card as it makes it."""
    for variant in card.get("variants", ()):
        if holds(variant["when"], card, place):
            metrics = [m | variant.get("metrics", {}).get(m["id"], {}) for m in card["metrics"]]
            changed = {"metrics": metrics, "bands": variant.get("bands", card["bands"])}
            return variant["name"], {**card, **changed}
    return None, card


def too_young(card: Card, place: Place) -> bool:
    """Fewer months since the start than the rules ask for; an unknown start is old enough."""
    months, start = card.get("rules", {}).get("min_tenure_months", 0), place.facts.start
    return start is not None and place.month - start < months


def holds(when: Card, card: Card, place: Place) -> bool:
    """A condition; a null makes a comparison not hold."""
    if "all" in when:
        return all(holds(part, card, place) for part in when["all"])
    if "any" in when:
        return any(holds(part, card, place) for part in when["any"])
    if "not" in when:
        return not holds(when["not"], card, place)
    value = subject(when, card, place)
    if "missing" in when or "present" in when:
        return (value is None) == ("missing" in when)
    if value is None:
        return False
    if "is" in when or "is_not" in when:
        named = when.get("is", when.get("is_not"))
        return same(value, named if isinstance(named, list) else [named]) == ("is" in when)
    number = Fraction(value)
    return (
        ("at_least" in when and number >= Fraction(when["at_least"]))
        or ("at_most" in when and number <= Fraction(when["at_most"]))
        or ("more_than" in when and number > Fraction(when["more_than"]))
        or ("less_than" in when and number < Fraction(when["less_than"]))
    )


def subject(when: Card, card: Card, place: Place) -> Cell | Fraction:
    """What a comparison looks at: a measure this month, a metric's value, the segment."""
    if "dimension" in when:
        return place.facts.segment
    if "metric" in when:
        return place.read(next(m for m in card["metrics"] if m["id"] == when["metric"]))
    found = place.seen(when["measure"], 1)
    return found[-1] if found else None


def same(value: Cell | Fraction, names: list[Any]) -> bool:
    """Texts as they are written, numbers as much."""
    if isinstance(value, str):
        return value in names
    return any(Fraction(name) == value for name in names)


def pulse_metric(card: Card) -> list[dict[str, Any]]:
    """A pulse with a weight as one more metric: 1 is worth 0 points and 5 is worth 100."""
    pulse = card.get("pulse")
    if not pulse or pulse["mode"] != "metric" or not pulse.get("enabled", True):
        return []
    five = pulse.get("scale", "five") == "five"
    rule = {"kind": "linear", "worst": 1, "best": 5} if five else {"kind": "points"}
    return [judged(pulse) | {"id": "_pulse", "normaliser": rule, "weight": pulse.get("weight", 10)}]


def judged(pulse: Card) -> dict[str, Any]:
    """How a judgement is read: it holds so many months, its own included."""
    return {"measure": pulse["measure"], "max_age_months": pulse.get("expires_months", 3) - 1}


def adjusted(card: Card, place: Place, mean: Fraction) -> Fraction:
    """The mean with everything that is added to it, between 0 and 100."""
    for bonus in card.get("adjustments", ()):
        if bonus.get("enabled", True) and holds(bonus["when"], card, place):
            mean += Fraction(bonus["points"])
    pulse = card.get("pulse")
    if pulse and pulse["mode"] == "nudge" and pulse.get("enabled", True):
        value = place.read(judged(pulse))
        most = Fraction(pulse.get("max_points", 10))
        if value is not None:
            points = Fraction(value)
            if pulse.get("scale", "five") == "five":
                points = (points - 3) / 2 * most
            mean += max(-most, min(most, points))
    return max(Fraction(0), min(Fraction(100), mean))


def capped(card: Card, place: Place, score: Fraction | None) -> tuple[Fraction | None, str | None]:
    """The lowest cap that binds, and whose it is."""
    by = None
    for flag in card.get("red_flags", ()):
        cap = nine(Fraction(flag["cap"]))
        on = flag.get("enabled", True) and holds(flag["when"], card, place)
        if on and score is not None and score > cap:
            score, by = cap, flag["id"]
    return score, by


def pin(card: Card, place: Place) -> tuple[str | None, str | None]:
    """The band that a judgement of 1 or 5 with a reason sets, and the reason."""
    pulse = card.get("pulse")
    if not pulse or pulse["mode"] != "pin" or not pulse.get("enabled", True):
        return None, None
    value = place.read(judged(pulse))
    reason = place.read(judged(pulse) | {"measure": pulse["reason"]})
    if value not in (1, 5) or reason is None:
        return None, None
    return card["bands"][0 if value == 5 else -1]["name"], str(reason)


def added_up(
    card: Card, place: Place
) -> tuple[dict[str, Fraction | None], Fraction, Fraction, Fraction]:
    """The points of a points card, how many are known, the sum, and the sum as a score."""
    points: dict[str, Fraction | None] = {}
    raw, known, typed = Fraction(card.get("base", 0)), Fraction(0), Fraction(0)
    for action in card["actions"]:
        if not action.get("enabled", True):
            continue
        own = Fraction(action["points"])
        times: Cell | Fraction = place.read(action) if "measure" in action else None
        if "when" in action:
            times = Fraction(holds(action["when"], card, place))
        typed += abs(own)
        points[action["id"]] = None
        if times is not None:
            times = max(Fraction(0), Fraction(times))
            if "at_most" in action:
                times = min(times, Fraction(action["at_most"]))
            points[action["id"]] = own * times
            raw += own * times
            known += abs(own)
    floor, ceiling = Fraction(card["floor"]), Fraction(card["ceiling"])
    return points, nine(known / typed), raw, (raw - floor) * 100 / (ceiling - floor)
