"""All transforms: a new one is a file beside this one and a line below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from scoring.kinds.transform import Transform
from scoring.kinds.transforms.level import Level
from scoring.kinds.transforms.mean import Mean
from scoring.registry import Registry

TRANSFORMS: Registry[type[Transform]] = Registry(
    "transform",
    [
        Level,
        Mean,
    ],
)

if TYPE_CHECKING:
    AnyTransform = Transform
else:
    AnyTransform = Annotated[Union[tuple(TRANSFORMS)], Field(discriminator="kind")]  # noqa: UP007

__all__ = ["TRANSFORMS", "AnyTransform"]
