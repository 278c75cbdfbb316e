"""The command's figures over real snapshots are those that other tools computed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reference.scored_files import HERE, ROOT, TOLERANCE, results

pytestmark = pytest.mark.reference


def printed(name: str, card: str, reference: Path, *more: str) -> str:
    """What the command prints of a data set's source and a card."""
    words = ["--source", f"{HERE / name}.source.yaml", "--card", f"{HERE / card}.card.yaml"]
    words += ["--data", str(reference / "data" / name), *more]
    return subprocess.run(
        [sys.executable, "-m", "scoring", "backtest", *words],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    ).stdout


SETS = [
    ("telco_ibm", "telco_a", "telco_A"),
    ("bank_churn", "bank_a_curve", "bank_A"),
    ("mlc_churn", "mlc_churn", "mlc_A"),
]


@pytest.mark.parametrize(("name", "card", "theirs"), SETS)
def test_ranking_power_and_bands_agree(name: str, card: str, theirs: str, reference: Path) -> None:
    """AUC, losses and rows of each band, and its churn rate, to 1e-9."""
    told = json.loads(printed(name, card, reference, "--json"))
    wanted = results(reference, name)["cards"][theirs]["evaluation"]
    assert told["cohort"] == "current"
    assert told["figures"]["ranking_power"]["estimate"] == pytest.approx(
        wanted["auc"], abs=TOLERANCE
    )
    bands = wanted["bands"]["S0"]["bands"]
    for band in told["bands"]:
        row = bands[band["band"]]
        assert (band["cases"], band["lost"]) == (row["n"], row["churned"])
        assert band["rate"]["estimate"] == pytest.approx(row["churn_rate"], abs=TOLERANCE)
        assert [band["rate"]["low"], band["rate"]["high"]] == pytest.approx(
            row["wilson95"], abs=TOLERANCE
        )


def test_a_book_without_a_signal_is_told_so(reference: Path) -> None:
    """RavenStack's measures do not separate, and the text says it in words."""
    words = ["--cohort", "calendar", "--lead", "0", "--horizon", "3", "--tenure", "0"]
    text = printed("ravenstack", "ravenstack", reference, *words)
    assert "These metrics do not separate lost from kept accounts in this data." in text
