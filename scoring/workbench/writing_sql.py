"""A card becomes SQL for the engine of one's choice, in the form in which it is to be kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from scoring.plan.compile import compile_plan
from scoring.plan.dialects import DIALECTS
from scoring.plan.models import FORMS, sql_files
from scoring.spec.model import Card
from scoring.workbench.opening import DataSet

SQL_FORMS: Final = FORMS
DIALECT_NAMES: Final = tuple(DIALECTS)
DIALECT_LABELS: Final = {dialect.name: dialect.label for dialect in DIALECTS.values()}
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)


def card_files(
    data: DataSet, card: Card, dialect: str = "duckdb", form: str = "query"
) -> dict[str, str]:
    """The card as SQL of an engine: each path with its text, of a query, a view or a dbt model.

    Raises CommandError for a dialect or a form that there is not.
    """
    plan = compile_plan(card, data.catalogue)
    return sql_files(card, data.catalogue, plan, dialect, form)


def as_one_text(files: Mapping[str, str]) -> str:
    """Several files on one screen, each under its path; a single one is itself."""
    if len(files) == 1:
        return next(iter(files.values()))
    return "\n".join(f"==> {path} <==\n{text}" for path, text in files.items())


def as_archive(files: Mapping[str, str]) -> bytes:
    """The files as a .zip, byte for byte the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path, _BEGINNING), text.encode())
    return out.getvalue()
