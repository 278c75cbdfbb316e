"""A condition over the columns of a staged file becomes SQL; its values are parameters."""

from __future__ import annotations

from dataclasses import dataclass, field

from scoring.engine.cells import as_number, as_text, numbers_among, spellings, undecided
from scoring.engine.quoting import Sql, statement
from scoring.engine.staging import StagedFile
from scoring.errors import DataError
from scoring.spec.row_condition import RowCondition

_COMPARE = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}


@dataclass(frozen=True, slots=True)
class Holds:
    """Whether a condition holds of a row: an expression that is never null, and its values."""

    sql: Sql = field(default_factory=lambda: Sql("true"))
    values: tuple[object, ...] = ()


def holds(condition: RowCondition | None, file: StagedFile) -> Holds:
    """The condition over the rows of a file; none holds always.

    A comparison with a number reads the cell as a number. `is` compares texts as they are
    written, and numbers as numbers, so that 1 is also 1.0. Raises DataError for a size of
    numbers that can be read in two ways.
    """
    if condition is None:
        return Holds()
    if condition.parts:
        return _combined(condition, [holds(part, file) for part in condition.parts])
    label = condition.column or ""
    text = as_text(file, label, "a condition").sql
    if condition.missing or condition.present:
        empty = "({x}) IS NULL" if condition.missing else "({x}) IS NOT NULL"
        return Holds(statement(empty, x=text))
    reading = as_number(file, label, "a condition")
    number = reading.sql
    if condition.limit is not None:
        unclear = undecided(reading)
        if unclear:
            raise DataError([unclear])
        test, limit = condition.limit
        template = f"coalesce(({{x}}) {_COMPARE[test]} CAST(? AS DOUBLE), false)"
        return Holds(statement(template, x=number), (limit,))
    stated = condition.among or condition.not_among or ()
    words = spellings(file, label, stated)
    template = (
        "coalesce(list_contains(CAST(? AS VARCHAR[]), {t}), false)"
        " OR coalesce(list_contains(CAST(? AS DOUBLE[]), {n}), false)"
    )
    if condition.not_among:
        template = f"({{t}}) IS NOT NULL AND NOT ({template})"
    return Holds(statement(f"({template})", t=text, n=number), (words, numbers_among(stated)))


def _combined(condition: RowCondition, parts: list[Holds]) -> Holds:
    values = tuple(value for part in parts for value in part.values)
    if condition.negated is not None:
        return Holds(statement("(NOT {x})", x=parts[0].sql), values)
    joint = " AND " if condition.all_of else " OR "
    return Holds(statement("({x})", x=Sql(joint.join(part.sql for part in parts))), values)
