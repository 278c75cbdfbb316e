"""All transforms: a new one is a file beside this one and a line below."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from scoring.kinds.transform import Transform
from scoring.kinds.transforms.ces import Ces
from scoring.kinds.transforms.change import Change
from scoring.kinds.transforms.consistency import Consistency
from scoring.kinds.transforms.csat import Csat
from scoring.kinds.transforms.highest import Highest
from scoring.kinds.transforms.level import Level
from scoring.kinds.transforms.mean import Mean
from scoring.kinds.transforms.months_since import MonthsSince
from scoring.kinds.transforms.nps import Nps
from scoring.kinds.transforms.per import Per
from scoring.kinds.transforms.rating import Rating
from scoring.kinds.transforms.ratio_to_first import RatioToFirst
from scoring.kinds.transforms.total import Total
from scoring.kinds.transforms.trend import Trend
from scoring.registry import Registry

TRANSFORMS: Registry[type[Transform]] = Registry(
    "transform",
    [
        Level,
        Mean,
        Total,
        Highest,
        Change,
        RatioToFirst,
        Trend,
        Consistency,
        MonthsSince,
        Per,
        Rating,
        Nps,
        Csat,
        Ces,
    ],
)

if TYPE_CHECKING:
    AnyTransform = Transform
else:  # every kind of the registry, whatever it holds
    AnyTransform = Annotated[reduce(or_, TRANSFORMS), Field(discriminator="kind")]

__all__ = ["TRANSFORMS", "AnyTransform"]
