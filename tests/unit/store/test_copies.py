"""A store is copied, looked over and put back by the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scoring.cli import main
from scoring.errors import StoreError
from scoring.store import back_up, check, open_store, restore
from tests.unit.store.samples import CARD, NOTE, PULSE

NOW = dt.datetime(2026, 7, 1, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a pulse, a note and two versions of a card."""
    store = open_store(tmp_path / "s.db")
    store.set_pulse("Demo", PULSE)
    store.add_note("Demo", NOTE)
    store.save_card("Ours", CARD)
    store.save_card("Ours", CARD)
    store.close()
    return tmp_path / "s.db"


def notes_in(path: Path) -> int:
    store = open_store(path)
    try:
        return len(store.notes("Demo"))
    finally:
        store.close()


def test_check_counts_what_is_there(path: Path) -> None:
    """Two records, one card, two versions of it."""
    assert check(path) == {"version": 3, "records": 2, "cards": 1, "versions": 2}


def test_a_copy_is_a_store_of_its_own(path: Path) -> None:
    """It holds what the store held when it was made, also while the store is open."""
    store = open_store(path)
    store.add_note("Demo", NOTE)
    out = path.with_name("copy.db")
    back_up(path, out)
    store.add_note("Demo", NOTE)
    assert (notes_in(out), len(store.notes("Demo"))) == (2, 3)
    assert check(out)["records"] == 3
    store.close()


def test_no_file_is_overwritten_by_a_copy(path: Path) -> None:
    """A name that is taken is refused."""
    with pytest.raises(StoreError, match="is there already"):
        back_up(path, path)
    with pytest.raises(StoreError, match="there is no file"):
        back_up(path.with_name("gone.db"), path.with_name("copy.db"))
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(path, path.parent / "gone" / "copy.db")


def test_a_copy_is_put_back_and_the_old_store_kept(path: Path) -> None:
    """An app that has the store open sees the copy at its next look, and can go on writing."""
    copy = path.with_name("copy.db")
    back_up(path, copy)
    store = open_store(path)
    store.add_note("Demo", NOTE)
    with pytest.raises(StoreError, match="add --force"):
        restore(copy, path, force=False, now=NOW)
    assert len(store.notes("Demo")) == 2
    old = restore(copy, path, force=True, now=NOW)
    assert old == path.with_name("s.db.before-20260701-120000")
    assert len(store.notes("Demo")) == 1
    store.add_note("Demo", NOTE)
    store.close()
    assert (notes_in(path), notes_in(old)) == (2, 2)


def test_a_damaged_store_is_moved_aside(path: Path) -> None:
    """What cannot be read is kept as it is, beside the copy that took its place."""
    copy, damage = path.with_name("copy.db"), b"not a database any more" * 200
    back_up(path, copy)
    path.write_bytes(damage)
    old = restore(copy, path, force=True, now=NOW)
    assert old is not None
    assert old.read_bytes() == damage
    assert notes_in(path) == 1


def test_a_page_overwritten_in_the_middle_is_found(path: Path) -> None:
    """Check reads every page, and a damaged copy is not put back."""
    whole = bytearray(path.read_bytes())
    whole[4096 : 4096 * 2] = b"\xff" * 4096
    copy = path.with_name("copy.db")
    copy.write_bytes(bytes(whole))
    with pytest.raises(StoreError, match="damaged"):
        check(copy)
    with pytest.raises(StoreError, match="damaged"):
        restore(copy, path, force=True, now=NOW)
    assert notes_in(path) == 1


def test_the_command_line_does_all_three(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is named by the environment or by --store; each command says what it did."""
    monkeypatch.setenv("BELLWETHER_STORE", str(path))
    copy = path.with_name("copy.db")
    assert main(["store", "backup", str(copy)]) == 0
    assert main(["store", "check"]) == 0
    assert main(["store", "--store", str(copy), "check"]) == 0
    assert main(["store", "restore", str(copy)]) == 1
    assert main(["store", "restore", str(copy), "--force"]) == 0
    said = capsys.readouterr()
    size = copy.stat().st_size
    assert said.out.splitlines()[:3] == [
        f"{copy}: {size:,} bytes",
        f"{path}: sound, version 3, records 2, cards 1, versions 2",
        f"{copy}: sound, version 3, records 2, cards 1, versions 2",
    ]
    assert "restored; the one before is" in said.out.splitlines()[3]
    assert "add --force" in said.err


def test_a_command_without_a_store_says_how_to_name_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is guessed, nothing is made."""
    monkeypatch.delenv("BELLWETHER_STORE", raising=False)
    assert main(["store", "check"]) == 2
    assert "add --store FILE or set BELLWETHER_STORE" in capsys.readouterr().err
