"""A normaliser turns a raw value into points, the same way in SQL and in memory."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

import ibis.expr.types as ir
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from scoring.values import Bools, Column, Floats, Ints, Reads, Texts

LIMIT = 1e12
"""No number in a card is larger than this: beyond it a double no longer counts in ones."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-LIMIT, le=LIMIT)]
Points = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=100)]
Label = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+$")]


def refusal(problem: str, fix: str) -> PydanticCustomError:
    """What a part's own check raises: what is wrong with it, and what to do."""
    return PydanticCustomError("refused", "{problem}", {"problem": problem, "fix": fix})


class Part(BaseModel):
    """A piece of a card: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The piece with other values for some of its keys; nothing is checked again."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(copied).model_fields.keys():
            del copied.__dict__[name]  # what was reckoned of the piece as it was
        return copied

    @cached_property
    def written(self) -> str:
        """The piece as one line of JSON: equal pieces have equal lines."""
        return self.model_dump_json()


@dataclass(frozen=True, slots=True)
class Knob:
    """One number of a normaliser that a slider may turn.

    `path` leads to it in the card ("worst", "steps.1.points"); `axis` says whether
    it is a raw value of the measure or points from 0 to 100.
    """

    path: str
    label: str
    value: float
    axis: Literal["value", "points"]


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The rows around a value, as columns.

    The month, whether the account is in the book, and the dimensions that the kind asked
    for by name.
    """

    as_of: ir.Column
    in_book: ir.BooleanColumn
    dimensions: Mapping[str, ir.Column]


@dataclass(frozen=True, slots=True)
class LiveRows:
    """The same as arrays, one entry a row; `month` counts as scoring.values.Month does."""

    month: Ints
    in_book: Bools
    dimensions: Mapping[str, Texts]


class Normaliser(Part, ABC):
    """The two faces of a normaliser; the contract tests hold them together.

    A null stays null on both faces, and every other value gives points from 0 to 100.
    """

    name: ClassVar[str]
    reads: ClassVar[Reads] = "number"
    looks_around: ClassVar[bool] = False
    """Whether the rule needs `express_among` and `apply_among`: the other rows of the month."""

    @classmethod
    @abstractmethod
    def examples(cls) -> tuple[Self, ...]:
        """A few sound ones, typical and odd; the contract tests hold every kind to them."""

    @abstractmethod
    def express(self, value: ir.Value) -> ir.Value:
        """Points as a column expression over a column of raw values; null stays null."""

    @abstractmethod
    def apply(self, values: Column) -> Floats:
        """Points as an array of shape (rows,); NaN (or code -1) gives NaN."""

    @abstractmethod
    def knobs(self) -> tuple[Knob, ...]:
        """The numbers a person may turn, in reading order."""

    @abstractmethod
    def in_words(self) -> str:
        """The rule as one plain sentence without a full stop."""

    def express_among(self, value: ir.Value, rows: PlanRows) -> ir.Value:
        """`express` for kinds that look at the other rows too."""
        del rows  # a plain rule looks at the value alone
        return self.express(value)

    def apply_among(self, values: Column, rows: LiveRows) -> Floats:
        """`apply` for kinds that look at the other rows too."""
        del rows  # a plain rule looks at the value alone
        return self.apply(values)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions of an account that the rule looks at."""
        return ()

    def turned(self, path: str, number: float) -> Normaliser:
        """A copy with one knob turned. Raises pydantic.ValidationError if it cannot stand there."""
        tree: Any = self.model_dump(by_alias=True)
        node = tree
        *way, last = path.split(".")
        for key in way:
            node = node[int(key)] if isinstance(node, list | tuple) else node[key]
        node[int(last) if isinstance(node, list) else last] = number
        return type(self).model_validate(tree)


def plain(number: float) -> str:
    """A number for a sentence: no trailing zeros, thousands apart."""
    return f"{number:,.6g}" if abs(number) < 1e6 else f"{number:,.0f}"


def pairs_to_rows(raw: object, first: str, second: str) -> object:
    """Let a list of two-item lists stand for a list of mappings; leave anything else alone."""
    if not isinstance(raw, list):
        return raw
    return [
        {first: row[0], second: row[1]} if isinstance(row, list | tuple) and len(row) == 2 else row
        for row in raw
    ]
