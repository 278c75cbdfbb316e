"""Which bands flag an account: looked up by comparing, as bands are few and rows are many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scoring.spec.model import Card
from scoring.values import Bools


def is_red(band: NDArray[np.int8], card: Card) -> Bools:
    """Whether positions of bands are those that flag; negative ones, without a band, are not.

    It says what `kernel.band_alarms` holds at each position. Any shape.
    """
    red = np.zeros(band.shape, np.bool_)
    for place, alarm in enumerate(card.alarms):
        if alarm:
            red |= band == place
    return red
