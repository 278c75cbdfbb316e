"""Figures that other people printed follow from the counts and flags they printed beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from scoring.backtest.order import Order, worst_first
from scoring.backtest.proportions import proportion
from scoring.backtest.ranking import auc
from scoring.backtest.separation import deciles, worst
from tests.reference.same_figure import same

pytestmark = pytest.mark.reference


@pytest.fixture(scope="module")
def published(reference: Path) -> dict[str, Any]:
    """Figures that other people printed, by their id."""
    text = (reference / "golden" / "published.yaml").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in yaml.safe_load(text)["exact"]}


def labels(confusion: dict[str, int]) -> Order:
    """The flags of a confusion matrix as scores: 0 flagged, 1 not."""
    counts = [confusion[kind] for kind in ("tp", "fn", "fp", "tn")]
    score = np.repeat([0.0, 1.0, 0.0, 1.0], counts)
    return worst_first(score, np.repeat([True, True, False, False], counts))


@pytest.mark.parametrize("name", ["se_jan", "se_feb"])
def test_published_confusions(published: dict[str, Any], name: str) -> None:
    """Precision, recall and lift follow from the printed counts."""
    entry = published[name]
    order = labels(entry["confusion"])
    found = worst(order, entry["confusion"]["tp"] + entry["confusion"]["fp"])
    assert found is not None
    derived = entry["derived"]
    assert same(found.rate, derived["precision"])
    assert same(found.reached, derived["recall"])
    assert same(found.lift, derived["lift"])


def test_published_churn_rates(published: dict[str, Any]) -> None:
    """118 of 2,067 and the three bands of another hand have the printed rates."""
    entry = published["fightchurn_readme_churn_rate"]
    rate = proportion(entry["inputs"]["n_churn"], entry["inputs"]["n_start"]).estimate
    assert rate == pytest.approx(entry["printed"]["churn_rate"], abs=1e-12)
    for band in published["nehijain_bands"]["bands"].values():
        assert same(proportion(band["churned"], band["n"]).estimate, band["rate"])


def test_flags_rank_worse_than_scores(published: dict[str, Any]) -> None:
    """The AUC of hard labels is (recall + specificity) / 2 = .657539, as somebody printed it.

    (180/570 + 1406/1407) / 2: the same model's scores rank at .9187. We rank by the score.
    """
    entry = published["eprofits_maven_hard_labels"]
    area = auc(labels(entry["confusion"]))
    assert area == pytest.approx((180 / 570 + 1406 / 1407) / 2, abs=1e-12)
    assert area == pytest.approx(entry["printed"]["roc_auc_column"], abs=5e-7)


def test_published_top_decile(published: dict[str, Any]) -> None:
    """With every account of the top decile lost the lift is n / losses, the most there is."""
    entry = published["eprofits_top_decile"]
    score = np.arange(float(entry["n"]))
    order = worst_first(score, score < entry["churned"])
    printed = entry["printed"]["top_decile_lift"]
    assert deciles(order)[0].lift == pytest.approx(printed, abs=1e-12)


def test_other_published_confusions(published: dict[str, Any]) -> None:
    """Precision and recall of two more printed matrices, to the printed digits."""
    for name, digits in (("nehijain_logit", 5e-4), ("ravenstack_threshold", 1e-12)):
        entry, counts = published[name]["printed"], published[name]["confusion"]
        precision = proportion(counts["tp"], counts["tp"] + counts["fp"]).estimate
        recall = proportion(counts["tp"], counts["tp"] + counts["fn"]).estimate
        assert precision == pytest.approx(
            entry.get("precision", entry.get("precision_churn")), abs=digits
        )
        assert recall == pytest.approx(entry.get("recall", entry.get("recall_churn")), abs=digits)
