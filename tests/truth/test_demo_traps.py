"""The traps in the made-up book are as deep as published: pooling, the pulse, the leak, drift.

The tolerance is that of `test_demo_targets`: where a standard deviation was published, the
distance that two means of twenty books keep in 99 of 100 cases.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.truth.expert_card import HIGHER_IS_WORSE, USAGE, auc, cases, expert_score
from tests.truth.twenty_books import OF_MEANS, SEEDS, annual_churn, auc_of, book, read

pytestmark = pytest.mark.slow


def test_tickets_mislead_unless_segments_are_kept_apart():
    """Tickets show AUC .51 pooled and .62 within segments, and no other measure does so.

    The Simpson gap of a measure is |pooled - stratified|; .05 is the line that warns.
    """
    pooled, apart, others = [], [], []
    for seed in SEEDS:
        arrays, rows = read(seed)
        segment = arrays.segment[rows.account]
        for name in (*USAGE, "tickets", "exec_meeting_days", "days_overdue", "csm_pulse"):
            whole = auc_of(arrays, rows, name)
            cube = arrays.values[name]
            health = rows.read(-cube if name in HIGHER_IS_WORSE else cube)
            within = stratified(rows.lost, health, segment)
            if name == "tickets":
                pooled.append(whole)
                apart.append(within)
            else:
                others.append(abs(whole - within))
    assert np.mean(pooled) == pytest.approx(0.51, abs=0.022 * OF_MEANS)
    assert np.mean(apart) == pytest.approx(0.62, abs=0.022 * OF_MEANS)
    assert np.mean(np.subtract(apart, pooled) > 0.05) >= 0.9
    assert max(others) < 0.05


def stratified(lost: np.ndarray, health: np.ndarray, group: np.ndarray) -> float:
    """The mean AUC of the groups, weighted by their pairs of lost and kept."""
    seen = np.isfinite(health)
    total = weight = 0.0
    for name in np.unique(group):
        mine = seen & (group == name)
        pairs = float(lost[mine].sum() * (~lost[mine]).sum())
        if pairs:
            total += pairs * auc(lost[mine], health[mine])
            weight += pairs
    return total / weight


def test_the_pulse_falls_off_a_cliff():
    """AUC(L=0) - AUC(L=3) is .17 (sd .02) for the pulse and at most .085 for licence use.

    .12 is the line that warns: the pulse crosses it nearly always, licence use hardly ever.
    """
    drops = {"csm_pulse": [], "licence_use": []}
    for seed in SEEDS:
        arrays, rows = read(seed)
        at_once = cases(arrays, 0, 3)
        for name, found in drops.items():
            found.append(auc_of(arrays, at_once, name) - auc_of(arrays, rows, name))
    assert np.mean(drops["csm_pulse"]) == pytest.approx(0.17, abs=0.02 * OF_MEANS)
    assert np.mean(drops["licence_use"]) < 0.085
    assert np.mean(np.array(drops["csm_pulse"]) >= 0.12) >= 0.9
    assert np.mean(np.array(drops["licence_use"]) >= 0.12) <= 0.1


def test_the_leak_is_too_good_and_never_moves():
    """The copied CRM field has AUC .95 and does not vary within any account."""
    values = []
    for seed in SEEDS:
        arrays, rows = read(seed, leak=True)
        values.append(auc_of(arrays, rows, "renewal_forecast"))
    table = book(0, leak=True)
    alive = table.snapshots.merge(table.truth[["account_id", "as_of"]])
    assert np.mean(values) == pytest.approx(0.95, abs=0.01)
    assert alive.groupby("account_id")["renewal_forecast"].nunique().max() == 1


def test_drift_and_decline_look_alike_to_a_fixed_cut():
    """Both lift the red share from 15% to about 22%, but only decline lifts churn."""
    red = {"drift": [], "decline": []}
    churn = {"none": [], "drift": [], "decline": []}
    for seed in SEEDS:
        plain, _ = read(seed)
        last_year = expert_score(plain)[:, 24:]
        cut = np.nanquantile(last_year, 0.15)
        churn["none"].append(annual_churn(plain))
        for dial, shares in red.items():
            arrays, _ = read(seed, **{dial: True})
            score = expert_score(arrays)[:, 24:]
            shares.append((score[np.isfinite(score)] <= cut).mean())
            churn[dial].append(annual_churn(arrays))
    assert np.mean(red["drift"]) == pytest.approx(0.22, abs=0.02)
    assert np.mean(red["decline"]) == pytest.approx(0.22, abs=0.02)
    assert churn["drift"] == churn["none"]
    assert 0.008 < np.mean(churn["decline"]) - np.mean(churn["none"]) < 0.018
