"""Shares with Wilson intervals that know which rows belong to the same account."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from scoring.backtest.figure import Z95, Figure, no_figure
from scoring.values import Bools, Floats, Ints

WILSON = "Wilson (1927)"
CLUSTERED = "Wilson with account-clustered effective n"

_FEW: Final = 64


def wilson_bounds(share: float, n: float) -> tuple[float, float]:
    """The 95% interval of a share seen on n independent rows; n may be a fraction.

    With z = 1.96: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n) (Wilson 1927). It stays
    within 0 … 1, and at 0 and 1 that end is exact. Raises ValueError unless n > 0.
    """
    if not n > 0.0:
        raise ValueError("an interval needs n above 0")
    z2 = Z95 * Z95 / n
    middle = share + z2 / 2.0
    half = Z95 * math.sqrt(share * (1.0 - share) / n + z2 / (4.0 * n))
    low, high = (middle - half) / (1.0 + z2), (middle + half) / (1.0 + z2)
    return (
        0.0 if share <= 0.0 else max(low, 0.0),
        1.0 if share >= 1.0 else min(high, 1.0),
    )


def proportion(hits: float, n: float, nothing: str = "There is nothing to count.") -> Figure:
    """The share hits / n of independent rows; `nothing` is said where n is 0."""
    if n <= 0:
        return no_figure(nothing, 0, WILSON)
    share = hits / n
    low, high = wilson_bounds(share, n)
    return Figure(share, low, high, n, n, WILSON)


def effective_size(hits: Floats, rows: Floats, shared: bool = False) -> float:
    """How many independent rows the rows of several accounts are worth for a share.

    Input: hits and rows of each account, both of shape (accounts,); `shared` where hits are
    parts of rows, as of a tie that a cut divides. With p = Σhits / n and
    n = Σrows it is p(1−p) n² / Σ(hits − p·rows)², the linearised variance of a ratio over
    clusters (Rao and Scott 1992), so that one row per account gives n itself, and every row
    twice gives the same as once. Never more than the rows there are (Korn and Graubard 1998),
    where rows that all come g times count once. Without a spread to be seen (all hits, none,
    or a single account) it is the number of accounts. 0 without rows.
    """
    inside = rows > 0.0
    accounts, total = int(np.count_nonzero(inside)), float(rows.sum())
    if accounts == 0:
        return 0.0
    share = float(hits.sum()) / total
    if accounts == 1 or share <= 0.0 or share >= 1.0:
        return min(float(accounts), total)
    spread = float(np.square(hits - share * rows).sum())
    most = total / _repeats(hits, rows, shared)
    wanted = share * (1.0 - share) * total * total
    return most if spread * most <= wanted else wanted / spread


def _repeats(hits: Floats, rows: Floats, shared: bool) -> int:
    """The greatest number that divides every account's rows, and its hits unless ties are shared.

    Fractions of hits divide by anything, fractions of rows by nothing.
    """
    if (often := _divisor(rows)) == 1 or shared:
        return often
    return math.gcd(often, _divisor(hits))


def _divisor(numbers: Floats) -> int:
    """What divides all of them; mostly a few say already that nothing does."""
    whole = numbers.astype(np.int64)
    if np.gcd.reduce(whole[:_FEW]) == 1 or not np.array_equal(whole, numbers):
        return 1
    return int(np.gcd.reduce(whole))


def by_account(values: Bools | Floats, account: Ints, accounts: int | None = None) -> Floats:
    """Sums over each account's rows; `account` holds codes from 0, shape (rows,)."""
    sums = np.bincount(account, np.asarray(values, np.float64), minlength=accounts or 0)
    return np.asarray(sums, np.float64)  # without a row they would be integers


def clustered_proportion(
    hit: Bools | Floats,
    account: Ints,
    of: Bools | Floats | None = None,
    nothing: str = "There is nothing to count.",
) -> Figure:
    """The share of rows that are hits, with an interval that knows the accounts.

    Input: `hit` (rows,) as 0/1 or, where ties are shared, as a fraction; `account` (rows,)
    codes from 0; `of` (rows,) how much of each row counts in the denominator, all of it by
    default (a hit is never more than that). Output: Σhit / Σof with a Wilson interval of
    `effective_size`; words (`nothing`) where the denominator is 0.
    """
    rows = by_account(np.ones(len(account)) if of is None else of, account)
    hits = by_account(hit, account, len(rows))
    part = np.asarray(hit, np.float64)
    return share_by_account(hits, rows, nothing, shared=bool(np.any(part != np.floor(part))))


def share_by_account(hits: Floats, rows: Floats, nothing: str, shared: bool = False) -> Figure:
    """The same of the sums over each account's rows, shape (accounts,)."""
    total = float(rows.sum())
    if total <= 0.0:
        return no_figure(nothing, 0, CLUSTERED)
    share = min(max(float(hits.sum()) / total, 0.0), 1.0)
    effective = effective_size(hits, rows, shared)
    low, high = wilson_bounds(share, effective)
    return Figure(share, low, high, total, effective, CLUSTERED)


def calls_per_catch(precision: Figure) -> Figure:
    """How many accounts the team calls for each that would have left: 1 / precision.

    The interval is the precision's turned over: its high end gives the low one. Without a
    catch there is no number, but the fewest calls that a catch can cost is still known (`low`).
    """
    method = f"{precision.method}, inverted"
    if precision.estimate is None:
        return no_figure("Nobody was flagged, so nobody was called.", 0, method)
    best = 1.0 / precision.high if precision.high else None
    if precision.estimate <= 0.0:
        why = f"None of the {precision.n:.0f} flagged was lost"
        why += f": a catch costs {best:.0f} calls or more." if best else "."
        return Figure(None, best, None, precision.n, precision.effective, method, why)
    worst = 1.0 / precision.low if precision.low else None
    why = "" if worst else "How many calls it may be at worst these data cannot tell."
    calls = 1.0 / precision.estimate
    return Figure(calls, best, worst, precision.n, precision.effective, method, why)
