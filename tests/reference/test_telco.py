"""Every one of 7,043 customers gets the score that the reference computed with other tools."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.reference.scored_files import (
    TOLERANCE,
    band_sizes,
    expected,
    results,
    score,
    widest_gap,
)

pytestmark = pytest.mark.reference


@pytest.fixture(scope="module")
def telco_a(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    data = reference / "data" / "telco_ibm"
    return score("telco_ibm", "telco_a", data, tmp_path_factory.mktemp("a"))


@pytest.mark.parametrize("engine", ["plan", "kernel"])
def test_every_score_of_the_weighted_card_agrees(
    telco_a: dict[str, Path], reference: Path, engine: str
) -> None:
    """Card A, a line, a map and a falling line, agrees in every row to 1e-9."""
    got = pd.read_csv(telco_a[f"{engine}.csv"], dtype={"account_id": str})
    wanted = expected(reference, "telco_ibm").set_index("id")["telco_A"]
    assert widest_gap(wanted, got.set_index("account_id")["score"]) <= TOLERANCE


def test_the_bands_have_the_sizes_of_the_evaluation(
    telco_a: dict[str, Path], reference: Path
) -> None:
    """1,306 customers are healthy, 1,364 neutral and 4,373 at risk."""
    got = pd.read_csv(telco_a["plan.csv"])["band"].value_counts().to_dict()
    evaluation = results(reference, "telco_ibm")["cards"]["telco_A"]["evaluation"]
    assert got == band_sizes(evaluation)
    assert got == {"Healthy": 1306, "Neutral": 1364, "At-risk": 4373}


def test_both_engines_write_the_same_bytes(telco_a: dict[str, Path]) -> None:
    """SQL and memory lead to the same file."""
    assert telco_a["plan.csv"].read_bytes() == telco_a["kernel.csv"].read_bytes()


@pytest.mark.slow
def test_every_score_of_the_binary_card_agrees(reference: Path, tmp_path: Path) -> None:
    """Card C, five all-or-nothing tests of numbers and words, agrees in rows and bands."""
    outs = score("telco_ibm", "telco_c_binary", reference / "data" / "telco_ibm", tmp_path)
    assert outs["plan.csv"].read_bytes() == outs["kernel.csv"].read_bytes()
    got = pd.read_csv(outs["plan.csv"], dtype={"account_id": str})
    wanted = expected(reference, "telco_ibm").set_index("id")["telco_C_binary"]
    assert widest_gap(wanted, got.set_index("account_id")["score"]) <= TOLERANCE
    evaluation = results(reference, "telco_ibm")["cards"]["telco_C_binary"]["evaluation"]
    assert got["band"].value_counts().to_dict() == band_sizes(evaluation)


@pytest.mark.parametrize("card", ["telco_b", "telco_b_zero", "telco_b_neutral"])
def test_every_score_of_the_ranking_card_agrees(card: str, reference: Path, tmp_path: Path) -> None:
    """Card B, a rank, maps and missing cells, agrees under each policy in rows and bands.

    Ours is their percentile: 100 x (average rank - 1) / (n - 1). They first count six extras
    into one column; a sixth of the weight on each extra is the same sum.
    """
    outs = score("telco_ibm", card, reference / "data" / "telco_ibm", tmp_path)
    assert outs["plan.csv"].read_bytes() == outs["kernel.csv"].read_bytes()
    got = pd.read_csv(outs["plan.csv"], dtype={"account_id": str})
    name = card.replace("_b", "_B")
    wanted = expected(reference, "telco_ibm").set_index("id")[name]
    assert widest_gap(wanted, got.set_index("account_id")["score"]) <= TOLERANCE
    evaluation = results(reference, "telco_ibm")["cards"][name]["evaluation"]
    assert got["band"].value_counts().to_dict() == band_sizes(evaluation)


@pytest.mark.slow
def test_both_engines_write_the_same_parquet(reference: Path, tmp_path: Path) -> None:
    """The Parquet files of the two engines are byte-identical too."""
    data = reference / "data" / "telco_ibm"
    outs = score("telco_ibm", "telco_a", data, tmp_path, endings=("parquet",))
    assert outs["plan.parquet"].read_bytes() == outs["kernel.parquet"].read_bytes()
