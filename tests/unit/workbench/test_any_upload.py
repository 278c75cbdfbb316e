"""An upload is read as a source's file is, and what nothing decides the visitor says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.errors import DataError
from scoring.spec.data_file import CsvDialect, File
from scoring.workbench import look_at, open_upload, parts_of
from tests.unit.engine import shapes

TODAY = dt.date(2024, 3, 1)
UNCLEAR = b'id,usage,month\na,"1,500",01/02/2024\nb,"2,750",01/02/2024\na,"1,250",01/03/2024\n'


def test_the_guesses_are_there_to_be_shown() -> None:
    """Each carries its evidence, and those that nothing decides say so."""
    profile, roles = look_at(UNCLEAR)
    found = {guess.about: guess.ambiguous for guess in profile.guesses}
    unsure = {"decimal mark": True, "order of dates": True}
    assert found == {"encoding": False, "delimiter": False, **unsure}
    assert (roles.month, profile.column("usage").holds) == ("month", "number")
    assert [g.value for g in profile.guesses if g.about == "order of dates"] == ["01/02/2024"]


def test_an_upload_that_nothing_decides_is_refused_until_it_is_said() -> None:
    """By day first and a decimal comma account a has 1.5 in February and 1.25 in March."""
    _, roles = look_at(UNCLEAR)
    with pytest.raises(DataError, match="can be read in two ways"):
        open_upload(UNCLEAR, "own.csv", roles, today=TODAY)
    said = File(path="any", csv=CsvDialect(date_format="%d/%m/%Y", decimal=","))
    data = open_upload(UNCLEAR, "own.csv", roles, today=TODAY, stated=said)
    sql = "SELECT as_of, usage FROM snapshots WHERE account_id = 'a' ORDER BY 1"
    assert data.loaded.session.rows(sql) == [
        (dt.date(2024, 2, 29), 1.5),
        (dt.date(2024, 3, 31), 1.25),
    ]


def test_the_sheets_and_tables_to_choose_from_are_named(tmp_path: Path) -> None:
    """A file without parts, and one that is broken, have none."""
    assert parts_of(shapes.workbook()) == ("sheet", ("Notes", "Book"))
    assert parts_of(shapes.database(tmp_path)) == ("table", ('Our "book"', "other"))
    assert parts_of(shapes.text()) == ("sheet", ())
    assert parts_of(b"PK\x03\x04 and no more") == ("sheet", ())


def test_a_sheet_is_loaded_by_its_name() -> None:
    """Real dates of a workbook are months without a word from anybody."""
    stated = File(path="any", sheet="Book")
    profile, roles = look_at(shapes.workbook(), stated)
    assert (profile.rows, roles.id, roles.month) == (5, "id", "month")
    data = open_upload(shapes.workbook(), "own.xlsx", roles, today=TODAY, stated=stated)
    assert (data.catalogue.accounts, data.catalogue.rows) == (3, 5)
