"""The command line does one thing a command, says it in one way, and never shows a traceback."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.cli import COMMANDS, main
from scoring.spec.parse import parse_card

CARD = """\
version: 1
name: Test
metrics:
  - {id: use, measure: usage, normaliser: {kind: linear, worst: 0, best: 100}, weight: 3}
  - {id: plan, measure: plan, normaliser: {kind: categories, map: {Pro: 100, Free: 0}}, weight: 1}
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""
SOURCE = """\
version: 1
name: Book
files: {accounts: {path: accounts.csv}, months: {path: months.csv}}
account: {from: accounts, id: id}
snapshots:
  - {from: months, month: month, measures: [usage]}
  - {from: accounts, measures: [plan]}
"""
ACCOUNTS = "id,plan\na,Pro\nb,Free\n=1+1,Pro\n"
MONTHS = "id,month,usage\na,2024-01,10\nb,2024-01,33.3333333333\n=1+1,2024-02,90\na,2024-02,20\n"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a card, a source and two files, in which commands are given."""
    for name, text in {
        "card.yaml": CARD,
        "source.yaml": SOURCE,
        "accounts.csv": ACCOUNTS,
        "months.csv": MONTHS,
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str, str]:
    """Exit status, stdout and stderr of a command."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(words)
        except SystemExit as ended:
            status = int(ended.code or 0)
    assert "Traceback" not in err.getvalue()
    return status, out.getvalue(), err.getvalue()


def score(*words: str, out: str = "out.csv") -> tuple[int, str, str]:
    return run("score", "--source", "source.yaml", "--card", "card.yaml", "--out", out, *words)


# ------------------------------------------------------------------ check


@pytest.mark.usefixtures("book")
def test_a_sound_card_passes() -> None:
    """Status 0 and one line that says so, with data and without."""
    assert run("check", "card.yaml") == (0, "card.yaml: sound\n", "")
    assert run("check", "card.yaml", "--source", "source.yaml") == (0, "card.yaml: sound\n", "")


FIVE = """\
version: 1
name: Test
colour: red
metrics:
  - {id: Use, measure: usage, normaliser: {kind: liner, worst: 0, best: 1}, weight: 3}
  - {id: plan, measure: plan, normaliser: {kind: linear, worst: 1, best: 1}, weight: "1"}
bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]
"""


def test_five_faults_are_five_findings(book: Path) -> None:
    """Status 1, and each fault has its own line with a place and a fix."""
    (book / "bad.yaml").write_text(FIVE, encoding="utf-8")
    status, said, complaints = run("check", "bad.yaml")
    assert (status, complaints) == (1, "")
    *findings, verdict = said.splitlines()
    assert verdict == "bad.yaml: 5 errors"
    assert len(findings) == 5
    assert [re.match(r"error: line (\d)", f).group(1) for f in findings] == list("35566")  # type: ignore[union-attr]
    assert all(" Fix: " in finding for finding in findings)


def test_findings_as_json_can_be_read_by_a_program(book: Path) -> None:
    """Each has place, problem, fix and line; nothing else is printed."""
    (book / "bad.yaml").write_text(FIVE, encoding="utf-8")
    status, said, _ = run("check", "bad.yaml", "--json")
    answer = json.loads(said)
    assert (status, answer["ok"], len(answer["findings"])) == (1, False, 5)
    for finding in answer["findings"]:
        assert {"place", "problem", "fix", "line", "severity"} <= set(finding)
        assert finding["problem"]
        assert finding["fix"]
    status, said, _ = run("check", "card.yaml", "--json")
    assert (status, json.loads(said)) == (0, {"ok": True, "findings": []})


def test_a_card_is_checked_beside_its_data(book: Path) -> None:
    """A measure that the data do not have is found, and so are faults of the data."""
    (book / "bad.yaml").write_text(CARD.replace("usage", "usge"), encoding="utf-8")
    assert run("check", "bad.yaml")[0] == 0
    status, said, _ = run("check", "bad.yaml", "--source", "source.yaml")
    assert status == 1
    assert "did you mean 'usage'?" in said
    (book / "months.csv").write_text("id,month\n", encoding="utf-8")
    status, said, _ = run("check", "card.yaml", "--source", "source.yaml", "--json")
    assert status == 1
    assert json.loads(said)["findings"][0]["place"] == "file 'months'"


# ------------------------------------------------------------------ score

COLUMNS = "account_id,as_of,score,shown,band,coverage,capped_by,variant,points_use,points_plan,card"


def test_scores_are_written_as_csv(book: Path) -> None:
    """The columns, the nine decimals and the one line on stdout are promised to other tools."""
    status, said, complaints = score("--as-of", "all")
    assert (status, complaints) == (0, "")
    assert said == "out.csv: 4 rows, 2024-01 to 2024-02: Bad 3, Good 1\n"
    card = parse_card(CARD).digest
    assert (book / "out.csv").read_text(encoding="utf-8").splitlines() == [
        COLUMNS,
        f"a,2024-01-31,32.500000000,32.5,Bad,1.000000000,,,10.000000000,100.000000000,{card}",
        f"b,2024-01-31,25.000000000,25.0,Bad,1.000000000,,,33.333333333,0.000000000,{card}",
        f"'=1+1,2024-02-29,92.500000000,92.5,Good,1.000000000,,,90.000000000,100.000000000,{card}",
        f"a,2024-02-29,40.000000000,40.0,Bad,1.000000000,,,20.000000000,100.000000000,{card}",
    ]


@pytest.mark.parametrize(
    ("as_of", "rows"), [("latest", 2), ("all", 4), ("2024-01", 2), ("2024-02-11", 2)]
)
def test_months_can_be_chosen(book: Path, as_of: str, rows: int) -> None:
    """The latest, all of them, or one."""
    assert score("--as-of", as_of)[0] == 0
    assert len(pd.read_csv(book / "out.csv")) == rows


@pytest.mark.parametrize("as_of", ["2023-12", "soon", "2024-13", "2024", "", "99999-01"])
def test_a_month_that_is_not_there_is_refused(book: Path, as_of: str) -> None:
    """Nothing is written, and the fix says which months there are."""
    status, said, complaints = score("--as-of", as_of)
    assert (status, said) == (2, "")
    assert "latest or all" in complaints
    assert not (book / "out.csv").exists()


def test_both_engines_write_the_same_files(book: Path) -> None:
    """SQL and memory give the same bytes in both formats."""
    for ending in ("csv", "parquet"):
        for engine in ("plan", "kernel"):
            assert score("--as-of", "all", "--engine", engine, out=f"{engine}.{ending}")[0] == 0
        first, second = (book / f"{engine}.{ending}" for engine in ("plan", "kernel"))
        assert first.read_bytes() == second.read_bytes()


def test_parquet_holds_the_same_rows_with_types(book: Path) -> None:
    """Names stay as they are, dates are dates, numbers are doubles."""
    assert score("--as-of", "all", out="out.PARQUET")[0] == 0
    table = pq.read_table(book / "out.PARQUET")
    assert table.column_names == COLUMNS.split(",")
    types = ["string", "date32[day]", "double", "double", "string", "double", "string", "string"]
    assert [str(t) for t in table.schema.types] == [*types, "double", "double", "string"]
    assert table["account_id"].to_pylist()[2] == "=1+1"


def test_data_may_lie_elsewhere(book: Path) -> None:
    """With --data the paths of the source are looked up in that folder."""
    (book / "other").mkdir()
    for name in ("accounts.csv", "months.csv"):
        (book / name).rename(book / "other" / name)
    status, _, complaints = score()
    assert status == 1
    assert complaints.count("--data DIR") == 2
    assert score("--data", "other")[0] == 0


def test_findings_of_the_data_go_to_stderr(book: Path) -> None:
    """The summary on stdout stays one line."""
    with (book / "months.csv").open("a", encoding="utf-8") as months:
        months.write("nobody,2024-01,5\n")
    status, said, complaints = score()
    assert (status, said.count("\n")) == (0, 1)
    assert complaints.startswith("warning: file 'months': 1 row belongs to 1 account")


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("no/such/folder/out.csv", "cannot be written"),
        (".", "names no file format"),
        ("out", "names no file format"),
        ("out.xls", "names no file format"),
        ("out.cvs", "did you mean '.csv'?"),
        ("x" * 300 + ".csv", "cannot be written"),
    ],
)
@pytest.mark.usefixtures("book")
def test_a_file_that_cannot_be_written_is_refused(out: str, said: str) -> None:
    """A wrong ending, a missing folder and an impossible name are errors of the command."""
    status, _, complaints = score(out=out)
    assert status == 2
    assert said in complaints


def test_a_wrong_ending_is_refused_before_anything_is_read(book: Path) -> None:
    """Nobody waits for the scoring of a large book to be told of a typing error."""
    (book / "accounts.csv").unlink()
    assert "names no file format" in score(out="out.cvs")[2]


@pytest.mark.usefixtures("book")
def test_an_unknown_engine_is_refused() -> None:
    """A guess is offered."""
    status, _, complaints = score("--engine", "kernle")
    assert (status, "did you mean 'kernel'?" in complaints) == (2, True)


@pytest.mark.parametrize("option", ["--source", "--card"])
@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"- 1", b"a: &x 1\nb: *x", b""])
def test_an_input_that_cannot_be_used_is_refused(
    book: Path, option: str, content: bytes | None
) -> None:
    """A missing, binary, wrong, dangerous or empty file gives a sentence with a fix."""
    if content is not None:
        (book / "bad.yaml").write_bytes(content)
    status, said, complaints = score(option, "bad.yaml")
    assert status in (1, 2)
    assert said == ""
    assert " Fix: " in complaints


# ------------------------------------------------------------------ sql, demo, schema


@pytest.mark.usefixtures("book")
def test_the_printed_sql_gives_the_same_scores(book: Path) -> None:
    """Run by DuckDB itself over a table made by hand, the statement agrees with the file."""
    status, text, _ = run("sql", "--source", "source.yaml", "--card", "card.yaml")
    assert status == 0
    assert text.endswith(";\n")
    score("--as-of", "all")
    with duckdb.connect() as database:
        database.execute(
            "CREATE TABLE snapshots AS SELECT id AS account_id, usage, plan,"
            " last_day(CAST(month || '-01' AS DATE)) AS as_of"
            " FROM 'months.csv' JOIN 'accounts.csv' USING (id)"
        )
        rows = database.sql(text).project("account_id, score, band").fetchall()
    with (book / "out.csv").open(encoding="utf-8") as file:
        wanted = {
            (r["account_id"].lstrip("'"), float(r["score"]), r["band"])
            for r in csv.DictReader(file)
        }
    assert {(i, round(s, 9), b) for i, s, b in rows} == wanted


@pytest.mark.usefixtures("book")
def test_an_unknown_dialect_is_refused() -> None:
    """Only what is printed and tested is offered."""
    words = ("--source", "source.yaml", "--card", "card.yaml", "--dialect", "orcale")
    status, _, complaints = run("sql", *words)
    assert (status, "duckdb" in complaints) == (2, True)


def test_a_demo_book_is_written_and_can_be_scored(book: Path, root: Path) -> None:
    """The same words give the same files, and the bundled source reads them."""
    for folder in ("one", "two"):
        status, said, _ = run("demo", "--accounts", "30", "--months", "12", "--out", folder)
        assert (status, said.startswith(f"{folder}: 30 made-up accounts")) == (0, True)
    names = sorted(p.relative_to("one") for p in Path("one").rglob("*.parquet"))
    assert len(names) >= 4
    assert all((Path("one") / n).read_bytes() == (Path("two") / n).read_bytes() for n in names)
    text = (root / "configs" / "sources" / "demo.yaml").read_text(encoding="utf-8")
    (book / "demo.yaml").write_text(text.replace("../../data/demo/", ""), encoding="utf-8")
    card = str(root / "configs" / "cards" / "b2b_saas_starter.yaml")
    words = ["--source", "demo.yaml", "--data", "one", "--card", card, "--out", "demo.csv"]
    assert run("score", *words)[0] == 0


def test_a_demo_book_that_cannot_be_written_is_refused(book: Path) -> None:
    """A file where the folder should be is said."""
    (book / "taken").write_text("", encoding="utf-8")
    status, _, complaints = run("demo", "--accounts", "10", "--months", "12", "--out", "taken")
    assert (status, "cannot be written" in complaints) == (2, True)


def test_the_schema_is_printed_or_written(book: Path) -> None:
    """Both ways give the same JSON."""
    status, said, _ = run("schema")
    assert (status, json.loads(said)["title"]) == (0, "Card")
    assert run("schema", "--out", "schema.json")[0] == 0
    assert (book / "schema.json").read_text(encoding="utf-8") == said
    assert run("schema", "--out", "no/such/schema.json")[0] == 2


# ------------------------------------------------------------------ the line itself


@pytest.mark.parametrize("command", ["sugest", "scor", "CHECK", "тест"])
def test_an_unknown_command_is_refused(command: str) -> None:
    """Status 2, the word itself and a fix that names commands there are."""
    status, said, complaints = run(command, "--help")
    assert (status, said) == (2, "")
    assert f"no command is called '{command}'" in complaints
    assert "did you mean" in complaints or "use one of: alerts, backtest, bench" in complaints


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    """Its help has its sentence and status 0."""
    status, said, complaints = run(command, "--help")
    assert (status, complaints) == (0, "")
    assert COMMANDS[command][2] in " ".join(said.split())


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",)])
def test_without_a_command_the_commands_are_listed(words: tuple[str, ...]) -> None:
    """Nothing and --help give the same list."""
    status, said, _ = run(*words)
    assert status == 0
    assert all(command in said for command in COMMANDS)


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("score",),
        ("score", "--source"),
        ("sql", "--card", "card.yaml"),
        ("demo",),
        ("demo", "--out", "x", "--accounts", "0"),
        ("demo", "--out", "x", "--accounts", "100001"),
        ("demo", "--out", "x", "--months", "²"),
        ("bench", "--accounts", "99"),
        ("bench", "--accounts", "many"),
        ("check", "a", "b"),
        ("schema", "--nonsense"),
        ("--version",),
    ],
)
def test_a_command_that_lacks_something_is_refused(words: tuple[str, ...]) -> None:
    """Status 2 and where to look it up."""
    status, said, complaints = run(*words)
    assert (status, said) == (2, "")
    assert "--help'" in complaints


WORDS = st.one_of(
    st.sampled_from(
        ["check", "score", "sql", "--card", "--source", "--out", "--as-of", "--engine", "--json",
         "--data", "card.yaml", "source.yaml", "out.csv", "kernel", ".", "..", "/", "", "-", "--"]
    ),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12),
)  # fmt: skip


@given(st.lists(WORDS, max_size=9))
@settings(max_examples=150, deadline=None)
def test_no_words_whatever_give_a_traceback(words: list[str]) -> None:
    """Any line ends with status 0, 1 or 2."""
    assert run(*[w for w in words if w not in ("bench", "demo", "schema")])[0] in (0, 1, 2)
