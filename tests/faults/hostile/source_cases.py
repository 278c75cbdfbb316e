"""Hostile sources: paths that lead out, names that mean something elsewhere, rings of joins."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from scoring.engine.places import Dropped, Folder, Place
from scoring.engine.standing import Matching, Offered
from scoring.errors import BellwetherError, FindingsError
from scoring.spec.source import parse_source
from scoring.workbench.opening import open_data
from tests.faults.hostile.case import Case, Kind, text
from tests.unit.engine.loading import TODAY

ROWS = b"id,month,m,other\na,2024-01-31,1,x\nb,2024-01-31,2,x\n"


def source(
    path: str = "a.csv", files: str = "", account: str = "", part: str = "", more: str = ""
) -> str:
    """A sound source with something else in one of its places."""
    return f"""version: 1
name: Small
files: {{a: {{path: {path}}}{files}}}
account: {{from: a, id: id{account}}}
snapshots: [{{from: a, month: month, measures: [m]{part}}}]
{more}"""


def laid_out(folder: Path) -> Path:
    """A folder with the file that a source names, and beside it what is nobody's business."""
    (folder / "secret.csv").write_bytes(ROWS)
    inside = folder / "inside"
    (inside / "deep").mkdir(parents=True)
    for name in ("a.csv", "b[1].csv", "deep/a.csv"):
        (inside / name).write_bytes(ROWS)
    os.symlink(inside / "ring", inside / "ring")
    return inside


PLACES: dict[str, Callable[[Path], Place]] = {
    "closed": lambda folder: Folder(folder, closed=True),
    "offered": lambda folder: Offered(Folder(folder)),
    "matching": lambda folder: Offered(Matching(folder, "*.csv")),
    "dropped": lambda _: Dropped({"a.csv": ROWS, "b[1].csv": ROWS}),
}


def read(case: Case) -> str:
    """The faults of a source, or what each place that a visitor has makes of it."""
    said = case.make().decode("utf-8", "surrogateescape")
    try:
        parsed = parse_source(said)
    except FindingsError as error:
        return "\n".join(finding.as_text() for finding in error.findings)[:20_000]
    with tempfile.TemporaryDirectory() as name:
        folder = laid_out(Path(name))
        told = []
        for place in case.more.split() or ["closed"]:
            try:
                data = open_data(parsed, PLACES[place](folder), today=TODAY)
                told.append(f"{place}: read {data.catalogue.rows} rows")
                data.loaded.session.close()
            except FindingsError as error:
                told.append(f"{place}: " + "; ".join(f.as_text() for f in error.findings))
            except BellwetherError as error:
                told.append(f"{place}: {error.problem}")
    refused = all(": error: " in line for line in told)
    return "\n".join([*told, f"refused by all {len(told)} places" if refused else "and read"])


def reaching(path: str, gives: str, places: str = "closed offered matching dropped") -> Case:
    """A case of a path that is tried in every place that a visitor has."""
    return Case(lambda: source(path=path).encode(), gives, places)


OUTSIDE = {
    "up": "../secret.csv", "up and down": "deep/../../secret.csv", "absolute": "/etc/passwd",
    "this process": "/proc/self/environ", "a device": "/dev/zero", "home": "~/.ssh/id_rsa",
    "a variable": "$HOME/.profile", "of Windows": '"..\\\\secret.csv"',
    "a drive": '"C:\\\\boot.ini"',

    "a share": '"\\\\\\\\host\\\\share"', "a URL": "https://localhost/a.csv",
    "S3": "s3://bucket/a.csv",
    "a file URL": "file:///etc/passwd", "a glob": '"*.csv"', "a deep glob": '"**/*.csv"',
    "a class": '"[ab].csv"', "a question": '"?.csv"', "a list in text": '"a.csv,secret.csv"',
    "a ring of links": "ring", "a folder": "deep", "here": ".", "up alone": "..",
    "a query": '"(SELECT 1)"', "a quote": "\"a.csv'); DROP TABLE t; --\"",
    "half encoded": '"%2e%2e/secret.csv"',
    "memory": '":memory:"', "a pipe": '"| cat /etc/passwd"',
}  # fmt: skip
_PATHS = {
    f"path: {name}": reaching(path, "refused by all 4 places") for name, path in OUTSIDE.items()
}
_PATHS["path: a name with brackets"] = reaching(
    '"b[1].csv"',
    "closed: read 2 rows\noffered: read 2 rows\nmatching: read 2 rows\ndropped: read 2",
)
_PATHS["path: below"] = reaching("deep/a.csv", "closed: read 2 rows", "closed")
_PATHS["path: a null"] = text(source(path='"a\\0.csv"'), "files.a.path: ")
_PATHS["path: 501 letters"] = text(source(path="x" * 501), "files.a.path: ")
_PATHS["path: 400 letters"] = reaching(
    "x" * 400, "error: file 'a': the file cannot be opened", "closed"
)
_PATHS["path: none"] = text(source(path='""'), "files.a.path: ")

_NAMES = {
    "a key of a path": text(source(files=", ../b: {path: a.csv}"), "error: line 3, files"),
    "a key with a quote": text(source(files=", 'b\"': {path: a.csv}"), "error: line 3, files"),
    "a key of 41 letters": text(
        source(files=f", {'b' * 41}: {{path: a.csv}}"), "error: line 3, files"
    ),
    "60 files": text(
        source(files="".join(f", f{n}: {{path: a.csv}}" for n in range(60))), "files: "
    ),
    "a file that is not there": text(
        source(part=", id: id").replace("from: a, month", "from: b, month"), "no file is called 'b'"
    ),
    "a ring of joins": text(source(part=", via: {from: a, id: id, account: id}"), "read 2 rows"),
    "a column of SQL": text(
        source(account=", name: 'id\"; DROP TABLE x; --'"), "there is no column"
    ),
    "a column of our own": text(source(account=", name: row_no"), "there is no column 'row_no'"),
    "a measure of SQL": text(
        source().replace("measures: [m]", "measures: [{column: m, name: '\"; DROP TABLE x; --'}]"),
        "read 2 rows",
    ),
    "a measure twice": text(source().replace("[m]", "[m, m]"), "error: line 5, "),
    "the name of a key": text(
        source().replace("[m]", "[{column: m, name: account_id}]"), "read 2 rows"
    ),
    "1,001 measures": text(
        source().replace("[m]", str([f"m{n}" for n in range(1001)])), "measures: "
    ),
    "times without end": text(source(account=", arr: {column: m, times: .inf}"), "times: "),
    "times 1e308": text(
        source(account=", arr: {column: m, times: 1e308}"), "times: 1e+308 is too large"
    ),
    "bounds of nothing": text(
        source().replace("[m]", "[{column: m, at_least: .nan}]"), "at_least: '.nan' is not a number"
    ),
    "a quote that is a letter": text(
        source(path="a.csv, csv: {quote: x}"), "quote: 'x' is not one"
    ),
    "a mark of two letters": text(
        source(path="a.csv, csv: {delimiter: ab}"), "delimiter: 'ab' is not one"
    ),
    "a codec that runs": text(source(path="a.csv, csv: {encoding: unicode_escape}"), "encoding: "),
    "a codec that unpacks": text(source(path="a.csv, csv: {encoding: zlib}"), "encoding: "),
    "a form that formats": text(
        source(path="a.csv, csv: {date_format: '%s%n%Y'}"), "date_format: "
    ),
    "a million rows to skip": text(source(path="a.csv, csv: {skip_rows: 1000000}"), "skip_rows: "),
    "a month of a card": text(source().replace("month: month", "as_of: 2024-13"), "error: "),
    "no such year": text(source().replace("month: month", "as_of: 0000-01"), "error: "),
    "a markup for a currency": text(source(more="currency: <b>"), "read 2 rows"),
    "a long currency": text(source(more="currency: dollars"), "currency: "),
    "version true": text(source().replace("version: 1", "version: true"), "line 1, version: "),
    "unknown keys": text(source(more="sql: SELECT 1"), "unknown key 'sql'"),
    "a merge": text(source(more="<<: {a: 1}"), "merge keys (<<) are not allowed"),
    "empty": text("", "file: the file is empty"),
    "a list": text("- a", "this is not a source file"),
}

KIND = Kind("source", _PATHS | _NAMES, read)
