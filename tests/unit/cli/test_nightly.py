"""A job that runs every night leaves whole files, says the same again, and tells how it ended."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from scoring.cli import COMMANDS, main
from scoring.cli.exit_codes import EXIT_CODES
from scoring.cli.log_line import log_line
from scoring.errors import CommandError
from scoring.output.exporters import EXPORTERS
from scoring.workbench.writing import replacing
from tests.conftest import ROOT
from tests.examples import some

WORDS = [
    *("--source", str(ROOT / "configs/sources/starter.yaml")),
    *("--card", str(ROOT / "configs/cards/weighted_starter.yaml")),
]


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.splitlines()[-1]


def test_a_log_line_is_one_line_of_words() -> None:
    """Command and status come first, then facts as they were told; odd values are quoted."""
    facts = {"rows": 321, "out": "my scores.csv", "odd": 'a"b\nc', "empty": ""}
    assert log_line("score", 0, facts, "CommandError") == (
        'bellwether command=score exit=0 rows=321 out="my scores.csv" odd="a\\"b\\nc" empty=""'
        " fault=CommandError"
    )


@pytest.mark.parametrize("ending", some(EXPORTERS.names, 1))
def test_the_same_input_gives_the_same_file(ending: str, tmp_path: Path) -> None:
    """Twice the same words: the same bytes in the same place, and nothing beside them."""
    out = tmp_path / f"scores.{ending}"
    contents = []
    for _ in range(2):
        assert main(["score", *WORDS, "--as-of", "latest", "--out", str(out)]) == 0
        contents.append(out.read_bytes())
    assert contents[0] == contents[1]
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_report_and_a_method_sheet_are_the_same_again(tmp_path: Path) -> None:
    """No moment of writing stands in them."""
    for words, name in ((["--method"], "m.md"), (["--method"], "m.html"), ([], "r.html")):
        out, contents = tmp_path / name, []
        for _ in range(2):
            assert main(["report", *WORDS, *words, "--out", str(out)]) == 0
            contents.append(out.read_bytes())
        assert contents[0] == contents[1]


def test_a_failure_leaves_the_last_file(tmp_path: Path) -> None:
    """Half of the bytes were written when it failed: the file is as before, and alone."""
    path = tmp_path / "scores.csv"
    path.write_bytes(b"before")

    def write_half() -> None:
        with replacing(path) as stream:
            stream.write(b"after, but only")
            raise ValueError("half")

    with pytest.raises(ValueError, match="half"):
        write_half()
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == ["scores.csv"]


def test_whoever_reads_meanwhile_finds_the_last_file(tmp_path: Path) -> None:
    """The new one is in its place only after the last byte."""
    path = tmp_path / "scores.csv"
    path.write_bytes(b"before")
    with replacing(path) as stream:
        stream.write(b"after")
        assert path.read_bytes() == b"before"
    assert path.read_bytes() == b"after"


def test_a_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    """A file that only its owner reads stays so; a new one is as the user's mask has it."""
    kept, new = tmp_path / "kept", tmp_path / "new"
    kept.write_bytes(b"")
    kept.chmod(0o640)
    mask = os.umask(0o022)
    try:
        for path in (kept, new):
            with replacing(path) as stream:
                stream.write(b"x")
    finally:
        os.umask(mask)
    assert [oct(stat.S_IMODE(path.stat().st_mode)) for path in (kept, new)] == ["0o640", "0o644"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is replaced, not the link."""
    (tmp_path / "real").write_bytes(b"before")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with replacing(tmp_path / "link") as stream:
        stream.write(b"after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"after"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder that is not there is a fault of the command, with a fix."""
    with (
        pytest.raises(CommandError, match=r"cannot be written \(No such file or directory\)"),
        replacing(tmp_path / "none" / "scores.csv"),
    ):
        pass


def test_what_is_no_plain_file_is_written_to_as_it_is() -> None:
    """/dev/null takes everything and stays what it is."""
    with replacing(Path("/dev/null")) as stream:
        stream.write(b"x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize("name", [name for name, one in COMMANDS.items() if one.logged])
def test_every_logged_command_logs_its_failures(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words that it does not know end with status 2, a line of words and the line for the log."""
    assert main([name, "--unheard-of"]) == 2
    assert last_line(capsys) == f"bellwether command={name} exit=2 fault=CommandError"


def test_a_fault_of_the_card_is_logged_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1: the words were right and the card is not."""
    card = tmp_path / "card.yaml"
    card.write_text("version: 1\n", encoding="utf-8")
    words = ["score", *WORDS[:2], "--card", str(card), "--out", str(tmp_path / "out.csv")]
    assert main(words) == 1
    assert last_line(capsys) == "bellwether command=score exit=1 fault=CardError"
    assert not (tmp_path / "out.csv").exists()


def test_what_nobody_foresaw_is_logged_too(capsys: pytest.CaptureFixture[str]) -> None:
    """No path has a zero in it: Python itself refuses one, after everything was scored."""
    assert main(["score", *WORDS, "--out", "a\0b.csv"]) == 1
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert " exit=1 " in said.splitlines()[-1]
    assert said.splitlines()[-1].endswith(" fault=ValueError")


def test_other_commands_log_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever looks at the screen is not told twice."""
    assert main(["check", "--unheard-of"]) == 2
    assert not last_line(capsys).startswith("bellwether")


def test_every_status_has_its_words() -> None:
    """The numbers that commands end with are those of the table."""
    assert list(EXIT_CODES) == [0, 1, 2, 3, 130]
    assert all(EXIT_CODES.values())


def test_who_left_in_the_month_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The demo's file has 321 rows for October 2026, its book 320 customers, and both are said."""
    words = ["score", "--source", str(ROOT / "configs/sources/demo.yaml")]
    words += ["--card", str(ROOT / "configs/cards/b2b_saas_starter.yaml")]
    assert main([*words, "--as-of", "2026-10", "--out", str(tmp_path / "o.csv")]) == 0
    said = capsys.readouterr()
    assert said.out.endswith("; 1 of them had left by the end of its month\n")
    assert " rows=321 customers=320 " in said.err.splitlines()[-1]
    assert (tmp_path / "o.csv").read_text("utf-8").count("\n") == 1 + 321
