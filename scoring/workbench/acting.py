"""What a team sets for its work: capacity, alert rules, the window of the save rate.

It goes into links as a few short texts, and comes back from them only where it is sound.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from scoring.errors import BellwetherError, CommandError, RegistryError
from scoring.views.alerts import ALERT_RULES, AlertRule, Hysteresis

MOST_CAPACITY: Final = 500
MOST_WINDOW: Final = 12
MOST_SEED: Final = 999_999
_LONGEST: Final = 200
"""No text of a link's view is longer."""

_NUMBERS: Final = {"xc": "capacity", "xs": "window", "xz": "seed"}
_OWNER, _RULES, _CALM, _MARGIN, _SEGMENT = "xo", "xr", "xk", "xh", "xg"


def _within(what: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise CommandError(f"{what} is {number}", fix=f"give {least} to {most}")


def usual_rules() -> tuple[AlertRule, ...]:
    """Every rule with its usual numbers."""
    return tuple(kind() for kind in ALERT_RULES)


@dataclass(frozen=True, slots=True)
class Acting:
    """The settings of the page Actions.

    `capacity` accounts are called for each owner now; `owner` is whose list is shown (None:
    everybody's, empty: of accounts without one). `rules` has each alert rule once with its
    numbers, `off` names those that are not looked at. `window` are the months in which an
    account can be saved, `segment` the dimension by which the worked are compared, `seed`
    that of the hold-out. Raises CommandError for a number out of range.
    """

    capacity: int = 10
    owner: str | None = None
    rules: tuple[AlertRule, ...] = dataclasses.field(default_factory=usual_rules)
    off: frozenset[str] = frozenset()
    again: Hysteresis = dataclasses.field(default_factory=Hysteresis)
    window: int = 3
    segment: str = ""
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        _within("the capacity", self.capacity, 1, MOST_CAPACITY)
        _within("the window", self.window, 1, MOST_WINDOW)
        _within("the seed", self.seed, 0, MOST_SEED)

    @property
    def on(self) -> tuple[AlertRule, ...]:
        """The rules that are looked at, in order."""
        return tuple(rule for rule in self.rules if rule.name not in self.off)

    @property
    def elsewhere(self) -> Acting:
        """The same for other data: an owner and a segment of these mean nothing there."""
        return replace(self, owner=None, segment="")

    def with_rule(self, rule: AlertRule) -> Acting:
        """The same with one rule's numbers changed."""
        rules = tuple(rule if r.name == rule.name else r for r in self.rules)
        return replace(self, rules=rules)

    def switched(self, name: str, on: bool) -> Acting:
        """The same with one rule switched on or off."""
        return replace(self, off=self.off - {name} if on else self.off | {name})


ACTING: Final = Acting()


def rule_named(text: str) -> AlertRule:
    """The alert rule of a name, such as `dropped`, or with its numbers, such as `dropped:20:6`.

    The numbers stand in the order of the rule's fields; those left out are the usual ones.
    Raises CommandError for another name and for what no number of it can be.
    """
    name, *numbers = text.split(":")
    try:
        kind = ALERT_RULES[name]
    except RegistryError as error:
        raise CommandError(error.problem, fix=error.fix) from None
    parts = dataclasses.fields(kind)
    fix = f"give {':'.join([name, *(part.name.upper() for part in parts)])}"
    if len(numbers) > len(parts):
        raise CommandError(f"the alert rule '{text}' has too many numbers", fix=fix)
    try:
        pairs = zip(parts, numbers, strict=False)
        return kind(*(int(n) if isinstance(p.default, int) else float(n) for p, n in pairs))
    except (ValueError, OverflowError):
        raise CommandError(f"the alert rule '{text}' has no sound number", fix=fix) from None


def rule_text(rule: AlertRule) -> str:
    """A rule as `rule_named` reads it."""
    return ":".join([rule.name, *(f"{number:g}" for number in dataclasses.astuple(rule))])


def acting_in_link(acting: Acting) -> dict[str, str]:
    """The settings as texts for a link's view; nothing for what is usual."""
    found = {
        key: str(getattr(acting, name))
        for key, name in _NUMBERS.items()
        if getattr(acting, name) != getattr(ACTING, name)
    }
    if acting.owner is not None and len(acting.owner) <= _LONGEST:
        found[_OWNER] = acting.owner
    if acting.segment and len(acting.segment) <= _LONGEST:
        found[_SEGMENT] = acting.segment
    if acting.again.calm != ACTING.again.calm:
        found[_CALM] = str(acting.again.calm)
    if acting.again.margin != ACTING.again.margin:
        found[_MARGIN] = f"{acting.again.margin:g}"
    rules = [
        ("-" if rule.name in acting.off else "") + rule_text(rule)
        for rule, usual in zip(acting.rules, ACTING.rules, strict=True)
        if rule != usual or rule.name in acting.off
    ]
    return found | ({_RULES: ";".join(rules)} if rules else {})


def acting_from_link(view: Mapping[str, str]) -> Acting:
    """The settings of a link's view; whatever is not sound in it counts as usual."""
    acting = ACTING
    for changes in _said(view):
        with contextlib.suppress(BellwetherError, ValueError, TypeError):
            acting = replace(acting, **changes)
    for text in view.get(_RULES, "").split(";"):
        with contextlib.suppress(BellwetherError):
            rule = rule_named(text.removeprefix("-"))
            acting = acting.with_rule(rule).switched(rule.name, not text.startswith("-"))
    return acting


def _said(view: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Each change a link's view asks for, apart, so that a faulty one spoils no other."""
    for key, name in _NUMBERS.items():
        if view.get(key, "").isdecimal():
            yield {name: int(view[key][:6])}
    if _OWNER in view:
        yield {"owner": view[_OWNER]}
    if _SEGMENT in view:
        yield {"segment": view[_SEGMENT]}
    with contextlib.suppress(BellwetherError, ValueError, OverflowError):
        calm, margin = int(view.get(_CALM, "1")[:6]), float(view.get(_MARGIN, "0"))
        yield {"again": Hysteresis(calm, margin)}
