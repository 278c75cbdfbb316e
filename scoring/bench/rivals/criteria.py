"""Time scikit-criteria's weighted sum: `python criteria.py POINTS.npz` prints JSON.

The file holds `points` (accounts, metrics) and `weights` (moves, metrics), shares of one. The
answer has the median CPU milliseconds of a move, the version, and the sum of the last scores.
"""

from __future__ import annotations

import importlib.metadata
import json
import statistics
import sys
import time

import numpy as np
import skcriteria
from skcriteria.agg.simple import WeightedSumModel


def main(path: str) -> None:
    """Weigh the same points anew for each move."""
    given = np.load(path)
    points, spent, total = given["points"], [], 0.0
    for weights in given["weights"]:
        began = time.process_time()
        table = skcriteria.mkdm(points, [max] * points.shape[1], weights=weights)
        total = float(np.sum(WeightedSumModel().evaluate(table).e_.score))
        spent.append((time.process_time() - began) * 1000)
    version = importlib.metadata.version("scikit-criteria")
    print(json.dumps({"ms": statistics.median(spent), "version": version, "sum": total}))


if __name__ == "__main__":
    main(sys.argv[1])
