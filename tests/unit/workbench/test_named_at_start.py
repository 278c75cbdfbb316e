"""What is named at start becomes data sets, a card and a place, or is said to be at fault."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.engine.places import Folder
from scoring.errors import CommandError, DataError
from scoring.spec.data_file import File
from scoring.workbench import open_start, place_named, preset_texts, read_start
from scoring.workbench.named_at_start import MOST_SETS

TODAY = dt.date(2026, 10, 31)
SOURCE = """\
version: 1
name: Our book
files: {a: {path: a.csv}}
account: {from: a, id: id}
snapshots: [{from: a, measures: [m]}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a source, its file and a card."""
    (tmp_path / "Our Book.yaml").write_text(SOURCE)
    (tmp_path / "a.csv").write_text("id,m\nx,1\ny,3\nz,7\n")
    (tmp_path / "card.yaml").write_text(preset_texts()["weighted_starter"])
    return tmp_path


def test_nothing_is_named() -> None:
    """Without a word from the operator there is nothing, and nothing is at fault."""
    start = read_start()
    assert (dict(start.sets), start.place, start.card, start.faults) == ({}, None, None, ())


def test_the_source_in_a_folder_is_found(folder: Path) -> None:
    """A data set under an id that stays the same; the card beside it is no source."""
    start = read_start(str(folder))
    assert list(start.sets) == ["start-our-book"]
    assert start.faults == ()
    data = open_start(start, "start-our-book", today=TODAY)
    assert (data.catalogue.name, data.catalogue.accounts) == ("Our book", 3)
    assert data.place.listed() == (File(path="a.csv"),)
    with pytest.raises(KeyError, match="start-other"):
        open_start(start, "start-other", today=TODAY)


def test_each_source_becomes_a_data_set(folder: Path) -> None:
    """In the order of their names, up to eight; a faulty one is said, with its line."""
    for number in range(MOST_SETS + 2):
        (folder / f"s{number:02}.yaml").write_text(SOURCE)
    (folder / "bad.yml").write_text(SOURCE.replace("id: id", "idd: id"))
    start = read_start(str(folder))
    assert list(start.sets)[:2] == ["start-our-book", "start-s00"]
    assert len(start.sets) == MOST_SETS
    said = [fault.as_text() for fault in start.faults]
    assert any("line 4, source file 'bad.yml'" in one for one in said)
    assert any("more than 8 source files" in one for one in said)


def test_a_source_may_be_named_alone_or_beside_its_place(folder: Path, tmp_path: Path) -> None:
    """Alone it stands for its folder; beside a place it reads from there."""
    source = folder / "Our Book.yaml"
    for words in ({"data": str(source)}, {"source": str(source)}):
        start = read_start(**words)
        assert [place for _, place in start.sets.values()] == [Folder(folder, "data" in words)]
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.csv").write_text("id,m\nx,1\n")
    start = read_start(f"{other}/*.csv", str(source))
    assert open_start(start, "start-our-book", today=TODAY).catalogue.accounts == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"data": "gone/folder"}, "BELLWETHER_DATA: there is no file or folder 'gone/folder'"),
        ({"data": "postgre://u:pw@h/d"}, "BELLWETHER_DATA: no connection is called 'postgre://'"),
        ({"source": "gone.yaml"}, "BELLWETHER_SOURCE: there is no file or folder"),
        ({"data": ".", "source": "gone.yaml"}, "BELLWETHER_SOURCE: the source file 'gone.yaml'"),
        ({"card": "gone.yaml"}, "BELLWETHER_CARD: the card 'gone.yaml' cannot be read"),
    ],
)
def test_what_cannot_be_used_is_among_the_faults(words: dict[str, str], said: str) -> None:
    """Under the name of the variable, and nothing is raised."""
    start = read_start(**words)
    assert said in " ".join(fault.as_text() for fault in start.faults)
    assert not start.sets


def test_a_card_is_read_at_start(folder: Path) -> None:
    """It is checked as any card is."""
    card = read_start(card=str(folder / "card.yaml")).card
    assert card is not None
    assert card.metrics


def test_visitors_choose_from_what_the_place_lists(folder: Path) -> None:
    """A visitor's source beside the start place reads its data files and nothing else."""
    place = read_start(str(folder)).place
    assert place is not None
    assert [file.path for file in place.listed()] == ["a.csv"]
    with (
        pytest.raises(DataError, match="do not include a file 'card"),
        place.at_hand([File(path="card.yaml")]),
    ):
        pass
    assert read_start("gone").place is None


def test_a_place_on_the_command_line_may_stand_in_a_variable(folder: Path) -> None:
    """So that a password stands in no list of processes."""
    assert place_named("env:BOOK", {"BOOK": str(folder)}) == Folder(folder)
    assert place_named(str(folder), {}) == Folder(folder)
    for environment in ({}, {"BOOK": ""}):
        with pytest.raises(CommandError, match="the environment has no variable 'BOOK'"):
            place_named("env:BOOK", environment)


@pytest.mark.parametrize("path", ["../out.csv", "{outside}", "in/../../out.csv"])
def test_a_source_in_a_folder_opens_no_file_outside_it(folder: Path, path: str) -> None:
    """Neither by steps up nor by a whole path; the source beside it can be named on its own."""
    inside, outside = folder / "data", folder / "out.csv"
    (inside / "in").mkdir(parents=True)
    outside.write_text("id,m\nsecret,1\n")
    said = SOURCE.replace("a.csv", f'"{path.format(outside=outside)}"')
    (inside / "own.yaml").write_text(said)
    for named in (str(inside), str(inside / "own.yaml")):
        with pytest.raises(DataError, match="outside the folder that was named") as caught:
            open_start(read_start(named), "start-own", today=TODAY)
        assert (
            caught.value.findings[0].fix == "put the file into the folder, and name it from there"
        )
    alone = read_start(source=str(inside / "own.yaml"))
    assert open_start(alone, "start-own", today=TODAY).catalogue.accounts == 1


@pytest.mark.parametrize("path", ["in/../a.csv", "in/a.csv", "{inside}/a.csv"])
def test_a_path_that_stays_in_the_folder_is_none_of_it(folder: Path, path: str) -> None:
    """Steps up that lead back, and a link that the operator laid."""
    (folder / "data" / "in").mkdir(parents=True)
    (folder / "data" / "in" / "a.csv").symlink_to(folder / "a.csv")
    (folder / "data" / "a.csv").write_text("id,m\nx,1\n")
    text = SOURCE.replace("a.csv", f'"{path.format(inside=folder / "data")}"')
    (folder / "data" / "own.yaml").write_text(text)
    data = open_start(read_start(str(folder / "data")), "start-own", today=TODAY)
    assert data.catalogue.accounts in (1, 3)
