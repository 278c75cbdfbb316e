"""What a visitor asks of the past, as far as it differs from the usual question.

It goes into links as a few short texts, and comes back from them only where it is sound.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from scoring.backtest.flag_rules import FLAG_RULES, FlagRule, RedNow
from scoring.errors import BellwetherError
from scoring.spec.question import Cohort, Question

_NUMBERS: Final = {"bl": "lead", "bh": "horizon", "bt": "min_tenure"}
_COHORTS: Final[dict[str, Cohort]] = {"c": "calendar", "r": "renewal"}
_RULE, _COHORT, _LABEL, _WITHOUT = "br", "bc", "bn", "bx"
_REASONS: Final = 6
_LONGEST: Final = 200
"""No text of a link's view is longer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The settings of a back-test; None where the usual one of the data holds.

    Months throughout; `without` are reasons whose losses are set aside.
    """

    lead: int | None = None
    horizon: int | None = None
    min_tenure: int | None = None
    cohort: Cohort = "auto"
    label: Literal["notice", "end"] = "notice"
    without: tuple[str, ...] = ()
    rule: FlagRule = field(default_factory=RedNow)

    def checked(self) -> Asked:
        """The same settings. Raises CommandError if no back-test can be meant by them."""
        self.of(Question())
        return self

    def of(self, usual: Question) -> Question:
        """The question, beginning from the one that is usual for the data."""
        own = {name: getattr(self, name) for name in _NUMBERS.values()}
        said = {name: value for name, value in own.items() if value is not None}
        return replace(usual, **said, cohort=self.cohort, label=self.label, without=self.without)


USUAL: Final = Asked()


def asked_in_link(asked: Asked) -> dict[str, str]:
    """The settings as texts for a link's view; nothing for what is usual."""
    found = {key: str(getattr(asked, name)) for key, name in _NUMBERS.items()}
    found = {key: text for key, text in found.items() if text != "None"}
    if asked.cohort != "auto":
        found[_COHORT] = asked.cohort[0]
    if asked.label == "end":
        found[_LABEL] = "e"
    if asked.rule != RedNow():
        numbers = (f"{n:g}" for n in dataclasses.astuple(asked.rule))
        found[_RULE] = ",".join([asked.rule.name, *numbers])
    short = [reason for reason in asked.without if len(reason) <= _LONGEST][:_REASONS]
    return found | {f"{_WITHOUT}{i}": reason for i, reason in enumerate(short)}


def asked_from_link(view: Mapping[str, str]) -> Asked:
    """The settings of a link's view; whatever is not sound in it counts as usual."""
    asked = USUAL
    for changes in _said(view):
        with contextlib.suppress(BellwetherError, ValueError, TypeError):
            asked = replace(asked, **changes).checked()
    return asked


def _said(view: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Each change a link's view asks for, apart, so that a faulty one spoils no other."""
    for key, name in _NUMBERS.items():
        if view.get(key, "").isdecimal():
            yield {name: int(view[key][:4])}
    if cohort := _COHORTS.get(view.get(_COHORT, "")):
        yield {"cohort": cohort}
    if view.get(_LABEL) == "e":
        yield {"label": "end"}
    if rule := _rule(view.get(_RULE, "")):
        yield {"rule": rule}
    yield {"without": tuple(view[k] for i in range(_REASONS) if (k := f"{_WITHOUT}{i}") in view)}


def _rule(text: str) -> FlagRule | None:
    """A flag rule with its numbers; None if there is none that is sound."""
    name, *numbers = text.split(",")
    if name not in FLAG_RULES:
        return None
    kind = FLAG_RULES[name]
    fields = dataclasses.fields(kind)
    if len(numbers) != len(fields):
        return None
    with contextlib.suppress(BellwetherError, ValueError, OverflowError):
        return kind(*(_number(f.default, n) for f, n in zip(fields, numbers, strict=True)))
    return None


def _number(usual: object, text: str) -> float | int:
    return int(text) if isinstance(usual, int) else float(text)
