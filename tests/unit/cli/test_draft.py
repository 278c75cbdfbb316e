"""`draft` makes a source of files, asks what nothing decides, and what it writes can be loaded."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from scoring import workbench
from scoring.spec.parse import parse_card
from scoring.workbench.starting import starting_card
from tests.unit.cli.commands import run

ACCOUNTS = "Acct #,Company,ARR,Churn date\n" + "".join(
    f'A{i:02},Firm {i},"€{i + 1}.000",{"2025-05-01" if i % 5 == 0 else ""}\n' for i in range(30)
)
TICKETS = "Ticket ID,Account ID,Created at\n" + "".join(
    f"T{i},A{i % 30:02},2025-0{i % 6 + 1}-1{i % 7}\n" for i in range(90)
)


def files(folder: Path) -> list[str]:
    """Two exports in a folder of their own."""
    exports = folder / "exports"
    exports.mkdir()
    (exports / "accounts.csv").write_text(ACCOUNTS)
    (exports / "tickets.csv").write_text(TICKETS)
    return [str(exports / "accounts.csv"), str(exports / "tickets.csv")]


def test_what_nothing_decides_is_asked_and_nothing_is_written(tmp_path: Path) -> None:
    """€1.000 may be one euro: the option that says so is named."""
    out = tmp_path / "own.yaml"
    status, _, told = run("draft", *files(tmp_path), "--out", str(out))
    assert (status, out.exists()) == (1, False)
    assert "nothing decides the decimal mark: 30 cells are like €1.000" in told
    assert "say it with --decimal" in told


def test_the_source_that_is_written_scores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its paths are relative to it, wherever it stands; 30 accounts, of whom 6 left."""
    out = tmp_path / "own.yaml"
    status, said, told = run("draft", *files(tmp_path), "--out", str(out), "--decimal", "comma")
    assert (status, said) == (0, f"{out}\n")
    assert "accounts.csv: accounts, 95% sure, as Acct # is different in each" in told
    assert "  churned_on: Churn date (85% sure: it holds dates" in told
    assert "path: exports/accounts.csv" in out.read_text()
    card = tmp_path / "card.yaml"
    card.write_text(
        "version: 1\nname: T\nmetrics:\n  - {id: t, measure: tickets_30d, weight: 1,"
        " normaliser: {kind: linear, worst: 3, best: 0}}\n"
        "bands: [{name: Good, from: 50, tone: good}, {name: Bad, from: 0, tone: bad}]\n"
    )
    monkeypatch.chdir(tmp_path)
    status, said, told = run("check", str(card), "--source", "own.yaml")
    assert (status, "sound" in said) == (0, True)


def test_without_a_place_it_is_printed(tmp_path: Path) -> None:
    """The source to stdout, the guesses to stderr."""
    status, said, told = run("draft", *files(tmp_path), "--decimal", "comma", "--name", "Ours")
    assert status == 0
    assert said.startswith("version: 1\nname: Ours\n")
    assert "tickets.csv: events" in told


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    """As any fault of a file."""
    status, _, told = run("draft", str(tmp_path / "none.csv"))
    assert status
    assert "there is no file 'none.csv'" in told


def test_a_first_card_scores_what_was_drafted(tmp_path: Path) -> None:
    """The card the app would begin with, written beside the source; 24 of 30 have not left."""
    source, card, scores = (str(tmp_path / n) for n in ("own.yaml", "card.yaml", "scores.csv"))
    told = ["--decimal", "comma", "--out", source, "--card", card]
    status, said, _ = run("draft", *files(tmp_path), *told)
    assert (status, said) == (0, f"{source}\n{card}\n")
    data = workbench.open_source(Path(source), None, today=dt.date.today())
    assert parse_card(Path(card).read_text()) == starting_card(data)
    status, said, _ = run("score", "--source", source, "--card", card, "--out", scores)
    assert (status, "24 rows" in said) == (0, True)


def test_a_card_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Its folder is not there: named, and what was drafted is kept."""
    out, card = tmp_path / "own.yaml", tmp_path / "nowhere" / "card.yaml"
    told = ["--decimal", "comma", "--out", str(out), "--card", str(card)]
    status, said, why = run("draft", *files(tmp_path), *told)
    assert (status, said) == (2, f"{out}\n")
    assert f"'{card}' cannot be written" in why


def test_no_file_that_is_looked_at_is_written_over(tmp_path: Path) -> None:
    """By its own name, by a link to it, and by a second name of it."""
    exports = files(tmp_path)
    (tmp_path / "link.yaml").symlink_to(exports[0])
    (tmp_path / "second.yaml").hardlink_to(exports[1])
    for out in (exports[0], str(tmp_path / "link.yaml"), str(tmp_path / "second.yaml")):
        status, said, told = run("draft", *exports, "--decimal", "comma", "--out", out)
        assert (status, said) == (2, "")
        assert "is one of the files that are looked at. Fix: choose another file" in told
        status, said, told = run("draft", *exports, "--decimal", "comma", "--card", out)
        assert (status, "is one of the files" in told) == (2, True)
    assert Path(exports[0]).read_text() == ACCOUNTS
    assert Path(exports[1]).read_text() == TICKETS


@pytest.mark.parametrize("name", [b"a\x1b[31m.csv", b"a\n.csv", b"\xff\xfe.csv"])
def test_a_name_that_no_source_can_hold_is_told(name: bytes, tmp_path: Path) -> None:
    """In one line, without what a terminal would obey."""
    path = tmp_path / os.fsdecode(name)
    path.write_text(ACCOUNTS)
    status, said, told = run("draft", str(path))
    assert (status, said, told.count("\n")) == (2, "", 1)
    assert told.startswith("error: a source cannot name the file 'a" if name[:1] == b"a" else "err")
    assert told.rstrip("\n").isprintable()


def test_names_of_columns_reach_a_terminal_as_text(tmp_path: Path) -> None:
    """An escape and a turn of the writing direction are question marks among the guesses."""
    path = tmp_path / "a.csv"
    path.write_text(ACCOUNTS.replace("Company", "Company \x1b[2J\u202e {x} %s name"))
    status, _, told = run("draft", str(path), "--decimal", "comma")
    assert status == 0
    assert "Company ?[2J? {x} %s name" in told
    assert told.replace("\n", "").isprintable()


def test_a_card_is_not_written_over_its_source(tmp_path: Path) -> None:
    """Both would be one file, of which the second is left."""
    out = str(tmp_path / "own.yaml")
    status, _, told = run("draft", *files(tmp_path), "--out", out, "--card", out)
    assert (status, "--out and --card name one file" in told) == (2, True)
