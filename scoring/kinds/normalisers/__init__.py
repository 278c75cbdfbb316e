"""All normalisers: a new one is a file beside this one and a line below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Union

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
else:  # a union made of the registry cannot be written with |
    AnyNormaliser = Annotated[Union[tuple(NORMALISERS)], Field(discriminator="kind")]  # noqa: UP007

__all__ = ["NORMALISERS", "AnyNormaliser"]
