"""What makes data another: their source and the bytes of their files, and nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

from scoring.engine.digest import digested
from scoring.engine.reading import open_all
from scoring.engine.watch import Watch
from scoring.spec.source import parse_source
from tests.unit.engine.loading import ONE, write


def digest_of(folder: Path, source: str) -> str:
    """The digest of a source and its files."""
    checked = parse_source(source)
    opened = open_all(checked, folder, folder, Watch())
    with digested(checked, opened, Watch()) as digest:
        return digest()


def test_what_holds_by_default_may_be_stated_or_not(tmp_path: Path) -> None:
    """Repeated rows are refused by default; to keep the last of them is another source."""
    write(tmp_path, {"a.csv": "id,m\na,1\n"})
    plain = digest_of(tmp_path, ONE)
    assert "id: id" in ONE
    assert digest_of(tmp_path, ONE.replace("id: id", "id: id, repeated: refuse", 1)) == plain
    assert digest_of(tmp_path, ONE.replace("id: id", "id: id, repeated: last", 1)) != plain


def test_every_byte_counts(tmp_path: Path) -> None:
    """A file of three pieces of 256 KB, of which the last cell changes."""
    rows = "".join(f"a{i:06d},1\n" for i in range(80_000))
    write(tmp_path, {"a.csv": "id,m\n" + rows + "z,1\n"})
    one = digest_of(tmp_path, ONE)
    write(tmp_path, {"a.csv": "id,m\n" + rows + "z,2\n"})
    assert digest_of(tmp_path, ONE) != one


def test_the_digest_is_that_of_the_source_and_then_of_each_file(tmp_path: Path) -> None:
    """The first twelve digits of SHA-256 over the source's text and the file's own SHA-256."""
    write(tmp_path, {"a.csv": "id,m\na,1\n"})
    source = parse_source(ONE).model_dump_json(exclude_defaults=True).encode()
    of_file = hashlib.sha256(b"id,m\na,1\n").digest()
    assert digest_of(tmp_path, ONE) == hashlib.sha256(source + of_file).hexdigest()[:12]
