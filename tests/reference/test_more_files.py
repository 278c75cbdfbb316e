"""Phone, internet and CRM customers get the scores that the reference computed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.reference.scored_files import TOLERANCE, expected, score, widest_gap

pytestmark = pytest.mark.reference

SINGLE = [
    ("mlc_churn", "mlc_churn", "mlc_A", 5_000),
    ("internet_service_churn", "internet_service_churn", "isp_A", 72_274),
    ("internet_service_churn", "internet_service_churn_zero", "isp_A_zero", 72_274),
]
MONTHLY = [("fightchurn_crm5_a", "crm5_A"), ("fightchurn_crm5_b", "crm5_B_per_user")]


@pytest.mark.parametrize(("source", "card", "theirs", "rows"), SINGLE)
def test_every_customer_agrees(
    source: str, card: str, theirs: str, rows: int, reference: Path, tmp_path: Path
) -> None:
    """A map, a rank and 21,572 empty cells that are skipped or count 0 agree to 1e-9."""
    outs = score(source, card, reference / "data" / source, tmp_path)
    assert outs["plan.csv"].read_bytes() == outs["kernel.csv"].read_bytes()
    wanted = expected(reference, source).set_index("id")[theirs]
    assert len(wanted) == rows
    got = pd.read_csv(outs["plan.csv"]).set_index("account_id")["score"]
    assert widest_gap(wanted, got) <= TOLERANCE


@pytest.mark.parametrize(("card", "theirs"), MONTHLY)
def test_every_account_month_agrees(
    card: str, theirs: str, reference: Path, tmp_path: Path
) -> None:
    """Wins are divided by wins + losses, which the source adds up; with neither it is skipped."""
    outs = score("fightchurn_crm5", card, reference / "data" / "fightchurn_crm5", tmp_path)
    assert outs["plan.csv"].read_bytes() == outs["kernel.csv"].read_bytes()
    keys = ["account_id", "month"]
    wanted = expected(reference, "fightchurn_crm5").set_index(keys)[theirs]
    assert len(wanted) == 68_567
    got = pd.read_csv(outs["plan.csv"])
    got["month"] = got["as_of"].str[:7]
    assert widest_gap(wanted, got.set_index(keys)["score"]) <= TOLERANCE
