"""A file that changes or vanishes while it is read is told of, and nothing is made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.engine.load import load
from scoring.engine.watch import Watch
from scoring.errors import DataError
from scoring.spec.source import parse_source
from tests.unit.engine.loading import TODAY, TWO, write

FILES = {
    "a.csv": "id,start,end\nx,2024-01-01,\ny,2024-01-01,\n",
    "b.csv": "id,month,m\nx,2024-01-31,1\ny,2024-01-31,2\n",
}
STEPS = ("Reading the rows of a", "Reading the rows of b", "Sorting out months", "Describing")


class Meddler(Watch):
    """A watch at one of whose steps something happens to a file."""

    def __init__(self, step: str, happens: Callable[[], object]) -> None:
        """Wait for the step of that name, or one that begins so."""
        super().__init__()
        self._begins, self._happens = step, happens

    def tell(self, step: str, share: float) -> None:
        """Let it happen, once."""
        super().tell(step, share)
        if step.startswith(self._begins):
            self._begins = "never again"
            self._happens()


def append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write("y,2024-02-29,3\n")


def cut(path: Path) -> None:
    path.write_text("id,month,m\nx,2024", encoding="utf-8")


def replace(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_text(FILES["b.csv"].replace("x", "z"), encoding="utf-8")
    other.replace(path)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("happens", "did"),
    [(append, "changed"), (cut, "changed"), (replace, "changed"), (Path.unlink, "vanished")],
)
def test_it_is_one_finding(
    tmp_path: Path, step: str, happens: Callable[[Path], object], did: str
) -> None:
    """Whatever happens at whichever step, the one finding names the file and what it did."""
    write(tmp_path, FILES)
    watch = Meddler(step, lambda: happens(tmp_path / "b.csv"))
    with pytest.raises(DataError, match="the data has 1 fault") as caught:
        load(parse_source(TWO), tmp_path, today=TODAY, watch=watch)
    (found,) = caught.value.findings
    assert (found.place, found.problem) == ("file 'b'", f"it {did} while it was read")


def test_a_file_that_is_only_read_meanwhile_is_loaded(tmp_path: Path) -> None:
    """Who else reads it changes nothing."""
    write(tmp_path, FILES)
    watch = Meddler("Sorting out months", (tmp_path / "b.csv").read_bytes)
    data = load(parse_source(TWO), tmp_path, today=TODAY, watch=watch)
    assert data.session.one("SELECT count(*) FROM snapshots") == 2
