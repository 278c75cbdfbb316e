"""What differs between two cards, in short English lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, Protocol, TypeVar

from scoring.kinds.normaliser import plain
from scoring.spec.diff_words import arrow, fields, phrase
from scoring.spec.model import Card
from scoring.spec.parts import (
    Action,
    Adjustment,
    Band,
    Metric,
    Override,
    Playbook,
    Pulse,
    RedFlag,
    Variant,
)


class _Part(Protocol):
    """A part with an id."""

    @property
    def id(self) -> str:
        """Its id."""


P = TypeVar("P", bound=_Part)

_NO_OVERRIDE: Final = Override()

_OF_CARD: Final[Mapping[str, str]] = {
    "name": "Name",
    "about": "Description",
    "source": "Source",
    "kind": "Kind",
    "display": "Scores shown as",
    "grades": "Grades",
    "base": "Base",
    "floor": "Floor",
    "ceiling": "Ceiling",
}
"""The fields of a card that stand alone."""

ORDER_OF_WORDS: Final = "The same, written in another order"
"""What is said where nothing but the order of names within a group differs."""


def changes(before: Card, after: Card) -> tuple[str, ...]:
    """The lines that lead from one card to the other; none exactly if their digests are equal.

    Metrics, actions, flags, adjustments and playbooks are known by their ids, bands and variants
    by their names: another id is one that went and one that came.
    """
    if before.digest == after.digest:
        return ()
    lines = (
        *_alone(before, after),
        *_listed(before.metrics, after.metrics, "Metrics", _metric),
        *_listed(before.actions, after.actions, "Actions", _action),
        *_listed(before.red_flags, after.red_flags, "Red flags", _flag),
        *_listed(before.adjustments, after.adjustments, "Adjustments", _adjustment),
        *_pulse(before.pulse, after.pulse),
        *_rules(before, after),
        *_bands(before.bands, after.bands),
        *_variants(before, after),
        *_playbooks(before.playbooks, after.playbooks),
    )
    return lines or (ORDER_OF_WORDS,)


def _alone(before: Card, after: Card) -> Iterator[str]:
    for name, word in _OF_CARD.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield f"{word} {arrow(was, now)}"


def _listed(
    before: Sequence[P],
    after: Sequence[P],
    plural: str,
    lines: Callable[[P | None, P | None], Iterator[str]],
) -> Iterator[str]:
    """A list of parts with ids: who went, who came, what changed, and the order."""
    was, now = {p.id: p for p in before}, {p.id: p for p in after}
    for part in before:
        if part.id not in now:
            yield from lines(part, None)
    for part in after:
        if part != was.get(part.id):
            yield from lines(was.get(part.id), part)
    if [i for i in was if i in now] != [i for i in now if i in was]:
        yield f"{plural} in another order"


def _metric(before: Metric | None, after: Metric | None) -> Iterator[str]:
    if before is None or after is None:
        yield from _came_or_went("metric ", before, after, "weight")
        return
    if before.weight != after.weight:
        yield f"{after.title} {arrow(before.weight, after.weight)}"
    yield from _each(after.title, fields(before, after, ("weight",)))


def _action(before: Action | None, after: Action | None) -> Iterator[str]:
    if before is None or after is None:
        yield from _came_or_went("action ", before, after, "points")
        return
    yield from _each(after.title, fields(before, after))


def _flag(before: RedFlag | None, after: RedFlag | None) -> Iterator[str]:
    if before is None or after is None:
        yield from _came_or_went("red flag ", before, after, "cap")
        return
    yield from _each(f"Red flag {after.title}", fields(before, after))


def _adjustment(before: Adjustment | None, after: Adjustment | None) -> Iterator[str]:
    if before is None or after is None:
        yield from _came_or_went("adjustment ", before, after, "points")
        return
    yield from _each(f"Adjustment {after.title}", fields(before, after))


def _came_or_went(kind: str, before: Any, after: Any, size: str) -> Iterator[str]:
    """One part that is in one card alone: "Metric NPS added, weight 10"."""
    part = after if before is None else before
    came = f" added, {size} {plain(getattr(part, size))}"
    off = "" if part.enabled else ", off"
    yield f"{kind.capitalize()}{part.title}" + (came + off if before is None else " removed")


def _each(name: str, phrases: Iterator[str]) -> Iterator[str]:
    for said in phrases:
        yield f"{name} {said}" if said in ("on", "off") else f"{name}: {said}"


def _pulse(before: Pulse | None, after: Pulse | None) -> Iterator[str]:
    if before is None and after is not None:
        yield f"Pulse added, as a {after.mode}" + ("" if after.enabled else ", off")
    elif before is not None and after is None:
        yield "Pulse removed"
    elif before is not None and after is not None:
        yield from _each("Pulse", fields(before, after))


def _rules(before: Card, after: Card) -> Iterator[str]:
    yield from _each("Rules", fields(before.rules, after.rules))


def _bands(before: Sequence[Band], after: Sequence[Band], whose: str = "") -> Iterator[str]:
    """Cuts are called after the band below them, as it is the one that a cut lets in."""
    if [b.name for b in before] != [b.name for b in after]:
        yield f"{whose}Bands: {arrow(tuple(before), tuple(after))}"
        return
    below = {upper.name: lower.name for upper, lower in pairwise(after)}
    for was, now in zip(before, after, strict=True):
        if was.start != now.start:
            cut = f"{below[now.name]} cut" if now.name in below else f"{now.name} from"
            yield f"{whose}{cut} {arrow(was.start, now.start)}"
        yield from _each(f"{whose}{now.name}", fields(was, now, ("start",)))


def _variants(before: Card, after: Card) -> Iterator[str]:
    was, now = {v.name: v for v in before.variants}, {v.name: v for v in after.variants}
    yield from (f"Variant {name} removed" for name in was if name not in now)
    titles = {m.id: m.title for m in after.metrics}
    for name, variant in now.items():
        if name not in was:
            yield f"Variant {name} added, for {arrow(None, variant.when).removeprefix('none → ')}"
        elif was[name] != variant:
            yield from _variant(was[name], variant, titles)
    if [n for n in was if n in now] != [n for n in now if n in was]:
        yield "Variants in another order"


def _variant(before: Variant, after: Variant, titles: Mapping[str, str]) -> Iterator[str]:
    name = f"Variant {after.name}"
    if before.when != after.when:
        yield f"{name}: {phrase('when', before.when, after.when)}"
    for metric in {**before.metrics, **after.metrics}:
        was = before.metrics.get(metric, _NO_OVERRIDE)
        now = after.metrics.get(metric, _NO_OVERRIDE)
        title = f"{name}: {titles.get(metric, metric)}"
        said = [
            _overridden(key, getattr(was, key), getattr(now, key)) for key in _differing(was, now)
        ]
        if not said and (metric in before.metrics) != (metric in after.metrics):
            said = ["named without saying anything" if metric in after.metrics else "not named"]
        yield from (f"{title} {one}" for one in said)
    if before.bands is None or after.bands is None:
        if before.bands != after.bands:
            own, left = "bands of its own", "the bands of the card"
            yield f"{name}: {left if after.bands is None else own}"
        return
    yield from _bands(before.bands, after.bands, f"{name}: ")


def _differing(before: Override, after: Override) -> list[str]:
    return [k for k in Override.model_fields if getattr(before, k) != getattr(after, k)]


def _overridden(key: str, before: Any, after: Any) -> str:
    """What a variant says anew; what it left to the card, or leaves to it, is said so."""
    card = "as on the card"
    if key == "weight" and before is not None and after is not None:
        return arrow(before, after)
    if before is None or after is None:
        value = phrase(key, None, after if before is None else before)
        return value.replace("none → ", "") if before is None else f"{key} {card}"
    return phrase(key, before, after)


def _playbooks(before: Mapping[str, Playbook], after: Mapping[str, Playbook]) -> Iterator[str]:
    yield from (f"Playbook {p.title} removed" for i, p in before.items() if i not in after)
    for key, playbook in after.items():
        if key not in before:
            yield f"Playbook {playbook.title} added"
        else:
            yield from _each(f"Playbook {playbook.title}", fields(before[key], playbook))
