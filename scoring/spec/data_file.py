"""A data file as a source names it: where it is, which part of it, how it is written."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from scoring.kinds.normaliser import Part

FilePath = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+$")]
Encoding = Literal[
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "cp1251",
    "latin-1",
    "koi8-r",
    "cp1253",
    "shift-jis",
    "gbk",
    "mac-roman",
    "cp1250",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp874",
    "cp850",
    "big5",
    "euc-jp",
    "euc-kr",
    "iso-2022-jp",
    "utf-7",
]
Delimiter = Literal[",", ";", "\t", "|"]
Mark = Literal[".", ","]


def spelled(raw: object) -> object:
    """A number or a truth value stands for its own spelling."""
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw) if isinstance(raw, int | float) else raw


def _whole_date(form: str) -> str:
    """A form of dates says year and month, and nothing twice."""
    shape = form.replace("%y", "%Y").replace("%b", "%m").replace("%B", "%m")
    parts = re.findall("%(.)", shape)
    known = re.fullmatch(r"(%[dmYHMSp]|[ ./,:T-])+", shape)
    if not known or not {"Y", "m"} <= set(parts) or len(set(parts)) < len(parts):
        problem = "a form of dates has a year, a month and perhaps a day, each once"
        fix = "write a form such as '%d/%m/%Y', '%m/%d/%Y' or '%d.%m.%y'"
        raise PydanticCustomError("date_format", problem, {"fix": fix})
    return form


NullText = Annotated[str, Field(max_length=100), BeforeValidator(spelled)]
DateFormat = Annotated[str, Field(max_length=40), AfterValidator(_whole_date)]


class CsvDialect(Part):
    """How a file is written; what is not stated is read off its first rows.

    A workbook obeys `date_format`, `skip_rows`, `skip_below` and `null_text`.
    """

    delimiter: Delimiter | None = None
    decimal: Mark | None = None
    encoding: Encoding | None = None
    date_format: DateFormat | None = None
    skip_rows: Annotated[int, Field(ge=0, le=1000)] | None = None
    skip_below: Annotated[int, Field(ge=0, le=1000)] | None = None
    null_text: tuple[NullText, ...] | None = Field(default=None, max_length=50)
    quote: Literal['"', "'"] = '"'


class File(Part):
    """One file, by a path relative to the source file."""

    path: FilePath
    csv: CsvDialect | None = None
    sheet: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    table: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    days_as_rows: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    repeats: Literal["keep", "drop"] = "keep"

    @property
    def dialect(self) -> CsvDialect:
        """What is stated of how it is written; nothing, if nothing is."""
        return self.csv or CsvDialect()
