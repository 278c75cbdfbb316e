"""A file is what its bytes say, and one that cannot be a table is named before it is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scoring.engine.files import open_file
from scoring.errors import DataError, Finding
from tests.unit.engine.loading import ONE, column, loaded, refused


def fault(path: Path) -> Finding:
    with pytest.raises(DataError, match="the data has 1 fault") as caught:
        open_file(path, "a", path.parent)
    return caught.value.findings[0]


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    return out.getvalue()


def parquet(**columns: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


CONTENTS = {
    "empty": (b"", "the file is empty", None),
    "header only": (b"id,m\n", "a header but no rows", 1),
    "header without line end": (b"id,m", "a header but no rows", 1),
    "header and blank rows": (b"id,m\n\n,\n \n", "a header but no rows", 1),
    "binary": (b"id,m\na\0b,1\n", "a binary file", None),
    "zip": (zipped(), "a ZIP file and no XLSX workbook", None),
    "cut-off Parquet": (parquet(id=["a"], m=[1])[:-20], "Parquet file is damaged", None),
    "noise": (bytes(range(1, 256)) * 9, "a binary file", None),
    "Parquet without rows": (parquet(id=pa.array([], pa.string())), "no rows", None),
    "header twice": (b"id,m,m\na,1,2\n", "names 'm' 2 times", 1),
    "blank header": (b",,\na,1,2\n", "no column names", 1),
    "5,000 columns": (",".join(f"c{i}" for i in range(5000)).encode() + b"\n1", "5,000 col", 1),
    "quote in the header": (b'id,"m\na,1\n', "header row cannot be read", 1),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_that_is_no_table_is_named(name: str, tmp_path: Path) -> None:
    """Each kind of wrong file has its own sentence, a fix, and a line where there is one."""
    content, problem, line = CONTENTS[name]
    (tmp_path / "a.csv").write_bytes(content)
    found = fault(tmp_path / "a.csv")
    assert problem in found.problem
    assert found.line == line
    assert found.fix
    assert found.place == "file 'a'"


def test_a_path_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    """A missing file, a folder and a name no disk allows are findings."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (tmp_path / "none.csv", tmp_path, tmp_path / "loop"):
        assert "there is no file" in fault(path).problem
    assert "too long" in fault(tmp_path / ("x" * 300)).problem


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    """A file saved by Excel as 'CSV UTF-8' has a first column of the plain name."""
    assert loaded(tmp_path, a=b"\xef\xbb\xbfid,m\na,1\n").catalogue.accounts == 1


def test_a_column_without_a_name_gets_one(tmp_path: Path) -> None:
    """The second column, left unnamed, can be called by its place."""
    source = ONE.replace("[m]", "['(column 2)']")
    assert loaded(tmp_path, source, a="id,\na,1\n").catalogue.measure("(column 2)") is not None


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_sort_of_line_end_is_read(tmp_path: Path, ends: str) -> None:
    """Unix, Windows and old Macintosh files hold the same rows."""
    data = loaded(tmp_path, a=ends.join(["id,m", "a,1", "b,2", ""]))
    assert column(data, "SELECT m FROM snapshots ORDER BY account_id") == [1.0, 2.0]


@pytest.mark.parametrize("codec", ["utf-32", "utf-32-le", "utf-32-be", "utf-16", "utf-16-be"])
def test_letters_of_two_or_four_bytes_are_read(codec: str, tmp_path: Path) -> None:
    """With a byte order mark or without one, stated or not."""
    content = "id,m\né,1\nß,2\n".encode(codec)
    query = "SELECT account_id FROM accounts ORDER BY 1"
    assert column(loaded(tmp_path, a=content), query) == ["ß", "é"]
    told = ONE.replace("{path: a.csv}", f"{{path: a.csv, csv: {{encoding: {codec[:6]}}}}}")
    assert column(loaded(tmp_path, told, a=content), query) == ["ß", "é"]


@pytest.mark.parametrize("codec", ["koi8-r", "cp1253", "shift-jis", "gbk", "mac-roman"])
def test_an_encoding_is_guessed_and_noted_or_stated(codec: str, tmp_path: Path) -> None:
    """What was guessed is said with the way to state it; what is stated needs no word."""
    words = {"koi8-r": "Копыта", "cp1253": "Αθήνα", "shift-jis": "東京", "gbk": "北京"}
    name = words.get(codec, "Zürich")
    content = f"id,m\n{name},1\n".encode(codec)
    data = loaded(tmp_path, a=content)
    assert column(data, "SELECT account_id FROM accounts") == [name]
    assert [(f.kind, codec in f.problem) for f in data.findings] == [("encoding", True)]
    told = ONE.replace("{path: a.csv}", f"{{path: a.csv, csv: {{encoding: {codec}}}}}")
    data = loaded(tmp_path, told, a=content)
    assert column(data, "SELECT account_id FROM accounts") == [name]
    assert data.findings == ()


STATED = {
    "cp1250": "Łódź Żółć", "cp1254": "İstanbul Ağ", "cp1255": "חברה", "cp1256": "شركة",
    "cp1257": "Šķēde", "cp874": "บริษัท", "cp850": "Müller", "big5": "臺灣公司",
    "euc-jp": "株式会社", "euc-kr": "한국회사",
}  # fmt: skip


@pytest.mark.parametrize("codec", STATED)
def test_an_encoding_that_is_never_guessed_can_be_stated(codec: str, tmp_path: Path) -> None:
    """Whoever is told that it was read as another one can say which it is."""
    name = STATED[codec]
    told = ONE.replace("{path: a.csv}", f"{{path: a.csv, csv: {{encoding: {codec}}}}}")
    data = loaded(tmp_path, told, a=f"id,m\n{name},1\n".encode(codec))
    assert column(data, "SELECT account_id FROM accounts") == [name]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_read_off_the_header(tmp_path: Path, mark: str) -> None:
    """The most frequent mark counts, but not where it stands inside a quoted name."""
    text = f'"a,b,c,d|e|f|g;h;i;j"{mark}id{mark}m\nx{mark}k{mark}1\n'
    assert column(loaded(tmp_path, a=text), "SELECT account_id FROM accounts") == ["k"]


def test_a_stated_delimiter_wins(tmp_path: Path) -> None:
    """What the source file says is not guessed."""
    source = ONE.replace("a.csv}", "a.csv, csv: {delimiter: ';'}}")
    data = loaded(tmp_path, source, a="id;m;x,y,z,u\na;1;2\n")
    assert column(data, "SELECT m FROM snapshots") == [1.0]


@pytest.mark.parametrize("above", ['"A title of\ntwo lines"\n', '"And ""so"" on\n"\n\n', ""])
def test_lines_in_a_cell_behind_a_byte_order_mark_make_no_row(above: str, tmp_path: Path) -> None:
    """The names stand in the row below, or are that cell: they are no customer."""
    first = "id" if above else "the\nid"
    source = ONE if above else ONE.replace("id: id", f"id: {first!r}".replace("'", '"'))
    data = loaded(tmp_path, source, a=f'\ufeff{above}"{first}",m\na,1\nb,2\n')
    rows = data.session.rows("SELECT account_id, m FROM snapshots ORDER BY 1")
    assert rows == [("a", 1.0), ("b", 2.0)]


def test_a_name_over_two_lines_costs_no_row(tmp_path: Path) -> None:
    """A header with a line end inside quotes is one row, and the first account stays."""
    source = ONE.replace("[m]", '["m\\nx"]')
    data = loaded(tmp_path, source, a='id,"m\nx"\na,1\nb,zz\nc,3\n')
    assert column(data, "SELECT account_id FROM accounts") == ["a", "b", "c"]
    assert [f.line for f in data.findings] == [4]


@pytest.mark.parametrize(
    "name", ["a[1].csv", "a*.csv", "a?.csv", "a.csv.gz", "a'b.csv", "a\\b.csv"]
)
def test_a_name_is_a_name_and_not_a_pattern(tmp_path: Path, name: str) -> None:
    """Marks that mean something to a shell or a database are letters here."""
    for other in ("a1.csv", "ab.csv"):
        (tmp_path / other).write_text("id,m\nwrong,1\n", encoding="utf-8")
    (tmp_path / name).write_text("id,m\nright,1\n", encoding="utf-8")
    quoted = "'" + name.replace("'", "''") + "'"
    data = loaded(tmp_path, ONE.replace("a.csv", quoted))
    assert column(data, "SELECT account_id FROM accounts") == ["right"]


def test_the_kind_is_read_from_the_bytes_and_not_the_name(tmp_path: Path) -> None:
    """Parquet called .csv is Parquet."""
    pd.DataFrame({"id": ["a"], "m": [1.5]}).to_parquet(tmp_path / "a.csv")
    assert column(loaded(tmp_path), "SELECT m FROM snapshots") == [1.5]


def test_a_path_may_lead_up_and_through_a_link(tmp_path: Path) -> None:
    """A person at the command line may keep the data beside the sources."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "true.csv").write_text("id,m\na,1\n", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "true.csv")
    data = loaded(tmp_path / "deep", ONE.replace("a.csv", "../link.csv"))
    assert data.catalogue.accounts == 1


def test_bytes_that_are_no_text_are_found_far_down(tmp_path: Path) -> None:
    """Beyond the part that is looked at first, the line is still named."""
    rows = b"".join(b"k%d,1\n" % i for i in range(150_000))
    (found,) = refused(tmp_path, a=b"id,m\n" + rows + b"caf\xe9,5\n")
    assert (found.line, found.problem) == (150_002, "this is not UTF-8 text")


def test_thousands_by_points_are_asked_about_and_read_as_stated(tmp_path: Path) -> None:
    """Of 1.000 between semicolons nobody knows whether it is a thousand until it is stated."""
    rows = "id;m\na;1.000\nb;2.234\nc;3.468\n"
    (found,) = refused(tmp_path, a=rows)
    assert (found.kind, "1.000" in found.problem) == ("undecided_numbers", True)
    stated = ONE.replace("{path: a.csv}", "{path: a.csv, csv: {decimal: '%s'}}")
    query = "SELECT m FROM snapshots ORDER BY account_id"
    assert column(loaded(tmp_path, stated % ",", a=rows), query) == [1000, 2234, 3468]
    assert column(loaded(tmp_path, stated % ".", a=rows), query) == [1.0, 2.234, 3.468]
    plain = rows.replace(";", ",")
    assert column(loaded(tmp_path, a=plain), query) == [1.0, 2.234, 3.468]


MONEY = ONE.replace("id: id", "id: id, arr: {column: mrr, times: 12}")


@pytest.mark.parametrize("between", [";", "\t"])
def test_one_number_that_may_be_a_thousand_is_asked_about(between: str, tmp_path: Path) -> None:
    """Among 450 and 980 nobody means 1.234 for a little more than one without saying so."""
    rows = "id;mrr;m\nA;450;40\nB;1.234;60\nC;720;50\n".replace(";", between)
    (found,) = refused(tmp_path, MONEY, a=rows)
    assert (found.kind, "1.234" in found.problem) == ("undecided_numbers", True)
    stated = MONEY.replace("{path: a.csv}", "{path: a.csv, csv: {decimal: ','}}")
    data = loaded(tmp_path, stated, a=rows)
    assert column(data, "SELECT arr FROM accounts WHERE account_id = 'B'") == [1234 * 12]


def test_a_point_beside_commas_between_cells_is_one_of_decimals(tmp_path: Path) -> None:
    """Whoever groups thousands by points writes decimals with a comma, and cells with another."""
    data = loaded(tmp_path, MONEY, a="id,mrr,m\nA,450,40\nB,1.234,60\nC,720,50\n")
    assert column(data, "SELECT arr FROM accounts WHERE account_id = 'B'") == [1.234 * 12]


@pytest.mark.parametrize("cell", ["1.234", "-12.500", "1.000"])
def test_such_a_number_far_down_is_told_and_not_divided(cell: str, tmp_path: Path) -> None:
    """Fifty thousand whole numbers are not all looked at before they are read."""
    numbers = [f"k{i};{i % 900}" for i in range(50_000)]
    numbers[30_000] = f"k30000;{cell}"
    data = loaded(tmp_path, a="\n".join(["id;m", *numbers, ""]))
    assert column(data, "SELECT m FROM snapshots WHERE account_id = 'k30000'") == [None]
    (odd,) = [f for f in data.findings if f.kind == "unreadable_number"]
    assert (odd.count, odd.examples) == (1, (f"row 30001: '{cell}'",))
    assert "`decimal`" in odd.fix
