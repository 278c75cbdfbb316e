"""A plain reading of the made-up book: cases, an expert's card and the MIX, without the product."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.metrics import roc_auc_score

from scoring.demo import Book

AS_OF = (8, 14, 20, 26)
NEVER = 9_999
USAGE = ("licence_use", "key_actions", "features_used", "active_days")

# measure: (worst, best, weight). Fixed anchors in raw units, near p10 and p90 of a book.
EXPERT = {
    "licence_use": (0.40, 0.95, 25),
    "key_actions": (20, 80, 15),
    "features_used": (5, 15, 10),
    "active_days": (8, 23, 10),
    "escalations": (1, 0, 5),
    "nps": (5, 10, 5),
    "exec_meeting_days": (270, 30, 10),
    "days_overdue": (15, 0, 5),
    "csm_pulse": (2, 5, 15),
}
MEASURES = (*USAGE, "time_in_app", "tickets", "escalations", "nps", "exec_meeting_days",
            "days_overdue", "csm_pulse", "newsletter_opens")  # fmt: skip
HIGHER_IS_WORSE = {"tickets", "escalations", "exec_meeting_days", "days_overdue"}


@dataclass(frozen=True)
class Cubes:
    """The book as arrays: months are counted from the first one shown; NaN = no value."""

    start: np.ndarray
    end: np.ndarray
    notice: np.ndarray
    segment: np.ndarray
    values: dict[str, np.ndarray]
    latent: np.ndarray


@dataclass(frozen=True)
class Cases:
    """Case rows: account, month, and whether the account left in (t+L, t+L+H]."""

    account: np.ndarray
    month: np.ndarray
    lost: np.ndarray

    def read(self, cube: np.ndarray) -> np.ndarray:
        return cube[self.account, self.month]


def month_of(dates: pd.Series, first: pd.Timestamp) -> np.ndarray:
    index = (dates.dt.year - first.year) * 12 + dates.dt.month - first.month
    return index.fillna(NEVER).to_numpy().astype(int)


def cubes(book: Book) -> Cubes:
    """Spread the tables over accounts x months, without the rows planted after the end."""
    accounts, first = book.accounts, book.snapshots["as_of"].min()
    row_of = pd.Series(np.arange(len(accounts)), index=accounts["account_id"])
    end = month_of(accounts["churned_on"], first)

    def spread(table: pd.DataFrame, columns: list[str]) -> dict[str, np.ndarray]:
        row = row_of.loc[table["account_id"]].to_numpy()
        month = month_of(table["as_of"], first)
        alive = month < end[row]
        out = {}
        for column in columns:
            cube = np.full((len(accounts), month.max() + 1), np.nan)
            cube[row[alive], month[alive]] = table[column].to_numpy(dtype=float)[alive]
            out[column] = cube
        return out

    measures = [c for c in book.snapshots.columns if c not in ("account_id", "as_of")]
    values = spread(book.snapshots, measures)
    values["nps"] = carried(values["nps"], 6)
    return Cubes(
        start=month_of(accounts["start_on"], first),
        end=end,
        notice=month_of(accounts["notice_on"], first),
        segment=accounts["segment"].to_numpy(),
        values=values,
        latent=spread(book.truth, ["latent_health"])["latent_health"],
    )


def carried(cube: np.ndarray, months: int) -> np.ndarray:
    """The last value not older than `months`."""
    at = np.where(np.isfinite(cube), np.arange(cube.shape[1]), -NEVER)
    at = np.maximum.accumulate(at, axis=1)
    fresh = np.arange(cube.shape[1]) - at <= months
    return np.where(fresh, np.take_along_axis(cube, np.maximum(at, 0), axis=1), np.nan)


def cases(book: Cubes, lead: int, horizon: int, as_of: tuple[int, ...] = AS_OF) -> Cases:
    """At risk: three months old, still there; lost in (t+L, t+L+H]; too late to act: left out."""
    parts = []
    for t in as_of:
        at_risk = (book.start <= t - 3) & (book.end > t)
        lost = (book.end > t + lead) & (book.end <= t + lead + horizon)
        known = lost | (book.end > t + lead + horizon)
        account = np.flatnonzero(at_risk & known)
        parts.append((account, np.full(len(account), t), lost[account]))
    return Cases(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def expert_score(book: Cubes) -> np.ndarray:
    """Weighted mean of points over what is present; NaN below half of the weight."""
    total = np.zeros_like(book.latent)
    weight = np.zeros_like(book.latent)
    for name, (worst, best, w) in EXPERT.items():
        points = np.clip((book.values[name] - worst) / (best - worst), 0, 1) * 100
        present = np.isfinite(points)
        total += np.where(present, w * points, 0)
        weight += np.where(present, w, 0)
    enough = weight >= 0.5 * sum(w for _, _, w in EXPERT.values())
    return np.where(enough, total / np.maximum(weight, 1e-9), np.nan)


def auc(lost: np.ndarray, health: np.ndarray) -> float:
    """How often a lost account looked worse than a kept one, over rows that have a value."""
    seen = np.isfinite(health)
    return float(roc_auc_score(lost[seen], -health[seen]))


def mix_weights(book: Cubes, rows: Cases) -> dict[str, int]:
    """MIX over the twelve measures, common anchors at p10 and p90, in steps of five."""
    risks = []
    for name in MEASURES:
        x = rows.read(book.values[name])
        x = x if name in HIGHER_IS_WORSE else -x
        low, high = np.nanpercentile(x, [10, 90])
        high = high if high > low else low + 1
        risks.append(np.where(np.isfinite(x), np.clip((x - low) / (high - low), 0, 1), np.nan))
    y = rows.lost
    alone = np.array([max(auc(y, -r) - 0.5, 0) for r in risks])
    z = np.column_stack([np.where(np.isfinite(r), r, 0.5) for r in risks])
    together = ridge_not_negative(z, y)
    events = len(np.unique(rows.account[y]))
    tau = events / (events + 50)
    blend = (1 - tau) * alone / alone.sum() + tau * together / together.sum()
    return dict(zip(MEASURES, in_fives(blend), strict=True))


def ridge_not_negative(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Slopes of the logistic regression with penalty |b|^2 / 2 and no negative slope."""

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        eta = b[0] + z @ b[1:]
        slope = expit(eta) - y
        value = np.logaddexp(0, eta).sum() - eta[y].sum() + 0.5 * (b[1:] ** 2).sum()
        return value, np.concatenate([[slope.sum()], z.T @ slope + b[1:]])

    bounds = [(None, None)] + [(0, None)] * z.shape[1]
    start = np.concatenate([[np.log(y.mean() / (1 - y.mean()))], np.full(z.shape[1], 0.1)])
    return minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x[1:]


def in_fives(shares: np.ndarray) -> list[int]:
    """Shares of 1 as steps of five that add up to 100, largest remainders first."""
    exact = shares * 20
    steps = np.floor(exact).astype(int)
    for i in np.argsort(-(exact - steps), kind="stable")[: 20 - steps.sum()]:
        steps[i] += 1
    return [int(5 * s) for s in steps]
