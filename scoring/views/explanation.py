"""An explanation holds every step from what was read of an account to its band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from scoring.values import Month

Value: TypeAlias = float | str | None
"""A raw value as it was read; None where there is none."""

Treated: TypeAlias = Literal["known", "stand-in", "left out", "refused"]
"""What became of a metric: its own value counts, points stand in for it, its weight is
shared by the others, or it refuses the account a score."""

Kind: TypeAlias = Literal["adjustment", "pulse", "end", "cap"]


@dataclass(frozen=True, slots=True)
class MetricLine:
    """One metric of one account.

    `reading` says what was read of the measure, `rule` how it became points, both in words;
    `value` is what was read. `points` are 0–100 after the missing policy, None where there
    are none. `share` is the part, 0…1, of the weights that count for this account. `won`
    and `lost` are points of the score, None where the account has no score; the `printed`
    ones have one decimal and close. On a points card a line is an action: `value` is how
    often it happened, `weight` the points for each time, `points` what it earned; nothing
    is lost.
    """

    metric_id: str
    label: str
    measure: str
    reading: str
    rule: str
    value: Value
    treated: Treated
    points: float | None
    weight: float
    share: float
    won: float | None
    lost: float | None
    won_printed: float | None
    lost_printed: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class AdjustmentLine:
    """One adjustment of the card: whether it holds, on which facts, and its points."""

    adjustment_id: str
    label: str
    condition: str
    facts: str
    points: float
    holds: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class CapLine:
    """One red flag of the card: whether it holds, and whether its cap is the one that binds."""

    flag_id: str
    label: str
    condition: str
    facts: str
    cap: float
    holds: bool
    binds: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step from the weighted mean to the score: signed points, exact and as printed."""

    label: str
    kind: Kind
    points: float
    printed: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one account has its score at the end of one month.

    Points won and the steps add up to the score: exactly up to its ninth decimal, and as
    printed to the last digit; points lost add up to what the mean lacks to 100. `mean` and
    `score` are 0–100 with nine decimals (a points card's mean is its sum on that scale, not
    yet cut at the ends), their `printed` forms have one (the score's is
    truncated); `shown` is the score on the card's own scale. `in_force` is the weight that
    counts for this account, of `typed` in all; `coverage` and `floor` are 0…1. Where there
    is no score these are None, `reasons` says why, and no step is left. `variant` names
    the variant that scored the account; `raw` and `ends` are a points card's sum, floor and
    ceiling. `band` is the band the account is in; where a pulse pinned it, `pinned` gives
    the reason and `band_of_score` the band without the pin.
    """

    card: str
    kind: str
    variant: str | None
    display: str
    account_id: str
    name: str
    month: Month
    metrics: tuple[MetricLine, ...]
    adjustments: tuple[AdjustmentLine, ...]
    caps: tuple[CapLine, ...]
    steps: tuple[Step, ...]
    typed: float
    in_force: float
    coverage: float | None
    floor: float
    mean: float | None
    mean_printed: float | None
    score: float | None
    score_printed: float | None
    shown: str
    raw: float | None
    ends: tuple[float, float] | None
    band: str
    band_of_score: str
    pinned: str | None
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Who stands where, in one sentence."""
        said = self.band
        if self.score is not None:
            hundred = "" if self.display == "percent" else f" ({self.score_printed:.1f} of 100)"
            of = " of 10" if self.display == "ten" else ""
            said = f"{self.shown}{of}{hundred}, {self.band}"
        if self.pinned:
            said += f", pinned by the CSM ({self.band_of_score} by its score): {self.pinned}"
        return f"{self.name} at the end of {self.month}: {said}."
