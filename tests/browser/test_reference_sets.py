"""Real exports go through the wizard to the scores that other tools computed, row by row."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.desk import PATIENCE_MS, Desk
from tests.reference.scored_files import HERE, TOLERANCE, expected, widest_gap

pytestmark = [pytest.mark.reference, pytest.mark.slow]

SETS = {
    "telco_ibm": (["Telco-Customer-Churn.csv"], "telco_a", "telco_A", 7_043),
    "bank_churn": (["Churn_Modelling.csv"], "bank_a_curve", "bank_A", 10_000),
    "mlc_churn": (["mlc_churn.csv"], "mlc_churn", "mlc_A", 5_000),
    "internet_service_churn": (
        ["internet_service_churn.csv"],
        "internet_service_churn",
        "isp_A",
        72_274,
    ),
}
MONTHLY = ["companies.csv", "usage_monthly.csv", "support_monthly.csv", "billing_monthly.csv"]


def card_text(name: str) -> bytes:
    """The card of the reference; one measure is called as the misspelt header calls it."""
    text = (HERE / f"{name}.card.yaml").read_text(encoding="utf-8")
    return text.replace("measure: remaining_contract", "measure: reamining_contract").encode()


def scored(desk: Desk, folder: Path, names: list[str], card: str, out: Path) -> pd.DataFrame:
    """Drop the files, load what is guessed, open the card, and download every score."""
    desk.open("data")
    desk.drop_all({name: (folder / name).read_bytes() for name in names})
    desk.load()
    desk.turn_to("Share")
    expect(desk.part("card-yaml")).to_be_visible(timeout=PATIENCE_MS)
    desk.drop("card.yaml", card_text(card), "application/yaml")
    desk.warns("is open")
    desk.page.get_by_text("all months", exact=True).click()
    desk.drawn()
    with desk.page.expect_download(timeout=2 * PATIENCE_MS) as waiting:
        desk.click("scores-csv")
    waiting.value.save_as(out)
    return pd.read_csv(out, dtype={"account_id": str})


@pytest.mark.parametrize("name", SETS)
def test_a_snapshot_is_scored_as_the_reference(
    name: str, desk: Desk, reference: Path, tmp_path: Path
) -> None:
    """One file, no word from anybody, and every row agrees to 1e-9."""
    files, card, theirs, rows = SETS[name]
    got = scored(desk, reference / "data" / name, files, card, tmp_path / "scores.csv")
    wanted = expected(reference, name).astype({"id": str}).set_index("id")[theirs]
    assert len(wanted) == rows
    assert widest_gap(wanted, got.set_index("account_id")["score"]) <= TOLERANCE


def test_four_files_are_scored_as_the_reference(
    desk: Desk, reference: Path, tmp_path: Path
) -> None:
    """500 companies and three monthly files: all 5,356 account-months agree to 1e-9."""
    folder = reference / "data" / "saas_health_500"
    got = scored(desk, folder, MONTHLY, "saas_health_500", tmp_path / "scores.csv")
    got["month"] = got["as_of"].str[:7] + "-01"
    keys = ["company_id", "month"]
    wanted = expected(reference, "saas_health_500").set_index(keys)["score"]
    assert len(wanted) == 5_356
    assert len(got) == 5_356
    ours = got.rename(columns={"account_id": "company_id"}).set_index(keys)["score"]
    assert widest_gap(wanted, ours) <= TOLERANCE
