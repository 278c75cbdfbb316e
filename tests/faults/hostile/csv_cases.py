"""Hostile CSV files: too wide, too long, never closed, and cells that other programs run."""

from __future__ import annotations

import gzip
import io
import tarfile

from tests.faults.hostile.case import Case, Kind
from tests.faults.hostile.data_reading import month, named, read_data, rows, usage
from tests.unit.engine.bad_contents import LONG

_SHAPES = {
    "100,000 columns": Case(
        lambda: rows("1", header=",".join(f"c{i}" for i in range(100_000))),
        "error: line 1, file 'a': 100,000 columns are more than 2,000",
    ),
    "a cell of 50 MB": Case(
        lambda: named(LONG), "line 2, file 'a': a quote is not closed within 2,000,000 characters"
    ),
    "a name of 50 MB": Case(
        lambda: rows("a", header=LONG), "error: line 1, file 'a': the header row cannot be read"
    ),
    "a line of 50 MB": Case(
        lambda: named(LONG[1:-1]), "line 2, file 'a': a row is longer than 2,000,000 characters"
    ),
    "an unclosed quote": Case(
        lambda: named('"A'), "line 2, file 'a': a quote is opened and not closed"
    ),
    "a quote in the middle": Case(lambda: named('A"B'), "read 2 rows, names ['A\"B', 'B']"),
    "an unclosed quote in the header": Case(
        lambda: rows("a", header='id,"name'),
        "error: line 1, file 'a': the header row cannot be read",
    ),
    "a null": Case(lambda: named("A\0"), "error: file 'a': this is a binary file, not a table"),
    "nothing but nulls": Case(
        lambda: bytes(4096), "error: file 'a': this is a binary file, not a table"
    ),
    "empty": Case(lambda: b"", "error: file 'a': the file is empty"),
    "a byte order mark alone": Case(lambda: b"\xef\xbb\xbf", "error: "),
    "line ends alone": Case(lambda: b"\n" * 100_000, "error: "),
    "commas alone": Case(lambda: b"," * 100_000, "error: "),
    "a row too short": Case(lambda: rows("a,A"), "error: line 2, file 'a': "),
    "a row too long": Case(lambda: rows("a,A,2024-01-31,1,5,p,more"), "error: line 2, file 'a': "),
    "the id twice": Case(
        lambda: rows("a,A,2024-01-31,1,5,p", header="id,id,month,arr,usage,plan"),
        "error: line 1, file 'a': the header names 'id' 2 times",
    ),
    "300,000 empty rows": Case(lambda: rows(*[",,,,,"] * 300_000), "error: "),
    "a name of SQL": Case(
        lambda: rows(
            "a,A,2024-01-31,1,5,p,1",
            header='id,name,month,arr,usage,plan,"""; DROP TABLE accounts; --"',
        ),
        "read 1 rows, names ['A'], number 5 to 5",
    ),
    "a name of a path": Case(
        lambda: rows(
            "a,A,2024-01-31,1,5,p,1", header="id,name,month,arr,usage,plan,../../etc/passwd"
        ),
        "read 1 rows, names ['A'], number 5 to 5",
    ),
    "names of our own": Case(
        lambda: rows(
            "a,A,2024-01-31,1,5,p,1,2,3", header="id,name,month,arr,usage,plan,row_no,c0,account_id"
        ),
        "read 1 rows, names ['A'], number 5 to 5",
    ),
    "names of one spelling": Case(
        lambda: rows("a,A,2024-01-31,1,5,p,1,2", header="id,name,month,arr,usage,plan,Usage,USAGE"),
        "5 to 5",
    ),
    "a name of control characters": Case(
        lambda: rows("a,A,2024-01-31,1,5,p,1", header="id,name,month,arr,usage,plan,x\x1b[31m"),
        "read 1 rows",
    ),
    "a name that turns": Case(
        lambda: rows("a,A,2024-01-31,1,5,p,1", header="id,name,month,arr,usage,plan,\u202eegasu"),
        "read 1 rows",
    ),
    "a blank name": Case(
        lambda: rows("a,A,2024-01-31,1,5,p,1", header="id,name,month,arr,usage,plan,  "),
        "read 1 rows, names ['A'], number 5 to 5",
    ),
    "half a character": Case(lambda: named("\ud800"), "file 'a'"),
    "two encodings": Case(
        lambda: named("é") + "c,ü,2024-01-31,1,7,p\n".encode("latin-1"), "file 'a'"
    ),
    "a title of lines behind a mark": Case(
        lambda: '\ufeff"A title,\nof lines"\n'.encode() + usage("5"),
        "read 2 rows, names ['A', 'B']",
    ),
    "two byte order marks": Case(
        lambda: b"\xef\xbb\xbf" * 2 + usage("5"), "there is no column 'id' (the account id)"
    ),
    "a name with a sign of no width": Case(
        lambda: usage("5").replace(b"usage", b"us\xe2\x80\x8bage"), "there is no column 'usage'"
    ),
    "24,000 months": Case(
        lambda: rows(*(f"a,A,{1000 + i // 12}-{i % 12 + 1:02}-01,1,5,p" for i in range(23_988))),
        "error: snapshots: the rows are dated in 23,988 months from 1000-01 to 2998-12",
    ),
    "a null far down": Case(
        lambda: rows(
            *(f"a{i},A,2024-01-31,1,5,p" for i in range(60_000)), "z,A\0,2024-01-31,1,5,p"
        ),
        "read 60001 rows",
    ),
    "another line end in UTF-16": Case(
        lambda: ("\ufeff" + usage("5").decode().replace("p\nb", "p\r\nb")).encode("utf-16-le"),
        "read 2 rows, names ['A', 'B'], number 5.02 to 6.98",
    ),
    "a row of another program": Case(
        lambda: b"sep=;\n" + rows("a;A;2024-01-31;1;5;p").replace(b",", b";"),
        "read 1 rows, names ['A'], number 5 to 5",
    ),
}

_CELLS = {
    "a formula": Case(lambda: named("=cmd|'/c calc'!A0"), """names ["=cmd|'/c calc'!A0", 'B']"""),
    "a formula with a tab": Case(lambda: named('"\t=1+1"'), "names ['\\t=1+1', 'B']"),
    "markup": Case(
        lambda: named("<script>alert(1)</script>"), "names ['<script>alert(1)</script>', 'B']"
    ),
    "SQL": Case(
        lambda: named("'; DROP TABLE accounts; --"), "names [\"'; DROP TABLE accounts; --\", 'B']"
    ),
    "a letter of Arabic": Case(lambda: named("١٢"), "names ['B', '١٢']"),
}

NUMBERS = {
    "1e400": "1e400", "infinity": "inf", "Infinity": "Infinity", "nan": "nan", "NaN": "NaN",
    "hexadecimal": "0x1F", "an underline": "1_000", "Arabic digits": "\u0661\u0662",
    "full-width": "\uff11\uff12",
    "1,000 nines": "9" * 1000, "a minus of Unicode": "−5", "a formula": "=5", "two points": "1.2.3",
}  # fmt: skip
_NUMBERS = {
    f"number: {name}": Case(
        lambda said=said: usage(said),
        "warning: line 2, file 'a', column 'usage': 1 cell is not a number; read as missing"
        f" (row 1: '{said[:40]}')",
    )
    for name, said in NUMBERS.items()
}

DATES = {
    "year 0": "0000-01-01", "year 1": "0001-01-01", "year 9999": "9999-12-31",
    "year 10000": "10000-01-01", "30 February": "2024-02-30", "month 13": "2024-13-01",
    "a number of Excel": "45322", "seconds since 1970": "1706659200",
    "a second of 60": "2024-01-31 23:59:60", "a negative year": "-2024-01-31",
    "infinity": "infinity", "epoch": "epoch", "now": "now",
    "Arabic digits": "\u0662\u0660\u0662\u0664-\u0660\u0661-\u0663\u0661",
}  # fmt: skip
_DATES = {
    f"date: {name}": Case(
        lambda said=said: month(said),
        f"error: line 2, file 'a', column 'month': 1 cell is not a date (row 1: '{said}')",
    )
    for name, said in DATES.items()
}
_DATES["date: a zone"] = Case(lambda: month("2024-01-31T00:00:00+14:00"), "read 2 rows")


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as made:
        made.addfile(tarfile.TarInfo("../../escaped.csv"), io.BytesIO(b""))
    return out.getvalue()


_PACKED = {
    "gzip bomb": Case(
        lambda: gzip.compress(bytes(60_000_000)),
        "error: file 'a': it unpacks to more than 200 times its size",
    ),
    "gzip in gzip": Case(
        lambda: gzip.compress(gzip.compress(usage("5"))),
        "error: file 'a': the gzip file holds no CSV",
    ),
    "gzip members without end": Case(lambda: gzip.compress(b"") * 200_000, "error: file 'a': "),
    "gzip cut off": Case(
        lambda: gzip.compress(usage("5"))[:-9], "error: file 'a': this gzip file is cut off"
    ),
    "gzip with a wrong sum": Case(
        lambda: gzip.compress(usage("5"))[:-8] + bytes(8),
        "error: file 'a': this gzip file is damaged",
    ),
    "gzip with more behind": Case(
        lambda: gzip.compress(usage("5")) + b"more", "error: file 'a': this gzip"
    ),
    "gzip of a tar": Case(tar, "error: file 'a': this is a binary file, not a table"),
    "gzip header of 10 MB": Case(
        lambda: b"\x1f\x8b\x08\x08" + bytes(6) + b"x" * 10_000_000,
        "error: file 'a': this gzip file is cut off",
    ),
    "other packers": Case(
        lambda: b"\xfd7zXZ\0" + bytes(500), "error: file 'a': this is a binary file, not a table"
    ),
}

KIND = Kind("csv", _SHAPES | _CELLS | _NUMBERS | _DATES | _PACKED, read_data)
