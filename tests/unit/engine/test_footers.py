"""Rows below the last one that are no data are left out, and said; rows of data never are."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring.engine.footers import footer_of
from tests.unit.engine.loading import ONE, column, loaded, refused

HEAD = "id,m,n\na,1,2\nb,2,3\n"
BELOW = '\n\n"All accounts"\n"Copyright (c), a maker of reports. All rights reserved."\n'

FOOTERS = {
    "below an empty row": (BELOW, ["All accounts", "Copyright (c), a maker of reports. All"]),
    "below a padded empty row": (",,\nMade by hand,,\n", ["Made by hand"]),
    "below many empty rows": ("\n" * 1_000 + "Made by hand\n", ["Made by hand"]),
    "below rows of delimiters": (",,\r\n" * 1_000 + "Made by hand,,\r\n", ["Made by hand"]),
    "below more than is read at once": ("\n" * 3_000_000 + "Made by hand", ["Made by hand"]),
    "above many empty rows": ("\nMade by hand\n" + "\n" * 40_000, ["Made by hand"]),
    "in a sentence": ("Copyright (c) by us\n", ["Copyright (c) by us"]),
    "two sentences": ("made by us all\nnot to be shown\n\n", ["made by us all", "not to be shown"]),
    "nothing": ("", []),
    "empty rows alone": ("\n\n\n", []),
    "an id alone": ("c,,\n", []),
    "a row that was cut off": ("c\n", []),
    "a name that was cut off": ("Alder Works\n", []),
    "a cell of several lines": ('c,1,"one\ntwo three four"\n', []),
    "lines within a cell": ('c,1,"one\nas many words as that\nthree"\n', []),
}


@pytest.mark.parametrize("name", FOOTERS)
def test_a_footer_is_told_from_rows_of_data(name: str, tmp_path: Path) -> None:
    """What stands below an empty row, or is a sentence; a short row of data is a fault still."""
    below, texts = FOOTERS[name]
    path = tmp_path / "a.csv"
    path.write_bytes((HEAD + below).encode())
    found = footer_of(path, path.read_text(), ",", '"')
    seen = found.texts if found else ()
    assert [text[: len(said)] for text, said in zip(seen, texts, strict=True)] == texts
    if found:
        assert path.read_bytes()[: found.begins].decode() == HEAD


def test_a_narrow_table_has_no_footer(tmp_path: Path) -> None:
    """Of two columns the second may well be empty."""
    path = tmp_path / "a.csv"
    path.write_text("id,m\na,1\nb,2\n\nc,\n")
    assert footer_of(path, path.read_text(), ",", '"') is None


def test_the_rows_above_a_footer_are_loaded_and_it_is_told(tmp_path: Path) -> None:
    """Two accounts, whose m are 1 and 2; the sign of copyright makes nobody ask for commas."""
    text = HEAD.replace("2,3", "2,1.234") + BELOW.replace("(c)", "©")
    data = loaded(tmp_path, a=text)
    assert column(data, "SELECT m FROM snapshots ORDER BY 1") == [1, 2]
    (found,) = data.findings
    assert (found.kind, found.severity, found.count) == ("rows_after", "note", 2)
    assert found.problem == "the last 2 rows have at most one cell; left out"


def test_a_row_that_was_cut_off_is_a_fault_still(tmp_path: Path) -> None:
    """Half of a row of data is none to leave out in silence."""
    (found,) = refused(tmp_path, ONE, a=HEAD + "Alder Works\n")
    assert found.kind == "uneven_rows"


def test_empty_lines_are_not_taken_for_a_long_row(tmp_path: Path) -> None:
    """Ten million of them between two rows are told as what they are."""
    (found,) = refused(tmp_path, a=HEAD.encode() + b"\n" * 10_000_000 + b"c,3,4\n")
    assert found.problem == "more than 1,048,576 empty lines follow each other"
