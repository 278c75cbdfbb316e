"""Time a cutoff moved in explainerdashboard: `python explainer.py CASES.npz` prints JSON.

The file holds `points` (cases, metrics), `lost` (cases,) and `cuts` (moves,), shares of one. What
is timed is what its page of model statistics makes anew for a cutoff: the metrics and six plots.
The answer has the median CPU milliseconds of a move, the version, and the cases it counted.
"""

from __future__ import annotations

import importlib.metadata
import json
import statistics
import sys
import time

import numpy as np
import pandas as pd
from explainerdashboard import ClassifierExplainer
from sklearn.linear_model import LogisticRegression

PLOTS = (
    "plot_precision",
    "plot_confusion_matrix",
    "plot_classification",
    "plot_roc_auc",
    "plot_pr_auc",
    "plot_lift_curve",
)


def main(path: str) -> None:
    """Fit a model on the points, then move its cutoff."""
    given = np.load(path)
    cases = pd.DataFrame(
        given["points"], columns=[f"m{i}" for i in range(given["points"].shape[1])]
    )
    lost = pd.Series(given["lost"].astype(int))
    model = LogisticRegression(max_iter=200).fit(cases, lost)
    explained, spent, counted = ClassifierExplainer(model, cases, lost), [], 0
    for cut in given["cuts"].tolist():
        began = time.process_time()
        explained.metrics(cutoff=cut)
        for name in PLOTS:
            getattr(explained, name)(cutoff=cut)
        spent.append((time.process_time() - began) * 1000)
        counted = len(explained.y)
    version = importlib.metadata.version("explainerdashboard")
    print(json.dumps({"ms": statistics.median(spent), "version": version, "sum": counted}))


if __name__ == "__main__":
    main(sys.argv[1])
