"""What is packed comes to no more than its owner may have, each file and all together."""

from __future__ import annotations

import datetime as dt
import gzip
import io
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scoring.engine.load import load
from scoring.engine.places import Dropped, Folder, room_in
from scoring.engine.room import DROPPED, OWN, Room
from scoring.engine.survey import surveyed
from scoring.engine.watch import Watch
from scoring.errors import DataError
from scoring.spec.data_file import File
from scoring.spec.source import parse_source
from scoring.workbench import look_at, open_data
from tests.unit.engine.loading import ONE, TODAY

ROWS = b"id,m\n" + b"".join(b"a%04d,%04d\n" % (i, i) for i in range(200))
"""A header of 5 bytes and 200 rows of 11: 2,205 bytes."""


def one(folder: Path, content: bytes, room: Room) -> int:
    """How many accounts a file holds, for which there is that room."""
    (folder / "a.csv").write_bytes(content)
    return load(parse_source(ONE), folder, today=TODAY, room=room).catalogue.accounts


def workbook(text: str, rows: int) -> bytes:
    """A sheet whose last column holds one text in every row, which the file keeps once."""
    book = openpyxl.Workbook()
    book.active.append(["id", "m", "note"])
    for i in range(rows):
        book.active.append([f"a{i:03}", i, text])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def parquet(text: str, rows: int) -> bytes:
    """The same as Parquet."""
    ids, notes = [f"a{i:03}" for i in range(rows)], [text] * rows
    out = io.BytesIO()
    pq.write_table(pa.table({"id": ids, "m": list(range(rows)), "note": notes}), out)
    return out.getvalue()


def test_a_packed_text_comes_to_no_more_than_there_is_room(tmp_path: Path) -> None:
    """2,205 bytes are read in full where there is room for them, and refused in a byte less."""
    packed = gzip.compress(ROWS)
    assert one(tmp_path, packed, Room(2_205)) == 200
    with pytest.raises(DataError, match="unpacks to more than 2,204 bytes"):
        one(tmp_path, packed, Room(2_204))


def test_what_is_not_packed_needs_no_room(tmp_path: Path) -> None:
    """A plain file is as large as it is."""
    assert one(tmp_path, ROWS, Room(1)) == 200


def test_a_text_that_a_workbook_keeps_once_counts_in_each_cell(tmp_path: Path) -> None:
    """Names of 2 + 1 + 4 letters, then 50 times 4 + 1,000: 50,207, in a file of 6 KB."""
    content = workbook("x" * 1_000, 50)
    assert len(content) < 10_000
    assert one(tmp_path, content, Room(50_207)) == 50
    with pytest.raises(DataError, match="its text comes to more than 50,206 bytes"):
        one(tmp_path, content, Room(50_206))


def test_letters_beyond_ascii_count_by_their_bytes(tmp_path: Path) -> None:
    """As above with 1,000 Chinese signs of three bytes: 7 + 50 times 4 + 3,000 are 150,207."""
    content = workbook("字" * 1_000, 50)
    assert one(tmp_path, content, Room(150_207)) == 50
    with pytest.raises(DataError, match="its text comes to more than 150,206 bytes"):
        one(tmp_path, content, Room(150_206))


def test_so_does_one_of_parquet(tmp_path: Path) -> None:
    """Only the ids are read by the source: 50 times 4 letters are 200."""
    content = parquet("x" * 100, 50)
    assert one(tmp_path, content, Room(2_500)) == 50
    source = ONE.replace("id: id}", "id: id, dimensions: [note]}")
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(DataError, match="its text comes to more than 5,199 bytes"):
        load(parse_source(source), tmp_path, today=TODAY, room=Room(5_199))  # 50 x (4 + 100)
    load(parse_source(source), tmp_path, today=TODAY, room=Room(5_200))


def test_packed_files_share_what_there_is(tmp_path: Path) -> None:
    """Twice 2,205 bytes are 4,410: each has room alone, the second none beside the first."""
    files = {key: File(path=f"{key}.csv") for key in ("a", "b")}
    for file in files.values():
        (tmp_path / file.path).write_bytes(gzip.compress(ROWS))
    for together, read in ((4_410, ["a", "b"]), (4_409, ["a"])):
        with surveyed(files, tmp_path, Watch(), Room(3_000, together)) as (survey, faults):
            assert [seen.key for seen in survey.seen] == read
            said = [fault.problem for fault in faults]
        assert said == (
            ["with it the packed files come to more than 4,409 bytes"] * (2 - len(read))
        )


WIDE = "id,2025-01,2025-02,2025-03\n" + "".join(f"a{i:02},1,2,3\n" for i in range(20))
"""60 rows such as a00,2025-01-01,1 below id,month,m: 11 + 60 x 17 = 1,031 bytes."""


@pytest.mark.parametrize("packed", [False, True])
def test_days_as_rows_share_it_too(tmp_path: Path, packed: bool) -> None:
    """Twice 1,031 bytes are 2,062, and with what two files of gzip hold that much more."""
    files = {key: File(path=f"{key}.csv", days_as_rows="m") for key in ("a", "b")}
    content = gzip.compress(WIDE.encode()) if packed else WIDE.encode()
    for file in files.values():
        (tmp_path / file.path).write_bytes(content)
    whole = 2 * (1_031 + (len(WIDE) if packed else 0))
    for together, read in ((whole, ["a", "b"]), (whole - 1, ["a"])):
        with surveyed(files, tmp_path, Watch(), Room(3_000, together)) as (survey, faults):
            assert [seen.key for seen in survey.seen] == read
        assert len(faults) == 2 - len(read)


def test_days_as_rows_fill_no_more_than_there_is(tmp_path: Path) -> None:
    """3 months of 20 customers, a row each, do not fit into 100 bytes."""
    source = ONE.replace("{path: a.csv}", "{path: a.csv, days_as_rows: m}")
    (tmp_path / "a.csv").write_text(WIDE, encoding="utf-8")
    with pytest.raises(DataError, match="with a row a day it is over 100 bytes"):
        load(parse_source(source), tmp_path, today=TODAY, room=Room(100))


def test_a_visitor_has_less_room_than_the_owner() -> None:
    """What is packed may come to what may be dropped: 100 MiB each and 200 in all, not 1,000 MB."""
    assert room_in(Dropped({})) == DROPPED == Room(100 << 20, 200 << 20)
    assert room_in(Folder(Path())) == OWN == Room(1_000_000_000)


def test_a_dropped_file_is_held_to_it_by_look_and_load() -> None:
    """112 MB of text in some megabytes of gzip are more than the 104.9 MB that may be dropped."""
    row = b"%06d," + b"x" * 104 + b"\n"
    content = gzip.compress(b"id,m\n" + b"".join(row % i for i in range(1_000_000)), 1)
    assert 112_000_000 / 200 < len(content) < 5_000_000
    dropped, said = Dropped({"a.csv": content}), "unpacks to more than 104,857,600 bytes"
    with pytest.raises(DataError, match=said):
        look_at(dropped, [File(path="a.csv")], Watch())
    with pytest.raises(DataError, match=said):
        open_data(parse_source(ONE), dropped, today=dt.date(2026, 1, 1))
