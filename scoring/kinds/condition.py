"""A condition is a closed sentence about one account-month, true or false, never code.

Comparisons are combined by all, any and not. A null makes a comparison not hold; only
`missing` holds on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import Annotated, Any, Literal, Self

import ibis
import ibis.expr.types as ir
import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from scoring.kinds.naming import spoken
from scoring.kinds.normaliser import Number, Part, plain, refusal
from scoring.values import Bools, Column, Texts, is_null

Subject = tuple[Literal["measure", "metric", "dimension"], str]
"""What a comparison is about: a raw measure, a metric's value, or a trait of the account."""

SUBJECTS = ("measure", "metric", "dimension")
LIMITS = ("at_least", "at_most", "more_than", "less_than")
TESTS = (*LIMITS, "is", "is_not", "missing", "present")
JOINTS = ("all", "any", "not")

_FIX = (
    "write one of measure, metric, dimension with one of at_least, at_most, more_than, less_than,"
    " is, is_not, missing, present; or all, any or not"
)

Name = Annotated[str, Field(min_length=1, max_length=200)]


def _as_list(raw: object) -> object:
    return raw if isinstance(raw, list | tuple) else [raw]


def _spelled(raw: object) -> object:
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return f"{raw:g}" if isinstance(raw, int | float) else raw


_Spelling = Annotated[str, Field(max_length=200)]
Values = Annotated[
    tuple[Annotated[_Spelling, BeforeValidator(_spelled)], ...],
    BeforeValidator(
        _as_list,
        json_schema_input_type=_Spelling
        | float
        | bool
        | Annotated[list[_Spelling | float | bool], Field(min_length=1, max_length=50)],
    ),
    Field(min_length=1, max_length=50),
]
Yes = Literal[True]


def limit_of(condition: Part) -> tuple[str, float] | None:
    """The comparison with a number that a condition makes, if it makes one."""
    found = ((test, getattr(condition, test)) for test in LIMITS)
    return next(((test, float(n)) for test, n in found if n is not None), None)


def stop_unclear(condition: Part, subjects: tuple[str, ...], noun: str, fix: str) -> None:
    """Refuse what is neither one comparison of one subject nor one combination."""
    written = condition.model_dump(by_alias=True, exclude_none=True)
    about, tests = _among(written, subjects), _among(written, TESTS)
    joints = _among(written, JOINTS)
    if joints and (len(joints) > 1 or about or tests):
        raise refusal("a combination stands alone", fix)
    if not joints and (len(about) != 1 or len(tests) != 1):
        raise refusal(f"a comparison has one {noun} and one test", fix)


class Condition(Part):
    """One comparison of one subject, or a combination of conditions."""

    measure: Name | None = None
    metric: Name | None = None
    dimension: Name | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    more_than: Number | None = None
    less_than: Number | None = None
    among: Values | None = Field(default=None, alias="is")
    not_among: Values | None = Field(default=None, alias="is_not")
    missing: Yes | None = None
    present: Yes | None = None
    all_of: tuple[Condition, ...] | None = Field(
        default=None, alias="all", min_length=1, max_length=20
    )
    any_of: tuple[Condition, ...] | None = Field(
        default=None, alias="any", min_length=1, max_length=20
    )
    negated: Condition | None = Field(default=None, alias="not")

    @model_validator(mode="after")
    def _is_one_sentence(self) -> Self:
        stop_unclear(self, SUBJECTS, "subject", _FIX)
        if self.dimension is not None and self.limit is not None:
            raise refusal("a dimension is text and has no size", _FIX)
        return self

    @property
    def subject(self) -> Subject | None:
        """What a comparison is about; None for a combination."""
        if self.measure is not None:
            return "measure", self.measure
        if self.metric is not None:
            return "metric", self.metric
        return None if self.dimension is None else ("dimension", self.dimension)

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions of a combination."""
        return self.all_of or self.any_of or ((self.negated,) if self.negated else ())

    @property
    def limit(self) -> tuple[str, float] | None:
        """The comparison with a number, if this is one."""
        return limit_of(self)

    def subjects(self) -> Iterator[Subject]:
        """Everything the condition is about, in reading order."""
        if self.subject is not None:
            yield self.subject
        for part in self.parts:
            yield from part.subjects()

    def express(self, columns: Mapping[Subject, ir.Column]) -> ir.BooleanValue:
        """The condition over columns: true or false, never null."""
        if self.negated is not None:
            return ~self.negated.express(columns)
        if self.parts:
            parts = [p.express(columns) for p in self.parts]
            return reduce(lambda a, b: a & b if self.all_of else a | b, parts)
        column = columns[_certain(self.subject)]
        if self.missing or self.present:
            return column.isnull() if self.missing else column.notnull()
        return ibis.cases((column.notnull() & self._test(column), True), else_=False)

    def _test(self, column: ir.Column) -> Any:
        if self.limit is not None:
            return _COMPARE[self.limit[0]](column, self.limit[1])
        texts = column.isin(_values(self.among or self.not_among or (), column.type().is_numeric()))
        return texts if self.among else ~texts

    def apply(self, columns: Mapping[Subject, Column]) -> Bools:
        """The same over arrays, shape (rows,)."""
        if self.negated is not None:
            return np.asarray(~self.negated.apply(columns))
        if self.parts:
            parts = [p.apply(columns) for p in self.parts]
            return np.asarray(np.all(parts, axis=0) if self.all_of else np.any(parts, axis=0))
        column = columns[_certain(self.subject)]
        null = is_null(column)
        if self.missing or self.present:
            return null if self.missing else ~null
        if self.limit is not None:
            numbers = np.asarray(column)
            return np.asarray(_COMPARE[self.limit[0]](numbers, self.limit[1]) & ~null)
        found = _isin(column, self.among or self.not_among or ())
        return np.asarray((found if self.among else ~found) & ~null)

    def in_words(self) -> str:
        """For instance: days overdue at least 30."""
        if self.negated is not None:
            return f"not ({self.negated.in_words()})"
        if self.parts:
            joint = " and " if self.all_of else " or "
            return joint.join(p._in_brackets() for p in self.parts)
        name = spoken(_certain(self.subject)[1])
        if self.missing or self.present:
            return f"{name} {'missing' if self.missing else 'present'}"
        if self.limit is not None:
            return f"{name} {self.limit[0].replace('_', ' ')} {plain(self.limit[1])}"
        verb = "is" if self.among else "is not"
        return f"{name} {verb} {' or '.join(self.among or self.not_among or ())}"

    def _in_brackets(self) -> str:
        words = self.in_words()
        return f"({words})" if self.all_of or self.any_of else words


_COMPARE: Mapping[str, Any] = {
    "at_least": lambda value, limit: value >= limit,
    "at_most": lambda value, limit: value <= limit,
    "more_than": lambda value, limit: value > limit,
    "less_than": lambda value, limit: value < limit,
}


def _among(written: Mapping[str, Any], keys: tuple[str, ...]) -> list[str]:
    return [key for key in keys if key in written]


def _certain(subject: Subject | None) -> Subject:
    if subject is None:
        raise ValueError("a combination has no subject")
    return subject


def _values(values: tuple[str, ...], numeric: bool) -> list[Any]:
    if not numeric:
        return list(values)
    numbers: list[Any] = []
    for value in values:
        try:
            numbers.append(float(value))
        except ValueError:
            continue
    return numbers


def _isin(column: Column, values: tuple[str, ...]) -> Bools:
    if isinstance(column, Texts):
        codes = [i for i, label in enumerate(column.labels) if label in values]
        return np.asarray(np.isin(column.codes, codes))
    return np.asarray(np.isin(column, _values(values, True)))
