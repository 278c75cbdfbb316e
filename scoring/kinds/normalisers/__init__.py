"""All normalisers: a new one is a file beside this one and a line below."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from scoring.kinds.normaliser import Normaliser
from scoring.kinds.normalisers.categories import Categories
from scoring.kinds.normalisers.curve import Curve
from scoring.kinds.normalisers.linear import Linear
from scoring.kinds.normalisers.percentile import Percentile
from scoring.kinds.normalisers.points import AsPoints
from scoring.kinds.normalisers.steps import Steps
from scoring.kinds.normalisers.threshold import Threshold
from scoring.registry import Registry

NORMALISERS: Registry[type[Normaliser]] = Registry(
    "normaliser",
    [
        Linear,
        Curve,
        Steps,
        Threshold,
        Categories,
        Percentile,
        AsPoints,
    ],
)

if TYPE_CHECKING:
    AnyNormaliser = Normaliser
else:  # every kind of the registry, whatever it holds
    AnyNormaliser = Annotated[reduce(or_, NORMALISERS), Field(discriminator="kind")]

__all__ = ["NORMALISERS", "AnyNormaliser"]
