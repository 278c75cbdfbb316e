"""Hostile DuckDB files, bundles and links: other people's code, lies about sizes, bombs."""

from __future__ import annotations

import io
import json
import tempfile
import zlib
from pathlib import Path

import duckdb

from scoring.errors import BellwetherError
from scoring.spec.link import decode
from scoring.workbench.bundling import open_bundle
from tests.faults.hostile.case import Case, Kind
from tests.faults.hostile.data_reading import read_data
from tests.fuzz import bundles, links
from tests.fuzz.links import packed
from tests.fuzz.spoiling import parts_of, zipped
from tests.unit.spec.samples import raw_card

BOOK = (
    "SELECT 'a' AS id, 'A' AS name, DATE '2024-01-31' AS month, 1.0 AS arr, 5.0 AS usage,"
    " 'p' AS plan"
)


def database(*statements: str) -> bytes:
    """A DuckDB file that these statements made."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.duckdb"
        with duckdb.connect(str(path)) as base:
            for statement in statements:
                base.execute(statement)
        return path.read_bytes()


def changed(at: int, to: bytes) -> bytes:
    made = bytearray(database(f"CREATE TABLE book AS {BOOK}"))
    made[at : at + len(to)] = to
    return bytes(made)


READ = "read 1 rows, names ['A'], number 5 to 5"
CLOSED = "error: file 'a': this DuckDB file cannot be opened ("
_DATABASES = {
    "one table": Case(lambda: database(f"CREATE TABLE book AS {BOOK}"), READ),
    "a view of a file": Case(
        lambda: database("CREATE VIEW book AS SELECT * FROM read_text('/etc/passwd')"),
        "error: file 'a': the DuckDB file has 0 tables",
    ),
    "a table and a view": Case(
        lambda: database(
            f"CREATE TABLE book AS {BOOK}",
            "CREATE VIEW other AS SELECT file AS id FROM glob('/etc/*')",
        ),
        READ,
    ),
    "a macro of a name we use": Case(
        lambda: database(f"CREATE TABLE book AS {BOOK}", "CREATE MACRO trim(x) AS 'taken over'"),
        READ,
    ),
    "a macro of a table": Case(
        lambda: database(
            f"CREATE TABLE book AS {BOOK}",
            "CREATE MACRO duckdb_tables() AS TABLE SELECT 'x' AS table_name",
        ),
        READ,
    ),
    "a default that runs": Case(
        lambda: database("CREATE SEQUENCE s", "CREATE TABLE book (id INT DEFAULT nextval('s'))"),
        "error: file 'a': ",
    ),
    "a column that is computed": Case(
        lambda: database(
            "CREATE TABLE book (id VARCHAR, name VARCHAR AS (upper(id)), month DATE, arr DOUBLE,"
            " usage DOUBLE, plan VARCHAR)",
            "INSERT INTO book VALUES ('a', DATE '2024-01-31', 1, 5, 'p')",
        ),
        READ,
    ),
    "a table named by SQL": Case(
        lambda: database(f'CREATE TABLE "x""; DROP TABLE y; --" AS {BOOK}'), READ
    ),
    "a schema named by SQL": Case(
        lambda: database('CREATE SCHEMA "a"".b"', f'CREATE TABLE "a"".b"."c.d" AS {BOOK}'), READ
    ),
    "two tables": Case(
        lambda: database(f"CREATE TABLE book AS {BOOK}", "CREATE TABLE other AS SELECT 1 AS id"),
        "error: file 'a': the DuckDB file has 2 tables. Fix: state `table`: 'book', 'other'",
    ),
    "another version": Case(lambda: changed(12, b"\xff\xff\xff\x7f"), CLOSED),
    "a wrong sum": Case(lambda: changed(12288, b"\xff" * 8), "error: file 'a': "),
    "its letters alone": Case(lambda: bytes(8) + b"DUCK" + bytes(100), CLOSED),
    "cut short": Case(lambda: database(f"CREATE TABLE book AS {BOOK}")[:9000], CLOSED),
}


def read_bundle(case: Case) -> str:
    content = case.make()
    try:
        bundle = open_bundle(io.BytesIO(content), len(content))
    except BellwetherError as error:
        return f"{error.problem}"
    return f"read {bundle.card.name}"


def bundle(name: str, content: bytes | None, whole: bool = True) -> bytes:
    """The sound bundle with one part in place of its own; `whole` lists it as it is."""
    parts = parts_of(bundles.seeds()[0])
    if content is None:
        del parts[name]
    else:
        parts[name] = content
    made = zipped(parts)
    return bundles.listed_anew(made) if whole else made


def manifest(**said: object) -> bytes:
    parts = parts_of(bundles.seeds()[0])
    told = json.loads(parts["manifest.json"]) | said
    return zipped(parts | {"manifest.json": json.dumps(told).encode()})


NONE = "no bundle"
_BUNDLES = {
    "as it was written": Case(lambda: bundles.seeds()[0], "read Sample"),
    "a part that leads out": Case(
        lambda: bundle("../x", b""), "it has a part '../x', which no bundle has"
    ),
    "data that lead out": Case(lambda: bundle("data/../../x", b""), "which no bundle has"),
    "an absolute part": Case(lambda: bundle("/etc/passwd", b""), "which no bundle has"),
    "a part of Windows": Case(lambda: bundle("data/C:x", b""), "which no bundle has"),
    "a script": Case(lambda: bundle("run.py", b"import os"), "which no bundle has"),
    "no card": Case(lambda: bundle("card.yaml", None), "it has no card.yaml"),
    "no manifest": Case(
        lambda: bundle("manifest.json", None, whole=False), "it has no manifest.json"
    ),
    "a part that was changed": Case(
        lambda: bundle("data/a.csv", b"id\n", whole=False), "its part 'data/a.csv' was changed"
    ),
    "another card": Case(
        lambda: bundle("card.yaml", json.dumps(raw_card(name="B")).encode()),
        "its card is not the one",
    ),
    "a card of bombs": Case(
        lambda: bundle("card.yaml", b"a: &a [*a]"), "anchors and aliases are not allowed"
    ),
    "a source of another file": Case(
        lambda: bundle("source.yaml", bundles.SOURCE.replace(b"a.csv", b"/etc/passwd")),
        "its data are not the files",
    ),
    "a bomb": Case(
        lambda: bundle("data/b.csv", bytes(60_000_000)),
        "it unpacks to more than 200 times its size",
    ),
    "a manifest of 2 MB": Case(
        lambda: bundle("manifest.json", b" " * (2 << 20), whole=False), "its texts are larger"
    ),
    "a manifest too deep": Case(
        lambda: bundle("manifest.json", b"[" * 90_000, whole=False), "its manifest.json is no JSON"
    ),
    "a link that is none": Case(
        lambda: manifest(link="a<script>"), "its state of the page cannot be read"
    ),
    "a text that ends a line": Case(
        lambda: manifest(data="x\nforged"), "has texts that cannot be shown"
    ),
    "rows below zero": Case(lambda: manifest(rows=-1), "its manifest.json is incomplete"),
    "rows without end": Case(
        lambda: manifest(rows=float("inf")), "its manifest.json is incomplete"
    ),
    "no ZIP file": Case(lambda: b"PK\x03\x04" + bytes(500), "it is no ZIP file, or a damaged one"),
}


def read_link(case: Case) -> str:
    try:
        found = decode(case.make().decode("utf-8", "surrogatepass"))
    except BellwetherError as error:
        return error.problem
    return f"read {found.card.name} {found.data} {dict(found.view)}"


def link(text: str, gives: str) -> Case:
    return Case(lambda: text.encode("utf-8", "surrogatepass"), gives)


def inside(gives: str, **changes: object) -> Case:
    """A link with something else within it."""
    body = {"d": "demo", "v": {}, "c": raw_card()} | changes
    return link(packed(json.dumps(body).encode()), gives)


def bomb() -> str:
    return packed(bytes(11_000_000))


GOOD = links.seeds()[2].decode()
DAMAGED, HOLDS_NONE = "the link is damaged", "the link does not hold a card"
_LINKS = {
    "as it was made": link(GOOD, "read Sample demo"),
    "empty": link("", "the link is empty or too long"),
    "1 MB": link("a" * 1_000_000, "the link is empty or too long"),
    "other letters": link(GOOD[:-1] + "%", "the link holds characters that no link has"),
    "a null": link(GOOD + "\0", "the link holds characters that no link has"),
    "half a character": link("a\ud800", "the link holds characters that no link has"),
    "full-width letters": link("\uff41" + GOOD[1:], "the link holds characters that no link has"),
    "another version": link("b" + GOOD[1:], "the link was made by another version"),
    "cut short": link(GOOD[:-20], DAMAGED),
    "more behind": link(GOOD + "AAAA", DAMAGED),
    "two links": link(GOOD + GOOD, DAMAGED),
    "a bomb of 11 MB": link(bomb(), DAMAGED),
    "a bomb of zlib's own": link("a" + packed(zlib.compress(bytes(9_000_000)))[1:], HOLDS_NONE),
    "no JSON": link(packed(b"<script>"), HOLDS_NONE),
    "a number of 5,000 digits": link(packed(b'{"d": ' + b"9" * 5000 + b"}"), HOLDS_NONE),
    "1e999": link(
        packed(b'{"d":"","v":{},"c":{"version":1e999}}'), "the link's card cannot be used"
    ),
    "not a number": link(packed(b'{"d":"","v":{},"c":{"version":NaN}}'), HOLDS_NONE),
    "10,000 brackets": link(packed(b'{"d":"","v":{},"c":' + b"[" * 10_000), HOLDS_NONE),
    "a key twice": link(
        packed(b'{"d":"","d":"demo","v":{},"c":{}}'), "the link's card cannot be used"
    ),
    "the key of a prototype": inside("read Sample demo {'__proto__': 'x'}", v={"__proto__": "x"}),
    "a prototype of a card": inside(
        "the link's card cannot be used", c=raw_card(__proto__={"a": 1})
    ),
    "a class of a card": inside("the link's card cannot be used", c=raw_card(__class__="x")),
    "a view of lists": inside("the link's view cannot be read", v={"a": ["b"]}),
    "61 keys in a view": inside(
        "the link's view cannot be read", v={str(n): "" for n in range(61)}
    ),
    "data of a path": inside("read Sample ../../etc/passwd", d="../../etc/passwd"),
    "data of a list": inside("the link is incomplete", d=["demo"]),
    "a weight of 1e308": inside(
        "metrics[1].weight: 1e+308 is too large",
        c=raw_card(metrics=[{**raw_card()["metrics"][0], "weight": 1e308}]),
    ),
    "markup in a name": inside(
        "read <script>alert(1)</script>", c=raw_card(name="<script>alert(1)</script>")
    ),
}

KINDS = (
    Kind("duckdb", _DATABASES, read_data),
    Kind("bundle", _BUNDLES, read_bundle),
    Kind("link", _LINKS, read_link),
)
