"""The statistics of a back-test once more, pair by pair in plain loops: slow and easy to read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

Z = 1.959963984540054


def wins(lost_score: float, kept_score: float) -> float:
    """1 if the lost one scored worse, a half for a tie."""
    return 1.0 if lost_score < kept_score else 0.5 if lost_score == kept_score else 0.0


def area(score: Sequence[float], lost: Sequence[bool]) -> float:
    """All pairs of a lost and a kept case, one by one."""
    pairs = [
        wins(s, t)
        for s, gone in zip(score, lost, strict=True)
        if gone
        for t, left in zip(score, lost, strict=True)
        if not left
    ]
    return sum(pairs) / len(pairs)


def parts(
    score: Sequence[float], lost: Sequence[bool], account: Sequence[int]
) -> list[tuple[int, bool, float]]:
    """For each case its account, whether it was lost, and its mean over all its pairs."""
    gone = [s for s, one in zip(score, lost, strict=True) if one]
    kept = [s for s, one in zip(score, lost, strict=True) if not one]
    found = []
    for s, one, owner in zip(score, lost, account, strict=True):
        pairs = [wins(s, t) for t in kept] if one else [wins(t, s) for t in gone]
        found.append((owner, one, sum(pairs) / len(pairs)))
    return found


def clustered_variance(cases: list[tuple[int, bool, float]], theta: float) -> float:
    """Obuchowski 1997: S10/M + S01/N + 2 S11/(MN), summed account by account."""
    owners = sorted({owner for owner, _, _ in cases})
    away = {
        (owner, kind): sum(v - theta for o, k, v in cases if (o, k) == (owner, kind))
        for owner in owners
        for kind in (True, False)
    }
    m = sum(kind for _, kind, _ in cases)
    n = len(cases) - m
    with_lost = len({o for o, kind, _ in cases if kind})
    with_kept = len({o for o, kind, _ in cases if not kind})
    everyone = len(owners)
    s10 = with_lost / ((with_lost - 1) * m) * sum(away[o, True] ** 2 for o in owners)
    s01 = with_kept / ((with_kept - 1) * n) * sum(away[o, False] ** 2 for o in owners)
    s11 = everyone / (everyone - 1) * sum(away[o, True] * away[o, False] for o in owners)
    return max(s10 / m + s01 / n + 2 * s11 / (m * n), 0.0)


def effective_n(hit: Sequence[bool], account: Sequence[int]) -> Fraction:
    """p(1−p) n² / Σ(hits − p·rows)² over accounts, in exact fractions."""
    n, hits = len(hit), sum(hit)
    p = Fraction(hits, n)
    spread = Fraction(0)
    for owner in set(account):
        rows = [h for h, o in zip(hit, account, strict=True) if o == owner]
        spread += (sum(rows) - p * len(rows)) ** 2
    return p * (1 - p) * n * n / spread


def wilson(share: float, n: float) -> tuple[float, float]:
    """The two roots θ of (share − θ)² = z² θ(1−θ)/n."""
    a, b, c = 1 + Z * Z / n, -(2 * share + Z * Z / n), share * share
    root = math.sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)
