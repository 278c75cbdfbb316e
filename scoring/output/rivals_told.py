"""The card beside what is simpler as plain data for the browser: a row each, and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

from scoring.backtest.figure import Figure
from scoring.backtest.rivals import Rival
from scoring.output.charts.tones import TONES, ToneName
from scoring.output.figures import count
from scoring.output.headline import counted

Kind = Literal["this", "other", "random"]

WORDS: Final = (
    "One row for this card and for each simpler way to choose as many accounts: a dot at the share"
    " of lost accounts caught, with its interval as a line. Choosing at random is a pale band."
)

_TONES: Final[dict[Kind, ToneName]] = {"this": "accent", "other": "kept", "random": "none"}


def rivals_data(found: Sequence[Rival]) -> dict[str, Any]:
    """What `rivals.js` draws.

    Output: a row for the card before those that flag as many as it does, and one for each rival;
    a share of 0 … 1 with its interval, or None, and then its text says why. `said` are the words
    beneath the rows.
    """
    return {
        "rows": [*_rows(found)],
        "label": WORDS,
        "said": [_words(one) for one in found if one.caught.known],
    }


def _rows(found: Sequence[Rival]) -> Iterator[dict[str, Any]]:
    """The rivals by how many cases they flag, the card at the same number before each of them."""
    known = [one for one in found if one.caught.known]
    for flagged in sorted({one.flagged for one in known}, reverse=True):
        held = [one for one in known if one.flagged == flagged]
        yield _row(f"This card, {count(flagged)} flagged", "this", held[0].caught_mine)
        for one in held:
            yield _row(one.name, "random" if one.key == "chance" else "other", one.caught)
    for one in found:
        if not one.caught.known:
            yield _row(one.name, "other", one.caught)


def _row(name: str, kind: Kind, figure: Figure) -> dict[str, Any]:
    return {
        "name": name,
        "share": figure.estimate,
        "low": figure.low,
        "high": figure.high,
        "text": counted((figure.estimate or 0.0) * figure.n, figure),
        "colour": TONES[_TONES[kind]].colour,
        "band": kind == "random",
        "strong": kind == "this",
    }


def _words(one: Rival) -> str:
    """What a rival goes by, and how far the card is ahead of it."""
    gap, power = one.difference, one.ranking_difference
    told = f"{one.name}: {one.words}"
    if gap.estimate is None:
        return told
    ahead = f"the card catches {_points(gap.estimate)} points"
    told += f" Against it {ahead}"
    if gap.low is not None and gap.high is not None:
        told += f" ({_points(gap.low)} to {_points(gap.high)})"
    if power.estimate is not None:
        told += f", ranking power {_points(power.estimate)}"
        if power.low is not None and power.high is not None:
            told += f" ({_points(power.low)} to {_points(power.high)})"
    return f"{told}."


def _points(share: float) -> str:
    return f"{100 * share:+.0f}".replace("-", "−").replace("+0", "±0").replace("−0", "±0")
