"""A store that cannot be written or reached says so, and is read where it can be."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scoring.errors import StoreError
from scoring.store import open_store
from tests.architecture.rules import ROOT
from tests.unit.store.samples import NOTE

_AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from scoring.errors import StoreError
from scoring.store import open_store
from tests.unit.store.samples import NOTE
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
store = open_store(Path(sys.argv[1]))
print(len(store.notes("Demo")), store.read_only)
try:
    store.add_note("Demo", NOTE)
except StoreError as error:
    print(error.problem)
"""


def read_by_another_user(path: Path) -> list[str]:
    told = subprocess.run(
        [sys.executable, "-c", _AS_ANOTHER_USER, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_store_that_cannot_be_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, folder_mode: int
) -> None:
    """It opens, shows what is in it, says why nothing is kept, and refuses to keep."""
    folder = tmp_path_factory.mktemp("closed")
    for above in (folder, *folder.parents):
        if above == Path(tempfile.gettempdir()):
            break
        above.chmod(above.stat().st_mode | 0o055)
    path = folder / "s.db"
    store = open_store(path)
    store.add_note("Demo", NOTE)
    store.close()
    path.chmod(0o444)
    folder.chmod(folder_mode)
    told = read_by_another_user(path)
    folder.chmod(0o755)
    assert told == [
        "1 the file cannot be written",
        f"the store '{path}' can only be read: the file cannot be written",
    ]


def test_a_store_out_of_reach_is_told(tmp_path: Path) -> None:
    """Where the system refuses even to look, as at a name that is too long, it says so."""
    with pytest.raises(StoreError, match="cannot be reached"):
        open_store(tmp_path / ("x" * 300) / "s.db")
