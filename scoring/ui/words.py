"""The keys and kinds of a card in the words that stand on buttons and beside fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_LABELS: Final[Mapping[str, str]] = {
    "months": "Months",
    "unit": "Counted",
    "min_base": "Only from a base of",
    "or_earliest": "Earliest if younger",
    "by": "Divided by",
    "times": "Times",
    "outside": "Beyond the ends",
    "direction": "Better is",
    "within": "Ranked among",
    "reference": "Ranked against",
    "other": "Any other value counts",
    "low": "Lowest answer",
    "high": "Highest answer",
    "min_answers": "Answers needed",
    "satisfied_from": "Satisfied from",
    "of": "Highest answer",
    "reading": "Read as",
    "positive_from": "Positive from",
    "negative_to": "Negative up to",
}
_HELP: Final[Mapping[str, str]] = {
    "min_base": "Where the value it is compared with lies below this, nothing is read.",
    "or_earliest": "An account younger than these months is compared with its earliest value.",
    "outside": "What a value counts that lies beyond the first or the last number of the rule.",
    "reference": "Against the month’s book a score is relative: it cannot show that all got worse.",
    "other": "Empty, any other value counts as missing.",
    "min_answers": "With fewer answers in these months there is no figure.",
    "reading": "The mean answer, or the share of positive answers less that of negative ones.",
}
_WORDS: Final[Mapping[str, str]] = {
    "clip": "points of the end",
    "missing": "counts as missing",
    "absolute": "in its own unit",
    "percent": "in percent",
    "higher": "more",
    "lower": "less",
    "all": "all customers",
    "current": "the month’s book",
    "frozen": "today’s book, frozen",
}
NORMALISER_WORDS: Final[Mapping[str, str]] = {
    "linear": "a straight line",
    "curve": "a line with corners",
    "steps": "steps",
    "threshold": "one limit, all or nothing",
    "categories": "value by value",
    "percentile": "rank among the others",
    "points": "the value as it is",
}
TRANSFORM_WORDS: Final[Mapping[str, str]] = {
    "level": "latest value",
    "mean": "mean of months",
    "sum": "total of months",
    "max": "highest of months",
    "change": "change",
    "ratio_to_first": "beside its first months",
    "trend": "trend a month",
    "consistency": "steadiness",
    "months_since": "months since …",
    "per": "per another measure",
    "rating": "one survey answer",
    "nps": "NPS of survey answers",
    "csat": "satisfied survey answers",
    "ces": "customer effort",
}
TEST_WORDS: Final[Mapping[str, str]] = {
    "at_least": "at least",
    "at_most": "at most",
    "more_than": "more than",
    "less_than": "less than",
    "is": "is",
    "is_not": "is not",
    "missing": "is missing",
    "present": "is present",
}


def label_of(name: str) -> str:
    """What stands above the widget of a key."""
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def help_of(name: str) -> str | None:
    """What more there is to say of a key, if anything."""
    return _HELP.get(name)


def said(word: object) -> str:
    """A choice of a card as people say it."""
    return _WORDS.get(str(word), str(word))
