"""Every month of 500 companies gets the score that the reference computed with other tools."""

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
def scored(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    data = reference / "data" / "saas_health_500"
    return score("saas_health_500", "saas_health_500", data, tmp_path_factory.mktemp("out"))


def read(path: Path) -> pd.DataFrame:
    got = pd.read_csv(path)
    got["month"] = got["as_of"].str[:7] + "-01"
    return got


@pytest.mark.parametrize("engine", ["plan", "kernel"])
def test_every_account_month_agrees(scored: dict[str, Path], reference: Path, engine: str) -> None:
    """All 5,356 account-months, read and transformed from the four files as they are, agree."""
    wanted = expected(reference, "saas_health_500").set_index(["company_id", "month"])["score"]
    got = read(scored[f"{engine}.csv"]).set_index(["account_id", "month"])["score"]
    assert len(wanted) == 5356
    assert widest_gap(wanted, got.rename_axis(wanted.index.names)) <= TOLERANCE


def test_the_bands_of_the_last_months_have_the_sizes_of_the_evaluation(
    scored: dict[str, Path], reference: Path
) -> None:
    """Of each company's last month 233 are healthy, 153 neutral and 114 at risk."""
    last = read(scored["plan.csv"]).sort_values("as_of").groupby("account_id").tail(1)
    evaluation = results(reference, "saas_health_500")["latest_snapshot"]["evaluation"]
    assert last["band"].value_counts().to_dict() == band_sizes(evaluation)


def test_the_published_scores_come_out(scored: dict[str, Path], reference: Path) -> None:
    """Rounded to one decimal, all 500 scores are the ones that were published."""
    published = pd.read_csv(
        reference / "data" / "saas_health_500" / "published_features_health.csv"
    ).set_index("company_id")["health_score"]
    last = read(scored["plan.csv"]).sort_values("as_of").groupby("account_id").tail(1)
    got = last.set_index("account_id")["score"].round(1)
    assert widest_gap(published, got.rename_axis("company_id")) < 1e-9


def test_both_engines_write_the_same_bytes(scored: dict[str, Path]) -> None:
    """SQL and memory lead to the same file, moving averages included."""
    assert scored["plan.csv"].read_bytes() == scored["kernel.csv"].read_bytes()


@pytest.mark.slow
def test_both_engines_write_the_same_parquet(reference: Path, tmp_path: Path) -> None:
    """The Parquet files of the two engines are byte-identical too."""
    data = reference / "data" / "saas_health_500"
    outs = score("saas_health_500", "saas_health_500", data, tmp_path, endings=("parquet",))
    assert outs["plan.parquet"].read_bytes() == outs["kernel.parquet"].read_bytes()
