"""Whether a ranking says anything at all: the words for an interval that covers chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scoring.backtest.figure import Figure

Call = Literal["separates", "no signal", "wrong way", "unknown"]

_WORDS: dict[Call, str] = {
    "separates": "Lost accounts scored worse than kept ones, beyond chance.",
    "no signal": "These metrics do not separate lost from kept accounts in this data.",
    "wrong way": "Lost accounts scored better than kept ones: something points the wrong way.",
}


@dataclass(frozen=True, slots=True)
class Signal:
    """The call on a ranking power, and the sentence that says it."""

    call: Call
    words: str


def signal(power: Figure) -> Signal:
    """The call on an AUC by its 95% interval.

    Above one half it separates, below it points the wrong way, and covering it there is no
    signal to be seen. Without an interval it is unknown, with the figure's own words.
    """
    if power.low is None or power.high is None:
        return Signal("unknown", power.why)
    call: Call = (
        "separates" if power.low > 0.5 else "wrong way" if power.high < 0.5 else "no signal"
    )
    return Signal(call, _WORDS[call])
