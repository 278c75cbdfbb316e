"""Conditions over the columns of a row, in the same closed vocabulary as in cards."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from scoring.kinds.condition import TESTS, Values, Yes, limit_of, stop_unclear
from scoring.kinds.normaliser import Number, Part

ColumnName = Annotated[str, Field(min_length=1, max_length=500)]

_FIX = f"write column with one of {', '.join(TESTS)}; or all, any or not"


class RowCondition(Part):
    """One comparison of one column of a row, or a combination of conditions.

    The same closed vocabulary as in cards. On an empty cell only `missing` holds. The fields
    stand here again because their order, the subject first, is the order of writing.
    """

    column: ColumnName | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    more_than: Number | None = None
    less_than: Number | None = None
    among: Values | None = Field(default=None, alias="is")
    not_among: Values | None = Field(default=None, alias="is_not")
    missing: Yes | None = None
    present: Yes | None = None
    all_of: tuple[RowCondition, ...] | None = Field(
        default=None, alias="all", min_length=1, max_length=20
    )
    any_of: tuple[RowCondition, ...] | None = Field(
        default=None, alias="any", min_length=1, max_length=20
    )
    negated: RowCondition | None = Field(default=None, alias="not")

    @model_validator(mode="after")
    def _is_one_sentence(self) -> Self:
        stop_unclear(self, ("column",), "column", _FIX)
        return self

    @property
    def parts(self) -> tuple[RowCondition, ...]:
        """The conditions of a combination."""
        return self.all_of or self.any_of or ((self.negated,) if self.negated else ())

    @property
    def limit(self) -> tuple[str, float] | None:
        """The comparison with a number, if this is one."""
        return limit_of(self)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is compared, in reading order, each once."""
        own = (self.column,) if self.column else ()
        return tuple(dict.fromkeys([*own, *(c for part in self.parts for c in part.columns)]))
